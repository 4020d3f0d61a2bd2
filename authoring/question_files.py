"""Which format a file of questions has. No Django here."""

import re

from questions.formats import FORMATS, Format, format_of

ANSWER = re.compile(rb"^\s*ANSWER\s*:", re.MULTILINE | re.IGNORECASE)


def format_for(name: str, data: bytes, chosen: str = "") -> Format | None:
    """Return the format that was chosen, else the one the file's name ends with; None if that says nothing.

    Both GIFT and Aiken end with .txt: a file with “ANSWER:” at the beginning of a line and no bracket is Aiken.
    """
    if chosen:
        return FORMATS[chosen.replace("-", "_")]
    if name.lower().endswith(".txt") and b"{" not in data and ANSWER.search(data):
        return FORMATS["aiken"]
    return format_of(name)
