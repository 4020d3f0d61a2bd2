"""What docs/question-formats.md says, read from it."""

import re
from pathlib import Path

import pytest

from questions.definitions import KINDS
from questions.formats import FORMATS
from tests.questions.formats.reading import read

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "question-formats.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```(\w+)\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL))
KEYS = {"gift": "gift", "xml": "moodle_xml", "aiken": "aiken"}


def rows_with(head: str) -> list[list[str]]:
    """Return the cells of the table whose first line begins with `head`."""
    table = PAGE[PAGE.index(head) :].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_format_is_in_the_table():
    assert {row[0]: row[1] for row in rows_with("| Format |")} == {
        one.name: ", ".join(f"`{ending}`" for ending in one.endings) for one in FORMATS.values()
    }


def test_every_kind_is_in_the_table():
    assert [row[0].strip("`") for row in rows_with("| Kind |")] == list(KINDS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_without_a_note(name):
    imported = read(KEYS[name], EXAMPLES[name])
    assert (len(imported.questions), imported.notes) == (2 if name == "gift" else 1, ())
