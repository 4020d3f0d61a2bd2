"""Loading the curriculum: sources, terms, site pages and courses, each of them whole or not at all."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page

from authoring import pages
from authoring.bodies import BodyBuilder, References, unique_names, validated
from authoring.files import FileStore, digest_of
from authoring.models import LoadedFile
from authoring.packages import PackageFile, Problem, parse_file
from authoring.pages import key_of
from authoring.schema import check_settings
from authoring.tables import fill_row, read_tables
from courses.models import CoursePage
from ipslearn.base.marks import known_marks
from ipslearn.base.models import GlossaryTerm, Source


@dataclass
class Report:
    """What a load did: titles created and updated, how much was the same, and what could not be used.

    `missing` names the published courses that were loaded before and have no file any more.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


class PackageRefused(Exception):
    """The package has problems; nothing of it was loaded."""


def load_curriculum(*, root: Path, withdraw_missing: bool = False) -> Report:
    """Load everything under `root`. A course, or the site pages of a language, with a problem is left as it was.

    A course that was loaded before and is not under `root` any more is named in the report. `withdraw_missing`
    unpublishes it, but not while there is any problem: its id may stand in a file that could not be read.
    """
    report = Report()
    load_sources(path=root / "sources.toml", report=report)
    load_glossary(path=root / "glossary.toml", report=report)
    for code, _name in settings.LANGUAGES:
        if (root / code).is_dir():
            load_language(root=root, code=code, report=report)
    for loaded, course in missing_courses(root):
        name = f"{course.title} ({loaded.path})"
        if withdraw_missing and not report.problems:
            withdraw_course(loaded, course)
            report.withdrawn.append(name)
        else:
            report.missing.append(name)
    return report


def missing_courses(root: Path) -> list[tuple[LoadedFile, CoursePage]]:
    """Return each published course whose file was loaded before and is gone, unless another folder holds it now."""
    found = []
    for loaded in LoadedFile.objects.filter(path__endswith="/course.md"):
        if (root / loaded.path).is_file():
            continue
        code = loaded.path.partition("/")[0]
        present = {key_of(str(read_settings(path).get("id"))) for path in (root / code).glob("*/course.md")}
        courses = CoursePage.objects.live().filter(translation_key=loaded.key, locale__language_code=code)
        if loaded.key not in present and (course := courses.first()):
            found.append((loaded, course))
    return found


@transaction.atomic
def withdraw_course(loaded: LoadedFile, course: CoursePage) -> None:
    """Unpublish the course with everything in it. What learners did stays, and its files would bring it back."""
    for page in course.get_descendants().live():
        page.unpublish()
    pages.withdraw(course)
    LoadedFile.objects.filter(path__startswith=loaded.path.removesuffix("course.md")).exclude(key=None).delete()


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
    name: name for name in ("kind", "authors", "year", "title", "container", "url", "language", "checked_on", "note")
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


@dataclass(frozen=True)
class Draft:
    """A file that was read and checked, and the page it is to become. `raw` and `value` are its body."""

    file: PackageFile
    kind: pages.PageKind
    slug: str
    raw: list[dict]
    value: Any

    @property
    def key(self) -> uuid.UUID:
        return key_of(self.file.settings["id"])


@dataclass
class Loader:
    """One load of one folder. Everything is read and checked before the first page is written."""

    root: Path
    locale: Locale
    report: Report
    references: References
    keys: dict[str, str]
    addresses: dict[Path, str] = field(default_factory=dict)

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

    def read(self, path: Path, kind: pages.PageKind, address: Path) -> Draft:
        """Parse and check one file; its problems are kept. `address` is the folder of its page and its slug."""
        name = path.relative_to(self.root).as_posix()
        file = self.parse(path, name, kind)
        identifier = file.settings.get("id")
        if isinstance(identifier, str):
            self.remember(self.keys, identifier, name, file.line_of("id"), f"the id “{identifier}”")
        self.remember(self.addresses, address, name, 0, f"the address “{address.name}”")
        builder = BodyBuilder(file, key_of(str(identifier)), self.references)
        raw = builder.build(file.blocks, kind.stream_block.child_blocks)
        value, problems = validated(kind.stream_block, raw, file, builder.lines)
        self.problems.extend(problems)
        return Draft(file, kind, address.name, raw, value)

    def parse(self, path: Path, name: str, kind: pages.PageKind) -> PackageFile:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            self.problems.append(Problem(name, 0, f"cannot be read as UTF-8 text: {error}"))
            return PackageFile(name, {}, {}, [])
        file, problems = parse_file(text, name)
        if file.settings or not problems:
            problems += check_settings(file, kind.settings)
        self.problems.extend([*problems, *unique_names(file)])
        return file

    def remember(self, seen: dict, thing, name: str, line: int, words: str) -> None:
        """Report a second file with the same `thing`."""
        first = seen.setdefault(thing, name)
        if first != name:
            self.problems.append(Problem(name, line, f"{words} is also that of {first}"))

    def save(self, draft: Draft, parent: Page | None) -> Page | None:
        """Create or update the page of `draft`, if its file changed since it was last loaded."""
        file, kind = draft.file, draft.kind
        page = kind.model.objects.filter(translation_key=draft.key, locale=self.locale).first()
        digest = digest_of((self.root / file.path).read_bytes(), draft.slug.encode(), repr(draft.raw).encode())
        loaded = LoadedFile.objects.filter(path=file.path).first() or LoadedFile(path=file.path)
        if page is not None and loaded.digest == digest:
            self.report.unchanged += 1
            return page
        is_new = page is None
        page = page or kind.model(translation_key=draft.key, locale=self.locale)
        page.slug, page.title = draft.slug, file.settings["title"]
        page.summary = page.search_description = file.settings["summary"]
        setattr(page, kind.body_field, draft.value)
        kind.fill(page, file.settings)
        try:
            pages.publish(page, parent)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.problems.append(Problem(file.path, file.line_of(name), f"{name}: {' '.join(messages)}"))
            return None
        loaded.digest, loaded.key = digest, draft.key
        loaded.save()
        (self.report.created if is_new else self.report.updated).append(f"{page.title} ({file.path})")
        return page


def load_site(*, root: Path, locale: Locale, report: Report, keys: dict[str, str]) -> None:
    """Load the home page, the catalog and the other pages of a language."""
    folder = root / locale.language_code / "site"
    if not (folder / "home.md").is_file():
        return
    loader = Loader.start(root=root, folder=folder, locale=locale, report=report, keys=keys)
    names = sorted(path.stem for path in folder.glob("*.md") if path.stem not in {"home", "catalog"})
    home = loader.read(folder / "home.md", pages.HOME, Path(locale.language_code))
    drafts = [
        loader.read(folder / "catalog.md", pages.CATALOG, folder / "courses"),
        *(loader.read(folder / f"{name}.md", pages.STANDARD, folder / name) for name in names),
    ]
    prepare(loader, [home, *drafts])
    parent = loader.save(home, None)
    loader.refuse_if_wrong()
    for draft in drafts:
        loader.save(draft, parent)
    loader.refuse_if_wrong()


def load_course(*, root: Path, folder: Path, locale: Locale, report: Report, keys: dict[str, str]) -> None:
    """Load one course with its modules and lessons; unpublish lessons whose files are gone."""
    loader = Loader.start(root=root, folder=folder, locale=locale, report=report, keys=keys)
    catalog = pages.catalog_of(locale)
    draft = loader.read(folder / "course.md", pages.COURSE, folder)
    if catalog is None:
        loader.problems.append(Problem(draft.file.path, 0, "there is no catalog in this language: add site/catalog.md"))
    for name, message in pages.unknown_names(draft.file.settings, locale):
        loader.problems.append(Problem(draft.file.path, draft.file.line_of(name, "audience"), message))
    tree = [read_module(loader, path) for path in sorted({path.parent for path in folder.glob("*/*.md")})]
    prepare(loader, [draft, *(one for module, lessons in tree for one in (module, *lessons))])
    withdraw_missing(loader, folder)
    course = loader.save(draft, catalog)
    loader.refuse_if_wrong()
    save_modules(loader, course, tree)


def read_module(loader: Loader, folder: Path) -> tuple[Draft, list[Draft]]:
    """Read a module and its lessons. A folder with lessons but without module.md is a problem."""
    place = folder.with_name(pages.slug_of(folder.name))
    lessons = sorted(path for path in folder.glob("*.md") if path.name != "module.md")
    drafts = [loader.read(path, pages.LESSON, place / pages.slug_of(path.stem)) for path in lessons]
    return loader.read(folder / "module.md", pages.MODULE, place), drafts


def prepare(loader: Loader, drafts: list[Draft]) -> None:
    """Refuse the folder if something is wrong; else make the addresses free that pages are about to take."""
    loader.refuse_if_wrong()
    for draft in drafts:
        page = Page.objects.filter(translation_key=draft.key, locale=loader.locale).first()
        if page is None:
            continue
        if page.specific_class is not draft.kind.model:
            message = f"the id “{draft.file.settings['id']}” belongs to a page of another kind"
            loader.problems.append(Problem(draft.file.path, draft.file.line_of("id"), message))
        elif page.slug != draft.slug:
            pages.free_address(page)
    loader.refuse_if_wrong()


def save_modules(loader: Loader, course: Page, tree: list) -> None:
    modules = []
    for module_draft, lesson_drafts in tree:
        module = loader.save(module_draft, course)
        loader.refuse_if_wrong()
        lessons = [loader.save(draft, module) for draft in lesson_drafts]
        loader.refuse_if_wrong()
        pages.put_in_order(module, lessons)
        modules.append(module)
    pages.put_in_order(course, modules)


def withdraw_missing(loader: Loader, folder: Path) -> None:
    """Unpublish the pages whose files are gone, and free their addresses. What learners did stays."""
    prefix = folder.relative_to(loader.root).as_posix() + "/"
    present = {key_of(identifier) for identifier in loader.keys}
    for loaded in LoadedFile.objects.filter(path__startswith=prefix).exclude(key=None):
        if loaded.key in present and (loader.root / loaded.path).is_file():
            continue
        page = Page.objects.filter(translation_key=loaded.key, locale=loader.locale).first()
        if loaded.key not in present and page and page.live:
            pages.withdraw(page)
            loader.report.withdrawn.append(f"{page.title} ({loaded.path})")
        loaded.delete()
