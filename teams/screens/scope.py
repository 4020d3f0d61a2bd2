"""Whose people a page is about: those of one team, or of a whole organisation."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title
from teams.models import Membership, Organisation, Readiness, Requirement, Team
from teams.plan_facts import course_facts

PAGES = (
    *("matrix", "matrix_csv", "matrix_xlsx", "matrix_print"),
    *("readiness", "readiness_csv", "readiness_xlsx"),
)


@dataclass(frozen=True)
class Scope:
    """A team, or the whole organisation where `team` is None."""

    organisation: Organisation
    team: Team | None = None

    @property
    def name(self) -> str:
        return self.team.name if self.team else self.organisation.name

    @property
    def urls(self) -> dict[str, str]:
        """Return the addresses of its pages and files, by their names."""
        kind, pk = ("team", self.team.pk) if self.team else ("organisation", self.organisation.pk)
        names = PAGES if self.team else ("overview", *PAGES)
        return {page: reverse(f"teams:{kind}_{page}", args=[pk]) for page in names}

    def holds(self, organisation: int, team: int) -> bool:
        """Say whether a team is in it, by the ids."""
        return team == self.team.pk if self.team else organisation == self.organisation.pk

    def members(self) -> QuerySet[Membership]:
        """Return the current memberships."""
        current = Membership.objects.current()
        return current.filter(team=self.team) if self.team else current.filter(team__organisation=self.organisation)

    def readiness(self) -> QuerySet[Readiness]:
        """Return what is counted of each of its people."""
        counted = Readiness.objects.filter(organisation=self.organisation)
        return counted.filter(person__in=self.members().values("user")) if self.team else counted


@dataclass(frozen=True)
class Column:
    """A course that the plan asks for. `url` is empty where it is not published."""

    key: UUID
    title: Title
    url: str = ""


def columns_of(scope: Scope, language: str) -> list[Column]:
    """Return the courses that the plan asks of anybody in the scope, in the order of the catalog.

    Two queries, three for a team: of an organisation it is every course of its plans, of a team those for everybody
    or for one of its professions.
    """
    rows = Requirement.objects.in_force().filter(plan__organisation=scope.organisation)
    titles, professions = {}, defaultdict(set)
    for key, title, profession in rows.order_by("title", "pk").values_list("course_key", "title", "professions"):
        titles.setdefault(key, title)
        professions[key].add(profession)
    if scope.team:
        own = {None, *scope.members().order_by().values_list("profession", flat=True).distinct()}
        titles = {key: title for key, title in titles.items() if professions[key] & own}
    published = course_facts(titles, language)
    found = [Column(key, facts.title, facts.url) for key, facts in published.items()]
    return found + [Column(key, guessed(title)) for key, title in titles.items() if key not in published]
