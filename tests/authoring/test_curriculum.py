"""The curriculum that comes with the site: it loads, it refers to nothing that is missing, its times are honest."""

from pathlib import Path

from django.conf import settings

from authoring.actions import load_curriculum
from authoring.packages import parse_file
from ipslearn.base.prose import plain_text

ROOT = Path(settings.BASE_DIR) / "curriculum"
LESSONS = sorted(path for path in ROOT.glob("en/*/*/*.md") if path.name != "module.md")


def words_in(path: Path) -> int:
    file, _problems = parse_file(path.read_text(encoding="utf-8"), path.name)
    return sum(len(plain_text(block.text).split()) for block in file.blocks)


def test_all_of_it_loads_and_the_second_time_nothing_changes(db):
    first = load_curriculum(root=ROOT)
    assert first.problems == []
    second = load_curriculum(root=ROOT)
    assert (second.created, second.updated, second.withdrawn) == ([], [], [])
    assert second.unchanged == len(first.created)
