"""The matrix: people and the courses their plan asks for. The page, the files and the paper read the same query.

Of 10,000 people only those of one page are read in full; the sums above come from the rows in Readiness.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, F, FilteredRelation, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ipslearn.base.models import Profession
from ipslearn.base.words import listed
from ipslearn.languages.foreign import titled
from teams import status
from teams.models import Membership, Readiness, Standing, Team
from teams.screens import cells
from teams.screens.scope import Column, Scope, columns_of
from teams.screens.sums import sums_of

PER_PAGE = 25
AT_ONCE = 500
LATE, LATE_STATES = "late", (status.OVERDUE, status.EXPIRED)
OF_READINESS = ("required", "current", "overdue", "turns_red_on")
ORDERS = {
    "profession": {"place": Min("profession__sort_order"), "code": Min("profession")},
    "name": {},
    "overdue": {"late": Max("own__overdue"), "turns": Min("own__turns_red_on")},
    "next": {"turns": Min("own__turns_red_on")},
}
"""What people are sorted by, before their name."""


@dataclass(frozen=True)
class Person:
    """One row. `professions` are names, `teams` names too: more than one for who is in several teams."""

    pk: int
    name: str
    required: int
    current: int
    overdue: int
    turns_red_on: date | None
    professions: tuple[str, ...]
    teams: tuple[str, ...]
    is_leader: bool
    joined_on: date | None
    """The first day, where it is still to come."""
    faces: tuple[tuple, ...]
    """One face of `cells` for each column."""


@dataclass
class Offer:
    """What a scope's matrix can be narrowed to: its courses, {profession: name}, and (id, name) of its teams."""

    columns: list[Column]
    professions: dict[str, str]
    teams: list[tuple[int, str]] | None
    """None where there is only one."""


def offer_of(scope: Scope, language: str) -> Offer:
    """Four queries."""
    teams = Team.objects.filter(organisation=scope.organisation).values_list("pk", "name")
    columns, professions = columns_of(scope, language), Profession.objects.names(language)
    return Offer(columns, professions, None if scope.team else list(teams))


@dataclass
class Matrix:
    """The courses, and the people that a choice leaves, in its order.

    `chosen` are the values of forms.MatrixForm that were set, `filters` the same in words.
    """

    scope: Scope
    offer: Offer
    today: date
    chosen: dict[str, str] = field(default_factory=dict)
    filters: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_grouped(self) -> bool:
        return self.order == "profession"

    @property
    def is_filtered(self) -> bool:
        return bool(set(self.chosen) - {"sort"})

    @cached_property
    def shown(self) -> list[Column]:
        """The columns: all of them, or the one that was chosen."""
        only = self.chosen.get("course")
        return [column for column in self.offer.columns if only in (None, str(column.key))]

    def members(self) -> QuerySet:
        """Return the memberships that the choice leaves; a person in two teams has two."""
        members, chosen = self.scope.members(), self.chosen
        if "q" in chosen:
            members = members.filter(user__name__icontains=chosen["q"])
        if "profession" in chosen:
            members = members.filter(profession=chosen["profession"])
        if "team" in chosen:
            members = members.filter(team=chosen["team"])
        if "state" in chosen or "course" in chosen:
            members = members.filter(Exists(self.standings().filter(person=OuterRef("user"))))
        return members

    def standings(self) -> QuerySet[Standing]:
        """Return the standings of the chosen course, in the chosen state."""
        found = Standing.objects.filter(organisation=self.scope.organisation).order_by()
        if state := self.chosen.get("state"):
            found = found.filter(state__in=LATE_STATES if state == LATE else (state,))
        return found.filter(course_key=self.chosen["course"]) if "course" in self.chosen else found

    def count(self) -> int:
        return self.members().order_by().values("user").distinct().count()

    @property
    def order(self) -> str:
        return self.chosen.get("sort", "profession")

    def rows(self) -> QuerySet:
        """Return (id, name) of each person once, in the chosen order.

        Grouped by the id alone: with more columns the database sorts 10,000 rows by all of them.
        """
        own = Q(user__readiness__organisation=self.scope.organisation)
        by, found = ORDERS[self.order], self.members().order_by().values("user")
        found = found.annotate(name=Min("user__name"), sorted_as=Min("user__sort_name"))
        if self.order in ("overdue", "next"):
            found = found.annotate(own=FilteredRelation("user__readiness", condition=own))
        keys = [F(name).desc(nulls_last=True) if name == "late" else F(name).asc(nulls_last=True) for name in by]
        return found.annotate(**by).order_by(*keys, "sorted_as", "user").values_list("user", "name")

    def people(self) -> Iterator[Person]:
        """Yield everybody, for the files: one query, and three for each 500 people."""
        rest = iter(list(self.rows()))
        while some := list(islice(rest, AT_ONCE)):
            yield from self.filled(some)

    def filled(self, rows: Sequence[tuple]) -> list[Person]:
        """Return the people with what is counted of them, their teams and their standings. Three queries."""
        ids = [row[0] for row in rows]
        belongings, faces = self.belongings_of(ids), self.faces_of(ids)
        counted = Readiness.objects.filter(organisation=self.scope.organisation, person__in=ids)
        counts = {person: own for person, *own in counted.values_list("person", *OF_READINESS)}
        return [
            Person(pk, name, *counts.get(pk, (0, 0, 0, None)), *belongings[pk], faces=faces[pk]) for pk, name in rows
        ]

    def belongings_of(self, people: Collection[int]) -> dict[int, tuple]:
        """Return {person: (professions, teams, leads, first day if it is to come)}."""
        rows, order = defaultdict(list), list(self.offer.professions)
        columns = ("user", "team__organisation", "team", "profession", "team__name", "is_leader", "joined_on")
        # All of their memberships: asked for those of the scope alone, a database looks through its teams instead.
        for user, organisation, team, profession, *rest in (
            Membership.objects.current().filter(user__in=people).order_by().values_list(*columns)
        ):
            if self.scope.holds(organisation, team):
                is_chosen = profession == self.chosen.get("profession")
                rows[user].append((not is_chosen, order.index(profession), profession, *rest))
        return {user: self.belonging(sorted(own)) for user, own in rows.items()}

    def belonging(self, own: list[tuple]) -> tuple:
        first = min(row[5] for row in own)
        names = dict.fromkeys(self.offer.professions[row[2]] for row in own)
        teams = dict.fromkeys(sorted(row[3] for row in own))
        return tuple(names), tuple(teams), any(row[4] for row in own), first if first > self.today else None

    def faces_of(self, people: Collection[int]) -> dict[int, tuple]:
        """Return {person: a face for each column}."""
        places = {column.key: place for place, column in enumerate(self.shown)}
        found = {person: [cells.NOT_REQUIRED] * len(places) for person in people}
        rows = Standing.objects.filter(organisation=self.scope.organisation, person__in=people).order_by()
        if len(places) < len(self.offer.columns):
            rows = rows.filter(course_key__in=list(places))
        for person, course, *standing in rows.values_list(*cells.COLUMNS).iterator(chunk_size=2000):
            if course in places:
                found[person][places[course]] = cells.face(*standing)
        return {person: tuple(faces) for person, faces in found.items()}


def matrix_screen(matrix: Matrix, number: str | None) -> dict:
    """Return the page of that number of the people, and the sums over all of the scope."""
    sums = sums_of(matrix.scope)
    if sums["next"]:
        sums["next"] |= words_of_next(matrix, **sums["next"])
    paginator = Paginator(matrix.rows(), PER_PAGE)
    paginator.count = matrix.count() if matrix.is_filtered else sums["people"]
    page = paginator.get_page(number)
    people = matrix.filled(list(page.object_list))
    return {
        "scope": matrix.scope,
        "urls": matrix.scope.urls,
        "is_filtered": matrix.is_filtered,
        "columns": matrix.shown,
        "groups": groups_of(people, matrix),
        "page_obj": page,
        **sums,
    }


def words_of_next(matrix: Matrix, *, person: int, key: UUID, **_rest) -> dict:
    course = next((one.title for one in matrix.offer.columns if one.key == key), "")
    return {"course": course, "url": Addresses(matrix.scope).cell(person, key)}


def groups_of(people: list[Person], matrix: Matrix) -> list[tuple[str, list[dict]]]:
    """Return (profession, rows); one group without a name where people are not grouped."""
    addresses = Addresses(matrix.scope)
    titles = [titled(column.title) for column in matrix.shown]
    by = (lambda person: person.professions[0]) if matrix.is_grouped else (lambda person: "")
    return [
        (name, [drawn(person, matrix, titles, addresses) for person in group])
        for name, group in groupby(people, key=by)
    ]


class Addresses:
    """The addresses of people and cells, which are put together a thousand times on a page."""

    def __init__(self, scope: Scope):
        self.before, self.after = reverse("teams:person_detail", args=[scope.organisation.pk, 0]).rsplit("0", 1)

    def person(self, pk: int) -> str:
        return f"{self.before}{pk}{self.after}"

    def cell(self, pk: int, course: UUID) -> str:
        return f"{self.before}{pk}{self.after}courses/{course}/"


def drawn(person: Person, matrix: Matrix, titles: list[str], addresses: Addresses) -> dict:
    """Return a row as the template shows it: its cells as a table row's, and as a list's with what is open first."""
    urls = [addresses.cell(person.pk, column.key) for column in matrix.shown]
    language, count = get_language(), len(urls)
    listed = list(zip(person.faces, [language] * count, urls, titles, strict=True))
    listed = [one for one in listed if one[0][0] != status.NOT_REQUIRED]
    listed.sort(key=lambda one: status.STATES.index(one[0][0]))
    return {
        "person": person,
        "url": addresses.person(person.pk),
        "who": who(person, matrix),
        "cells": joined(map(cells.table_cell, person.faces, [language] * count, urls)),
        "open": joined(cells.list_item(*one) for one in listed if one[0][0] not in cells.SETTLED),
        "settled": joined(cells.list_item(*one) for one in listed if one[0][0] in cells.SETTLED),
        "settled_count": sum(one[0][0] in cells.SETTLED for one in listed),
    }


def who(person: Person, matrix: Matrix) -> SafeString:
    """Return what stands under a name: what the group and the page do not say already."""
    parts = []
    if not matrix.is_grouped or len(person.professions) > 1:
        parts.append(listed(person.professions))
    if matrix.scope.team is None:
        parts.append(listed(person.teams))
    if person.is_leader:
        parts.append(_("team leader"))
    if person.joined_on:
        parts.append(_("joins on %(date)s") % {"date": date_format(person.joined_on, "SHORT_DATE_FORMAT")})
    if person.required:
        parts.append(_("%(current)s of %(required)s essential done") % vars(person))
    return joined(f"<span>{escape(part)}</span>" for part in parts)


def joined(parts) -> SafeString:
    return mark_safe("".join(parts))
