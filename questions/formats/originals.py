"""The original of a question, kept in a comment beside what other programs see of it. No Django.

Formats of others have no place for much of what a question holds here. So we write it twice: as near as the format
comes, and whole in a comment that others pass over. The comment also holds the stamp of the visible part. If
somebody edits that, the stamp no longer fits, and what is visible counts.

    comment = packed(question, visible)          'ipslearn: {"stamp": "…", "question": {…}}'
    unpacked(comment, visible) == question
    unpacked(comment, visible + "!") is None
"""

import hashlib
import json
import math
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from questions.definitions import Choice, Question, from_json, to_json
from questions.scoring import CHOICE_RULES, ORDER_RULES

MARK = "ipslearn: "
ALLOWED = {
    "multiple_choice": ("rule", set(CHOICE_RULES)),
    "ordering": ("rule", set(ORDER_RULES)),
    "open_response": ("review", {"self", "reviewer"}),
}


def packed(question: Question, visible: str) -> str:
    """Return the comment, one line of ASCII without "--", which would end an XML comment."""
    # What is empty is so by default; id and prompt are always there.
    data = {name: value for name, value in to_json(question).items() if value not in ("", None) or name == "prompt"}
    text = json.dumps({"stamp": stamp(visible), "question": data})
    # Moodle reads [id:…] and [tag:…] in every comment of a GIFT file.
    text = text.replace("--", "-\\u002d").replace("[id:", "[\\u0069d:").replace("[tag:", "[\\u0074ag:")
    return MARK + text


def is_packed(comment: str) -> bool:
    return comment.strip().startswith(MARK)


def unpacked(comment: str, visible: str) -> Question | None:
    """Return the question; None if the visible part was edited, or the comment is not one of ours."""
    try:
        data = json.loads(comment.strip().removeprefix(MARK))
        if data["stamp"] != stamp(visible):
            return None
        question = from_json(data["question"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return question if is_sound(question) else None


def stamp(visible: str) -> str:
    """Return a fingerprint of the visible part, in which white space does not count."""
    return hashlib.sha256(" ".join(visible.split()).encode("utf-8", "replace")).hexdigest()[:16]


def is_sound(question: Question) -> bool:
    """Say whether every value has its type and every rule exists: a comment can be written by anybody."""
    name, allowed = ALLOWED.get(question.kind, ("kind", {question.kind}))
    return has_type(question, type(question)) and bool(question.id) and getattr(question, name) in allowed


def has_type(value: Any, expected: Any) -> bool:
    """Say whether `value` has the type, and if it is a part or a question, all in it as well."""
    if isinstance(expected, types.UnionType):
        return any(has_type(value, one) for one in expected.__args__)
    if typing.get_origin(expected) is tuple:
        return isinstance(value, tuple) and all(has_type(one, expected.__args__[0]) for one in value)
    if expected is float:
        return type(value) in (int, float) and math.isfinite(value)
    if is_dataclass(expected):
        is_whole = type(value) is expected and all(has_type(getattr(value, name), t) for name, t in hints(expected))
        return is_whole and (expected is not Choice or -1 <= value.credit <= 1)
    return type(value) is expected


@cache
def hints(model: type) -> tuple[tuple[str, Any], ...]:
    found = typing.get_type_hints(model)
    return tuple((one.name, found[one.name]) for one in fields(model))
