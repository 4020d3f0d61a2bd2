"""The catalog: courses as cards, filtered by plain GET so that every view of it can be shared as a link."""

from functools import lru_cache

from django import forms
from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses import listeners, progress
from courses.models import Completion, CoursePage, Enrollment
from courses.outlines import outline_of
from ipslearn.base.models import Profession
from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.rendering import cached_body


class CatalogFilterForm(forms.Form):
    """What the catalog can be narrowed to. An unknown value is ignored, never an error."""

    profession = forms.ChoiceField(required=False, label=_("For"))
    principle = forms.ChoiceField(required=False, label=_("Principle"))
    length = forms.ChoiceField(
        required=False,
        label=_("Length"),
        choices=[("", _("Any length")), ("short", _("Up to 60 minutes")), ("long", _("Over 60 minutes"))],
    )
    language = forms.ChoiceField(
        required=False,
        label=_("Language"),
        choices=[("", _("Any language")), *settings.LANGUAGES],
    )
    status = forms.ChoiceField(
        required=False,
        label=_("My progress"),
        choices=[
            ("", _("All courses")),
            ("new", _("Not enrolled")),
            ("in_progress", pgettext_lazy("learning", "In progress")),
            ("completed", _("Completed")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profession"].choices = [
            ("", _("Every profession")),
            *Profession.objects.names(get_language()).items(),
        ]
        self.fields["principle"].choices = [
            ("", _("Any principle")),
            *((str(principle.number), principle.name) for principle in PRINCIPLES),
        ]

    def chosen(self) -> dict[str, str]:
        """Return the valid choices that narrow something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def catalog_screen(catalog, request) -> dict:
    form = CatalogFilterForm(request.GET)
    chosen = form.chosen()
    names = tuple(form.fields["profession"].choices)
    narrowed = tuple(sorted(chosen.items()))
    filters = filters_html(request.path, get_language(), request.user.is_authenticated, narrowed, names)
    courses = courses_of(catalog, request.user, chosen.get("language")).select_related("locale").order_by("path")
    if profession := chosen.get("profession"):
        courses = courses.filter(audience__profession=profession)
    rows = course_rows(list(courses.defer("description", "objectives")), request.user)
    rows = [row for row in rows if row_matches(row, chosen)]
    body = cached_body(catalog, "introduction", request=request)
    return {
        "filters": filters,
        "rows": rows,
        "is_filtered": bool(chosen),
        "body": body,
        "foreign": body.foreign,
    }


def courses_of(catalog, user, language: str | None):
    """Return the courses of the catalog; with `language` those one can read in it, those of no other language too."""
    visible = CoursePage.objects.visible_to(user)
    own = visible.child_of(catalog)
    if language is None:
        return own
    there = visible.filter(locale__language_code=language)
    is_both = Q(pk__in=own.values("pk"), translation_key__in=there.values("translation_key"))
    is_only_there = Q(pk__in=there.values("pk")) & ~Q(translation_key__in=own.values("translation_key"))
    return visible.filter(is_both | is_only_there)


@lru_cache(maxsize=2048)
def filters_html(path: str, language: str, is_signed_in: bool, chosen: tuple, professions: tuple) -> SafeString:
    """Return the filter form as HTML, rendered once for each choice: it depends on nothing but its arguments."""
    form = CatalogFilterForm(dict(chosen))
    if not is_signed_in:
        del form.fields["status"]
    return mark_safe(render_to_string("courses/filters.html", {"form": form, "path": path}))


def course_rows(courses: list[CoursePage], user) -> list[dict]:
    """Return what a card shows of each course, with the reader's own progress. Four queries at most."""
    keys = [course.course_key for course in courses]
    languages = languages_of(user, keys)
    enrollments = {}
    done: dict = {}
    if user.is_authenticated:
        own = Enrollment.objects.visible_to(user).current().filter(course_key__in=keys).order_by("cycle")
        enrollments = {enrollment.course_key: enrollment for enrollment in own}
        completions = Completion.objects.visible_to(user).filter(enrollment__in=enrollments.values())
        for enrollment_id, key in completions.values_list("enrollment_id", "activity_key"):
            done.setdefault(enrollment_id, set()).add(key)
    asked = listeners.asked_of(user)
    return [
        course_row(course, enrollments.get(course.course_key), done, languages[course.course_key])
        | {"asked": asked.get(course.course_key)}
        for course in courses
    ]


def languages_of(user, keys) -> dict:
    """Return {course_key: language codes `user` can read it in}. Two queries."""
    found: dict = {key: [] for key in keys}
    pairs = (
        CoursePage.objects.visible_to(user)
        .filter(translation_key__in=keys)
        .values_list("translation_key", "locale__language_code")
    )
    for key, code in pairs.order_by("locale__language_code"):
        found[key].append(code)
    return found


def course_row(course, enrollment, done, languages) -> dict:
    outline = outline_of(course)
    status = "new"
    if enrollment:
        status = "completed" if enrollment.completed_at else "in_progress"
    own = done.get(enrollment.pk, set()) if enrollment else set()
    return {
        "course": course,
        "outline": outline,
        "url": outline.url,
        "minutes": outline.minutes,
        "modules": outline.module_count,
        "principles": {number for module in outline.modules for number in module.principles},
        "languages": languages,
        "status": status,
        "progress": progress.measure(outline.activities, own),
    }


def row_matches(row: dict, chosen: dict[str, str]) -> bool:
    if "principle" in chosen and int(chosen["principle"]) not in row["principles"]:
        return False
    if "length" in chosen and (row["minutes"] <= 60) != (chosen["length"] == "short"):
        return False
    return chosen.get("status", row["status"]) == row["status"]


def newest_courses(user, language: str, limit: int = 3) -> list[dict]:
    """Return the cards of the newest courses in the language."""
    courses = CoursePage.objects.visible_to(user).filter(locale__language_code=language)
    return course_rows(list(courses.select_related("locale").order_by("-first_published_at")[:limit]), user)
