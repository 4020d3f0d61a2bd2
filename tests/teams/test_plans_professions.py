"""What is written of professions, in docs/professions.md and in the course for everybody, names those there are."""

import re
import tomllib
from pathlib import Path

import pytest

from ipslearn.base.models import Profession

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "curriculum" / "en" / "ips-foundations" / "course.md"


@pytest.mark.django_db
def test_the_document_lists_the_professions_there_are():
    text = (ROOT / "docs" / "professions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \|", text, flags=re.MULTILINE)
    assert rows == list(Profession.objects.values_list("code", "name_en", "name_ja"))


@pytest.mark.django_db
def test_the_foundations_are_essential_for_every_profession():
    head = COURSE.read_text(encoding="utf-8").split("+++")[1]
    codes = Profession.objects.values_list("code", flat=True)
    assert tomllib.loads(head)["audience"] == dict.fromkeys(codes, "essential")
