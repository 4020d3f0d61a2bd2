"""A curriculum's folder, read as a whole. No Django here."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from authoring.packages import PackageFile, Problem, parse_file

LANGUAGES = ("en", "ja")
NOT_LESSONS = {"course.md", "module.md", "bank.md", "quiz.md"}
TABLE = re.compile(r"^\[([^\]]+)\]")
WORDS_IN_PICTURE = re.compile(r"<(?:text|title|desc)\b[^>]*>(.*?)</(?:text|title|desc)>", re.DOTALL)


@dataclass(frozen=True)
class Curriculum:
    """`files` maps the path of every page file within the root, such as "en/basics/01-first/01-alpha.md".

    `sources`, `facts` and `terms` are the tables of the TOML files by their keys. `unreadable` is what could not be
    parsed.
    """

    root: Path
    files: Mapping[str, PackageFile]
    sources: Mapping[str, dict]
    facts: Mapping[str, dict]
    terms: Mapping[str, dict]
    unreadable: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, root: Path) -> "Curriculum":
        paths = [path for language in LANGUAGES for path in sorted((root / language).rglob("*.md"))]
        names = {path: path.relative_to(root).as_posix() for path in paths}
        parsed = [parse_file(path.read_text(encoding="utf-8-sig"), name) for path, name in names.items()]
        tables = [tables_of(root / f"{name}.toml") for name in ("sources", "facts", "glossary")]
        unreadable = [problem for _found, problems in (*parsed, *tables) for problem in problems]
        files = {file.path: file for file, _problems in parsed}
        return cls(root, files, *(found for found, _problems in tables), tuple(unreadable))

    @cached_property
    def lessons(self) -> list[PackageFile]:
        return [file for name, file in self.files.items() if is_lesson(name)]

    @cached_property
    def fact_lines(self) -> dict[str, int]:
        """Return the line of each table of facts.toml."""
        lines = (self.root / "facts.toml").read_text(encoding="utf-8").split("\n")
        return {found.group(1): number for number, line in enumerate(lines, start=1) if (found := TABLE.match(line))}

    def pictures_of(self, file: PackageFile) -> list[Path]:
        """Return the SVG files of the figures of a page that are there."""
        folder = self.root.joinpath(*Path(file.path).parts[:2])
        images = [folder / block.get("image") for block in file.blocks if block.kind == "figure"]
        return [path for path in images if path.suffix == ".svg" and path.is_file()]

    def names_in_folder(self, language: str) -> set[str]:
        """Return the path within the language's folder of everything that stands in it."""
        folder = self.root / language
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def tables_of(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the tables of a TOML file and what is wrong with it; a file that is not there has none."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    except ValueError as error:
        return {}, [Problem(path.name, 0, f"this is not TOML: {error}")]
    tables = {key: row for key, row in rows.items() if isinstance(row, dict)}
    return tables, [Problem(path.name, 0, f"“{key}” must be a table [{key}]") for key in rows if key not in tables]


def is_lesson(name: str) -> bool:
    """Say whether the path is that of a lesson: language, course, module, file."""
    parts = name.split("/")
    return len(parts) == 4 and parts[3] not in NOT_LESSONS


def is_field_task(file: PackageFile) -> bool:
    """A field task is done at work; its minutes are working time and not reading time."""
    return file.settings.get("required") is False


def language_of(file: PackageFile) -> str:
    return file.path.partition("/")[0]


def words_of_picture(path: Path) -> str:
    """Return what is written in an SVG picture, one text a line."""
    found = WORDS_IN_PICTURE.findall(path.read_text(encoding="utf-8"))
    return "\n".join(re.sub(r"<[^>]+>", "", text) for text in found)
