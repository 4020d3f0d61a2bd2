"""What a change of a plan would do, before anybody saves it: by the same rules as the standings.

Everybody is looked at once, 500 at a time; of each group only the people who are shown are kept.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ipslearn.base.models import User
from teams import requirements as rules
from teams.differences import DIFFERENCES, Stand, difference
from teams.models import Adjustment, Membership, Organisation, Readiness, Requirement, TrainingPlan
from teams.plan_facts import PlanFacts, as_rule, people_facts, with_requirements
from teams.standings import chunks, empty_record
from teams.status import status_of

SHOWN = 50
"""So many people of a group are named; a page of all of them has as many."""
NEW_FROM = 2**62
"""What is not saved yet counts as the newest of the requirements, as it will be."""
TERMS = (
    *("necessity", "applies_from", "due_within_days", "due_on", "valid_months", "valid_from"),
    *("renew_month", "renew_day", "edition", "renewal"),
)


@dataclass(frozen=True)
class Line:
    """A requirement as it is to be. A rule with the pk 0 is a new one."""

    course_key: UUID
    title: str
    rule: rules.Requirement


@dataclass(frozen=True)
class Change:
    """What is to become of a plan: requirements added or changed, ended, and the plan in force or not (None: as is)."""

    lines: tuple[Line, ...] = ()
    ended: frozenset[int] = frozenset()
    is_active: bool | None = None


@dataclass
class Group:
    """The people for whom a change means the same. Dates are the earliest and the latest of those it asks for."""

    difference: str
    count: int = 0
    first_due: date | None = None
    last_due: date | None = None
    rows: list[tuple[int, Stand, Stand]] = field(default_factory=list)

    def add(self, person: int, before: Stand, after: Stand, shown: range) -> None:
        if self.count in shown:
            self.rows.append((person, before, after))
        self.count += 1
        if after.due_on:
            self.first_due = min(after.due_on, self.first_due or date.max)
            self.last_due = max(after.due_on, self.last_due or date.min)


@dataclass
class Effects:
    """What a change would do: for each course it touches, its groups in the order they are read in."""

    groups: dict[UUID, list[Group]]
    names: dict[int, str]
    people: int
    affected: int
    stamp: str


def effects_of(plan: TrainingPlan, change: Change, *, now: datetime, shown: range | None = None) -> Effects:
    """Return what the change would do at `now`, with the people at the places `shown` in each group, by name.

    Per 500 people six queries, and nine for all.
    """
    organisation = plan.organisation
    stamp = stamp_of(organisation, now)
    before, after = before_and_after(plan, change)
    groups = {key: {name: Group(name) for name in DIFFERENCES} for key in touched(before, after)}
    plans = facts_of(organisation, groups, before, after)
    names, affected = names_of(organisation), set()
    for person, key, was, will_be in stands(organisation, list(names) if groups else [], plans, now):
        groups[key][difference(was, will_be)].add(person, was, will_be, range(SHOWN) if shown is None else shown)
        if was != will_be:
            affected.add(person)
    found = {key: [group for group in by_name.values() if group.count] for key, by_name in groups.items()}
    named = {person for some in found.values() for group in some for person, _was, _will_be in group.rows}
    return Effects(found, {person: names[person] for person in named}, len(names), len(affected), stamp)


def before_and_after(plan: TrainingPlan, change: Change) -> tuple[list, list]:
    """Return [(course key, rule)] of what is in force now, and of what would be. Two queries."""
    rows = Requirement.objects.filter(plan__organisation=plan.organisation_id, ended_at=None)
    is_active = plan.is_active if change.is_active is None else change.is_active
    lines = {line.rule.pk: line.rule for line in change.lines if line.rule.pk}
    before, after = [], []
    for row in rows.select_related("plan").prefetch_related("professions"):
        rule = as_rule(row)
        if row.plan.is_active:
            before.append((row.course_key, rule))
        if row.plan_id != plan.pk and row.plan.is_active:
            after.append((row.course_key, rule))
        elif row.plan_id == plan.pk and is_active and row.pk not in change.ended:
            after.append((row.course_key, lines.get(row.pk, rule)))
    added = [line for line in change.lines if not line.rule.pk] if is_active else []
    after += [(line.course_key, replace(line.rule, pk=NEW_FROM + n)) for n, line in enumerate(added)]
    return before, after


def touched(before: Iterable, after: Iterable) -> list[UUID]:
    """Return the courses of which something else is asked, in the order of their first requirement."""
    differing = set(before) ^ set(after)
    return list(dict.fromkeys(key for key, rule in [*before, *after] if (key, rule) in differing))


def facts_of(organisation: Organisation, keys: Iterable[UUID], before, after) -> tuple[PlanFacts, PlanFacts]:
    """Return the facts of the plan as it is and as it would be, of those courses alone. Two queries."""
    keys = set(keys)
    facts = with_requirements(organisation, [row for row in [*before, *after] if row[0] in keys])
    return tuple(replace(facts, requirements=grouped(rows, keys)) for rows in (before, after))


def grouped(rows: Iterable[tuple[UUID, rules.Requirement]], keys: Iterable[UUID]) -> dict:
    found = {key: [] for key in keys}
    for key, rule in rows:
        if key in found:
            found[key].append(rule)
    return found


def names_of(organisation: Organisation) -> dict[int, str]:
    """Return {person: name} of everybody in a team now, or who still has standings, by name. One query."""
    members = Membership.objects.current().filter(team__organisation=organisation).values("user")
    standing = Readiness.objects.filter(organisation=organisation).values("person")
    people = User.objects.filter(Q(pk__in=members) | Q(pk__in=standing)).order_by("sort_name", "pk")
    return dict(people.values_list("pk", "name"))


def stands(
    organisation: Organisation, people: list[int], plans: tuple[PlanFacts, PlanFacts], now: datetime
) -> Iterator[tuple[int, UUID, Stand, Stand]]:
    """Yield (person, course key, before, after) of each person in each course, in the order of `people`."""
    today = organisation.today(now)
    for some in chunks(people):
        facts = people_facts(organisation, some, plans[0].courses)
        for person in some:
            for key in plans[0].requirements:
                yield person, key, *(stand(plan, facts, person, key, today) for plan in plans)


def stand(plan: PlanFacts, facts, person: int, key: UUID, today: date) -> Stand:
    asked = plan.asked_of(person, facts.belongings.get(person, []), key, today)
    status = status_of(asked, facts.records.get((person, key)) or empty_record(plan, key), today)
    return Stand(asked.necessity if asked else "", status.state, status.due_on, status.expires_on)


def stamp_of(organisation: Organisation, now: datetime) -> str:
    """Return a digest of the plans, the adjustments, who belongs where, and the day. Four queries.

    As long as it stays the same, a change does what its preview said, but for what people learn meanwhile.
    """
    requirements = Requirement.objects.filter(plan__organisation=organisation, ended_at=None).order_by("pk")
    professions = Requirement.professions.through.objects.filter(requirement__in=requirements.order_by())
    adjustments = Adjustment.objects.filter(requirement__plan__organisation=organisation, ended_at=None)
    memberships = Membership.objects.filter(team__organisation=organisation).order_by("pk")
    digest = hashlib.sha256(str(organisation.today(now)).encode())
    for rows in (
        requirements.values_list("pk", "plan", "plan__is_active", "course_key", *TERMS),
        professions.order_by("requirement", "profession").values_list("requirement", "profession"),
        adjustments.order_by("pk").values_list("pk"),
        memberships.values_list("pk", "profession", "joined_on", "left_on"),
    ):
        digest.update(repr(list(rows)).encode())
    return digest.hexdigest()
