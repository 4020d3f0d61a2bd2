"""Who is to be invited, read from a file or from pasted lines. No Django.

A line is an address, "name <address>", or cells between commas, semicolons or tabs. With a line of headings the cells
may stand in any order; without one, what is before the address is the name and what is after it the profession:

| line                                | name       | address         | profession           |
|-------------------------------------|------------|-----------------|----------------------|
| aya@example.org                     |            | aya@example.org | the one chosen above |
| Aya Sato <aya@example.org>          | Aya Sato   | aya@example.org | the one chosen above |
| Aya Sato, aya@example.org, nurse    | Aya Sato   | aya@example.org | nurse                |
| aya@example.org, Aya Sato, 看護師   | Aya Sato   | aya@example.org | nurse                |
| aya@example.org; ken@example.org    |            | one line each   | the one chosen above |

Full-width letters, digits and signs are read as their plain forms. Nothing is guessed about what is left out.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

MEGABYTES, MAXIMUM_LINES = 2, 5_000
MAXIMUM_BYTES = MEGABYTES * 1024 * 1024
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_CELL = 120, 254, 1_000
# What may be wrong with a whole file.
EMPTY, NOT_TEXT, TOO_LARGE, TOO_MANY, OPEN_QUOTE = "empty", "not_text", "too_large", "too_many", "open_quote"
# What may be wrong with a line.
MALFORMED, HOSTILE, TOO_LONG, DUPLICATE = "malformed", "hostile", "too_long", "duplicate"
UNKNOWN_PROFESSION, NO_PROFESSION = "unknown_profession", "no_profession"

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
OTHER_FILES = (b"\x89PNG", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
DELIMITERS = ",;\t"
QUOTED = re.compile(r'"[^"]*"')
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*/?^_`{|}~=+-]+(\.[A-Za-z0-9!#$%&'*/?^_`{|}~=+-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
NAMED_ADDRESS = re.compile(r"([^<>]*)<\s*([^<>]*)>")
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
# Signs that turn the direction of writing around: a name could read as another one.
TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HEADINGS = {
    "name": ("name", "fullname", "名前", "氏名", "お名前"),
    "email": ("email", "emailaddress", "mail", "address", "メール", "メールアドレス", "eメール", "アドレス"),
    "profession": ("profession", "職種", "専門職"),
}


class Unreadable(Exception):
    """The file is not a list of people. `args[0]` is one of the five words above."""


@dataclass(frozen=True)
class Line:
    """One address of the list. `number` is its line in the file; `profession` a code; `detail` belongs to `problem`:
    the profession as it was written, or the number of the line that has the same address."""

    number: int
    name: str = ""
    email: str = ""
    profession: str = ""
    problem: str = ""
    detail: str = ""


def text_of(data: bytes) -> str:
    """Return the text of a file in UTF-8, in UTF-16 with a byte order mark, or in CP932. Raise Unreadable."""
    if len(data) > MAXIMUM_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(OTHER_FILES):
        raise Unreadable(NOT_TEXT)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decoded(data.removeprefix(mark), [encoding])
    return decoded(data, ["utf-8", "cp932"])


def decoded(data: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(NOT_TEXT)


def read(text: str, professions: Mapping[str, str], chosen: str = "") -> list[Line]:
    """Return every address of the text, with what is wrong with it. Raise Unreadable.

    `professions` are {name as `folded` writes it: code}; `chosen` is the code for lines that name none.
    """
    lines, columns, is_first = [], None, True
    for number, cells in rows_of(text):
        if is_first:
            is_first, columns = False, columns_of(cells)
            if columns:
                continue
        lines += [with_profession(line, professions, chosen) for line in people_in(number, cells, columns, professions)]
        if len(lines) > MAXIMUM_LINES:
            raise Unreadable(TOO_MANY)
    if not lines:
        raise Unreadable(EMPTY)
    return without_duplicates(lines)


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first line, cells) of each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), skipinitialspace=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        raise Unreadable(OPEN_QUOTE) from None


def delimiter_of(text: str) -> str:
    """Return the sign that stands most often between the cells of the first fifty lines."""
    beginning = QUOTED.sub("", "\n".join(text[:20_000].splitlines()[:50]))
    return max(DELIMITERS, key=beginning.count)


def columns_of(cells: list[str]) -> dict[str, int] | None:
    """Return {"email": 1, …} if the row is one of headings, else None."""
    names = [folded(cell) for cell in cells]
    found = {
        key: place
        for key, headings in HEADINGS.items()
        if (place := next((place for place, name in enumerate(names) if name in headings), None)) is not None
    }
    return found if "email" in found else None


def people_in(number: int, cells: list[str], columns: dict[str, int] | None, professions) -> list[Line]:
    """Return the line of a row; several where the row is nothing but addresses."""
    if any(is_hostile(cell) for cell in cells):
        return [Line(number, detail=shown(" ".join(cells)), problem=HOSTILE)]
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return [Line(number, detail=shown(" ".join(cells)), problem=TOO_LONG)]
    plain = [plain_text(cell) for cell in cells]
    if columns:
        email, name, profession = (cell_at(plain, columns.get(key)) for key in ("email", "name", "profession"))
        return [person(number, name, email, profession)]
    filled = [cell for cell in plain if cell]
    if len(filled) > 1 and all("@" in cell for cell in filled):
        return [person(number, "", cell, "") for cell in filled]
    return [person(number, *by_place(filled, professions))]


def cell_at(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def by_place(cells: list[str], professions) -> tuple[str, str, str]:
    """Return (name, address, profession) of cells without headings."""
    place = next((place for place, cell in enumerate(cells) if "@" in cell), None)
    if place is None:
        return " ".join(cells), "", ""
    before, after = cells[:place], cells[place + 1 :]
    if not before and after and (len(after) > 1 or folded(after[0]) not in professions):
        before, after = after[:1], after[1:]
    return " ".join(before), cells[place], " ".join(after)


def person(number: int, name: str, email: str, profession: str) -> Line:
    """Return the line, with the first thing that is wrong. `profession` is still as it was written."""
    if found := NAMED_ADDRESS.fullmatch(email):
        name, email = name or found[1].strip(' "'), found[2].strip()
    line = Line(number, shown(name), shown(email).lower(), shown(profession))
    if name.startswith(("=", "+", "-", "@")) or email.startswith(("=", "+", "-")) or "://" in name:
        return replace(line, problem=HOSTILE)
    if len(name) > LONGEST_NAME or len(email) > LONGEST_ADDRESS:
        return replace(line, problem=TOO_LONG)
    return line if is_address(email) else replace(line, problem=MALFORMED)


def with_profession(line: Line, professions: Mapping[str, str], chosen: str) -> Line:
    """Return the line with the code of its profession, or the chosen one if it names none."""
    written, code = line.profession, chosen
    if written:
        code = professions.get(folded(written), "")
    if line.problem or code:
        return replace(line, profession=code)
    return replace(line, profession="", problem=UNKNOWN_PROFESSION if written else NO_PROFESSION, detail=written)


def without_duplicates(lines: list[Line]) -> list[Line]:
    """Mark every address but the first of its kind."""
    first: dict[str, int] = {}
    marked = []
    for line in lines:
        if not line.problem and line.email in first:
            line = replace(line, problem=DUPLICATE, detail=str(first[line.email]))
        elif not line.problem:
            first[line.email] = line.number
        marked.append(line)
    return marked


def is_address(text: str) -> bool:
    return len(text.partition("@")[0]) <= 64 and ADDRESS.fullmatch(text) is not None


def is_hostile(text: str) -> bool:
    """Say whether there are signs in it that nobody types: control characters, changes of direction, private ones.

    Ends of lines and tabs may stand inside quotation marks.
    """
    signs = set(text) - {"\r", "\n", "\t"}
    return any(sign in TURNING or unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in signs)


def plain_text(cell: str) -> str:
    """Return the cell in plain forms of letters, digits and signs, its blanks made one."""
    return " ".join(unicodedata.normalize("NFKC", cell).translate(UNSEEN).split())


def folded(text: str) -> str:
    """Return what two ways of writing the same name have in common: letters and digits alone, without case or width."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def shown(text: str) -> str:
    """Return the text as it can be kept and shown: hostile signs replaced, cut where it is very long."""
    kept = "".join("\ufffd" if is_hostile(sign) else sign for sign in text[:300])
    return kept if len(text) <= 300 else f"{kept}…"
