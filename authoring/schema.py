"""Which settings a package file may have, and what they may say. No Django here.

A check returns a message, or "" if the value is fine.
"""

import datetime
import re
from collections.abc import Callable
from typing import Any

from authoring.packages import PackageFile, Problem

Check = Callable[[Any], str]
IDENTIFIER = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def identifier(value: Any) -> str:
    if isinstance(value, str) and IDENTIFIER.match(value) and len(value) <= 100:
        return ""
    return "must be lower-case letters, digits and hyphens"


def text(maximum: int) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            return "must be a text in quotation marks"
        if not value.isprintable():
            return "must be one line, without control characters"
        return "" if len(value) <= maximum else f"has {len(value)} characters; at most {maximum} are possible"

    return check


def whole_number(lowest: int, highest: int) -> Check:
    def check(value: Any) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        return "" if fits else f"must be a whole number from {lowest} to {highest}"

    return check


def hours(value: Any) -> str:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1000
    is_exact = fits and round(value, 2) == value
    return "" if is_exact else "must be a number from 0 to 999 with at most two decimals"


def flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def date(value: Any) -> str:
    is_date = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return "" if is_date else "must be a date such as 2026-11-22, without quotation marks"


def one_of(*choices: str) -> Check:
    def check(value: Any) -> str:
        return "" if value in choices else f"must be one of {', '.join(choices)}"

    return check


def list_of(check_one: Check) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list):
            return "must be a list in square brackets"
        return next((f"{one!r} {message}" for one in value if (message := check_one(one))), "")

    return check


def prerequisite(value: Any) -> str:
    if isinstance(value, dict):
        unknown = set(value) - {"id", "binding"}
        if unknown:
            return f"has an unknown part {sorted(unknown)[0]!r}"
        return identifier(value.get("id")) or flag(value.get("binding", False))
    return identifier(value)


def joined(check: Check, maximum: int) -> Check:
    """Check a list of texts that is kept as one line of at most `maximum` characters."""

    def check_all(value: Any) -> str:
        message = check(value)
        return message or text(maximum)(", ".join(value) or "-")

    return check_all


def audience(value: Any) -> str:
    if not isinstance(value, dict):
        return "must be a table [audience]"
    check = one_of("essential", "recommended", "optional")
    return next((f"{name}: {message}" for name, one in value.items() if (message := check(one))), "")


def numbers(value: Any) -> str:
    if not isinstance(value, dict):
        return 'must be a table such as { "EV-17" = [10] }'
    for fact, listed in value.items():
        is_list = isinstance(listed, list) and listed
        if not is_list or any(isinstance(one, bool) or not isinstance(one, int | float) for one in listed):
            return f"{fact}: must be a list of numbers"
    return ""


def draw(value: Any) -> str:
    if not isinstance(value, dict) or "bank" not in value:
        return 'must name a bank: write [[draw]] and below it bank = "…"'
    checks = {"bank": identifier, "count": whole_number(0, 200), "tag": text(60)}
    for name, one in value.items():
        message = checks[name](one) if name in checks else "is not a setting of a draw"
        if message:
            return f"“{name}” {message}"
    return ""


PAGE = {"id": identifier, "title": text(200), "summary": text(200)}
REQUIRED = {
    "course": {*PAGE, "objectives", "credit_hours", "edition", "edition_on"},
    "module": {*PAGE},
    "lesson": {*PAGE, "minutes"},
    "quiz": {*PAGE, "minutes"},
    "bank": {"id", "title"},
    "site": {*PAGE},
    "home": {*PAGE, "lead"},
}
ALLOWED: dict[str, dict[str, Check]] = {
    "course": {
        **PAGE,
        "objectives": list_of(text(250)),
        "credit_hours": hours,
        "edition": whole_number(1, 999),
        "edition_on": date,
        "trainers": joined(list_of(text(100)), 255),
        "prerequisites": list_of(prerequisite),
        "audience": audience,
    },
    "module": {
        **PAGE,
        "principles": list_of(whole_number(1, 8)),
        "fidelity_items": joined(list_of(text(80)), 255),
        "order": one_of("free", "advised", "locked"),
    },
    "lesson": {
        **PAGE,
        "minutes": whole_number(1, 120),
        "required": flag,
        "completion": one_of("declared", "reflections"),
        "facts": list_of(text(40)),
        "numbers": numbers,
    },
    "quiz": {
        **PAGE,
        "minutes": whole_number(1, 120),
        "required": flag,
        "purpose": one_of("practice", "module", "pretest", "final"),
        "pass_mark": whole_number(0, 100),
        "attempts": whole_number(0, 100),
        "wait_hours": whole_number(0, 2000),
        "time_limit_minutes": whole_number(0, 600),
        "questions": one_of("shuffled", "fixed"),
        "choices": one_of("shuffled", "fixed"),
        "paging": one_of("one", "all"),
        "feedback": one_of("once", "end"),
        "shows": one_of("score", "own", "right"),
        "right_when": one_of("attempt", "over"),
        "counts": one_of("best", "last"),
        "confidence": flag,
        "test_out": flag,
        "draw": list_of(draw),
    },
    "bank": {"id": identifier, "title": text(200), "tags": joined(list_of(text(60)), 200)},
    "site": PAGE,
    "home": {**PAGE, "lead": text(300)},
}


def check_settings(file: PackageFile, kind: str) -> list[Problem]:
    """Return what is missing, unknown or wrong in the settings of a file of this kind."""
    problems = [
        Problem(file.path, 1, f"the setting “{name}” is missing")
        for name in sorted(REQUIRED[kind] - set(file.settings))
    ]
    for name, value in file.settings.items():
        check = ALLOWED[kind].get(name)
        message = check(value) if check else "is not a setting of this file"
        if message:
            problems.append(Problem(file.path, file.line_of(name), f"“{name}” {message}"))
    return problems
