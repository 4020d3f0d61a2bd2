"""A question's block taken apart: settings, prompt, parts and feedback. No Django here.

    ::: single-choice
    name: leaflet

    Which model is this?

    - [x] Train-place
      > Attendance is a gate before the search.
    - [ ] Place-train

    > The order of the steps tells the models apart.
    :::

The text before the first part is the prompt. A line that begins with `- ` is a part, indented lines of `>` below it
are its feedback, other indented lines go on with it. Lines of `>` at the end are the feedback to the whole question.
"""

import datetime
import re
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from authoring.keys import key_of
from authoring.packages import Block, Problem
from authoring.schema import identifier

# Where a question may stand, and the settings it has only there.
LESSON, BANK, QUIZ = "lesson", "bank", "quiz"
SETTINGS_OF_PLACE = {LESSON: ("commit",), BANK: ("tags",), QUIZ: ()}

PART = re.compile(r"^-(?:\s+(.*))?$")
FEEDBACK = re.compile(r"^>\s?(.*)$")
MARKED = re.compile(r"^\[([xX ])\](?:\s+(.*))?$")


@dataclass
class Part:
    """A line that begins with `- `, with what belongs to it. `number` counts from 1."""

    number: int
    line: int
    text: str
    feedback: str = ""


@dataclass
class Reading:
    """One block on its way to a question: its pieces, and the problems found so far."""

    block: Block
    path: str
    question_id: uuid.UUID
    prompt: str = ""
    feedback: str = ""
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def part_id(self, sort: str, number: int | str) -> str:
        return str(uuid.uuid5(self.question_id, f"{sort}:{number}"))

    # Its pieces -----------------------------------------------------------------------------------

    def divide(self) -> None:
        """Take the block's text apart: prompt, parts with their feedback, feedback to the whole."""
        lines = list(enumerate(self.block.text.split("\n"), start=self.block.text_line))
        first = next((n for n, (_line, text) in enumerate(lines) if PART.match(text)), None)
        if first is None:  # an open response without criteria: its model answer stands at the end
            first = len(lines)
            while first and (not lines[first - 1][1].strip() or FEEDBACK.match(lines[first - 1][1])):
                first -= 1
        self.prompt = "\n".join(text for _line, text in lines[:first]).strip()
        if not self.prompt:
            self.report(self.block.line, "the question has no text")
        whole: list[str] = []
        for line, text in lines[first:]:
            self.take(line, text, whole)
        self.feedback = "\n".join(whole).strip()
        for part in self.parts:
            part.text, part.feedback = part.text.strip(), part.feedback.strip()
            if not part.text:
                self.report(part.line, "this part has no text")

    def take(self, line: int, text: str, whole: list[str]) -> None:
        """Put one line after the prompt where it belongs; `whole` collects the feedback to the question."""
        is_indented = text.startswith((" ", "\t"))
        feedback = FEEDBACK.match(text.strip())
        if not text.strip():
            if whole:
                whole.append("")
            elif self.parts and self.parts[-1].feedback:
                self.parts[-1].feedback += "\n"
        elif feedback and not is_indented:
            whole.append(feedback.group(1))
        elif whole:
            self.report(line, "this stands after the feedback to the whole question, which comes last")
        elif feedback:
            self.parts[-1].feedback += feedback.group(1) + "\n"
        elif is_indented and self.parts[-1].feedback:
            self.report(line, "begin each line of feedback with >")
        elif is_indented:
            self.parts[-1].text += "\n" + text.strip()
        elif part := PART.match(text):
            self.parts.append(Part(len(self.parts) + 1, line, part.group(1) or ""))
        else:
            self.report(line, "this is neither a part nor feedback: the question's text stands before its parts")

    # Its settings ---------------------------------------------------------------------------------

    def check_settings(self, required: Collection[str], optional: Collection[str], place: str) -> None:
        for name in required:
            if not self.block.get(name):
                self.report(self.block.line, f"the question needs the setting “{name}”")
        for name, (value, line) in self.block.settings.items():
            if name not in {*required, *optional, *SETTINGS_OF_PLACE[place]}:
                self.report(line, self.refusal(name))
            elif not value and name not in required:
                self.report(line, f"“{name}” says nothing")
        self.one_of("commit", "yes", "no")

    def refusal(self, name: str) -> str:
        for place, names in SETTINGS_OF_PLACE.items():
            if name in names:
                return f"“{name}” is a setting of questions in a {place} only"
        return f"“{name}” is not a setting of the question “{self.block.kind}”"

    def one_of(self, name: str, *values: str, default: str = "") -> str:
        """Return what the setting says, `default` without it; report anything but `values`."""
        value = self.block.get(name) or default
        if value and value not in values:
            self.report(self.block.settings[name][1], f"“{name}” must be {' or '.join(values)}")
        return value

    def common(self) -> dict[str, Any]:
        """Return the fields that every kind of question has, by their names in questions.definitions."""
        block = self.block
        for name in ("name", "source", "lesson"):
            if block.get(name) and (message := identifier(block.get(name))):
                self.report(block.settings[name][1], f"“{name}” {message}")
        return {
            "id": str(self.question_id),
            "name": block.get("name"),
            "prompt": self.prompt,
            "feedback": self.feedback,
            "hint": block.get("hint"),
            "source": block.get("source"),
            "lesson": str(key_of(block.get("lesson"))) if block.get("lesson") else "",
            "principle": self.principle(),
            "fidelity_item": block.get("fidelity_item"),
            "difficulty": self.one_of("difficulty", "easy", "medium", "hard"),
            "checked_until": self.date("checked_until"),
        }

    def principle(self) -> int | None:
        value = self.block.get("principle")
        if value and value not in set("12345678"):
            self.report(self.block.settings["principle"][1], "“principle” must be a whole number from 1 to 8")
            return None
        return int(value) if value else None

    def date(self, name: str) -> str:
        value = self.block.get(name)
        try:
            if value and datetime.date.fromisoformat(value).isoformat() != value:
                raise ValueError
        except ValueError:
            self.report(self.block.settings[name][1], f"“{name}” must be a date such as 2027-03-31")
        return value

    # Its parts ------------------------------------------------------------------------------------

    def marked(self, part: Part) -> tuple[bool | None, str]:
        """Return (True for [x], False for [ ], None without a mark; the text after it)."""
        found = MARKED.match(part.text)
        if not found:
            return None, part.text
        if not found.group(2):
            self.report(part.line, "there is no text after the mark")
        return found.group(1) in "xX", found.group(2) or ""

    def check_unique(self, texts: Iterable[tuple[int, str]]) -> None:
        """Report each text that was there before; `texts` are pairs of (line, text)."""
        seen: dict[str, int] = {}
        for line, text in texts:
            if text and seen.setdefault(text, line) != line:
                self.report(line, f"“{text}” is also in line {seen[text]}")


def divided(text: str, mark: str) -> list[str]:
    return [piece.strip() for piece in text.split(mark) if piece.strip()]
