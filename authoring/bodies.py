"""From the blocks of a package file to the value of a StreamField, and every problem on the way.

Block ids are made from the page's key, the kind and a running number (a reflection's from its name), so that they
are the same at every load and in every language: what a learner wrote refers to them.
"""

import dataclasses
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from authoring import questions
from authoring.packages import Block, Item, PackageFile, Problem, items_of, table_of
from authoring.parts import LESSON
from ipslearn.base import prose


@dataclass
class References:
    """What blocks may refer to: terms by folded name, sources by key, and files by path within the package."""

    terms: Mapping[str, int]
    sources: Mapping[str, int]
    find_file: Callable[[str, Block, PackageFile], int | None]
    problems: list[Problem] = field(default_factory=list)
    lessons: Mapping[str, int] = field(default_factory=dict)
    wanted: list[tuple[str, Problem]] = field(default_factory=list)
    """The key of each lesson that a question names, and the problem it is if there is no such lesson."""


@dataclass
class BodyBuilder:
    """Builds one body. `report` adds a problem at a line of this file."""

    file: PackageFile
    page_key: uuid.UUID
    references: References
    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    current: uuid.UUID | None = None
    place: str = LESSON

    def report(self, line: int, message: str) -> None:
        self.references.problems.append(Problem(self.file.path, line, message))

    def build(self, blocks: list[Block], allowed: Mapping[str, Any]) -> list[dict]:
        """Return the raw value for a StreamField whose child blocks are `allowed`, by name.

        A block with a problem is left out, so that `validated` does not report it once more.
        """
        return [value for block in blocks if (value := self.stream_child(block, allowed)) is not None]

    def stream_child(self, block: Block, allowed: Mapping[str, Any]) -> dict | None:
        if questions.is_question(block):
            return self.question(block, allowed)
        name = block.kind.replace("-", "_")
        if name not in allowed or block.kind not in KINDS:
            self.report(block.line, f"there is no block “{block.kind}” here")
            return None
        kind = KINDS[block.kind]
        if not self.settings_are_fine(block, kind):
            return None
        before = len(self.references.problems)
        self.check_text(block)
        self.current = self.block_id(block)
        self.lines[str(self.current)] = block.line
        value = kind.value(self, block)
        if len(self.references.problems) > before:
            return None
        return {"type": name, "value": value, "id": str(self.current)}

    def question(self, block: Block, allowed: Mapping[str, Any]) -> dict | None:
        """Return a question as the raw value of its block; a commitment becomes an opening question."""
        kind = "opening_question" if questions.is_commitment(block) else questions.kind_of(block)
        question_id = questions.question_id(self.page_key, block.get("name"))
        question, problems = questions.question_of(block, self.file.path, question_id, place=self.place)
        self.references.problems.extend(problems)
        if kind not in allowed or (kind == "opening_question" and block.kind != "single-choice"):
            self.report(block.line, f"a question of the kind “{block.kind}” cannot be asked here like this")
        elif question is not None and not problems:
            self.check_text(block)
            self.lines[question.id] = block.line
            question = dataclasses.replace(question, name=block.get("name"), tags=tuple(questions.tags_of(block)))
            source = self.source(block)
            pks = {question.source: source, question.lesson: self.lesson(block, question.lesson)}
            return {"type": kind, "id": question.id, "value": allowed[kind].raw(question, pks)}
        return None

    def lesson(self, block: Block, key: str) -> int | None:
        """Return the page of the lesson that a question names, if it is there already."""
        if key:
            name, line = block.settings["lesson"]
            self.references.wanted.append((key, Problem(self.file.path, line, f"there is no lesson “{name}”")))
        return self.references.lessons.get(key)

    def settings_are_fine(self, block: Block, kind: "Kind") -> bool:
        before = len(self.references.problems)
        for name in kind.required:
            if not block.get(name):
                self.report(block.line, f"the block “{block.kind}” needs the setting “{name}”")
        for name, (_value, line) in block.settings.items():
            if name not in {*kind.required, *kind.optional}:
                self.report(line, f"“{name}” is not a setting of the block “{block.kind}”")
        if kind.needs_text and not block.text.strip():
            self.report(block.line, f"the block “{block.kind}” has no text")
        if not kind.needs_text and kind.is_empty and block.text.strip():
            self.report(block.text_line, f"the block “{block.kind}” takes no text")
        return len(self.references.problems) == before

    def check_text(self, block: Block) -> None:
        for offset, message in prose.unknown_marks(block.text, self.references.terms, self.references.sources):
            self.report(block.text_line + offset - 1, message)
        for _offset, message in prose.unknown_marks(block.get("note"), self.references.terms, self.references.sources):
            self.report(block.settings["note"][1], message)
        for offset, line in enumerate(block.text.split("\n")):
            if line.startswith("# "):
                self.report(block.text_line + offset, "begin headings with ##: the title is the first-level heading")
        if len(block.text) > prose.MAXIMUM_LENGTH:
            self.report(block.line, f"the text has more than {prose.MAXIMUM_LENGTH} characters")

    def block_id(self, block: Block) -> uuid.UUID:
        if block.kind == "reflection":
            return uuid.uuid5(self.page_key, f"reflection:{block.get('name')}")
        self.counts[block.kind] = self.counts.get(block.kind, 0) + 1
        return uuid.uuid5(self.page_key, f"{block.kind}:{self.counts[block.kind]}")

    def source(self, block: Block) -> int | None:
        key = block.get("source")
        if key and key not in self.references.sources:
            self.report(block.settings["source"][1], f"there is no source “{key}”")
        return self.references.sources.get(key)

    def file_id(self, block: Block, setting: str) -> int | None:
        path = block.get(setting)
        return self.references.find_file(path, block, self.file) if path else None

    def listed(self, block: Block, convert: Callable[[Item], dict | None]) -> list[dict]:
        """Return the block's items as the raw value of a ListBlock."""
        items = items_of(block)
        if not items:
            self.report(block.line, f"the block “{block.kind}” has no items: begin each with ### and its title")
        values = []
        for number, item in enumerate(items, start=1):
            if not item.title:
                self.report(item.line, "this text stands before the first ### title")
            elif (value := convert(item)) is not None:
                values.append({"type": "item", "value": value, "id": str(uuid.uuid5(self.current, str(number)))})
        return values


@dataclass(frozen=True)
class Kind:
    """What a block of a package may say and how its value is made."""

    value: Callable[[BodyBuilder, Block], Any]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    needs_text: bool = True
    is_empty: bool = False


def titled_text(builder: BodyBuilder, block: Block) -> dict:
    return {"title": block.get("title"), "text": block.text}


def quotation(builder, block):
    return {"text": block.text, "by": block.get("by"), "source": builder.source(block)}


def figure(builder, block):
    if not block.get("alt") and block.get("decorative") != "yes":
        builder.report(block.line, "the figure needs “alt”, or “decorative: yes”")
        return None
    return {
        "image": builder.file_id(block, "image"),
        "caption": block.get("caption"),
        "source": builder.source(block),
        "long_description": block.text,
    }


def recording(builder, block):
    if bool(block.get("file")) == bool(block.get("link")):
        builder.report(block.line, f"the block “{block.kind}” needs either “file” or “link”")
        return None
    if block.kind == "video" and block.get("file") and not block.get("captions"):
        builder.report(block.line, "a film needs “captions”, a .vtt file")
        return None
    return {
        "title": block.get("title"),
        "file": builder.file_id(block, "file"),
        "link": block.get("link"),
        "transcript": block.text,
    }


def document(builder, block):
    return {"title": block.get("title"), "document": builder.file_id(block, "file"), "text": block.text}


def table(builder, block):
    headings, rows, problems = table_of(block, builder.file.path)
    builder.references.problems.extend(problems)
    columns = [{"type": "text", "heading": heading} for heading in headings]
    data = {"columns": columns, "rows": [{"values": row} for _line, row in rows], "caption": ""}
    return {"caption": block.get("caption"), "table": data}


def chart(builder, block):
    headings, rows, problems = table_of(block, builder.file.path)
    builder.references.problems.extend(problems)
    columns = [{"type": "number" if n else "label", "heading": heading} for n, heading in enumerate(headings)]
    values = []
    for line, row in rows:
        try:
            values.append({"values": [row[0], *(float(cell) for cell in row[1:])]})
        except ValueError:
            builder.report(line, f"“{' | '.join(row)}” must hold a label and then only numbers")
    return {
        "kind": block.get("kind"),
        "caption": block.get("caption"),
        "unit": block.get("unit"),
        "maximum": as_number(builder, block, "maximum"),
        "data": {"columns": columns, "rows": values, "caption": ""},
        "source": builder.source(block),
        "note": block.get("note"),
    }


def as_number(builder, block, name) -> float | None:
    if not block.get(name):
        return None
    try:
        return float(block.get(name))
    except ValueError:
        builder.report(block.settings[name][1], f"“{name}” must be a number")
        return None


def timeline(builder, block):
    def moment(item: Item) -> dict | None:
        when, colon, title = item.title.partition(":")
        if not colon:
            builder.report(item.line, "write the moment as “### When: what happened”")
            return None
        return {"when": when.strip(), "title": title.strip(), "text": item.text}

    return {"caption": block.get("caption"), "items": builder.listed(block, moment)}


def sequence(builder, block):
    items = builder.listed(block, lambda item: {"title": item.title, "text": item.text})
    return {"title": block.get("title"), "items": items}


KINDS = {
    "text": Kind(lambda builder, block: block.text),
    "key-point": Kind(titled_text, optional=("title",)),
    "caution": Kind(titled_text, optional=("title",)),
    "case": Kind(titled_text, required=("title",)),
    "quotation": Kind(quotation, required=("source",), optional=("by",)),
    "figure": Kind(
        figure,
        required=("image",),
        optional=("alt", "decorative", "caption", "credit", "source"),
        needs_text=False,
    ),
    "video": Kind(recording, required=("title",), optional=("file", "link", "captions")),
    "audio": Kind(recording, required=("title",), optional=("file", "link")),
    "document": Kind(document, required=("title", "file"), needs_text=False),
    "table": Kind(table, required=("caption",)),
    "chart": Kind(chart, required=("kind", "caption", "unit", "source"), optional=("maximum", "note")),
    "timeline": Kind(timeline, required=("caption",)),
    "steps": Kind(sequence, optional=("title",)),
    "accordion": Kind(sequence, optional=("title",)),
    "reflection": Kind(lambda builder, block: {"prompt": block.text}, required=("name",)),
    "principles": Kind(lambda builder, block: None, needs_text=False, is_empty=True),
    "courses": Kind(lambda builder, block: None, needs_text=False, is_empty=True),
}


def unique_names(file: PackageFile) -> list[Problem]:
    """Return a problem for each reflection and each question whose name was used before in the file."""
    seen: set[str] = set()
    problems = []
    for block in file.blocks:
        if (block.kind == "reflection" or questions.is_question(block)) and (name := block.get("name")):
            if name in seen:
                problems.append(Problem(file.path, block.line, f"the name “{name}” is there twice"))
            seen.add(name)
    return problems


def validated(stream_block, raw: list[dict], file: PackageFile, lines: dict[str, int]):
    """Return (StreamValue, problems): the editor's own checks, each with the line of its block."""
    value = stream_block.to_python(raw)
    problems = []
    for child in value:
        try:
            child.block.clean(child.value)
        except ValidationError as error:
            problems.append(Problem(file.path, lines.get(child.id, 0), "; ".join(words_of(error))))
    return value, problems


def words_of(error: ValidationError) -> list[str]:
    """Return the messages of an error and of the errors inside it, with the names of the fields."""
    inner = getattr(error, "block_errors", None) or {}
    cells = getattr(error, "cell_errors", None) or {}
    # The parts of a list have numbers from 0.
    names = {name: name + 1 if isinstance(name, int) else name for name in inner}
    words = [f"{names[name]}: {word}" for name, one in inner.items() for word in words_of(one)]
    words += [word for row in cells.values() for one in row.values() for word in words_of(one)]
    words += [str(message) for message in getattr(error, "non_block_errors", [])]
    return words or [str(message) for message in error.messages]
