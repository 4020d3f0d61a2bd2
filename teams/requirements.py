"""What a plan asks of one person: decided from plain values.

A person may have several memberships (two teams, two professions), and a plan may ask for a course more than once.
Where requirements overlap, the strictest wins in each point: essential before recommended before optional, the
earliest due date, the shortest validity, the current edition before any, the whole course before its end. The
sources of the result are kept, so that the explanation can name them.

Example: Emi is a nurse in one team (course due 30 days after joining on 1 April: 1 May) and a case manager in
another (due on 20 April, valid for a year). She is asked for the course by 20 April, and again each year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from teams.dates import add_months, last_fixed_day

ESSENTIAL, RECOMMENDED, OPTIONAL, NOT_REQUIRED = "essential", "recommended", "optional", "not_required"
NECESSITIES = (ESSENTIAL, RECOMMENDED, OPTIONAL)
FROM_COMPLETION, FROM_EXPIRY, FIXED_DAY = "completion", "expiry", "fixed_day"
ANY, CURRENT = "any", "current"
WHOLE_COURSE, WHAT_CHANGED = "whole_course", "what_changed"

RENEWAL_DAYS = 60
"""So many days before a completion expires the next cycle opens."""


@dataclass(frozen=True)
class Belonging:
    """One membership: a team and a profession, from the day joined to the day left, both included."""

    team: int
    profession: str
    joined_on: date
    left_on: date | None = None

    def is_current(self, today: date) -> bool:
        return self.joined_on <= today and (self.left_on is None or self.left_on >= today)


@dataclass(frozen=True)
class Requirement:
    """One line of a plan. Professions empty means everybody; a date or a number of days that is None means never."""

    pk: int
    professions: frozenset[str] = frozenset()
    necessity: str = ESSENTIAL
    applies_from: date = date.min
    due_within_days: int | None = None
    due_on: date | None = None
    valid_months: int | None = None
    valid_from: str = FROM_COMPLETION
    renew_month: int = 0
    renew_day: int = 0
    edition: str = ANY
    renewal: str = WHOLE_COURSE


@dataclass(frozen=True)
class Adjusted:
    """What differs for one team or one person. An empty necessity and a due date of None change nothing."""

    requirement: int
    team: int | None = None
    necessity: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Asked:
    """What one person is asked for in one course, and the requirements that it comes from."""

    necessity: str
    since: date
    due_on: date | None = None
    valid_months: int | None = None
    valid_from: str = FROM_COMPLETION
    renew_month: int = 0
    renew_day: int = 0
    edition: str = ANY
    renewal: str = WHOLE_COURSE
    sources: tuple[int, ...] = ()
    is_extended: bool = False

    @property
    def is_essential(self) -> bool:
        return self.necessity == ESSENTIAL


def asked_of(
    belongings: Sequence[Belonging],
    requirements: Iterable[Requirement],
    adjustments: Sequence[Adjusted],
    today: date,
) -> Asked | None:
    """Return what a person is asked for in the one course that `requirements` are about; None if nothing."""
    found = [
        asked
        for requirement in requirements
        for belonging in belongings
        if belonging.is_current(today) and applies(requirement, belonging)
        for asked in [asked_by(requirement, belonging, belongings, adjustments)]
        if asked is not None
    ]
    return strictest(found) if found else None


def applies(requirement: Requirement, belonging: Belonging) -> bool:
    return not requirement.professions or belonging.profession in requirement.professions


def asked_by(
    requirement: Requirement,
    belonging: Belonging,
    belongings: Sequence[Belonging],
    adjustments: Sequence[Adjusted],
) -> Asked | None:
    """Return what one requirement asks because of one membership, adjusted for its team and then for the person."""
    since = max(joined_for(requirement, belonging, belongings), requirement.applies_from)
    necessity, due_on, is_extended = requirement.necessity, due_date(requirement, since), False
    own = [one for one in adjustments if one.requirement == requirement.pk and one.team in (belonging.team, None)]
    for adjusted in sorted(own, key=lambda one: one.team is None):
        necessity = adjusted.necessity or necessity
        if adjusted.due_on:
            due_on, is_extended = adjusted.due_on, True
    if necessity == NOT_REQUIRED:
        return None
    return Asked(
        necessity=necessity,
        since=since,
        due_on=due_on if necessity == ESSENTIAL else None,
        valid_months=requirement.valid_months,
        valid_from=requirement.valid_from,
        renew_month=requirement.renew_month,
        renew_day=requirement.renew_day,
        edition=requirement.edition,
        renewal=requirement.renewal,
        sources=(requirement.pk,),
        is_extended=is_extended,
    )


def joined_for(requirement: Requirement, belonging: Belonging, belongings: Sequence[Belonging]) -> date:
    """Return since when the requirement applies without a gap: a change of team or profession does not begin anew."""
    since = belonging.joined_on
    for one in sorted(belongings, key=lambda one: one.joined_on, reverse=True):
        is_joined_up = one.joined_on < since and (one.left_on is None or one.left_on + timedelta(days=1) >= since)
        if is_joined_up and applies(requirement, one):
            since = one.joined_on
    return since


def due_date(requirement: Requirement, since: date) -> date | None:
    """Return the due date; a fixed day that lay before the person was asked becomes the day they were asked."""
    if requirement.due_on is not None:
        return max(requirement.due_on, since)
    return None if requirement.due_within_days is None else since + timedelta(days=requirement.due_within_days)


def strictest(found: Sequence[Asked]) -> Asked:
    """Return the strictest of what is asked, point by point; a lesser necessity adds nothing to a stronger one."""
    necessity = min((one.necessity for one in found), key=NECESSITIES.index)
    strong = [one for one in found if one.necessity == necessity]
    first = min(strong, key=lambda one: (one.due_on or date.max, one.sources))
    valid = min(strong, key=lambda one: (one.valid_months or 10**6, one.valid_from != FIXED_DAY, one.sources))
    return replace(
        first,
        since=min(one.since for one in strong),
        valid_months=valid.valid_months,
        valid_from=valid.valid_from,
        renew_month=valid.renew_month,
        renew_day=valid.renew_day,
        edition=CURRENT if any(one.edition == CURRENT for one in strong) else ANY,
        renewal=WHOLE_COURSE if any(one.renewal == WHOLE_COURSE for one in strong) else WHAT_CHANGED,
        sources=tuple(sorted({pk for one in strong for pk in one.sources})),
    )


def expires_on(asked: Asked, completed: Sequence[date]) -> date | None:
    """Return the last day on which the newest of the completions is valid; None if it never ends.

    `completed` are the days of completion, oldest first; at least one. Counted from the last expiry, a renewal in the
    last 60 days before it adds to it, and any other completion counts from its own day.
    """
    if asked.valid_months is None:
        return None
    last = None
    for day in completed:
        if asked.valid_from == FROM_EXPIRY and last and last - timedelta(days=RENEWAL_DAYS) <= day <= last:
            last = add_months(last, asked.valid_months)
        else:
            last = add_months(day, asked.valid_months)
        if asked.valid_from == FIXED_DAY:
            fixed = last_fixed_day(last, month=asked.renew_month, day=asked.renew_day)
            last = fixed if fixed > day else last
    return last
