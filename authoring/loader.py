"""One load of one folder of the curriculum: what was read, what is wrong with it, and the pages it becomes."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from authoring import pages
from authoring.bodies import BodyBuilder, References, unique_names, validated
from authoring.files import FileStore, digest_of
from authoring.keys import key_of
from authoring.models import LoadedFile
from authoring.packages import Block, PackageFile, Problem, parse_file
from authoring.parts import BANK, LESSON, QUIZ
from authoring.questions import is_question
from authoring.schema import check_settings
from courses.models import LessonPage
from ipslearn.base.marks import known_marks


@dataclass
class Report:
    """What a load did: titles created and updated, how much was the same, and what could not be used.

    `missing` names the published courses that were loaded before and have no file any more, `stopped` the pages that
    were translated in the editor until a file of theirs was loaded.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


class PackageRefused(Exception):
    """The package has problems; nothing of it was loaded."""


@dataclass(frozen=True)
class Draft:
    """A file that was read and checked, and the page it is to become. `raw` and `values` hold its bodies by field."""

    file: PackageFile
    kind: pages.PageKind
    slug: str
    raw: dict[str, list[dict]]
    values: dict[str, Any]

    @property
    def key(self) -> uuid.UUID:
        return key_of(self.file.settings["id"])


def bodies_of(file: PackageFile, kind: pages.PageKind) -> dict[str, list[Block]]:
    """Return the blocks for each field of the page: questions apart from text, where it keeps them so."""
    if not kind.text_field:
        return {kind.body_field: file.blocks}
    asked = [block for block in file.blocks if is_question(block)]
    return {kind.body_field: asked, kind.text_field: [block for block in file.blocks if block not in asked]}


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
        lessons = {
            str(key): pk for key, pk in LessonPage.objects.filter(locale=locale).values_list("translation_key", "pk")
        }
        return cls(root, locale, report, References(terms, sources, store.find, problems, lessons), keys)

    @property
    def is_incomplete(self) -> bool:
        """Whether a question names a lesson that had no page yet when the question was read."""
        return any(key not in self.references.lessons for key, _problem in self.references.wanted)

    def check_names(self, drafts: list["Draft"]) -> None:
        """Report the lessons that questions name, and the banks that quizzes draw from, that are nowhere."""
        known = {str(key_of(identifier)) for identifier in self.keys}
        for key, problem in self.references.wanted:
            if key not in self.references.lessons and key not in known:
                self.problems.append(problem)
        for draft in drafts:
            for name in pages.unknown_banks(draft.file.settings, self.locale, self.keys):
                line = draft.file.line_of("draw")
                self.problems.append(Problem(draft.file.path, line, f"there is no bank “{name}” in this language"))

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
        place = kind.settings if kind.settings in (BANK, QUIZ) else LESSON
        builder = BodyBuilder(file, key_of(str(identifier)), self.references, place=place)
        raw, values = {}, {}
        for name, blocks in bodies_of(file, kind).items():
            stream_block = kind.stream_block(name)
            raw[name] = builder.build(blocks, stream_block.child_blocks)
            values[name], problems = validated(stream_block, raw[name], file, builder.lines)
            self.problems.extend(problems)
        return Draft(file, kind, address.name, raw, values)

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
        digest = digest_of(
            (self.root / file.path).read_bytes(), draft.slug.encode(), repr(list(draft.raw.values())).encode()
        )
        loaded = LoadedFile.objects.filter(path=file.path).first() or LoadedFile(path=file.path)
        if page is not None and loaded.digest == digest:
            self.report.unchanged += 1
            return page
        is_new = page is None
        page = page or kind.model(translation_key=draft.key, locale=self.locale)
        page.title = file.settings["title"]
        for name, value in draft.values.items():
            setattr(page, name, value)
        kind.fill(page, file.settings)
        if self.stop_translation(draft.key):
            self.report.stopped.append(f"{page.title} ({file.path})")
        try:
            if kind is pages.BANK:
                pages.publish_bank(page)
            else:
                page.slug = draft.slug
                page.summary = page.search_description = file.settings["summary"]
                pages.publish(page, parent)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.problems.append(Problem(file.path, file.line_of(name), f"{name}: {' '.join(messages)}"))
            return None
        loaded.digest, loaded.key = digest, draft.key
        loaded.save()
        (self.report.created if is_new else self.report.updated).append(f"{page.title} ({file.path})")
        return page

    def stop_translation(self, key: uuid.UUID) -> bool:
        """Stop translating a page in the editor: its text comes from a file now. Say whether it was translated."""
        translations = Translation.objects.filter(source__object_id=key, target_locale=self.locale, enabled=True)
        return bool(translations.update(enabled=False))
