"""Teams side by side: who leads them, how many people, how much is done, what is late, and what turns red next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, FilteredRelation, Min, Q, Sum

from ipslearn.base.models import User
from teams.models import Membership, Organisation, Team
from teams.screens.scope import Scope
from teams.screens.sums import percent, sums_of

A_PAGE = 50
SUMS = {
    "people": Count("user"),
    "required": Sum("own__required", default=0),
    "current": Sum("own__current", default=0),
    "overdue": Sum("own__overdue", default=0),
    "turns_red_on": Min("own__turns_red_on"),
}


@dataclass(frozen=True)
class TeamRow:
    pk: int
    name: str
    leaders: tuple[str, ...]
    people: int = 0
    percent: int | None = None
    overdue: int = 0
    turns_red_on: date | None = None


def teams_of(organisation: Organisation, teams: list[Team]) -> list[TeamRow]:
    """Return the teams of one organisation with their sums, in the order given. Two queries."""
    own = FilteredRelation("user__readiness", condition=Q(user__readiness__organisation=organisation))
    members = Membership.objects.current().filter(team__in=teams).order_by()
    sums = {
        team: dict(zip(SUMS, counts, strict=True))
        for team, *counts in members.annotate(own=own).values("team").annotate(**SUMS).values_list("team", *SUMS)
    }
    leaders = defaultdict(list)
    for team, name in members.filter(is_leader=True).order_by("user__sort_name").values_list("team", "user__name"):
        leaders[team].append(name)
    return [team_row(team, tuple(leaders[team.pk]), sums.get(team.pk)) for team in teams]


def team_row(team: Team, leaders: tuple[str, ...], counts: dict | None) -> TeamRow:
    if counts is None:
        return TeamRow(team.pk, team.name, leaders)
    shown = {name: counts[name] for name in ("people", "overdue", "turns_red_on")}
    return TeamRow(team.pk, team.name, leaders, percent=percent(counts), **shown)


def overview_screen(scope: Scope, number: str | None) -> dict:
    """Return a page of the teams of an organisation, and the totals of all. Seven queries."""
    page = Paginator(Team.objects.filter(organisation=scope.organisation), A_PAGE).get_page(number)
    return {
        "scope": scope,
        "urls": scope.urls,
        "page_obj": page,
        "teams": teams_of(scope.organisation, list(page)),
        **sums_of(scope),
    }


def led_screen(user: User) -> dict:
    """Return the organisations that `user` administers, and the teams they lead beside these, by organisation."""
    organisations = list(Organisation.objects.administered_by(user))
    led = Team.objects.visible_to(user).exclude(organisation__in=organisations).select_related("organisation")
    by_organisation = defaultdict(list)
    for team in led.order_by("organisation__name", "organisation", "name", "pk"):
        by_organisation[team.organisation].append(team)
    return {
        "organisations": organisations,
        "led": [(organisation, teams_of(organisation, teams)) for organisation, teams in by_organisation.items()],
        "own": list(Membership.objects.held_by(user)),
    }
