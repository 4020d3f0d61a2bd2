"""The curriculum that comes with the site: it loads, it refers to nothing that is missing, its times are honest."""

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


class TestMinutes:
    """The stated minutes are honest.

    A lesson is read and worked through at 90 to 260 words a minute, the slower the more it asks to write. A field
    task is done at work: a few hundred words for most of an hour.
    """

    FIELD_TASKS = [path for path in LESSONS if path.stem.endswith("field-task")]

    def pace(self, path) -> float:
        file, _problems = parse_file(path.read_text(encoding="utf-8"), path.name)
        return sum(len(plain_text(block.text).split()) for block in file.blocks) / file.settings["minutes"]

    @pytest.mark.parametrize("path", sorted(set(LESSONS) - set(FIELD_TASKS)), ids=name_of)
    def test_of_a_lesson(self, path):
        assert 90 <= self.pace(path) <= 260

    @pytest.mark.parametrize("path", FIELD_TASKS, ids=name_of)
    def test_of_a_field_task(self, path):
        assert 5 <= self.pace(path) <= 30
