"""What is translated together: a page of a course with all below it, and the banks that its quizzes draw from."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def scope_of(page: Page) -> Scope:
    """Return what goes with a page. A draft does not: it has no text yet that anybody stands by.

    Of the home page, a catalog and a site page it is the page alone. One query for each kind of page, and two.
    """
    page = page.specific
    if not isinstance(page, OF_A_COURSE):
        return Scope(page, (), (page,))
    pages = Page.objects.descendant_of(page, inclusive=True).live().filter(alias_of=None).order_by("path").specific()
    quizzes = [one.pk for one in pages if isinstance(one, QuizPage)]
    keys = QuizDraw.objects.filter(quiz__in=quizzes).values("bank__translation_key")
    banks = QuestionBank.objects.filter(translation_key__in=keys, locale=page.locale_id, live=True).order_by("title")
    return Scope(page, tuple(banks), tuple(pages))


def in_language(scope: Scope, locale: Locale) -> dict:
    """Return {translation key: page or bank} of what is there in a language, as draft or published."""
    pages = Page.objects.filter(translation_key__in=scope.keys, locale=locale, alias_of=None).specific()
    banks = QuestionBank.objects.filter(translation_key__in=[one.translation_key for one in scope.banks], locale=locale)
    return {one.translation_key: one for one in (*pages, *banks)}
