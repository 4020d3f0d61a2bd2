"""How ready a team or an organisation is, in one line: counted in SQL from the rows in Readiness."""

from datetime import timedelta

from django.db.models import Count, Min, Q, Sum

from teams import status
from teams.models import Requirement, Standing
from teams.screens.scope import Scope

VALID_STATES = (status.COMPLETED, status.EXPIRING)
OPEN_STATES = (status.NOT_STARTED, status.IN_PROGRESS, status.DUE_SOON, status.WAITING)
SUMS = {
    "required": Sum("required", default=0),
    "current": Sum("current", default=0),
    "overdue": Sum("overdue", default=0),
    "due_soon": Sum("due_soon", default=0),
    "turns_red_on": Min("turns_red_on"),
}


def sums_of(scope: Scope) -> dict:
    """Return people, required, current, overdue, due_soon, percent (None where nothing is required) and what is next.

    Three queries at most.
    """
    found = scope.readiness().order_by().aggregate(**SUMS)
    people = scope.members().order_by().aggregate(people=Count("user", distinct=True))
    return {**people, **found, "percent": percent(found), "next": next_to_turn(scope, found["turns_red_on"])}


def percent(counted: dict) -> int | None:
    """Return the whole percent of what is required that is done, rounded down: 100 is everything."""
    return counted["current"] * 100 // counted["required"] if counted["required"] else None


def next_to_turn(scope: Scope, day) -> dict | None:
    """Return who and which course turns red on `day`, the next such day; the first by name where there are more."""
    if day is None:
        return None
    last = day - timedelta(days=1)
    turning = Q(state__in=VALID_STATES, expires_on=last) | Q(state__in=OPEN_STATES, due_on=last)
    people = scope.readiness().filter(turns_red_on=day).values("person")
    rows = Standing.objects.filter(turning, organisation=scope.organisation, person__in=people)
    rows = rows.filter(necessity=Requirement.Necessity.ESSENTIAL).order_by("person__sort_name", "person", "pk")
    found = rows.values_list("person", "person__name", "course_key").first()
    if found is None:
        return None
    person, name, key = found
    return {"on": day, "person": person, "name": name, "key": key}
