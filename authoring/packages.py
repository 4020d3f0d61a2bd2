"""Course packages as text: front matter, blocks, and where in the file each of them stands. No Django here.

A file begins with TOML between two lines of `+++`; the rest is Markdown with blocks:

    +++
    id = "ips-two-routes"
    +++

    A paragraph.

    ::: caution
    title: Not a ban on training

    Preparation is fine beside the search.
    :::

`parse_file` returns the settings and a list of blocks ("text" for what stands between blocks). What cannot be
used becomes a Problem with file and line; nothing is guessed. The format is described in curriculum/README.md.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

MAXIMUM_FILE = 300_000
OPENING = re.compile(r"^:::\s*([a-z-]+)\s*$")
SETTING = re.compile(r"^([a-z_]+):\s*(.*)$")
HEADING = re.compile(r"^###\s+(.+?)\s*$")
TABLE_RULE = re.compile(r"^\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, and where. `line` counts from 1; 0 is the whole file."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


@dataclass
class Block:
    """One block of a body. `settings` maps a name to (value, line)."""

    kind: str
    line: int
    text: str = ""
    text_line: int = 0
    settings: dict[str, tuple[str, int]] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        return self.settings.get(name, (default, 0))[0]


@dataclass
class PackageFile:
    path: str
    settings: dict[str, Any]
    setting_lines: dict[str, int]
    blocks: list[Block]

    def line_of(self, *names: str) -> int:
        """Return the line of the first of these settings that is there, else the first line."""
        return next((self.setting_lines[name] for name in names if name in self.setting_lines), 1)


@dataclass(frozen=True)
class Item:
    """One part of a timeline, steps or accordion block."""

    title: str
    text: str
    line: int


def parse_file(text: str, path: str) -> tuple[PackageFile, list[Problem]]:
    """Return the file's settings and blocks, and every problem found in them."""
    if len(text) > MAXIMUM_FILE:
        return PackageFile(path, {}, {}, []), [Problem(path, 0, f"has more than {MAXIMUM_FILE} characters")]
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    if "\0" in text:
        number = next(number for number, line in enumerate(lines, start=1) if "\0" in line)
        return PackageFile(path, {}, {}, []), [Problem(path, number, "has a null character: this is not a text file")]
    settings, setting_lines, start, problems = parse_front_matter(lines, path)
    blocks, more = parse_blocks(lines, start, path)
    return PackageFile(path, settings, setting_lines, blocks), problems + more


def parse_front_matter(lines: list[str], path: str):
    """Return (settings, line of each setting, index of the first line of the body, problems)."""
    if not lines or lines[0].strip() != "+++":
        return {}, {}, 0, [Problem(path, 1, "the file must begin with settings between two lines of +++")]
    end = next((n for n in range(1, len(lines)) if lines[n].strip() == "+++"), None)
    if end is None:
        return {}, {}, len(lines), [Problem(path, 1, "the settings are not closed by a second line of +++")]
    numbered = enumerate(lines[1:end], start=2)
    setting_lines = {}
    for number, line in numbered:
        if match := re.match(r"^\[?([A-Za-z0-9_-]+)\]?\s*(=|$)", line):
            setting_lines.setdefault(match.group(1), number)
    try:
        settings = tomllib.loads("\n".join(lines[1:end]))
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        found = re.search(r"at line (\d+)", str(error))
        number = int(found.group(1)) + 1 if found else max(end, 1)
        return {}, {}, end + 1, [Problem(path, number, f"this is not TOML: {error}")]
    return settings, setting_lines, end + 1, []


def parse_blocks(lines: list[str], start: int, path: str) -> tuple[list[Block], list[Problem]]:
    """Return the blocks of the body that begins at index `start`, text between blocks as blocks of their own."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    prose: list[str] = []
    prose_line = number = start

    def close_prose():
        text = "\n".join(prose).strip("\n")
        if text.strip():
            leading = len("\n".join(prose)) - len("\n".join(prose).lstrip("\n"))
            first = prose_line + leading
            blocks.append(Block("text", first, text, first))
        prose.clear()

    while number < len(lines):
        if match := OPENING.match(lines[number]):
            close_prose()
            end, is_closed = end_of_block(lines, number)
            if is_closed:
                block, more = parse_block(match.group(1), lines, number, end, path)
                blocks.append(block)
                problems.extend(more)
            else:
                problems.append(Problem(path, number + 1, f"the block “{match.group(1)}” is not closed by :::"))
            number = end + 1 if is_closed else end
            continue
        if lines[number].strip().startswith(":::"):
            problems.append(Problem(path, number + 1, "a line of ::: that opens or closes nothing"))
        if not prose:
            prose_line = number + 1
        prose.append(lines[number])
        number += 1
    close_prose()
    return blocks, problems


def end_of_block(lines: list[str], opening: int) -> tuple[int, bool]:
    """Return (index of the ::: that closes the block, True), or (index where it breaks off, False).

    A block that is not closed breaks off where the next one opens, or at the end of the file.
    """
    for number in range(opening + 1, len(lines)):
        if lines[number].strip() == ":::":
            return number, True
        if OPENING.match(lines[number]):
            return number, False
    return len(lines), False


def parse_block(kind: str, lines: list[str], opening: int, end: int, path: str) -> tuple[Block, list[Problem]]:
    block = Block(kind, opening + 1)
    problems = []
    number = opening + 1
    while number < end and (match := SETTING.match(lines[number])):
        if match.group(1) in block.settings:
            problems.append(Problem(path, number + 1, f"“{match.group(1)}” is there twice"))
        block.settings[match.group(1)] = (match.group(2).strip(), number + 1)
        number += 1
    while number < end and not lines[number].strip():
        number += 1
    block.text = "\n".join(lines[number:end]).rstrip()
    block.text_line = number + 1
    return block, problems


def items_of(block: Block) -> list[Item]:
    """Return the parts of a block whose text is a list of `### Title` and text. Text before the first is dropped
    by nobody: it is returned as an item without a title, which the caller refuses."""
    items: list[Item] = []
    title, start, kept = "", block.text_line, []

    def close():
        text = "\n".join(kept).strip()
        if title or text:
            items.append(Item(title, text, start))

    for number, line in enumerate(block.text.split("\n"), start=block.text_line):
        if match := HEADING.match(line):
            close()
            title, start, kept = match.group(1), number, []
        else:
            kept.append(line)
    close()
    return items


def table_of(block: Block, path: str) -> tuple[list[str], list[tuple[int, list[str]]], list[Problem]]:
    """Return (headings, rows, problems) of the Markdown table that is the block's text. A row is (line, cells)."""
    lines = [(block.text_line + n, line) for n, line in enumerate(block.text.split("\n")) if line.strip()]
    if len(lines) < 3 or not TABLE_RULE.match(lines[1][1].strip()):
        message = "a Markdown table is expected: a line of headings, a line of dashes, and rows"
        return [], [], [Problem(path, block.text_line, message)]
    headings = cells_of(lines[0][1])
    rows, problems = [], []
    for number, line in lines[2:]:
        cells = cells_of(line)
        if len(cells) != len(headings):
            problems.append(Problem(path, number, f"this row has {len(cells)} cells, the headings {len(headings)}"))
        rows.append((number, cells))
    return headings, rows, problems


def cells_of(line: str) -> list[str]:
    r"""Return the cells of one table line; `\|` and the bar of a [[term|wording]] do not divide."""
    guarded = re.sub(r"\[\[[^\[\]\n]+\]\]", lambda found: found.group().replace("|", "\0"), line.strip())
    guarded = guarded.replace(r"\|", "\0").removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\0", "|") for cell in guarded.split("|")]
