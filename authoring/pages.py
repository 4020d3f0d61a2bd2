"""From the settings of a package file to a page, and pages into the tree."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page, Site

from courses.models import CatalogPage, CourseAudience, CoursePage, CoursePrerequisite, LessonPage, ModulePage
from ipslearn.base.models import HomePage, StandardPage


@dataclass(frozen=True)
class PageKind:
    """A page type, the field that takes a file's blocks, and what fills the rest from the file's settings."""

    model: type[Page]
    body_field: str
    fill: Callable[[Page, dict], None]

    @property
    def stream_block(self):
        return self.model._meta.get_field(self.body_field).stream_block


def fill_home(page, settings):
    page.lead = settings["lead"]


def fill_course(page, settings):
    for name in ("credit_hours", "edition", "edition_on"):
        setattr(page, name, settings[name])
    page.trainers = ", ".join(settings.get("trainers", []))
    page.objectives = [("objective", sentence) for sentence in settings["objectives"]]
    page.audience = [
        CourseAudience(profession=profession, necessity=necessity, sort_order=n)
        for n, (profession, necessity) in enumerate(settings.get("audience", {}).items())
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


HOME = PageKind(HomePage, "body", fill_home)
CATALOG = PageKind(CatalogPage, "introduction", fill_nothing)
STANDARD = PageKind(StandardPage, "body", fill_nothing)
COURSE = PageKind(CoursePage, "description", fill_course)
MODULE = PageKind(ModulePage, "introduction", fill_module)
LESSON = PageKind(LessonPage, "body", fill_lesson)


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


def add_home(page: Page) -> None:
    """Add a home page, and make the first one the site's root in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    root.add_child(instance=page)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or not isinstance(site.root_page.specific, HomePage):
        welcome = site.root_page if site else None
        site = site or Site(hostname="localhost", is_default_site=True)
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


def set_prerequisites(course: CoursePage, settings: dict, key_of) -> list[str]:
    """Make the course's prerequisites those of its file; return what does not exist."""
    wanted, missing = {}, []
    for one in settings.get("prerequisites", []):
        identifier = one if isinstance(one, str) else one["id"]
        is_binding = isinstance(one, dict) and one.get("binding", False)
        required = CoursePage.objects.filter(translation_key=key_of(identifier), locale=course.locale).first()
        if required is None:
            missing.append(f"there is no course “{identifier}” in this language")
        else:
            wanted[required.pk] = is_binding
    present = dict(CoursePrerequisite.objects.filter(course=course).values_list("required_course_id", "is_binding"))
    if wanted != present:
        course.prerequisites = [
            CoursePrerequisite(required_course_id=pk, is_binding=is_binding) for pk, is_binding in wanted.items()
        ]
        course.save_revision().publish()
    return missing
