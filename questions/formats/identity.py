"""Who is who among imported questions. No Django.

A question that comes without an identity of ours gets one from what it is: the format, its category, its idnumber
or else its name and prompt, and how many like it stand before it. So a file read twice gives the same ids, and a
question added above the others changes none of theirs. Its parts are numbered below it.
"""

import json
import uuid
from dataclasses import replace
from typing import Any

from questions.definitions import PARTS_OF_GAPS, Gap, Question

NAMESPACE = uuid.UUID("6f1c2c3e-7d0b-5a43-9a39-0e4c6d1f2b77")


class Identities:
    """Gives out ids for one file, none of them twice."""

    def __init__(self, format_name: str):
        self.format_name = format_name
        self.times: dict[str, int] = {}
        self.given: set[str] = set()

    def new(self, question: Question, category: str, idnumber: str) -> str:
        """Return the id of a question that has none."""
        told = ["idnumber", idnumber] if idnumber else [question.kind, question.name, question.prompt]
        what = json.dumps([self.format_name, category, *told])
        number = self.times[what] = self.times.get(what, 0) + 1
        made = str(uuid.uuid5(NAMESPACE, json.dumps([what, number])))
        self.given.add(made)
        return made

    def take(self, identity: str) -> bool:
        """Say whether `identity` is free, and take it."""
        is_free = bool(identity) and identity not in self.given
        self.given.add(identity)
        return is_free


def with_ids(question: Question, identity: str) -> Question:
    """Return the question with this id, and with ids for all its parts."""
    values: dict[str, Any] = {"id": identity}
    for name in question.parts:
        values[name] = numbered(getattr(question, name), identity, name)
    return replace(question, **values)


def numbered(parts: tuple, above: str, name: str) -> tuple:
    found = []
    for number, part in enumerate(parts, start=1):
        values: dict[str, Any] = {"id": str(uuid.uuid5(NAMESPACE, f"{above}/{name}/{number}"))}
        if isinstance(part, Gap):
            values |= {inner: numbered(getattr(part, inner), values["id"], inner) for inner in PARTS_OF_GAPS}
        found.append(replace(part, **values))
    return tuple(found)


def is_ours(idnumber: str) -> bool:
    """Say whether an idnumber has the shape of the ids made here."""
    try:
        return str(uuid.UUID(idnumber)) == idnumber
    except ValueError:
        return False
