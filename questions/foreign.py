"""Which texts of a question are in another language than the place where it is asked."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from ipslearn.languages.foreign import Foreign
from ipslearn.languages.passages import name_of
from questions.definitions import Question


def with_foreign(question: Question, foreign: Foreign) -> Question:
    """Return the question with what it needs to say of its texts: their language, and the names of those in it."""
    if not foreign:
        return question
    names = {name_of(text) for text in texts_in(dataclasses.asdict(question))} & foreign.texts
    # Of the spellings of a unit the first is shown; they are translated together.
    units = getattr(question, "units", ())
    if units and ", ".join(units) in foreign:
        names.add(name_of(units[0]))
    return dataclasses.replace(question, language=foreign.language, foreign=tuple(sorted(names))) if names else question


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in the values of a dictionary, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
