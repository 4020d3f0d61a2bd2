"""Loading the curriculum: sources, terms, site pages and courses, each of them whole or not at all."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from authoring import pages
from authoring.files import digest_of
from authoring.indexing import indexed_once
from authoring.loader import Draft, Loader, PackageRefused, Report
from authoring.models import LoadedFile
from authoring.packages import Problem, parse_file
from authoring.pages import key_of
from authoring.schema import check_settings
from authoring.tables import fill_row, read_tables
from courses.models import CoursePage
from ipslearn.base.models import GlossaryTerm, Source
from quizzes.models import QuestionBank


def load_curriculum(*, root: Path, withdraw_missing: bool = False) -> Report:
    """Load everything under `root`. A course, or the site pages of a language, with a problem is left as it was.

    A course that was loaded before and is not under `root` any more is named in the report. `withdraw_missing`
    unpublishes it, but not while there is any problem: its id may stand in a file that could not be read.
    """
    report = Report()
    with indexed_once():
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
    stopped = len(report.stopped)
    try:
        with transaction.atomic():
            load()
    except PackageRefused:
        del report.created[before[0] :], report.updated[before[1] :], report.withdrawn[before[2] :]
        del report.stopped[stopped:]
        report.unchanged = before[3]


# Sources and terms --------------------------------------------------------------------------------


SOURCE_SETTINGS = {
    name: name
    for name in (
        *("kind", "authors", "year", "title", "container", "url", "language", "checked_on", "note"),
        *("authors_ja", "year_ja", "title_ja", "container_ja", "note_ja"),
    )
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
    """Load one course with its modules, lessons, banks and quizzes; unpublish those whose files are gone.

    Questions refer to the pages of lessons. Where such a page is only now made, the course is read once more.
    """
    if load_course_once(root=root, folder=folder, locale=locale, report=report, keys=keys).is_incomplete:
        load_course_once(root=root, folder=folder, locale=locale, report=Report(), keys=keys)


def load_course_once(*, root: Path, folder: Path, locale: Locale, report: Report, keys: dict[str, str]) -> Loader:
    loader = Loader.start(root=root, folder=folder, locale=locale, report=report, keys=keys)
    catalog = pages.catalog_of(locale)
    draft = loader.read(folder / "course.md", pages.COURSE, folder)
    if catalog is None:
        loader.problems.append(Problem(draft.file.path, 0, "there is no catalog in this language: add site/catalog.md"))
    for name, message in pages.unknown_names(draft.file.settings, locale):
        loader.problems.append(Problem(draft.file.path, draft.file.line_of(name, "audience"), message))
    folders = sorted({path.parent for path in folder.glob("*/*.md")})
    banks = [
        loader.read(path, pages.BANK, path.with_suffix(""))
        for path in sorted([*folder.glob("bank.md"), *folder.glob("*/bank.md")])
    ]
    tree = [read_module(loader, path) for path in folders]
    quizzes = [loader.read(path, pages.QUIZ, folder / path.stem) for path in folder.glob("quiz.md")]
    drafts = [draft, *(one for module, lessons in tree for one in (module, *lessons)), *quizzes]
    loader.check_names(drafts)
    prepare(loader, drafts)
    withdraw_missing(loader, folder)
    for bank in banks:
        loader.save(bank, None)
    course = loader.save(draft, catalog)
    loader.refuse_if_wrong()
    save_modules(loader, course, tree, quizzes)
    return loader


def read_module(loader: Loader, folder: Path) -> tuple[Draft, list[Draft]]:
    """Read a module with its lessons and its quiz. A folder with lessons but without module.md is a problem."""
    place = folder.with_name(pages.slug_of(folder.name))
    lessons = sorted(path for path in folder.glob("*.md") if path.name not in {"module.md", "bank.md", "quiz.md"})
    drafts = [loader.read(path, pages.LESSON, place / pages.slug_of(path.stem)) for path in lessons]
    drafts += [loader.read(path, pages.QUIZ, place / path.stem) for path in folder.glob("quiz.md")]
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


def save_modules(loader: Loader, course: Page, tree: list, quizzes: list[Draft]) -> None:
    """Save the modules with what is in them, then the quizzes of the course itself, which come last."""
    modules = []
    for module_draft, lesson_drafts in tree:
        module = loader.save(module_draft, course)
        loader.refuse_if_wrong()
        lessons = [loader.save(draft, module) for draft in lesson_drafts]
        loader.refuse_if_wrong()
        pages.put_in_order(module, lessons)
        modules.append(module)
    modules += [loader.save(draft, course) for draft in quizzes]
    loader.refuse_if_wrong()
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
        for bank in QuestionBank.objects.filter(translation_key=loaded.key, locale=loader.locale, live=True):
            if loaded.key not in present:
                bank.unpublish()
                loader.report.withdrawn.append(f"{bank.title} ({loaded.path})")
        loaded.delete()
