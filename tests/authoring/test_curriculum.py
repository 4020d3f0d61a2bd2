"""The curriculum that comes with the site: it loads, its glossary is whole, its field tasks leave time to work.

What is checked without loading is in tests/curriculum/.
"""

from pathlib import Path

import pytest
from django.conf import settings

from authoring.actions import load_curriculum
from authoring.packages import parse_file
from authoring.tables import read_tables
from ipslearn.base.prose import folded, plain_text

ROOT = Path(settings.BASE_DIR) / "curriculum"
LESSONS = sorted(path for path in ROOT.glob("en/*/*/*.md") if path.name not in {"module.md", "bank.md", "quiz.md"})


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_all_of_it_loads_and_the_second_time_nothing_changes(db):
    first = load_curriculum(root=ROOT)
    assert first.problems == []
    second = load_curriculum(root=ROOT)
    assert (second.created, second.updated, second.withdrawn) == ([], [], [])
    assert second.unchanged == len(first.created)


class TestGlossary:
    TERMS, _lines, PROBLEMS = read_tables(ROOT / "glossary.toml")

    def test_has_every_term_of_the_field(self):
        assert (len(self.TERMS), self.PROBLEMS) == (123, [])

    @pytest.mark.parametrize("name", ["en", "ja", "definition_en", "definition_ja"])
    def test_says_everything_in_both_languages(self, name):
        assert [key for key, term in self.TERMS.items() if not term.get(name, "").strip()] == []

    def test_gives_no_name_to_two_terms(self):
        owners: dict[str, str] = {}
        shared = [
            (name, owners[folded(name)], key)
            for key, term in self.TERMS.items()
            for name in {folded(name): name for name in (term["en"], term["ja"], *term.get("other", []))}.values()
            if owners.setdefault(folded(name), key) != key
        ]
        assert shared == []


class TestFieldTasks:
    """A field task is done at work: a few hundred words for most of an hour, or for the visits of an afternoon."""

    FIELD_TASKS = [path for path in LESSONS if path.stem.endswith("field-task")]

    @pytest.mark.parametrize("path", FIELD_TASKS, ids=name_of)
    def test_leave_time_to_work(self, path):
        file, _problems = parse_file(path.read_text(encoding="utf-8"), path.name)
        words = sum(len(plain_text(block.text).split()) for block in file.blocks)
        assert 4 <= words / file.settings["minutes"] <= 30
