"""A small curriculum in a temporary folder, written and changed by the tests."""

import shutil
from pathlib import Path

import pytest
from django.db import transaction

from authoring.actions import load_curriculum

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


def page_file(body: str = "Some text.", **settings) -> str:
    """Return a package file. Settings are written as they stand, so texts bring their quotation marks."""
    lines = "\n".join(f"{name} = {value}" for name, value in settings.items())
    return f"+++\n{lines}\n+++\n\n{body}\n"


def settings_of(kind: str, identifier: str) -> dict[str, str]:
    settings = {"id": f'"{identifier}"', "title": f'"Title of {identifier}"', "summary": '"In one sentence."'}
    if kind == "course":
        more = {"objectives": '["do it"]', "credit_hours": "1", "edition": "1", "edition_on": "2026-11-22"}
        settings |= more
    if kind == "lesson":
        settings["minutes"] = "5"
    if kind == "home":
        settings["lead"] = '"Learn."'
    return settings


class Curriculum:
    """A curriculum's folder. `write` takes the path within it, the kind of file, its body and other settings."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write(self, name: str, kind: str = "lesson", body: str = "Some text.", **settings) -> Path:
        identifier = settings.pop("identifier", None) or Path(name).stem
        return self.put(name, page_file(body, **(settings_of(kind, identifier) | settings)))

    def site(self, code: str = "en") -> None:
        self.write(f"{code}/site/home.md", "home", identifier="home")
        self.write(f"{code}/site/catalog.md", "site", identifier="catalog")

    def course(self, name: str = "basics", code: str = "en", lessons=("01-alpha", "02-beta"), **settings) -> None:
        """Write a course with one module, `01-first`, and lessons whose ids are their file's names without numbers."""
        self.write(f"{code}/{name}/course.md", "course", identifier=name, **settings)
        self.write(f"{code}/{name}/01-first/module.md", "module", identifier=f"{name}-first")
        for lesson in lessons:
            identifier = lesson.partition("-")[2]
            self.write(f"{code}/{name}/01-first/{lesson}.md", identifier=f"{name}-{identifier}")

    def load(self):
        return load_curriculum(root=self.root)

    def problems(self) -> list[str]:
        return [str(problem) for problem in self.load().problems]


def small_curriculum(root: Path) -> Curriculum:
    """Write a curriculum without any course: one source, one term and the two pages every language needs."""
    curriculum = Curriculum(root)
    curriculum.put("sources.toml", '[bond-2008]\nauthors = "Bond G."\nyear = "2008"\ntitle = "An update"\n')
    curriculum.put(
        "glossary.toml",
        '[fidelity]\nen = "fidelity"\nja = "フィデリティ"\ndefinition_en = "Closeness."\ndefinition_ja = "忠実さ。"\n',
    )
    curriculum.site()
    return curriculum


@pytest.fixture
def folder(tmp_path) -> Curriculum:
    """A small curriculum without any course, not loaded."""
    return small_curriculum(tmp_path)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small curriculum with a course of two lessons, loaded once for a module of tests and then undone.

    Loading it takes longer than most of the tests; what a test changes is rolled back to here.
    """
    curriculum = small_curriculum(tmp_path_factory.mktemp("once"))
    curriculum.course()
    with django_db_blocker.unblock(), transaction.atomic():
        assert curriculum.problems() == []
        yield curriculum.root
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db, tmp_path) -> Curriculum:
    """A copy of the files of `loaded_once`, to be changed and loaded again."""
    shutil.copytree(loaded_once, tmp_path, dirs_exist_ok=True)
    return Curriculum(tmp_path)
