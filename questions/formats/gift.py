"""Questions in the GIFT format, read and written. No Django.

A question is a run of lines between empty ones; its answers stand in braces:

    ::Name::What is 1 + 1? {=2#Right. ~3#No. ####Count again.}

What is read means what Moodle's importer says it means. Where Moodle guesses (a number that is none becomes “any
number”), it is an error here. `gift_answers` reads what is in the braces, `gift_writing` writes.
"""

import re
from dataclasses import dataclass, field

from questions.definitions import Question
from questions.formats.assembly import Assembly
from questions.formats.decoding import text_of
from questions.formats.gift_answers import Answers, question_of
from questions.formats.gift_signs import FORMAT, hidden, shown
from questions.formats.gift_writing import visible_of, write
from questions.formats.numbers import category_in
from questions.formats.originals import is_packed
from questions.formats.reports import Imported, NotesOfQuestion, Refused
from questions.formats.texts import to_markdown

__all__ = ["read", "write"]

CATEGORY = "$CATEGORY:"
# Moodle's own remark above each question it writes.
REMARK = re.compile(r"question: \d+ +name: ")
IDNUMBER = re.compile(r"\[id:((?:\\\]|[^\]]){1,200})\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`]){1,200})\]")
BLANK = "_____"


@dataclass
class Paragraph:
    """The lines of a question, stripped, and the comments in it and right before it. `line` is its first line."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def original(self) -> str:
        return next((one for one in self.comments if is_packed(one)), "")

    @property
    def remarks(self) -> str:
        return "\n".join(one for one in self.comments if not is_packed(one))

    @property
    def idnumber(self) -> str:
        found = IDNUMBER.search(self.remarks)
        return found[1].replace("\\]", "]").strip() if found else ""

    @property
    def tags(self) -> tuple[str, ...]:
        tags = (found[1].replace("\\]", "]").strip() for found in TAG.finditer(self.remarks))
        return tuple(dict.fromkeys(tag for tag in tags if tag))


def read(data: bytes) -> Imported:
    """Return the questions of a GIFT file. Never raises: what cannot be read is a note."""
    assembly = Assembly("gift")
    try:
        text = text_of(data)
    except Refused as refusal:
        assembly.refuse(refusal)
        return assembly.imported()
    category = ""
    for paragraph in paragraphs(text, assembly):
        if paragraph.text.startswith(CATEGORY):
            category = category_in(paragraph.lines.pop(0).removeprefix(CATEGORY))
            paragraph.line += 1
        if paragraph.lines:
            read_paragraph(paragraph, category, assembly)
        elif paragraph.tags or paragraph.idnumber or paragraph.original:
            assembly.notes.left_out(paragraph.line, "loose_marks")
    return assembly.imported()


def paragraphs(text: str, assembly: Assembly) -> list[Paragraph]:
    """Return the runs of lines between empty ones; one of comments alone has no lines."""
    found, current = [], Paragraph(0)
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        if line.startswith("//"):
            comment = line[2:].strip()
            current.comments.append(comment)
            if not is_packed(comment) and is_left_out(comment):
                assembly.notes.count(number, "comments")
        elif line:
            current.line = current.line or number
            current.lines.append(line)
        else:
            if current.lines or current.comments:
                current.line = current.line or number - 1
                found.append(current)
            current = Paragraph(0)
    return found


def is_left_out(comment: str) -> bool:
    """Say whether a comment holds words of somebody."""
    return bool(TAG.sub("", IDNUMBER.sub("", comment)).strip()) and not REMARK.match(comment)


def read_paragraph(paragraph: Paragraph, category: str, assembly: Assembly) -> None:
    values = {"category": category, "idnumber": paragraph.idnumber}
    visible = visible_of(paragraph.text, paragraph.idnumber, paragraph.tags)
    original = assembly.original(paragraph.original, visible, paragraph.line)
    if original is not None:
        assembly.restore(original, paragraph.line, **values)
        return
    notes = NotesOfQuestion(assembly.notes, paragraph.line)
    try:
        question = question_in(paragraph, notes)
    except Refused as refusal:
        assembly.refuse(refusal)
        return
    if question is not None:
        assembly.add(question, paragraph.line, **values)


def question_in(paragraph: Paragraph, notes: NotesOfQuestion) -> Question | None:
    """Return the question without ids; None, with a note, for a text that asks nothing. Raise Refused."""
    name, text = name_in(hidden(paragraph.text))
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        notes.left_out("description", text=name or shown(text)[:80])
        return None
    if end < 0:
        raise notes.refuse("no_closing_brace")
    if start < 0 or end < start:
        raise notes.refuse("no_opening_brace")
    if "{" in text[end:]:
        notes.changed("second_answers")
    inside, general = general_feedback(text[start + 1 : end].strip())
    blank = "" if text.endswith("}") else BLANK
    text_format, prompt = formatted(text[:start] + blank + text[end + 1 :], "moodle")
    answers = Answers(inside, text_format, notes)
    values = {"id": "", "name": name, "prompt": to_markdown(prompt, text_format, notes)}
    values |= {"feedback": answers.text(general), "tags": paragraph.tags}
    return question_of(answers, values)


def name_in(text: str) -> tuple[str, str]:
    """Return the name before the text, "" if there is none, and the rest."""
    if not text.startswith("::"):
        return "", text
    name, mark, rest = text[2:].partition("::")
    return (" ".join(shown(name).split()), rest.strip()) if mark else ("", name)


def general_feedback(inside: str) -> tuple[str, str]:
    place = inside.rfind("####")
    return (inside, "") if place < 0 else (inside[:place].strip(), inside[place + 4 :])


def formatted(text: str, default: str) -> tuple[str, str]:
    """Return the name of the text format and the text as typed."""
    found = FORMAT.match(text.strip())
    if found is None:
        return default, shown(text).strip()
    return found[1], shown(text.strip()[found.end() :]).strip()
