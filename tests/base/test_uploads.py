import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError

from ipslearn.base.uploads import check_svg, check_upload

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def zipped(names) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    return file.getvalue()


def png() -> bytes:
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 64
FILES = {
    "a.png": png(),
    "a.gif": b"GIF89a" + b"\0" * 32,
    "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 32,
    "a.jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 32,
    "a.webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 32,
    "a.svg": SVG.format("<rect/>").encode(),
    "a.pdf": b"%PDF-1.7\n" + b"\0" * 32,
    "a.docx": zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "a.xlsx": zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}),
    "a.pptx": zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<w/>"}),
    "a.odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<w/>"}),
    "a.ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<w/>"}),
    "a.odp": zipped({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<w/>"}),
    "a.txt": "日本語".encode(),
    "a.csv": "名前,数\n".encode("utf-8-sig"),
    "a.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n",
    "a.mp4": MP4,
    "a.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + b"\0" * 64,
    "a.webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\0" * 32,
    "a.mp3": b"ID3\x03\0\0" + b"\0" * 64,
    "a.ogg": b"OggS\0\x02" + b"\0" * 64,
    "a.wav": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 32,
}


def refusal(content: bytes, name: str, maximum_size: int = 10_000) -> str:
    """Return the words in which a file is refused, or "" if it is taken."""
    try:
        check_upload(io.BytesIO(content), name, maximum_size=maximum_size)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_what_it_says_is_taken(name):
    assert refusal(FILES[name], name) == ""


def test_capital_letters_in_the_name_do_not_matter():
    assert refusal(FILES["a.png"], "A.PNG") == ""


@pytest.mark.parametrize("name", sorted(set(FILES) - {"a.txt", "a.csv"}))
def test_a_text_under_another_name_is_refused(name):
    assert refusal(b"just some text", name) != ""


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.vtt", "a.svg", "a.jpg", "a.pdf", "a.docx", "a.mp4"])
def test_a_picture_under_another_name_is_refused(name):
    assert refusal(FILES["a.png"], name) != ""


def test_the_refusal_says_what_the_file_is():
    assert refusal(FILES["a.png"], "a.pdf") == (
        "The name says .pdf, but the file is .png. Save it as .pdf and try again."
    )


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.js", "a", ".png", "a.png.html"])
def test_names_that_promise_nothing_good_are_refused(name):
    assert refusal(b"<script>alert(1)</script>", name) != ""


def test_an_empty_file_is_refused():
    assert refusal(b"", "a.png") == "The file is empty."


def test_a_file_of_the_greatest_size_is_taken():
    assert refusal(FILES["a.png"], "a.png", len(FILES["a.png"])) == ""


def test_one_byte_more_is_refused():
    assert "at most" in refusal(FILES["a.png"], "a.png", len(FILES["a.png"]) - 1)


def test_the_file_can_be_read_from_the_start_afterwards():
    file = io.BytesIO(FILES["a.png"])
    check_upload(file, "a.png", maximum_size=10_000)
    assert file.tell() == 0


@pytest.mark.parametrize("content", ["ü".encode("latin-1"), "text".encode("utf-16"), b"a\0b"])
def test_text_that_is_not_utf_8_is_refused(content):
    assert refusal(content, "a.txt") != ""


def test_captions_must_begin_as_captions_do():
    assert "WEBVTT" in refusal(b"1\n00:00:00,000 --> 00:00:01,000\nHello.\n", "a.vtt")


class TestSvg:
    BAD = {
        "a script": SVG.format("<script>alert(1)</script>"),
        "a script in another case": SVG.format("<ScRiPt/>"),
        "a script of another namespace": SVG.format('<x:script xmlns:x="urn:x"/>'),
        "an event": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "an event inside": SVG.format('<rect onClick="alert(1)"/>'),
        "HTML inside": SVG.format("<foreignObject><p>x</p></foreignObject>"),
        "a frame": SVG.format("<iframe/>"),
        "a link with script": SVG.format('<a href="javascript:alert(1)"><rect/></a>'),
        "a link with script and blanks": SVG.format('<a href=" JavaScript:alert(1)"><rect/></a>'),
        "a link elsewhere": SVG.format('<a xlink:href="https://example.org/"><rect/></a>'),
        "a use from elsewhere": SVG.format('<use xlink:href="https://example.org/a.svg#x"/>'),
        "a use of data": SVG.format('<use href="data:image/svg+xml;base64,AAAA#x"/>'),
        "a picture": SVG.format('<image href="https://example.org/a.png"/>'),
        "an animation of a link": SVG.format('<animate attributeName="href" to="javascript:alert(1)"/>'),
        "a style that imports": SVG.format('<style>@import "https://example.org/a.css";</style>'),
        "a style that loads": SVG.format("<style>rect { fill: url(https://example.org/a.svg#x) }</style>"),
        "a style that hides a word": SVG.format(r"<style>@\69mport 'https://example.org/a.css';</style>"),
        "an attribute that loads": SVG.format('<rect fill="url(https://example.org/a.svg#x)"/>'),
        "an attribute that loads, in quotation marks": SVG.format(
            """<rect style="fill: url( 'https://example.org/#a')"/>"""
        ),
        "a style sheet": '<?xml-stylesheet href="https://example.org/a.css"?>' + SVG.format(""),
        "a document type": '<!DOCTYPE svg SYSTEM "https://example.org/a.dtd">' + SVG.format(""),
        "an entity bomb": '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>"),
        "a file read by an entity": (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&a;</text>")
        ),
        "broken markup": "<svg><rect></svg>",
        "HTML": "<html><body/></html>",
        "nothing drawn": "",
        "an unknown encoding": '<?xml version="1.0" encoding="x-none"?>' + SVG.format(""),
    }

    @pytest.mark.parametrize("kind", BAD)
    def test_is_refused_with(self, kind):
        with pytest.raises(ValidationError):
            check_svg(self.BAD[kind].encode())

    GOOD = {
        "an XML declaration": '<?xml version="1.0" encoding="UTF-8"?>' + SVG.format("<rect/>"),
        "a part used again": SVG.format('<g id="a"/><use href="#a"/><use xlink:href="#a"/>'),
        "a pattern of its own": SVG.format('<rect fill="url(#a)"/><style>rect { fill: url("#a") }</style>'),
        "styles": SVG.format("<style>rect { fill: teal }</style><title>T</title><desc>D</desc>"),
    }

    @pytest.mark.parametrize("kind", GOOD)
    def test_is_taken_with(self, kind):
        check_svg(self.GOOD[kind].encode())

    def test_of_two_megabytes_is_taken(self):
        empty = SVG.format("<!---->")
        check_svg(SVG.format(f"<!--{' ' * (2 * 1024 * 1024 - len(empty))}-->").encode())

    def test_of_one_byte_more_is_refused(self):
        empty = SVG.format("<!---->")
        with pytest.raises(ValidationError, match="at most 2 MB"):
            check_svg(SVG.format(f"<!--{' ' * (2 * 1024 * 1024 - len(empty) + 1)}-->").encode())
