"""One <question> of a Moodle XML file, and what becomes of the elements that are not asked for. No Django."""

from dataclasses import dataclass, field
from typing import Any

from questions.formats.numbers import number_in
from questions.formats.reports import NotesOfQuestion
from questions.formats.texts import to_markdown
from questions.formats.xml_tree import Node

# Values that change nothing here. None: whatever the value, it only says how Moodle draws the question.
NEUTRAL: dict[str, tuple[str, ...] | None] = {
    "penalty": ("0",),
    "hidden": ("0",),
    "answernumbering": None,
    "showstandardinstruction": None,
    "shuffleanswers": ("true", "1"),
    "unitsleft": ("0",),
    "showunits": None,
    "unitpenalty": None,
    "responseformat": ("editor", "plain"),
    "responserequired": ("1",),
    "responsefieldlines": None,
    "attachments": ("0",),
    "attachmentsrequired": ("0",),
    "maxbytes": ("0",),
    "layouttype": None,
    "numberingstyle": None,
    "showgrading": None,
    "correctresponsesfeedback": None,
    "shownumcorrect": None,
}
IN_ANSWERS = {"text", "feedback", "tolerance", "file"}


@dataclass
class Source:
    """A question's element. What was asked for is remembered in `used`; the rest is noted by `note_rest`."""

    node: Node
    notes: NotesOfQuestion
    used: set[str] = field(default_factory=set)

    def __post_init__(self):
        question_text = self.node.first("questiontext")
        self.text_format = question_text.attributes.get("format", "html") if question_text else "html"

    def value(self, tag: str, default: str = "") -> str:
        self.used.add(tag)
        return self.node.value(tag, default)

    def all(self, tag: str) -> list[Node]:
        self.used.add(tag)
        return self.node.all(tag)

    def text(self, tag: str) -> str:
        """Return the text of a child as Markdown, "" if it is not there."""
        return "\n\n".join(filter(None, (self.markdown(child) for child in self.all(tag)[:1])))

    def markdown(self, node: Node | None, default_format: str = "") -> str:
        """Return the <text> of an element as Markdown; its files are left out, with a note."""
        if node is None:
            return ""
        self.note_files(node)
        raw = (node.first("text") or node).text
        return to_markdown(raw, node.attributes.get("format") or default_format or self.text_format, self.notes)

    def note_files(self, node: Node) -> None:
        for file in node.all("file"):
            self.notes.left_out("file", name=file.attributes.get("name", "?")[:100])

    def answer_parts(self, answer: Node) -> tuple[str, str, float]:
        """Return the raw text of an answer, its feedback as Markdown, and its credit. Raise Refused."""
        for child in answer.children:
            if child.tag not in IN_ANSWERS:
                self.notes.count("element", element=child.tag)
        raw = (answer.first("text") or answer).text.strip()
        return raw, self.markdown(answer.first("feedback")), self.credit(answer.attributes.get("fraction", "0"))

    def credit(self, fraction: str) -> float:
        number = number_in(fraction or "0")
        if number is None:
            raise self.notes.refuse("not_a_number", text=fraction[:40])
        limit = max(-100.0, min(100.0, number))
        if limit != number:
            self.notes.changed("credit", percent=f"{number:g}", limit=f"{limit:g}")
        return round(limit / 100, 10)

    def common(self) -> dict[str, Any]:
        """Return what every kind of question has."""
        return self.common_without_text() | {"prompt": self.text("questiontext")}

    def common_without_text(self) -> dict[str, Any]:
        """Return what every kind has, for a question whose text was read apart: the prompt is empty."""
        for node in self.all("questiontext"):
            self.note_files(node)
        values = {"id": "", "name": " ".join(self.value("name").split()), "prompt": "", "tags": self.tags()}
        return values | {"feedback": self.text("generalfeedback"), "hint": self.hint()}

    def hint(self) -> str:
        hints = []
        for node in self.all("hint"):
            # Older files have the text one level below.
            hints.append(self.markdown(node.first("hintcontent") or node))
            for child in node.children:
                if child.tag not in ("text", "file", "hintcontent") and child.text.strip() not in ("", "0"):
                    self.notes.count("element", element=f"hint/{child.tag}")
        full = [one for one in hints if one]
        if len(full) > 1:
            self.notes.changed("hints", count=len(full))
        return "\n\n".join(full)

    def tags(self) -> tuple[str, ...]:
        holders = [*self.all("tags"), *self.all("coursetags")]
        found = [(tag.first("text") or tag).text.strip() for holder in holders for tag in holder.all("tag")]
        return tuple(dict.fromkeys(one for one in found if one))

    def note_rest(self) -> None:
        """Note what the question holds beside what was asked for."""
        grade = self.value("defaultgrade", "1")
        if number_in(grade) != 1:
            self.notes.changed("grade", grade=grade[:20])
        if self.value("hidden", "0") not in ("0", ""):
            self.notes.changed("hidden")
        for child in self.node.children:
            if child.tag not in self.used:
                self.note_child(child)

    def note_child(self, child: Node) -> None:
        if child.tag == "file":
            self.notes.left_out("file", name=child.attributes.get("name", "?")[:100])
            return
        self.note_files(child)
        text = (child.first("text") or child).text.strip()
        if child.first("text") is not None and text:
            self.notes.count("text", element=child.tag, text=text[:200])
        elif child.children and child.first("text") is None:
            self.notes.count("element", element=child.tag)
        elif text and not is_neutral(child.tag, text):
            self.notes.count("setting", element=child.tag, value=text[:80])


def is_neutral(tag: str, value: str) -> bool:
    neutral = NEUTRAL.get(tag, ())
    if neutral is None or value in neutral:
        return True
    number = number_in(value)
    return number is not None and number in [number_in(one) for one in neutral]
