"""Readiness: for each essential course, how many of how many may do the work today, by profession. Counted in SQL."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ipslearn.base.models import Profession
from teams import status
from teams.exports import Table, file_name
from teams.models import Requirement, Standing
from teams.screens.scope import Scope, columns_of
from teams.screens.sums import OPEN_STATES, VALID_STATES, sums_of

CURRENT = Q(state__in=status.CURRENT_STATES)
LAST_GREEN = Case(When(state__in=VALID_STATES, then=F("expires_on")), When(state__in=OPEN_STATES, then=F("due_on")))
COUNTS = {
    "people": Count("person", distinct=True),
    "ready": Count("person", distinct=True, filter=CURRENT),
    "last_green": Min(LAST_GREEN),
}


@dataclass(frozen=True)
class Counted:
    """So many of so many are current, in one course; of one profession, or of all."""

    name: str
    current: int
    people: int
    turns_red_on: date | None

    @property
    def is_complete(self) -> bool:
        return self.current == self.people

    @property
    def percent(self) -> int:
        return self.current * 100 // self.people


@dataclass(frozen=True)
class CourseReadiness:
    key: UUID
    title: str
    all: Counted
    professions: tuple[Counted, ...]


def essential(scope: Scope) -> QuerySet[Standing]:
    """Return the standings of essential courses, joined with the memberships of the scope."""
    found = Standing.objects.filter(organisation=scope.organisation, necessity=Requirement.Necessity.ESSENTIAL)
    found = found.order_by()
    if scope.team is None:
        return found.filter(
            person__memberships__left_on=None, person__memberships__team__organisation=scope.organisation
        )
    # Named one by one, so that the database begins with these people and not with the whole organisation.
    people = list(scope.members().order_by().values_list("user", flat=True))
    return found.filter(person__in=people, person__memberships__left_on=None, person__memberships__team=scope.team)


def readiness_of(scope: Scope, language: str) -> list[CourseReadiness]:
    """Return the essential courses in the order of the catalog. Five queries, seven for a team."""
    rows = essential(scope)
    every = {key: counts for key, *counts in rows.values("course_key").annotate(**COUNTS).values_list(*columns())}
    by_profession = defaultdict(dict)
    grouped = rows.values("course_key", "person__memberships__profession").annotate(**COUNTS)
    for key, profession, *counts in grouped.values_list(*columns("person__memberships__profession")):
        by_profession[key][profession] = counts
    names = Profession.objects.names(language)
    return [
        CourseReadiness(
            column.key,
            column.title,
            counted("", every[column.key]),
            tuple(counted(name, own[code]) for code, name in names.items() if code in own),
        )
        for column in columns_of(scope, language)
        if (own := by_profession.get(column.key))
    ]


def columns(*between: str) -> tuple[str, ...]:
    return ("course_key", *between, *COUNTS)


def counted(name: str, counts: list) -> Counted:
    people, current, last_green = counts
    return Counted(name, current, people, last_green + timedelta(days=1) if last_green else None)


def readiness_screen(scope: Scope, language: str) -> dict:
    return {
        "scope": scope,
        "urls": scope.urls,
        "courses": readiness_of(scope, language),
        **sums_of(scope),
    }


def readiness_table(scope: Scope, language: str) -> Table:
    headings = [_("Course"), _("Profession"), _("Current"), pgettext("count", "People"), _("Next turns red on")]
    return Table(_("Readiness"), headings, rows_of(readiness_of(scope, language)))


def rows_of(courses: list[CourseReadiness]) -> Iterator[tuple]:
    for course in courses:
        for one in (*course.professions, course.all):
            yield course.title, one.name or _("all"), one.current, one.people, one.turns_red_on


def readiness_name(scope: Scope, today: date) -> str:
    return file_name(scope.organisation.name, scope.team.name if scope.team else "", _("readiness"), today.isoformat())
