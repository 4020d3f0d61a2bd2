"""Numbers, percentages and category paths as files write them. No Django."""

import math
import re
import unicodedata

NUMBER = re.compile(r"^[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$")
CONTEXT = re.compile(r"^\$[a-z]{1,20}\d{0,20}\$(?:/|$)")
TOP = re.compile(r"^top(?:/|$)")


def number_in(text: str) -> float | None:
    """Return the number, written with full-width digits or not; None if it is none."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    number = float(text) if NUMBER.match(text) else math.inf
    return number if math.isfinite(number) else None


def written(number: float) -> str:
    """Return a number as short as it can be read back: 3, 0.1, 1e-07."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def percent(credit: float) -> str:
    """Return a credit as Moodle writes it: 50, 33.33333, -100."""
    text = f"{credit * 100:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def category_in(text: str) -> str:
    """Return a category's path without the context and "top" that Moodle puts before it."""
    return TOP.sub("", CONTEXT.sub("", " ".join(text.split())))


def category_out(category: str) -> str:
    """Return the path to write; what `category_in` would take away is put behind "top"."""
    path = " ".join(category.split())
    return f"top/{path}" if category_in(path) != path else path or "top"
