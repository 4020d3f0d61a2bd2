"""A file's text as people read it: marks taken away, divided into passages, words counted. No Django here.

A passage is what one citation vouches for: a paragraph, a list item, a table row, a heading, a part of a question or
its feedback. The rows of a chart and a quotation rest on the source in their settings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from authoring.packages import Block, PackageFile
from authoring.questions import is_question

CITATION = re.compile(r"\[(@[a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]")
TERM = re.compile(r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]")
LINK = re.compile(r"\]\([^()\s]*\)")
CODE = re.compile(r"`[^`\n]*`")
EMPHASIS = re.compile(r"[*_`]+")
TABLE_RULE = re.compile(r"^[\s|:-]+$")
LIST_MARK = re.compile(r"^\s*(?:[-*]|\d+\.)\s+(?:\[[ xX]\]\s+)?")
HEADING_MARK = re.compile(r"^#+\s+(?:\d+\.\s+)?")
FEEDBACK_MARK = re.compile(r"^\s*>\s?")
WORD = re.compile(r"[^\W_](?:[^\W_]|['’.,-](?=[^\W_]))*")

READ_SETTINGS = ("title", "caption", "bins", "note", "by", "hint")
"""The settings of a block that stand on the page as words."""
RESTS_ON_ITS_SOURCE = ("chart", "quotation")
"""A figure does not: its description counts what is drawn. Data belong into a chart."""


@dataclass(frozen=True)
class Passage:
    """`text` has no marks in it any more; `sources` are the ids it rests on."""

    line: int
    text: str
    sources: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """Return Markdown without citations, links' addresses and emphasis; a term is the words that are read."""
    without_marks = LINK.sub("", TERM.sub(r"\1", CITATION.sub("", text)))
    return EMPHASIS.sub("", without_marks).replace("[", "").replace("]", "")


def without_code(text: str) -> str:
    """Return Markdown without what stands between backquotes, which is shown as it was typed."""
    return CODE.sub("", text)


def cited(text: str) -> frozenset[str]:
    """Return the ids in the marks [@…] of a text."""
    marks = ";".join(CITATION.findall(text))
    return frozenset(mark.strip().removeprefix("@") for mark in marks.split(";") if mark)


def sources_of(file: PackageFile) -> dict[str, int]:
    """Return each source id that the file names, in a mark or a setting, with the line where it stands first."""
    found: dict[str, int] = {}
    for block in file.blocks:
        if block.get("source"):
            found.setdefault(*block.settings["source"])
        for setting in ("note", "caption"):
            for key in cited(block.get(setting)):
                found.setdefault(key, block.settings[setting][1])
        for number, line in enumerate(block.text.split("\n"), start=block.text_line):
            for key in sorted(cited(line)):
                found.setdefault(key, number)
    return found


def passages_of(file: PackageFile) -> list[Passage]:
    """Return the whole body, with the words in settings, in the order in which it stands there."""
    return [passage for block in file.blocks for passage in passages_of_block(block)]


def passages_of_block(block: Block) -> Iterator[Passage]:
    own = frozenset({block.get("source")} - {""}) if block.kind in RESTS_ON_ITS_SOURCE else frozenset()
    for name in READ_SETTINGS:
        if text := block.get(name):
            yield Passage(block.settings[name][1], plain(text), own | cited(text))
    for line, lines in pieces_of(block):
        text = " ".join(lines)
        yield Passage(line, plain(text), own | cited(text))


def pieces_of(block: Block) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, lines) for each piece of a block's text, without the marks at the beginning of the lines."""
    start, kept, before = 0, [], ""
    for number, line in enumerate([*block.text.split("\n"), ""], start=block.text_line):
        if kept and begins_anew(line, before):
            yield start, kept
            kept = []
        before = line
        if line.strip() and not TABLE_RULE.match(line):
            start = start if kept else number
            mark = HEADING_MARK if line.startswith("#") else LIST_MARK
            kept.append(mark.sub("", FEEDBACK_MARK.sub("", line)).strip())


def begins_anew(line: str, before: str) -> bool:
    """Say whether a line cannot belong to the passage of the line before it."""
    is_feedback, was_feedback = (bool(FEEDBACK_MARK.match(one)) for one in (line, before))
    if not line.strip() or is_feedback != was_feedback:
        return True
    return bool(LIST_MARK.match(line)) or line.startswith(("|", "#")) or before.startswith(("|", "#"))


def prose_of(file: PackageFile) -> str:
    """Return the prose alone: without questions, figures, tables and charts, headings and what stands in settings."""
    blocks = [
        block for block in file.blocks if not is_question(block) and block.kind not in ("figure", "table", "chart")
    ]
    lines = [line for block in blocks for line in block.text.split("\n") if not line.startswith(("|", "#"))]
    return plain("\n".join(lines))


def count_words(text: str) -> int:
    """Return how many words an English text has; 1,450 and don't and full-time are one each."""
    return len(WORD.findall(text))


def count_characters(text: str) -> int:
    """Return how many letters and digits a text has; spaces and punctuation do not count."""
    return sum(character.isalnum() for character in text)
