"""From the settings of a package file to a page, and pages into the tree."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page, Site

from authoring.keys import key_of
from authoring.schema import list_of, prerequisite
from courses.models import (
    CatalogPage,
    CourseAudience,
    CoursePage,
    CoursePrerequisite,
    LessonPage,
    ModulePage,
)
from ipslearn.base.models import HomePage, Profession, StandardPage
from quizzes.models import QuestionBank, QuizDraw, QuizPage


@dataclass(frozen=True)
class PageKind:
    """A page type (or bank), which settings its file has, the field that takes the blocks, what fills the rest."""

    model: type[Page] | type[QuestionBank]
    settings: str
    body_field: str
    fill: Callable[[Page, dict], None]
    text_field: str = ""
    """The field that takes the blocks that are no questions, where the body holds questions alone."""

    def stream_block(self, field: str):
        return self.model._meta.get_field(field).stream_block


def fill_home(page, settings):
    page.lead = settings["lead"]


def fill_course(page, settings):
    page.credit_hours = Decimal(str(settings["credit_hours"]))
    page.edition, page.edition_on = settings["edition"], settings["edition_on"]
    page.trainers = ", ".join(settings.get("trainers", []))
    page.objectives = [("objective", sentence) for sentence in settings["objectives"]]
    page.audience = [
        CourseAudience(profession_id=profession, necessity=necessity, sort_order=n)
        for n, (profession, necessity) in enumerate(settings.get("audience", {}).items())
    ]
    page.prerequisites = [
        CoursePrerequisite(required_course=course_of(identifier, page.locale), is_binding=is_binding, sort_order=n)
        for n, (identifier, is_binding) in enumerate(prerequisites_in(settings))
    ]


def fill_module(page, settings):
    page.principles = settings.get("principles", [])
    page.fidelity_items = ", ".join(settings.get("fidelity_items", []))
    page.order = settings.get("order", ModulePage.Order.FREE)


def fill_lesson(page, settings):
    page.minutes = settings["minutes"]
    page.is_required = settings.get("required", True)
    page.completion_rule = settings.get("completion", LessonPage.CompletionRule.DECLARED)
    page.facts = settings.get("facts", [])


def fill_nothing(page, settings):
    """A site page has nothing besides its title, summary and body."""


# Settings of quiz.md that have the same name as the field, and those that do not.
SAME = ("purpose", "pass_mark", "wait_hours", "time_limit_minutes", "paging", "feedback", "shows")
SAME += ("right_when", "counts")
OTHERS = {
    "attempts": "attempts_allowed",
    "questions": "order",
    "choices": "choices_order",
    "confidence": "asks_confidence",
    "test_out": "is_test_out",
}


def fill_quiz(page, settings):
    page.minutes = settings["minutes"]
    page.is_required = settings.get("required", True)
    for name, field in ({name: name for name in SAME} | OTHERS).items():
        setattr(page, field, settings.get(name, QuizPage._meta.get_field(field).default))
    page.draws = [
        QuizDraw(
            bank=bank_of(one["bank"], page.locale), count=one.get("count", 0), tag=one.get("tag", ""), sort_order=n
        )
        for n, one in enumerate(settings.get("draw", []))
    ]


def fill_bank(bank, settings):
    bank.tags = ", ".join(settings.get("tags", []))


def bank_of(identifier: str, locale) -> QuestionBank | None:
    return QuestionBank.objects.filter(translation_key=key_of(identifier), locale=locale).first()


HOME = PageKind(HomePage, "home", "body", fill_home)
CATALOG = PageKind(CatalogPage, "site", "introduction", fill_nothing)
STANDARD = PageKind(StandardPage, "site", "body", fill_nothing)
COURSE = PageKind(CoursePage, "course", "description", fill_course)
MODULE = PageKind(ModulePage, "module", "introduction", fill_module)
LESSON = PageKind(LessonPage, "lesson", "body", fill_lesson)
QUIZ = PageKind(QuizPage, "quiz", "questions", fill_quiz, text_field="introduction")
BANK = PageKind(QuestionBank, "bank", "questions", fill_bank)


def publish(page: Page, parent: Page | None) -> None:
    """Put a new page into the tree (a home page under the root), and publish what it holds as a revision."""
    if page.pk is None:
        page.live = False
        page.has_unpublished_changes = True
        if parent is None:
            add_home(page)
        else:
            parent.refresh_from_db()
            parent.add_child(instance=page)
    page.save_revision().publish()


def publish_bank(bank: QuestionBank) -> None:
    """Save a bank and publish what it holds as a revision."""
    if bank.pk is None:
        bank.live = False
        bank.save()
    bank.save_revision().publish()


def add_home(page: Page) -> None:
    """Add a home page, and make the first one the site's root in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    root.add_child(instance=page)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or not isinstance(site.root_page.specific, HomePage):
        welcome = site.root_page if site else None
        site = site or Site(is_default_site=True)
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        site.hostname, site.port = address.hostname, address.port or (443 if address.scheme == "https" else 80)
        site.root_page, site.site_name = page, "IPS Learn"
        site.save()
        if welcome and not welcome.get_children().exists() and welcome.pk != root.pk:
            welcome.delete()


def catalog_of(locale) -> CatalogPage | None:
    return CatalogPage.objects.filter(locale=locale).first()


def slug_of(name: str) -> str:
    """Return the address of a folder or file: its name without the number that gives the order."""
    return re.sub(r"^\d+-", "", name)


def put_in_order(parent: Page, children: list[Page]) -> None:
    """Move the children into this order, if they stand in another one."""
    wanted = [child.pk for child in children]
    present = [pk for pk in parent.get_children().values_list("pk", flat=True) if pk in set(wanted)]
    if present == wanted:
        return
    for child in children:
        Page.objects.get(pk=child.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")


def free_address(page: Page) -> None:
    """Let another page take the slug of `page`, which is about to be saved with another one.

    The path stays as it is until then, so that the redirect made for the new slug begins where the page was.
    """
    Page.objects.filter(pk=page.pk).update(slug=f"_{page.pk}")


def withdraw(page: Page) -> None:
    """Unpublish the page and free its address, without a redirect to what nobody can see."""
    page.unpublish()
    length = len(page.url_path)
    page.slug = f"_{page.pk}"
    page.set_url_path(page.get_parent())
    Page.objects.filter(pk=page.pk).update(slug=page.slug)
    below = Page.objects.descendant_of(page, inclusive=True)
    below.update(url_path=Concat(Value(page.url_path), Substr("url_path", length + 1)))


def course_of(identifier: str, locale) -> CoursePage | None:
    return CoursePage.objects.filter(translation_key=key_of(identifier), locale=locale).first()


def prerequisites_in(settings: dict) -> list[tuple[str, bool]]:
    """Return (id, whether it is binding) of each prerequisite of a course."""
    wanted = {}
    for one in settings.get("prerequisites", []):
        wanted |= {one: False} if isinstance(one, str) else {one["id"]: one.get("binding", False)}
    return list(wanted.items())


def unknown_banks(settings: dict, locale, known) -> list[str]:
    """Return the ids of banks that a quiz draws from and nobody knows. `known` holds the ids of files."""
    draws = settings.get("draw", [])
    names = [one["bank"] for one in draws if isinstance(one, dict) and "bank" in one] if isinstance(draws, list) else []
    return [name for name in names if name not in known and bank_of(str(name), locale) is None]


def unknown_names(settings: dict, locale) -> list[tuple[str, str]]:
    """Return (setting, message) for each profession and course that a course's settings name and nobody knows."""
    audience = settings.get("audience", {})
    names = audience if isinstance(audience, dict) else {}
    known = set(Profession.objects.values_list("pk", flat=True))
    found = [(name, f"there is no profession “{name}”") for name in names if name not in known]
    if list_of(prerequisite)(settings.get("prerequisites", [])):
        return found
    for identifier, _is_binding in prerequisites_in(settings):
        if identifier == settings.get("id"):
            found.append(("prerequisites", "a course cannot ask for itself first"))
        elif course_of(identifier, locale) is None:
            found.append(("prerequisites", f"there is no course “{identifier}” in this language"))
    return found
