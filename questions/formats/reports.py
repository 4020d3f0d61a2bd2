"""What reading and writing a file of questions gives back: the questions, and a note for everything that is not
in them as it was. No Django: a note holds a code and named values, and MESSAGES the English sentence of each code.
Whoever shows a note translates the sentence, and the values that are tuples: they hold words of ours, all others come
from the file.

    note = Note(line=12, level=LEFT_OUT, code="image", values={"name": "team.png"})
    note.message == "The image “team.png” is left out. Add it to the question by hand."
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ipslearn.base.deferred import gettext_noop as _
from questions.definitions import Question

Value = str | int | tuple[str, ...]
CHANGED, LEFT_OUT, ERROR = "changed", "left_out", "error"

MESSAGES = {
    # The file as a whole.
    "too_large": _("The file has more than %(limit)s MB. Split it into smaller files."),
    "empty": _("There is no question in this file. Check that its format is the one you chose."),
    "not_utf8": _("Line %(line)s is not UTF-8. Open the file in your editor, save it as UTF-8, and try again."),
    "not_text": _("Line %(line)s holds control characters. Save the file as plain text in UTF-8, and try again."),
    "not_encoding": _("Line %(line)s is not %(encoding)s, which the file says it is. Save it as UTF-8, and try again."),
    "unknown_encoding": _("The encoding “%(encoding)s” is not known here. Save the file as UTF-8, and try again."),
    "broken_xml": _("This is not well-formed XML: %(reason)s. Export the file again, or correct it here."),
    "not_moodle_xml": _("The file begins with <%(tag)s>, not with <quiz>. Export it as Moodle XML."),
    "doctype": _("The file declares its own document type or entities, which can do harm. Remove <!DOCTYPE …>."),
    "too_deep": _("Elements stand in each other more than %(limit)s deep. This is not a file of questions."),
    "loose_marks": _("The id, tags or original here belong to no question: no question follows before an empty line."),
    "comments": _("Comments are left out. From this line on there are %(count)s of them."),
    # A question that cannot be read.
    "no_closing_brace": _("The bracket { is not closed before the next empty line. Add }, or write \\{ for a bracket."),
    "no_opening_brace": _("The bracket } has no { before it. Add {, or write \\} for a bracket."),
    "too_few": _("This question has fewer than %(count)s answers. Add some."),
    "no_answer": _("This question has no answer. Add one."),
    "no_arrow": _("“%(text)s” has no -> between what is asked and what fits. Add it."),
    "not_a_number": _("“%(text)s” is not a number. Write it with digits and a decimal point."),
    "no_right_choice": _("No choice is right. Mark one."),
    "answer_label": _("ANSWER names “%(label)s”, and the question has no such choice."),
    "label_order": _(
        "The choice %(label)s stands where %(expected)s is expected. Letter the choices A, B, C and so on."
    ),
    "no_prompt": _("There is no question above this line. Write it first, then its choices."),
    "no_answer_line": _("The question has no line “ANSWER:” and a letter. Add it after the choices."),
    "text_after_choices": _("Text stands between the choices and “ANSWER:”. Put each choice on one line."),
    # What has no place here.
    "description": _("“%(text)s” is a text without a question. It is left out; put it into a lesson."),
    "unknown_type": _("Questions of the type “%(type)s” do not exist here. “%(name)s” is left out."),
    "cloze_type": _("“%(name)s” is left out: gaps of the type %(type)s do not exist here."),
    "cloze_number": _("“%(name)s” is left out: a number with a tolerance cannot be asked in a gap."),
    "gap_without_choice": _("“%(name)s” is left out: its gap %(number)s points to no choice."),
    "element": _("<%(element)s> is left out. Questions with it, from this one on: %(count)s."),
    "text": _("“%(text)s” (<%(element)s>) is left out. Questions with it, from this one on: %(count)s."),
    "setting": _("%(element)s = %(value)s is left out. Questions with it, from this one on: %(count)s."),
    "file": _("The file “%(name)s” is left out. Add it to the question by hand."),
    "image": _("The image “%(name)s” is left out. Add it to the question by hand."),
    "media": _("<%(tag)s> is left out. Link to it, or add it to the question by hand."),
    "script": _("<%(tag)s> is left out: code does not run here."),
    "empty_choice": _("An answer without text is left out."),
    "unit": _("The unit “%(unit)s” is left out: numbers in it would have to be converted (by %(multiplier)s)."),
    "category_text": _("The description of the category “%(category)s” is left out."),
    # What is carried over in another way.
    "tag": _("<%(tag)s> does not exist here. Its text is kept without it."),
    "link": _("The link to “%(address)s” is not to a web page. Its text is kept."),
    "style": _(
        "Colours, sizes and the like of <%(tag)s> are left out. Questions with them, from this one on: %(count)s."
    ),
    "html_in_markdown": _("HTML in a Markdown text is shown as it is typed. Write it as Markdown."),
    "text_format": _("The text format “%(format)s” is not known here. The text is read as HTML."),
    "too_long_html": _("This text is very long. It is kept as it is typed, with its HTML."),
    "second_answers": _("Only the first { } of a question holds its answers. The others are kept as text."),
    "ticking_all": _("Ticking every choice earned something. Here it earns nothing."),
    "negative_choice": _("A wrong choice took something away. Here it earns nothing."),
    "credit": _("The credit of %(percent)s%% is not possible here. It is now %(limit)s%%."),
    "no_credit": _("No answer of this question earns anything. Give one of them credit."),
    "grade": _("The question counted %(grade)s. Here every question counts 1."),
    "hidden": _("This question was hidden. It is read like every other."),
    "hints": _("The %(count)s hints are now one, in paragraphs."),
    "old_true_false": _("The answers are not called true and false. The first one is read as true."),
    "unit_needed": _("A wrong or missing unit cost a part of the score. Here it costs all of it."),
    "grader_notes": _("What was meant for those who grade is now the model answer."),
    "case": _("Capitals count in some gaps. Here they count in none of this question."),
    "ordering_rule": _("The rule “%(rule)s” does not exist here. The nearest is “%(nearest)s”."),
    "ordering_selection": _("Learners saw %(count)s of the parts. Here they see all of them."),
    "drag_once": _("Each word could be used once. Here it can be used for more than one gap."),
    "number_as_text": _("The number %(number)s is asked in a gap, and compared as text."),
    "edited": _("This question was changed in the file. What only this site knows of it is not restored."),
    "same_id": _("A question with the same identity stands before this one. This one gets a new identity."),
    # Writing. The line is the number of the question.
    "nearest": _("Other programs see this question as %(type)s."),
    "only_here": _("Other programs do not see: %(fields)s."),
    "not_written": _("“%(name)s” is left out: this format only has questions with one right choice."),
    "not_kept": _("Not in this file: %(fields)s."),
}


@dataclass(frozen=True)
class Note:
    """What became of something. `line` counts from 1, and is 0 for the file as a whole."""

    line: int
    level: str
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def message(self) -> str:
        values = {name: ", ".join(one) if isinstance(one, tuple) else one for name, one in self.values.items()}
        return MESSAGES[self.code] % {"line": self.line, **values}


@dataclass(frozen=True)
class ImportedQuestion:
    """A question of a file. `category` is a path such as "IPS/Principles"; `idnumber` is what the file calls it."""

    question: Question
    category: str = ""
    line: int = 0
    idnumber: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        return self.question.tags


@dataclass(frozen=True)
class Imported:
    """What is in a file. With a note of the level "error" there are no questions."""

    questions: tuple[ImportedQuestion, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(note.level == ERROR for note in self.notes)


@dataclass(frozen=True)
class Exported:
    """A file of questions. A note's line is the number of the question, from 1."""

    data: bytes
    notes: tuple[Note, ...] = ()


class Refused(Exception):
    """The file, or one question of it, cannot be read. Its argument is the note."""

    @property
    def note(self) -> Note:
        return self.args[0]


def refused(line: int, code: str, **values: Value) -> Refused:
    return Refused(Note(line, ERROR, code, values))


class Notes:
    """Collects notes. One and the same thing in many questions is one note with a count."""

    def __init__(self):
        self.notes: list[Note] = []
        self.counted: dict[tuple, int] = {}

    def changed(self, line: int, code: str, **values: Value) -> None:
        self.add(Note(line, CHANGED, code, values))

    def left_out(self, line: int, code: str, **values: Value) -> None:
        self.add(Note(line, LEFT_OUT, code, values))

    def add(self, note: Note) -> None:
        self.notes.append(note)

    def count(self, line: int, code: str, **values: str) -> None:
        """Note that something is left out of one more question."""
        key = (code, *sorted(values.items()))
        if key not in self.counted:
            self.counted[key] = len(self.notes)
            self.left_out(line, code, **values, count=0)
        place = self.counted[key]
        note = self.notes[place]
        self.notes[place] = replace(note, values={**note.values, "count": note.values["count"] + 1})

    def in_order(self) -> tuple[Note, ...]:
        return tuple(sorted(self.notes, key=lambda note: note.line))


class NotesOfQuestion:
    """Notes of one question, all on its line, each only once."""

    def __init__(self, notes: Notes, line: int):
        self.notes, self.line = notes, line
        self.seen: set[tuple] = set()

    def changed(self, code: str, **values: Value) -> None:
        self.add(CHANGED, code, values)

    def left_out(self, code: str, **values: Value) -> None:
        self.add(LEFT_OUT, code, values)

    def add(self, level: str, code: str, values: Mapping[str, Value]) -> None:
        key = (code, *sorted(values.items()))
        if key not in self.seen:
            self.seen.add(key)
            self.notes.add(Note(self.line, level, code, values))

    def count(self, code: str, **values: str) -> None:
        key = ("count", code, *sorted(values.items()))
        if key not in self.seen:
            self.seen.add(key)
            self.notes.count(self.line, code, **values)

    def refuse(self, code: str, **values: Value) -> Refused:
        return refused(self.line, code, **values)
