"""Where one person stands in one course on one day: decided from plain values.

The first line that fits, read from the top:

| the person …                                                          | status          |
|-----------------------------------------------------------------------|-----------------|
| is not asked for the course                                           | not required    |
| is exempt                                                             | exempt          |
| completed it, valid today, and it stays valid for more than 60 days   | completed       |
| completed it, valid today, and it expires within 60 days              | expiring        |
| has sent in work or outside training that nobody has looked at yet    | waiting         |
| completed it, and the last valid day has passed                       | expired         |
| is asked for it as essential, and the due date has passed             | overdue         |
| is asked for it as essential, and it is due within 14 days            | due soon        |
| has finished a part of it                                             | in progress     |
| none of these                                                         | not started     |

The due date itself is not late yet, and the last valid day is still valid. What is recommended or optional is never
due. Two kinds of completion do not count: one of an earlier edition where the current one is asked for, and one from
before the organisation asked for the course again. The course is then due again, within the days of the requirement
after the new edition appeared, or after it was asked for again. docs/status.md has the worked cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from teams.requirements import CURRENT, RENEWAL_DAYS, Asked, expires_on

NOT_REQUIRED, NOT_STARTED, IN_PROGRESS, COMPLETED = "not_required", "not_started", "in_progress", "completed"
DUE_SOON, OVERDUE, EXPIRING, EXPIRED = "due_soon", "overdue", "expiring", "expired"
EXEMPT, WAITING = "exempt", "waiting"
# The order in which a leader wants to read them.
STATES = (
    *(OVERDUE, EXPIRED, DUE_SOON, EXPIRING, WAITING),
    *(IN_PROGRESS, NOT_STARTED, COMPLETED, EXEMPT, NOT_REQUIRED),
)
CURRENT_STATES = frozenset({COMPLETED, EXPIRING, EXEMPT})
"""The states in which somebody may do the work that the course is for."""

DUE_SOON_DAYS = 14
EXPIRING_DAYS = RENEWAL_DAYS


@dataclass(frozen=True)
class Done:
    """One completion: the day in the organisation's time zone, and the edition, None for outside training.

    It is reopened where the organisation has asked for the course again since.
    """

    on: date
    edition: int | None = None
    is_reopened: bool = False


@dataclass(frozen=True)
class Record:
    """What somebody has done in one course. Completions oldest first."""

    completed: Sequence[Done] = ()
    started_on: date | None = None
    exempt_on: date | None = None
    waiting_since: date | None = None
    edition: int = 1
    edition_on: date | None = None
    reopened_on: date | None = None


@dataclass(frozen=True)
class Status:
    """A state, since when, and what changes it by itself: `next_state` on `changes_on`, None if nothing will."""

    state: str
    since: date | None = None
    due_on: date | None = None
    expires_on: date | None = None
    changes_on: date | None = None
    next_state: str = ""

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT_STATES


def status_of(asked: Asked | None, record: Record, today: date) -> Status:
    """Return the status on the day `today`, by the table above."""
    if asked is None:
        return Status(NOT_REQUIRED)
    if record.exempt_on:
        return Status(EXEMPT, since=record.exempt_on)
    counted = [one for one in record.completed if counts(asked, record, one)]
    last_day = expires_on(asked, [one.on for one in counted]) if counted else None
    if counted and (last_day is None or last_day >= today):
        return valid(counted[-1], last_day, today, after=WAITING if record.waiting_since else EXPIRED)
    if record.waiting_since:
        return Status(WAITING, since=record.waiting_since, due_on=asked.due_on, expires_on=last_day)
    if counted:
        return Status(EXPIRED, since=last_day + timedelta(days=1), due_on=last_day, expires_on=last_day)
    return still_open(asked, record, due_now(asked, record), today)


def counts(asked: Asked, record: Record, done: Done) -> bool:
    """Say whether a completion counts: not asked for again since, and of the current edition where that matters."""
    if done.is_reopened:
        return False
    return asked.edition != CURRENT or done.edition is None or done.edition >= record.edition


def valid(done: Done, last_day: date | None, today: date, *, after: str) -> Status:
    """Return the status of a completion that counts today; `after` is what follows on the day it ends."""
    if last_day is None:
        return Status(COMPLETED, since=done.on)
    warned_on = last_day - timedelta(days=EXPIRING_DAYS)
    if today < warned_on:
        return Status(COMPLETED, since=done.on, expires_on=last_day, changes_on=warned_on, next_state=EXPIRING)
    ends_on = last_day + timedelta(days=1)
    return Status(EXPIRING, since=warned_on, expires_on=last_day, changes_on=ends_on, next_state=after)


def due_now(asked: Asked, record: Record) -> date | None:
    """Return the due date, later by as much as a new edition, or being asked again, came after the person was asked.

    A date that was extended stays as it is, unless it had passed when the course was asked for again.
    """
    again_on = record.reopened_on
    if asked.due_on is None or (asked.is_extended and not (again_on and asked.due_on < again_on)):
        return asked.due_on
    if record.completed and record.edition_on and not asked.is_extended:
        again_on = max(again_on or date.min, record.edition_on)
    return asked.due_on + max(timedelta(), again_on - asked.since) if again_on else asked.due_on


def still_open(asked: Asked, record: Record, due_on: date | None, today: date) -> Status:
    """Return the status of somebody who has to do it, or may, and has not."""
    begun = IN_PROGRESS if record.started_on else NOT_STARTED
    since = record.started_on or max(asked.since, record.reopened_on or date.min)
    if due_on is None or not asked.is_essential:
        return Status(begun, since=since)
    if today > due_on:
        return Status(OVERDUE, since=due_on + timedelta(days=1), due_on=due_on)
    soon_on = due_on - timedelta(days=DUE_SOON_DAYS)
    if today >= soon_on:
        since = max(soon_on, asked.since)
        return Status(DUE_SOON, since, due_on, changes_on=due_on + timedelta(days=1), next_state=OVERDUE)
    return Status(begun, since, due_on, changes_on=soon_on, next_state=DUE_SOON)
