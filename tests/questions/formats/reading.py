"""Short ways to read a file in a test, and to compare what was read without its ids."""

from dataclasses import replace

from questions.definitions import PARTS_OF_GAPS, Gap, Question
from questions.formats import FORMATS
from questions.formats.reports import Imported, Notes, NotesOfQuestion


def read(key: str, text: str) -> Imported:
    return FORMATS[key].read(text.encode())


def only(imported: Imported) -> Question:
    """Return the one question of a file, without ids."""
    (found,) = imported.questions
    return bare(found.question)


def bare(question: Question) -> Question:
    return replace(question, id="", **{name: bare_parts(getattr(question, name)) for name in question.parts})


def bare_parts(parts: tuple) -> tuple:
    found = []
    for part in parts:
        inner = {name: bare_parts(getattr(part, name)) for name in PARTS_OF_GAPS} if isinstance(part, Gap) else {}
        found.append(replace(part, id="", **inner))
    return tuple(found)


def codes(imported) -> list[str]:
    return [note.code for note in imported.notes]


def told(imported) -> list[tuple[int, str, str]]:
    return [(note.line, note.level, note.code) for note in imported.notes]


def notes_of_question() -> tuple[NotesOfQuestion, Notes]:
    notes = Notes()
    return NotesOfQuestion(notes, 1), notes
