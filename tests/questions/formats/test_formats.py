"""The register of formats, and the table of messages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import questions.formats
from questions.formats import FORMATS, format_of
from questions.formats.reports import MESSAGES, Note

SOURCES = list(Path(questions.formats.__file__).parent.glob("*.py"))
# What is handed to a function that writes a note, and what is kept to be written later.
CODES = re.compile(r'(?:changed|left_out|count|refuse|refused|NoPlace)\((?:[\w.]+, )?"(\w+)"|code: str = "(\w+)"')


@pytest.mark.parametrize(
    ("file_name", "key"),
    [("bank.gift", "gift"), ("bank.TXT", "gift"), ("bank.xml", "moodle_xml"), ("bank.aiken", "aiken")],
)
def test_the_ending_tells_the_format(file_name, key):
    assert format_of(file_name).key == key


def test_another_ending_tells_none():
    assert format_of("bank.pdf") is None


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_names_only_values_it_is_given(code):
    names = dict.fromkeys(re.findall(r"%\((\w+)\)s", MESSAGES[code]), "x")
    assert "%(" not in Note(1, "changed", code, names).message


def test_every_note_has_its_message():
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = {one for found in CODES.findall(written) for one in found if one}
    assert used - set(MESSAGES) == set()


def test_every_message_is_used():
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "reports.py")
    assert [code for code in MESSAGES if f'"{code}"' not in written] == []


def test_no_part_needs_django():
    code = "import sys, questions.formats; print(any(one.split('.')[0] == 'django' for one in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_every_format_has_its_key():
    assert {key: one.key for key, one in FORMATS.items()} == {key: key for key in FORMATS}
