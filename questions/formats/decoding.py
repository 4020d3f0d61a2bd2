"""Bytes of a file as text. No Django.

UTF-8 with or without a byte order mark, and UTF-16 with one, are read. XML may name another encoding in its first
line. Nothing is guessed: what is none of these is refused with the first line that does not fit.
"""

import re

from questions.formats.reports import refused

MEGABYTES = 20
MAXIMUM_BYTES = MEGABYTES * 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
# What an XML declaration may name, beside the Unicode encodings.
OTHERS = {
    *("us-ascii", "ascii", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254"),
    *("windows-1257", "shift_jis", "windows-31j", "cp932", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "big5", "euc-kr"),
    *(f"iso-8859-{number}" for number in (*range(1, 12), 13, 14, 15, 16)),
}
PYTHON_NAMES = {"windows-31j": "cp932"}
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# XML 1.0 has no place for these, nor has a file in UTF-8 for a lone surrogate.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(data: bytes) -> str:
    """Return the text of a GIFT or Aiken file, its lines ended by \\n. Raise Refused."""
    text = decoded(data, "utf-8", "not_utf8")
    found = CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise refused(line, "not_text")
    return text


def xml_text_of(data: bytes) -> str:
    """Return the text of an XML file, in the encoding that it declares. Raise Refused."""
    declared = DECLARED.match(data[:1000])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name in ("utf-8", "utf8", "utf-16"):
        return decoded(data, "utf-8", "not_encoding")
    if name not in OTHERS:
        raise refused(1, "unknown_encoding", encoding=name)
    return decoded(data, PYTHON_NAMES.get(name, name), "not_encoding")


def decoded(data: bytes, encoding: str, code: str) -> str:
    """Return the text, its lines ended by \\n. A byte order mark counts more than `encoding`."""
    if len(data) > MAXIMUM_BYTES:
        raise refused(0, "too_large", limit=MEGABYTES)
    for mark, marked in MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = with_plain_ends(data[: error.start].decode(encoding, "replace")).count("\n") + 1
        raise refused(line, code, encoding=encoding) from None
    return with_plain_ends(text)


def with_plain_ends(text: str) -> str:
    """Return `text` with every line ended by \\n alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(text: str) -> str:
    """Return `text` without what a file cannot hold."""
    return UNPRINTABLE.sub("", with_plain_ends(text))


def one_line(text: str) -> str:
    return " ".join(printable(text).split())
