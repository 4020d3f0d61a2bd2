"""Standings made from records and plans: after each change for the people it touches, and each night for everyone.

`refresh` is safe to repeat and to run twice at once: the people's rows are locked, and what did not change is not
written. It also assigns: who is asked for an essential course is enrolled in it, who no longer is and has done
nothing leaves it, and whose completion nears its end begins the next cycle.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from courses.assignment import assign, open_next_cycles, take_back
from ipslearn.base.models import User
from teams.models import Membership, Organisation, Readiness, Standing
from teams.plan_facts import PeopleFacts, PlanFacts, people_facts, plan_facts
from teams.requirements import ESSENTIAL, WHAT_CHANGED, Asked
from teams.status import (
    COMPLETED,
    CURRENT_STATES,
    DUE_SOON,
    EXEMPT,
    EXPIRED,
    EXPIRING,
    OVERDUE,
    Record,
    Status,
    status_of,
)

Pair = tuple[int, UUID]
"""A person and a course."""

AT_ONCE = 500


class Row(NamedTuple):
    """What a standing says, without whose it is: compared as a whole, and made a Standing only to be written."""

    necessity: str
    state: str
    since: date | None
    due_on: date | None
    completed_on: date | None
    expires_on: date | None
    changes_on: date | None
    next_state: str
    done: int
    total: int
    sources: list[int]


COUNTS = ["required", "current", "overdue", "due_soon", "turns_red_on", "refreshed_on"]


def refresh(organisation: Organisation, *, now: datetime, people: Iterable[int] | None = None) -> int:
    """Bring the standings of `people` (user ids; everybody of the organisation if None) up to `now`.

    Return how many standings were written or taken away. Per 500 people about fifteen queries, each in its own
    transaction, so that a run that stops in the middle has finished what it began.
    """
    plan = plan_facts(organisation)
    everybody = sorted(people) if people is not None else everybody_of(organisation)
    return sum(refresh_some(organisation, plan, some, now) for some in chunks(everybody))


def refresh_person(person: User, *, now: datetime) -> None:
    """Refresh one person in every organisation they belong to."""
    of_person = Q(teams__memberships__user=person) | Q(standings__person=person)
    for organisation in Organisation.objects.filter(of_person).distinct():
        refresh(organisation, now=now, people=[person.pk])


def everybody_of(organisation: Organisation) -> list[int]:
    """Return the ids of everybody who is in a team now, or still has standings. Two queries."""
    members = Membership.objects.current().filter(team__organisation=organisation).values_list("user", flat=True)
    standing = Readiness.objects.filter(organisation=organisation).values_list("person", flat=True)
    return sorted({*members, *standing})


def chunks(people: list[int]) -> Iterator[list[int]]:
    rest = iter(people)
    while some := list(islice(rest, AT_ONCE)):
        yield some


@transaction.atomic
def refresh_some(organisation: Organisation, plan: PlanFacts, people: list[int], now: datetime) -> int:
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    today = organisation.today(now)
    facts = people_facts(organisation, people, plan.courses)
    wanted, asked_for = {}, {}
    for person in people:
        belongings = facts.belongings.get(person, [])
        for key in plan.requirements:
            asked = plan.asked_of(person, belongings, key, today)
            if asked is not None:
                asked_for[person, key] = asked
                wanted[person, key] = row_of((person, key), asked, plan, facts, today)
    before = rows_before(organisation, people)
    changed = write(organisation, wanted, before)
    count(organisation, people, wanted, today)
    if adjust_enrollments(plan, facts, wanted, asked_for, before, now):
        return changed + refresh_some(organisation, plan, people, now)
    return changed


def rows_before(organisation: Organisation, people: list[int]) -> dict[Pair, Row]:
    """Return the standings as they are. One query."""
    found = Standing.objects.filter(organisation=organisation, person__in=people).order_by()
    return {(person, key): Row(*rest) for person, key, *rest in found.values_list("person", "course_key", *Row._fields)}


def row_of(pair: Pair, asked: Asked, plan: PlanFacts, facts: PeopleFacts, today: date) -> Row:
    key = pair[1]
    record = facts.records.get(pair) or empty_record(plan, key)
    status = status_of(asked, record, today)
    course, newest = plan.courses.get(key), facts.newest.get(pair)
    total = len(course.required) if course else 0
    done = facts.done.get(newest["pk"], 0) if newest and newest["is_open"] else (total if status.is_current else 0)
    return Row(
        necessity=asked.necessity,
        completed_on=record.completed[-1].on if record.completed else None,
        done=min(done, total),
        total=total,
        sources=list(asked.sources),
        **dates_of(status),
    )


def empty_record(plan: PlanFacts, key: UUID) -> Record:
    course = plan.courses.get(key)
    return Record(edition=course.edition, edition_on=course.edition_on) if course else Record()


def dates_of(status: Status) -> dict:
    return {
        "state": status.state,
        "since": status.since,
        "due_on": status.due_on,
        "expires_on": status.expires_on,
        "changes_on": status.changes_on,
        "next_state": status.next_state,
    }


def write(organisation: Organisation, wanted: dict[Pair, Row], before: dict[Pair, Row]) -> int:
    """Write what differs, take away what is no longer asked; return how many rows that were.

    One query for what is new or different, and two for each course that is taken away.
    """
    new = {pair: row for pair, row in wanted.items() if before.get(pair) != row}
    gone = [pair for pair in before if pair not in wanted]
    if new:
        Standing.objects.bulk_create(
            [
                Standing(organisation=organisation, person_id=person, course_key=key, **row._asdict())
                for (person, key), row in new.items()
            ],
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["organisation", "person", "course_key"],
            update_fields=Row._fields,
        )
    for key in {key for _person, key in gone}:
        people = [person for person, other in gone if other == key]
        Standing.objects.filter(organisation=organisation, person__in=people, course_key=key).delete()
    return len(new) + len(gone)


def count(organisation: Organisation, people: list[int], wanted: dict[Pair, Row], today: date) -> None:
    """Count each person's essential standings. Up to two queries."""
    counted = {}
    for (person, _key), row in wanted.items():
        if person not in counted:
            counted[person] = Readiness(organisation=organisation, person_id=person, refreshed_on=today)
        if row.necessity == ESSENTIAL:
            add(counted[person], row)
    Readiness.objects.bulk_create(
        counted.values(), update_conflicts=True, unique_fields=["organisation", "person"], update_fields=COUNTS
    )
    if without := [person for person in people if person not in counted]:
        Readiness.objects.filter(organisation=organisation, person__in=without).delete()


def add(readiness: Readiness, row: Row | Standing) -> None:
    readiness.required += 1
    readiness.current += row.state in CURRENT_STATES
    readiness.overdue += row.state in (OVERDUE, EXPIRED)
    readiness.due_soon += row.state in (DUE_SOON, EXPIRING)
    turns = turns_red_on(row)
    if turns and (readiness.turns_red_on is None or turns < readiness.turns_red_on):
        readiness.turns_red_on = turns


def turns_red_on(row: Row | Standing) -> date | None:
    """Return the day from which it will be overdue or expired if nobody does anything; None if it is, or never."""
    if row.state in (OVERDUE, EXPIRED, EXEMPT):
        return None
    last = row.expires_on if row.state in (COMPLETED, EXPIRING) else row.due_on
    return last + timedelta(days=1) if last else None


def adjust_enrollments(
    plan: PlanFacts,
    facts: PeopleFacts,
    wanted: dict[Pair, Row],
    asked_for: dict[Pair, Asked],
    before: dict[Pair, Row],
    now: datetime,
) -> bool:
    """Assign what is essential, open the next cycle of what ends, and take back what nobody asks for any more.

    Return whether cycles were opened, or opened again: then standings show another progress.
    """
    assigned, renewed, kept, is_reopened = [], [], [], False
    for pair, row in wanted.items():
        if row.necessity != ESSENTIAL or row.state == EXEMPT or pair[1] not in plan.courses:
            continue
        newest = facts.newest.get(pair)
        if newest is None or newest["is_left"]:
            if row.state != COMPLETED:
                assigned.append(pair)
                is_reopened = is_reopened or newest is not None
        elif newest["is_completed"] and row.state != COMPLETED:
            (kept if asked_for[pair].renewal == WHAT_CHANGED else renewed).append(pair)
    released = {
        pair
        for pair, row in before.items()
        if row.necessity == ESSENTIAL and (pair not in wanted or wanted[pair].necessity != ESSENTIAL)
    }
    assign(pairs=assigned, now=now)
    open_next_cycles(pairs=renewed, now=now)
    open_next_cycles(pairs=kept, now=now, keeps_unchanged=True)
    if released:
        take_back(pairs=released - asked_still(released), now=now)
    return bool(renewed or kept or is_reopened)


def asked_still(pairs: set[Pair]) -> set[Pair]:
    """Return those of the pairs of person and course that some organisation asks for as essential. One query."""
    people, keys = {person for person, _key in pairs}, {key for _person, key in pairs}
    standings = Standing.objects.filter(person__in=people, course_key__in=keys, necessity=ESSENTIAL)
    return set(standings.values_list("person", "course_key"))
