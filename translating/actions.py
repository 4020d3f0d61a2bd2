"""Sending a course for translation, bringing its translations up to date, publishing them.

Each works on a page of a course with all below it and the banks it draws from (`translating.scope`), and may be
repeated: what was sent is not sent again, what somebody wrote in the other language is never written over.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator

from authoring.pages import put_in_order
from authoring.roles import ensure_trainers
from courses.models import CatalogPage
from quizzes.models import QuestionBank
from translating.changes import has_changed
from translating.scope import Scope, above, children_of, in_language, out_of_order, scope_of
from translating.standing import enabled_in, translations_in

Thing = Page | QuestionBank


class ParentMissing(Exception):
    """There is no page in the language that the translation could stand under. `args[0]` is the one that is missing."""


class NothingPublished(Exception):
    """The page is a draft; what is translated is what learners read."""


@dataclass
class Report:
    """What was done, as the pages and banks it was done to.

    Below those that were `reordered`, pages were moved. `kept` were written in the language by somebody.
    """

    sent: list[Thing] = field(default_factory=list)
    updated: list[Thing] = field(default_factory=list)
    reordered: list[Thing] = field(default_factory=list)
    published: list[Thing] = field(default_factory=list)
    kept: list[Thing] = field(default_factory=list)
    refused: list[tuple[Thing, str]] = field(default_factory=list)


@transaction.atomic
def send(*, page: Page, locale: Locale, user) -> Report:
    """Send what is not there in the language yet. Drafts in that language are made, with the text of the source.

    Raise ParentMissing, NothingPublished.
    """
    scope = published_scope(page)
    parent = scope.page.get_parent()
    if not parent.is_root() and not parent.get_translations().filter(locale=locale, alias_of=None).exists():
        raise ParentMissing(parent)
    report, creator = Report(), TranslationCreator(user, [locale])
    present, known = in_language([scope], locale), translations_in([scope], locale)
    for one in scope:
        if one.translation_key not in present:
            creator.create_translations(one, include_related_objects=False)
            report.sent.append(one)
        elif one.translation_key not in known:
            report.kept.append(one)
    settle(scope, locale, report)
    return report


def published_scope(page: Page) -> Scope:
    scope = scope_of(page)
    if not scope.page.live:
        raise NothingPublished
    return scope


def settle(scope: Scope, locale: Locale, report: Report) -> None:
    """Put the pages into the places and the order of the course, and note those that could not be made."""
    present = in_language([scope], locale)
    for one in [one for one in report.sent if one.translation_key not in present]:
        report.sent.remove(one)
        report.refused.append((one, ""))
    if any(isinstance(one, CatalogPage) for one in report.sent):
        ensure_trainers()
    parents = {above(one) for one in report.sent if isinstance(one, Page)}
    keys = enabled_in(translations_in([scope], locale)) | {
        one.translation_key for one in scope.pages if one.path in parents
    }
    for page in out_of_order(scope, present, keys):
        put_in_order(present[page.translation_key], children_of(page, scope, present))
        report.reordered.append(page)


@transaction.atomic
def update(*, page: Page, locale: Locale, user) -> Report:
    """Bring what changed since into the translations, and send what is new.

    Published translations stay as they are until they are published again; drafts show the new text at once. What was
    moved in the original is moved.
    Raise ParentMissing, NothingPublished.
    """
    report, scope = send(page=page, locale=locale, user=user), scope_of(page)
    present, known = in_language([scope], locale), translations_in([scope], locale)
    for one in [one for one in scope if one.translation_key in present and one not in report.sent]:
        translation = known.get(one.translation_key)
        if translation is not None and translation.enabled and has_changed(translation.source, one):
            translation.source.update_from_db()
            report.updated.append(one)
            if not present[one.translation_key].live:
                save(translation, one, report, user=user, is_published=False)
    return report


@transaction.atomic
def publish(*, page: Page, locale: Locale, user, only_finished: bool = False) -> Report:
    """Publish the translations, with the text of the source where there is none yet.

    `only_finished` leaves out those in which something is not translated, and what stands below such a page that is
    not published yet: nobody would find it. Raise NothingPublished.
    """
    scope, report = published_scope(page), Report()
    closed = {one.translation_key for one in in_language([scope], locale).values() if not one.live}
    known = translations_in([scope], locale)
    for one in scope:
        translation = known.get(one.translation_key)
        if translation is None or not translation.enabled:
            continue
        total, done = translation.get_progress()
        if only_finished and (done < total or stands_in(one, scope, closed)):
            continue
        save(translation, one, report, user=user, is_published=True)
        closed.discard(one.translation_key)
    return report


def stands_in(one: Thing, scope: Scope, closed: set) -> bool:
    """Say whether a page stands below one of the scope whose key is in `closed`."""
    return isinstance(one, Page) and any(
        page.translation_key in closed and one.path.startswith(page.path) and page != one for page in scope.pages
    )


def save(translation: Translation, one: Thing, report: Report, *, user, is_published: bool) -> None:
    """Write the translation's page or bank; what the page refuses is noted in the report."""
    try:
        translation.save_target(user=user, publish=is_published)
    except ValidationError as error:
        report.refused.append((one, " ".join(error.messages)))
    else:
        if is_published:
            report.published.append(one)
