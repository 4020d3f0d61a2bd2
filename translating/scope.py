"""What is translated together: a page of a course with all below it, and the banks that its quizzes draw from."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Locale, Page

from courses.models import ActivityPage, CoursePage, ModulePage
from quizzes.models import QuestionBank, QuizDraw, QuizPage

OF_A_COURSE = (CoursePage, ModulePage, ActivityPage)


@dataclass(frozen=True)
class Scope:
    """The published banks and pages, in the order in which they are made: a page comes after what it needs."""

    page: Page
    banks: tuple[QuestionBank, ...]
    pages: tuple[Page, ...]

    def __iter__(self) -> Iterator[Page | QuestionBank]:
        yield from self.banks
        yield from self.pages

    @property
    def keys(self) -> list:
        return [one.translation_key for one in self]


def above(page: Page) -> str:
    """Return the path of the page above."""
    return page.path[: -page.steplen]


def scope_of(page: Page) -> Scope:
    return scopes_of([page])[0]


def scopes_of(pages: Sequence[Page]) -> list[Scope]:
    """Return what goes with each page, all of one language.

    A draft does not, nor what stands below one: it has no text yet that anybody stands by. Of the home page, a catalog
    and a site page it is the page alone. One query for each kind of page, and three.
    """
    pages = [page.specific for page in pages]
    tops = [page for page in pages if isinstance(page, OF_A_COURSE)]
    below = published_below(tops)
    draws = QuizDraw.objects.filter(quiz__in=[one.pk for one in below if isinstance(one, QuizPage)])
    drawn = list(draws.values_list("quiz", "bank__translation_key"))
    banks = QuestionBank.objects.filter(
        translation_key__in={key for _quiz, key in drawn}, locale__in={page.locale_id for page in tops}, live=True
    ).order_by("title")
    return [scope_from(page, below, drawn, list(banks)) if page in tops else Scope(page, (), (page,)) for page in pages]


def below_any(pages: Iterable[Page]) -> Q:
    return reduce(or_, (Q(path__startswith=page.path) for page in pages))


def withdrawn_in(scopes: Sequence[Scope], locale: Locale) -> list[Page]:
    """Return the published pages in a language whose originals are not published, or not any more. One query."""
    drafts = Page.objects.filter(below_any(scope.page for scope in scopes), live=False).values("translation_key")
    return list(Page.objects.filter(translation_key__in=drafts, locale=locale, live=True).order_by("path"))


def published_below(tops: list[Page]) -> list[Page]:
    """Return the published pages of all, these among them, in the order of the tree."""
    if not tops:
        return []
    found, paths = [], {above(page) for page in tops}
    for page in Page.objects.filter(below_any(tops), alias_of=None).live().order_by("path").specific():
        if above(page) in paths:
            paths.add(page.path)
            found.append(page)
    return found


def scope_from(page: Page, below: list[Page], drawn: list[tuple], banks: list[QuestionBank]) -> Scope:
    pages = tuple(one for one in below if one.path.startswith(page.path))
    ids = {one.pk for one in pages}
    keys = {key for quiz, key in drawn if quiz in ids}
    return Scope(page, tuple(bank for bank in banks if bank.translation_key in keys), pages)


def in_language(scopes: Sequence[Scope], locale: Locale) -> dict:
    """Return {translation key: page or bank} of what is there in a language, as draft or published."""
    keys = [key for scope in scopes for key in scope.keys]
    pages = Page.objects.filter(translation_key__in=keys, locale=locale, alias_of=None).specific()
    banks = QuestionBank.objects.filter(translation_key__in=keys, locale=locale)
    return {one.translation_key: one for one in (*pages, *banks)}


def out_of_order(scope: Scope, present: dict, keys: Collection) -> list[Page]:
    """Return the pages, of those with these keys, below which the pages in the language stand elsewhere or otherwise.

    Nobody but its author orders what was written in the language.
    """
    pages = [page for page in scope.pages if page.translation_key in keys and page.translation_key in present]
    return [page for page in pages if not is_in_order(page, scope, present)]


def is_in_order(page: Page, scope: Scope, present: dict) -> bool:
    there = children_of(page, scope, present)
    paths = [one.path for one in there]
    return paths == sorted(paths) and {above(one) for one in there} <= {present[page.translation_key].path}


def children_of(page: Page, scope: Scope, present: dict) -> list[Page]:
    """Return the pages in the language that belong below a page, in its order."""
    keys = [one.translation_key for one in scope.pages if above(one) == page.path]
    return [present[key] for key in keys if key in present]
