"""How Moodle scores an order, and which of our rules is that. No Django."""

import re

from questions.formats.reports import NotesOfQuestion

EXACT, POSITION, NEIGHBOURS = "exact", "position", "neighbours"
# Names, and the numbers that stand for them; the first name of each of our rules is the one written.
RULES = {
    "ALL_OR_NOTHING": EXACT,
    "-1": EXACT,
    "ABSOLUTE_POSITION": POSITION,
    "ABSOLUTE": POSITION,
    "ABS": POSITION,
    "0": POSITION,
    "RELATIVE_NEXT_EXCLUDE_LAST": NEIGHBOURS,
    "RELATIVE": NEIGHBOURS,
    "REL": NEIGHBOURS,
    "1": NEIGHBOURS,
}
OTHERS = re.compile(r"^(RELATIVE|LONGEST)_[A-Z_]{1,40}$|^[2-7]$")
WRITTEN = {rule: name for name, rule in reversed(RULES.items())}
SELECTIONS = {"ALL": "ALL", "EXACT": "ALL", "RANDOM": "RANDOM", "CONTIGUOUS": "CONTIGUOUS", "CONTIG": "CONTIGUOUS"}
LAYOUTS = {"HORIZONTAL", "HORI", "H", "1", "VERTICAL", "VERT", "V", "0"}
DISPLAYS = {"SHOW", "HIDE", "none", "abc", "ABCD", "123", "iii", "IIII"}


def is_rule(name: str) -> bool:
    return name.upper() in RULES or bool(OTHERS.match(name.upper()))


def rule_of(name: str, notes: NotesOfQuestion) -> str:
    """Return our rule for one of Moodle's, "" its default; for one that is not ours the nearest, with a note."""
    if not name:
        return NEIGHBOURS
    if name.upper() in RULES:
        return RULES[name.upper()]
    notes.changed("ordering_rule", rule=name[:40], nearest=NEIGHBOURS)
    return NEIGHBOURS
