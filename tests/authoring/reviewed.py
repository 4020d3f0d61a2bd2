"""Lessons as text and the curriculum around them, for the checks of authoring.review. No database."""

from pathlib import Path

from authoring.packages import PackageFile, parse_file
from authoring.review.curriculum import Curriculum
from tests.authoring.conftest import page_file, settings_of

FACTS = {
    "EV-17": {"says": "11 trials: 61% against 23%.", "sources": ["bond-2008"], "numbers": [11, 61, 23]},
    "HI-10": {"says": "The prototype dates from 1989.", "sources": ["hayashi-2023"], "numbers": [1989]},
}
SOURCES = {"bond-2008": {"title": "An update"}, "hayashi-2023": {"title": "A long road"}}


def lesson(body: str = "Some text.", language: str = "en", name: str = "basics/01-first/01-alpha.md", **settings):
    """Return a lesson; settings are written as they stand in TOML."""
    text = page_file(body, **(settings_of("lesson", "alpha") | settings))
    return parse_file(text, f"{language}/{name}")[0]


def around(*files: PackageFile, facts: dict = FACTS, terms: dict | None = None, root: Path = Path()) -> Curriculum:
    return Curriculum(root, {file.path: file for file in files}, SOURCES, facts, terms or {})


def messages(problems) -> list[str]:
    return [problem.message for problem in problems]
