"""How well the search answers: the queries of queries.toml, and where on the screen each one's answer stands.

The screen is read from its top: the terms of the glossary first, then the pages. An answer counts as found if it is
among the first five entries of both together, and as first if no other page (or, for a term, no other term) stands
above it.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

QUERIES = Path(__file__).parent / "queries.toml"
TERM = "term:"
REACH = 5


@dataclass(frozen=True)
class Question:
    """A query in the language of the screen, the name of its answer, and what it is about."""

    language: str
    text: str
    answer: str
    about: str


@dataclass(frozen=True)
class Outcome:
    """The answer's place among all entries and among those of its kind, from 1; None where it is not there."""

    question: Question
    place: int | None
    place_of_kind: int | None

    @property
    def is_found(self) -> bool:
        return self.place is not None and self.place <= REACH

    @property
    def is_first(self) -> bool:
        return self.is_found and self.place_of_kind == 1


def read_questions(text: str) -> list[Question]:
    """Return the questions of a TOML text: a list of {q, first, about} for each language."""
    rows = tomllib.loads(text)
    return [Question(language, row["q"], row["first"], row["about"]) for language in rows for row in rows[language]]


def outcome(question: Question, shown: list[str]) -> Outcome:
    """Return how `question` fared; `shown` are the names on the screen from its top."""
    is_term = question.answer.startswith(TERM)
    of_kind = [name for name in shown if name.startswith(TERM) == is_term]
    return Outcome(question, place(question.answer, shown), place(question.answer, of_kind))


def place(name: str, names: list[str]) -> int | None:
    return names.index(name) + 1 if name in names else None


def share(truths: Iterable[bool]) -> float:
    """Return the share that is true, from 0.0 to 1.0; 0.0 of nothing."""
    truths = list(truths)
    return sum(truths) / len(truths) if truths else 0.0
