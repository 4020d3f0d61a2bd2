"""Loading the curriculum: sources, terms, site pages and courses, each of them whole or not at all."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from authoring import pages
from authoring.bodies import BodyBuilder, References, unique_names, validated
from authoring.files import FileStore, digest_of
from authoring.models import LoadedFile
from authoring.packages import PackageFile, Problem, parse_file
from authoring.schema import check_settings
from authoring.tables import fill_row, read_tables
from ipslearn.base.marks import known_marks
from ipslearn.base.models import GlossaryTerm, Source

NAMESPACE = uuid.UUID("6a1f3c0e-9d63-4b3e-8f0e-0f6f1c1e7a52")


@dataclass
class Report:
    """What a load did: titles created and updated, how much was the same, and what could not be used."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


class PackageRefused(Exception):
    """The package has problems; nothing of it was loaded."""


def key_of(identifier: str) -> uuid.UUID:
    """Return the key a page has in every language, made from the id in its file."""
    return uuid.uuid5(NAMESPACE, identifier)


def load_curriculum(*, root: Path) -> Report:
    """Load everything under `root`. A course, or the site pages of a language, with a problem is left as it was."""
    report = Report()
    load_sources(path=root / "sources.toml", report=report)
    load_glossary(path=root / "glossary.toml", report=report)
    for code, _name in settings.LANGUAGES:
        if (root / code).is_dir():
            load_language(root=root, code=code, report=report)
    return report


def load_language(*, root: Path, code: str, report: Report) -> None:
    locale, _created = Locale.objects.get_or_create(language_code=code)
    keys: dict[str, str] = {}
    run_whole(report, lambda: load_site(root=root, locale=locale, report=report, keys=keys))
    for folder in course_folders(root / code):
        run_whole(
            report,
            lambda folder=folder: load_course(root=root, folder=folder, locale=locale, report=report, keys=keys),
        )


def course_folders(folder: Path) -> list[Path]:
    """Return the folders with a course.md by name, each after the courses that it asks for first."""
    settings_of = {path.parent: read_settings(path) for path in sorted(folder.glob("*/course.md"))}
    by_identifier = {settings.get("id"): path for path, settings in settings_of.items()}
    ordered: list[Path] = []
    visited: set[Path] = set()

    def visit(path):
        if path in visited:
            return
        visited.add(path)
        for identifier, _is_binding in pages.prerequisites_in(settings_of[path]):
            if identifier in by_identifier:
                visit(by_identifier[identifier])
        ordered.append(path)

    for path in settings_of:
        visit(path)
    return ordered


def read_settings(path: Path) -> dict:
    """Return the settings of a file; {} if they are wrong, which is reported when the file is loaded."""
    try:
        file, _problems = parse_file(path.read_text(encoding="utf-8-sig"), path.name)
    except (UnicodeDecodeError, OSError):
        return {}
    return {} if check_settings(file, "course") else file.settings


def run_whole(report: Report, load) -> None:
    """Run `load` in a transaction that is undone, with what it reported as done, if it finds a problem."""
    before = (len(report.created), len(report.updated), len(report.withdrawn), report.unchanged)
    try:
        with transaction.atomic():
            load()
    except PackageRefused:
        del report.created[before[0] :], report.updated[before[1] :], report.withdrawn[before[2] :]
        report.unchanged = before[3]


# Sources and terms --------------------------------------------------------------------------------


SOURCE_SETTINGS = {
    name: name
    for name in ("kind", "authors", "year", "title", "container", "url", "language", "checked_on", "note")
}
TERM_SETTINGS = {
    "en": "name_en",
    "ja": "name_ja",
    "reading": "reading_ja",
    "other": "other_names",
    "definition_en": "definition_en",
    "definition_ja": "definition_ja",
    "source": "source",
}


def load_sources(*, path: Path, report: Report) -> None:
    """Create or update a Source for each table of the file."""
    run_whole(report, lambda: load_table(path, Source, report, SOURCE_SETTINGS))


def load_glossary(*, path: Path, report: Report) -> None:
    """Create or update a GlossaryTerm for each table of the file."""
    run_whole(report, lambda: load_table(path, GlossaryTerm, report, TERM_SETTINGS))


def load_table(path: Path, model, report: Report, names: dict[str, str]) -> None:
    """Create or update a row for each table that changed since it was last loaded. Rows of removed tables stay.

    Raise PackageRefused, with every problem in the report, if one of them is wrong.
    """
    tables, lines, problems = read_tables(path)
    rows = {row.key: row for row in model.objects.all()}
    loaded_files = LoadedFile.objects.filter(path__startswith=f"{path.name}#").in_bulk(field_name="path")
    for key, table in tables.items():
        name = f"{path.name}#{key}"
        loaded = loaded_files.get(name) or LoadedFile(path=name)
        digest = digest_of(repr(sorted(table.items())).encode())
        if key in rows and loaded.digest == digest:
            report.unchanged += 1
            continue
        row = rows.get(key) or model(key=key)
        if messages := fill_row(row, table, names):
            problems += [Problem(path.name, lines.get(key, 0), f"[{key}] {message}") for message in messages]
            continue
        row.save()
        (report.updated if key in rows else report.created).append(str(row))
        loaded.digest, loaded.object_id = digest, row.pk
        loaded.save()
    if problems:
        report.problems.extend(sorted(problems))
        raise PackageRefused


# Pages --------------------------------------------------------------------------------------------


@dataclass
class Loader:
    """One load of one folder: what files may refer to, and what is found wrong."""

    root: Path
    locale: Locale
    report: Report
    references: References
    keys: dict[str, str]

    @classmethod
    def start(cls, *, root: Path, folder: Path, locale: Locale, report: Report, keys: dict) -> "Loader":
        """`keys` holds the ids of the language so far and the file of each; this load adds its own."""
        terms, sources = known_marks()
        problems: list[Problem] = []
        store = FileStore(root, folder, problems)
        return cls(root, locale, report, References(terms, sources, store.find, problems), keys)

    @property
    def problems(self) -> list[Problem]:
        return self.references.problems

    def refuse_if_wrong(self) -> None:
        if self.problems:
            self.report.problems.extend(sorted(self.problems))
            raise PackageRefused

    def read(self, path: Path, kind: str) -> PackageFile:
        """Parse and check one file; its problems are kept."""
        name = path.relative_to(self.root).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            self.problems.append(Problem(name, 0, f"cannot be read as UTF-8 text: {error}"))
            return PackageFile(name, {}, {}, [])
        file, problems = parse_file(text, name)
        if file.settings or not problems:
            problems += check_settings(file, kind)
        self.problems.extend([*problems, *unique_names(file)])
        identifier = file.settings.get("id")
        if not isinstance(identifier, str):
            return file
        if identifier in self.keys:
            self.problems.append(
                Problem(name, file.line_of("id"), f"the id “{identifier}” is also in {self.keys[identifier]}")
            )
        else:
            self.keys[identifier] = name
        return file

    def save(self, file: PackageFile, kind: pages.PageKind, parent: Page | None, slug: str) -> Page | None:
        """Create or update the page of `file`, if the file changed since it was last loaded."""
        key = key_of(file.settings["id"])
        page = kind.model.objects.filter(translation_key=key, locale=self.locale).first()
        builder = BodyBuilder(file, key, self.references)
        raw = builder.build(file.blocks, kind.stream_block.child_blocks)
        value, problems = validated(kind.stream_block, raw, file, builder.lines)
        self.problems.extend(problems)
        if self.problems:
            return page
        digest = digest_of((self.root / file.path).read_bytes(), slug.encode(), repr(raw).encode())
        loaded = LoadedFile.objects.filter(path=file.path).first() or LoadedFile(path=file.path)
        if page is not None and loaded.digest == digest:
            self.report.unchanged += 1
            return page
        is_new = page is None
        page = page or kind.model(translation_key=key, locale=self.locale)
        page.slug, page.title = slug, file.settings["title"]
        page.summary = page.search_description = file.settings["summary"]
        setattr(page, kind.body_field, value)
        kind.fill(page, file.settings)
        try:
            pages.publish(page, parent)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.problems.append(Problem(file.path, file.line_of(name), f"{name}: {' '.join(messages)}"))
            return None
        loaded.digest, loaded.key = digest, key
        loaded.save()
        (self.report.created if is_new else self.report.updated).append(f"{page.title} ({file.path})")
        return page


def load_site(*, root: Path, locale: Locale, report: Report, keys: dict[str, str]) -> None:
    """Load the home page, the catalog and the other pages of a language."""
    folder = root / locale.language_code / "site"
    if not (folder / "home.md").is_file():
        return
    loader = Loader.start(root=root, folder=folder, locale=locale, report=report, keys=keys)
    names = [
        "home",
        "catalog",
        *sorted(path.stem for path in folder.glob("*.md") if path.stem not in {"home", "catalog"}),
    ]
    files = {name: loader.read(folder / f"{name}.md", "home" if name == "home" else "site") for name in names}
    loader.refuse_if_wrong()
    home = loader.save(files["home"], pages.HOME, None, locale.language_code)
    loader.refuse_if_wrong()
    for name in names[1:]:
        kind = pages.CATALOG if name == "catalog" else pages.STANDARD
        loader.save(files[name], kind, home, "courses" if name == "catalog" else name)
    loader.refuse_if_wrong()


def load_course(*, root: Path, folder: Path, locale: Locale, report: Report, keys: dict[str, str]) -> None:
    """Load one course with its modules and lessons; unpublish lessons whose files are gone."""
    loader = Loader.start(root=root, folder=folder, locale=locale, report=report, keys=keys)
    course_file = loader.read(folder / "course.md", "course")
    tree = []
    for module_folder in sorted(path for path in folder.iterdir() if (path / "module.md").is_file()):
        lessons = sorted(path for path in module_folder.glob("*.md") if path.name != "module.md")
        files = [(path, loader.read(path, "lesson")) for path in lessons]
        tree.append((module_folder, loader.read(module_folder / "module.md", "module"), files))
    catalog = pages.catalog_of(locale)
    if catalog is None:
        loader.problems.append(
            Problem(course_file.path, 0, "there is no catalog in this language: add site/catalog.md")
        )
    loader.refuse_if_wrong()
    course = loader.save(course_file, pages.COURSE, catalog, folder.name)
    if course is not None:
        for message in pages.set_prerequisites(course, course_file.settings, key_of):
            loader.problems.append(Problem(course_file.path, course_file.line_of("prerequisites"), message))
    loader.refuse_if_wrong()
    save_modules(loader, course, tree)
    withdraw_missing(loader, folder)


def save_modules(loader: Loader, course: Page, tree: list) -> None:
    modules = []
    for module_folder, module_file, lesson_files in tree:
        module = loader.save(module_file, pages.MODULE, course, pages.slug_of(module_folder.name))
        loader.refuse_if_wrong()
        lessons = [loader.save(file, pages.LESSON, module, pages.slug_of(path.stem)) for path, file in lesson_files]
        loader.refuse_if_wrong()
        pages.put_in_order(module, lessons)
        modules.append(module)
    pages.put_in_order(course, modules)


def withdraw_missing(loader: Loader, folder: Path) -> None:
    """Unpublish the pages whose files are gone. What learners did stays."""
    prefix = folder.relative_to(loader.root).as_posix() + "/"
    present = {key_of(identifier) for identifier in loader.keys}
    for loaded in LoadedFile.objects.filter(path__startswith=prefix).exclude(key=None):
        if (loader.root / loaded.path).is_file():
            continue
        if loaded.key not in present:
            page = Page.objects.filter(translation_key=loaded.key, locale=loader.locale).first()
            if page and page.live:
                page.unpublish()
                loader.report.withdrawn.append(f"{page.title} ({loaded.path})")
        loaded.delete()
