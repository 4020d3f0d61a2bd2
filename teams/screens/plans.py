"""What the pages of training plans show. Who may see a plan was decided before: these take what the view fetched."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import CoursePage
from ipslearn.base.models import Profession
from ipslearn.languages.foreign import guessed
from ipslearn.languages.models import FOREIGN, foreign_from, with_foreign
from ipslearn.languages.titles import Title
from teams.models import Adjustment, Organisation, Requirement, TrainingPlan
from teams.requirements import NECESSITIES
from teams.screens import requirement_words as words

COLUMNS = ("translation_key", "title", "locale__language_code")


def course_titles(language: str | None = None) -> dict[UUID, Title]:
    """Return the published courses, by title, in the language of the page where there is one. One query."""
    language, found = language or get_language(), {}
    rows = CoursePage.objects.live().order_by("title", "pk")
    for key, title, code, *foreign in with_foreign(rows).values_list(*COLUMNS, *FOREIGN):
        if key not in found or code == language:
            found[key] = foreign_from(*foreign).title_of(title, code)
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


def plan_list_screen(organisation: Organisation, user) -> dict:
    """Two queries for the plans, whatever their number."""
    plans = TrainingPlan.objects.visible_to(user).filter(organisation=organisation)
    asked = Count("requirements", filter=Q(requirements__ended_at=None))
    may, above = may_change(organisation, user), reverse("teams:organisation_detail", args=[organisation.pk])
    return {
        "organisation": organisation,
        "plans": plans.annotate(asked=asked).order_by("-is_active", "name"),
        "may_change": may,
        "breadcrumbs": [(organisation.name, above)] if may else [],
    }


def may_change(organisation: Organisation, user) -> bool:
    return Organisation.objects.administered_by(user).filter(pk=organisation.pk).exists()


def plan_screen(plan: TrainingPlan, user) -> dict:
    """Eight queries, whatever the number of requirements and people."""
    language = get_language()
    rows = list(plan.requirements.filter(ended_at=None).prefetch_related("professions"))
    adjustments, may = adjusted(plan, user), may_change(plan.organisation, user)
    titles, names, elsewhere = course_titles(language), Profession.objects.names(language), overlapping(plan, rows)
    shown = [requirement_row(row, titles, names, elsewhere[row.pk], adjustments[row.pk]) for row in rows]
    shown.sort(key=lambda one: (NECESSITIES.index(one["row"].necessity), one["title"].casefold()))
    return {
        "plan": plan,
        "rows": shown,
        "may_change": may,
        "has_adjustments": any(one["adjustments"] for one in shown),
        "breadcrumbs": plan_way(plan.organisation),
        "current": plan.name,
    }


def plan_way(organisation: Organisation, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Training plans"), reverse("teams:plan_list", args=[organisation.pk])), *more]


def requirement_row(row: Requirement, titles, names, elsewhere: list[str], adjustments: list) -> dict:
    codes = [one.pk for one in row.professions.all()]
    return {
        "row": row,
        "title": titles.get(row.course_key) or guessed(row.title),
        "is_published": row.course_key in titles,
        "professions": words.professions_words(codes, names),
        "necessity": words.necessity_words(row.necessity),
        "due": words.due_words(row),
        "valid": words.validity_words(row),
        "edition": words.edition_words(row),
        "renewal": words.renewal_words(row),
        "elsewhere": elsewhere,
        "adjustments": adjustments,
    }


def overlapping(plan: TrainingPlan, rows: list[Requirement]) -> dict[int, list[str]]:
    """Return {requirement: names of the plans in force that ask some of the same people for it}. Two queries."""
    others = Requirement.objects.in_force().filter(plan__organisation=plan.organisation_id)
    others = others.filter(course_key__in={row.course_key for row in rows}).select_related("plan")
    by_course, found = defaultdict(list), defaultdict(list)
    for other in others.prefetch_related("professions"):
        by_course[other.course_key].append(other)
    for row in rows:
        for other in by_course[row.course_key]:
            if other.pk != row.pk and asks_the_same(row, other) and other.plan.name not in found[row.pk]:
                found[row.pk].append(other.plan.name)
    return found


def asks_the_same(one: Requirement, other: Requirement) -> bool:
    first, second = ({profession.pk for profession in row.professions.all()} for row in (one, other))
    return not first or not second or bool(first & second)


def adjusted(plan: TrainingPlan, user) -> dict[int, list[dict]]:
    """Return {requirement: what differs for teams and people that `user` may see}. One query."""
    found = defaultdict(list)
    rows = Adjustment.objects.visible_to(user).filter(requirement__plan=plan, ended_at=None)
    endable = set(Adjustment.objects.changeable_by(user).filter(requirement__plan=plan).values_list("pk", flat=True))
    for row in rows.select_related("team", "person", "adjusted_by"):
        differs = words.adjustment_words(row.necessity, row.due_on)
        found[row.requirement_id].append({"row": row, "differs": differs, "may_end": row.pk in endable})
    return found
