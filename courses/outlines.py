"""The outline of a course, read once per publication and then kept in the cache.

The cache key holds `CoursePage.outline_stamp`, which changes whenever a page of the course is published,
unpublished, moved or deleted, and for all courses when a term, source, picture or file changes (rendered bodies
share the stamp). Every request reads the course's row anyway, so no process ever serves an outline
that another process replaced. An outline says nothing about a person.
"""

import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.models import ActivityPage, CoursePage, CoursePrerequisite, ModulePage
from courses.progress import Outline, OutlineActivity, OutlineModule
from ipslearn.base.models import CustomImage, GlossaryTerm, LessonMedia, Source
from ipslearn.languages.fields import written_in
from ipslearn.languages.foreign import NOTHING, Foreign
from ipslearn.languages.models import PartialTranslation
from ipslearn.languages.titles import Title

DAY = 24 * 60 * 60
# Root, home, catalog, course: the page types allow no other place.
COURSE_DEPTH = 4
SHARED_CONTENT = (CustomImage, Document, GlossaryTerm, LessonMedia, Source)


class CourseReference(NamedTuple):
    """As much of a course's row as its outline needs."""

    pk: int
    outline_stamp: uuid.UUID
    course_key: uuid.UUID


def course_reference(page: Page) -> CourseReference:
    """Return the course that a module or an activity is in. One query for three columns."""
    courses = CoursePage.objects.filter(path=page.path[: page.steplen * COURSE_DEPTH])
    return CourseReference(*courses.values_list("pk", "outline_stamp", "translation_key").get())


def course_above(page: Page) -> CoursePage:
    """Return the course a page is in, with its rules but without its description: for changes. One query."""
    courses = CoursePage.objects.filter(path=page.path[: page.steplen * COURSE_DEPTH])
    return courses.select_related("locale").defer(*CoursePage.kept_rendered).get()


def outline_of(course: CoursePage | CourseReference) -> Outline:
    """Return the outline of the published course. No query when cached, else three and one for each kind."""
    return stamped_outline(course.pk, course.outline_stamp)


@lru_cache(maxsize=256)
def stamped_outline(pk: int, stamp: uuid.UUID) -> Outline:
    """Return the outline that belongs to this stamp, from this process's memory, the cache or the database."""
    key = f"outline:4:{pk}:{stamp}"
    outline = cache.get(key)
    if outline is None:
        outline = build_outline(CoursePage.objects.select_related("locale").get(pk=pk))
        cache.set(key, outline, DAY)
    return outline


def build_outline(course: CoursePage) -> Outline:
    modules = list(ModulePage.objects.live().descendant_of(course).order_by("path"))
    pages = [
        page
        for kind in activity_kinds()
        for page in kind.objects.live().descendant_of(course).defer(*kind.kept_rendered)
    ]
    pages.sort(key=lambda page: page.path)
    keys = [page.translation_key for page in (course, *modules, *pages)]
    languages = Languages(course.locale.language_code, PartialTranslation.objects.foreign_in(keys, course.locale_id))
    inside = [outline_module(module, pages, languages, is_first=module is modules[0]) for module in modules]
    beside = [activity_of_course(page, languages) for page in pages if page.depth == course.depth + 1]
    return Outline(
        course_key=course.course_key,
        url=course.get_url() or "",
        modules=(*inside, *beside),
        **words(course, languages),
    )


class Languages(NamedTuple):
    """The language of a course, and what of its pages is in another one."""

    language: str
    foreign: Mapping[uuid.UUID, Foreign]

    def title(self, page: Page, text: str) -> Title:
        return self.foreign.get(page.translation_key, NOTHING).title_of(text, self.language)


def words(page: Page, languages: Languages) -> dict[str, Title]:
    """Return a page's title and summary, each with the language that it is in."""
    return {"title": languages.title(page, page.title), "summary": languages.title(page, page.summary)}


def activity_of_course(page: ActivityPage, languages: Languages) -> OutlineModule:
    """Return an activity that stands beside the modules, such as the final quiz, as a part with itself in it."""
    activity = outline_activity(page, languages, is_open=False)
    return OutlineModule(
        key=page.activity_key,
        url=activity.url,
        order=ModulePage.Order.FREE,
        principles=(),
        activities=(activity,),
        is_module=False,
        **words(page, languages),
    )


def outline_activity(page: ActivityPage, languages: Languages, *, is_open: bool) -> OutlineActivity:
    return OutlineActivity(
        key=page.activity_key,
        title=languages.title(page, page.title),
        url=page.get_url() or "",
        minutes=page.minutes,
        is_required=page.is_required,
        kind=page._meta.model_name,
        is_open=is_open and page.is_open_to_visitors,
    )


def outline_module(
    module: ModulePage, pages: list[ActivityPage], languages: Languages, *, is_first: bool
) -> OutlineModule:
    """Return one module. The first module of a course is open to people without an account."""
    inside = [page for page in pages if page.path.startswith(module.path)]
    return OutlineModule(
        key=module.translation_key,
        url=module.get_url() or "",
        order=module.order,
        principles=tuple(module.principles),
        activities=tuple(outline_activity(page, languages, is_open=is_first) for page in inside),
        **words(module, languages),
    )


def activity_kinds() -> list[type[ActivityPage]]:
    """Return the page types a learner can complete, in whichever app they are."""
    return [kind for kind in ActivityPage.__subclasses__() if not kind._meta.abstract]


def renew_outlines(paths: list[str]) -> None:
    """Give a new stamp to every course at, above or below one of the tree `paths`."""
    for course in CoursePage.objects.only("pk", "path"):
        if any(course.path.startswith(path) or path.startswith(course.path) for path in paths):
            CoursePage.objects.filter(pk=course.pk).update(outline_stamp=uuid.uuid4())


def on_publication(sender, instance, **kwargs):
    share_rules(instance)
    lead_here(instance)
    renew_outlines([instance.path])


def lead_here(page: Page) -> None:
    """Let the prerequisites of its language lead to a published course, which led to its original before."""
    if isinstance(page, CoursePage):
        rows = CoursePrerequisite.objects.filter(
            course__locale=page.locale_id, required_course__translation_key=page.translation_key
        )
        rows.exclude(required_course=page).update(required_course=page)


def share_rules(page: Page) -> None:
    """Give the translations of a published page its rules and numbers: they are the same in every language.

    A page that is itself the translation of another gets those of that one: it was made of a copy, perhaps an old one.
    """
    fields, relations = getattr(page, "shared_fields", ()), getattr(page, "shared_relations", ())
    if not fields:
        return
    origin = written_in(page) or page
    translations = type(page).objects.filter(translation_key=page.translation_key).exclude(pk=origin.pk)
    if translations.update(**{name: getattr(origin, name) for name in fields}):
        for one in translations if relations else ():
            for name in relations:
                origin.copy_child_relation(name, one, commit=True)
        renew_outlines([one.path for one in translations])


def on_move(sender, **kwargs):
    renew_outlines([kwargs["parent_page_before"].path, kwargs["parent_page_after"].path])


def on_deletion(sender, instance, **kwargs):
    if isinstance(instance, Page):
        renew_outlines([instance.path])


def on_shared_content(sender, instance, **kwargs):
    """A term, source, picture or file changed: any lesson may show it, so every body is rendered anew."""
    if isinstance(instance, SHARED_CONTENT):
        CoursePage.objects.update(outline_stamp=uuid.uuid4())


def connect():
    page_published.connect(on_publication)
    page_unpublished.connect(on_publication)
    post_page_move.connect(on_move)
    post_delete.connect(on_deletion)
    post_save.connect(on_shared_content)
    post_delete.connect(on_shared_content)
