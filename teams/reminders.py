"""Which mail is due to one person on one day, and why: decided from plain values.

What is true of a course on the day, and how often it is said. One mail a day gathers all of it:

| event         | while                                        | said                               | can be declined |
|---------------|----------------------------------------------|------------------------------------|-----------------|
| assigned      | asked for, not begun, not yet due soon       | once                               | no              |
| due_in_14     | due within 14 days, in more than 3           | once                               | yes             |
| due_in_3      | due within 3 days, or today                  | once                               | no              |
| overdue       | the due date has passed                      | once, then weekly, four times more | no              |
| expires_in_60 | the last valid day is within 60 days, not 14 | once                               | yes             |
| expires_in_14 | the last valid day is within 14 days         | once                               | no              |
| expired       | the last valid day has passed                | once                               | no              |

Of a recommended course all of it can be declined; an optional course is never mailed about. "Once" is meant for each
due date or last valid day: a date that was moved begins anew. An event is what is true today: a run that comes three
days late says "due in 11 days" once, and nothing that has passed. What can be declined is left out where a mail has
named the course within the last seven days.

Example: Emi is asked on 1 April for a course due on 30 June. She is mailed on 1 April, on 16 June and on 27 June; then
on 1, 8, 15, 22 and 29 July, if she never completes it, and no more. docs/reminders.md has the worked cases.

Mail goes out from 8:00 to 18:00 on Monday to Friday where the person lives. A leader's digest comes weekly, and only
if something has changed since the last one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teams.requirements import ESSENTIAL, OPTIONAL
from teams.status import DUE_SOON, EXPIRED, EXPIRING, NOT_STARTED, OVERDUE

ASSIGNED, DUE_IN_14, DUE_IN_3, EXPIRES_IN_60, EXPIRES_IN_14 = (
    *("assigned", "due_in_14", "due_in_3"),
    *("expires_in_60", "expires_in_14"),
)
BY_HAND = "by_hand"
EVENTS = (OVERDUE, EXPIRED, DUE_IN_3, EXPIRES_IN_14, DUE_IN_14, EXPIRES_IN_60, ASSIGNED)
"""The most urgent first, as they stand in a mail."""
EARLY = frozenset({DUE_IN_14, EXPIRES_IN_60})
MAILED_STATES = (OVERDUE, EXPIRED, DUE_SOON, EXPIRING, NOT_STARTED)

LAST_DAYS, LAST_VALID_DAYS = 3, 14
WEEK = timedelta(days=7)
WEEKLY_AT_MOST = 4
OPENS, CLOSES = time(8), time(18)
SATURDAY = 5


@dataclass(frozen=True)
class Course:
    """Where somebody stands in one course today; see teams.status."""

    key: str
    necessity: str
    state: str
    since: date | None = None
    due_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Told:
    """What a mail said of a course on a day. `ref` is the date that makes it once: due date, last valid day, since."""

    event: str
    course: str
    ref: date | None
    on: date


@dataclass(frozen=True)
class Item:
    """What a mail says of a course; `on` is the date it names, None where there is none."""

    event: str
    course: str
    ref: date | None
    on: date | None
    is_early: bool = False


def due_items(courses: Iterable[Course], told: Sequence[Told], today: date, *, wants_early: bool = True) -> list[Item]:
    """Return what to mail somebody today, the most urgent first; nothing if they were mailed today already."""
    if any(one.on == today for one in told):
        return []
    found = [item for course in courses if (item := item_of(course, today))]
    due = [item for item in found if (wants_early or not item.is_early) and is_due(item, told, today)]
    return sorted(due, key=lambda item: (EVENTS.index(item.event), item.on or date.max, item.course))


def item_of(course: Course, today: date) -> Item | None:
    """Return what is true of the course today and worth a mail."""
    if course.necessity == OPTIONAL:
        return None
    event, ref, on = what_is_true(course, today)
    if not event:
        return None
    return Item(event, course.key, ref, on, is_early=event in EARLY or course.necessity != ESSENTIAL)


def what_is_true(course: Course, today: date) -> tuple[str, date | None, date | None]:
    """Return (event, the date that makes it once, the date it names); an empty event for nothing."""
    if course.state == OVERDUE:
        return OVERDUE, course.due_on, course.due_on
    if course.state == EXPIRED:
        return EXPIRED, course.expires_on, course.expires_on
    if course.state == DUE_SOON and course.due_on:
        event = DUE_IN_3 if course.due_on - today <= timedelta(days=LAST_DAYS) else DUE_IN_14
        return event, course.due_on, course.due_on
    if course.state == EXPIRING and course.expires_on:
        event = EXPIRES_IN_14 if course.expires_on - today <= timedelta(days=LAST_VALID_DAYS) else EXPIRES_IN_60
        return event, course.expires_on, course.expires_on
    if course.state == NOT_STARTED:
        return ASSIGNED, course.since, course.due_on
    return "", None, None


def is_due(item: Item, told: Sequence[Told], today: date) -> bool:
    """Say whether it is to be said today, after what was said before."""
    of_course = [one for one in told if one.course == item.course]
    if item.is_early and any(today - one.on < WEEK for one in of_course):
        return False
    before = [one for one in of_course if one.ref == item.ref and one.event == item.event]
    if not before:
        return True
    if item.event != OVERDUE or len(before) > WEEKLY_AT_MOST:
        return False
    return today - max(one.on for one in before) >= WEEK


def is_digest_due(found: Any, last: Any, last_on: date | None, today: date) -> bool:
    """Say whether a leader gets a digest of `found`; `last` is what the last one said, None if there was none."""
    if last is None:
        return bool(found)
    return found != last and (last_on is None or today - last_on >= WEEK)


def next_allowed(moment: datetime, zone: ZoneInfo, last_sent: datetime | None = None) -> datetime:
    """Return the first moment from `moment` on at which mail may go to somebody in the time zone, in UTC.

    Not on a Saturday or Sunday, not before 8:00 or after 18:00, and not on a day on which a mail went out already.
    """
    local = moment.astimezone(zone)
    last_day = last_sent.astimezone(zone).date() if last_sent else date.min
    while True:
        if local.time() > CLOSES or local.weekday() >= SATURDAY or local.date() == last_day:
            local = datetime.combine(local.date() + timedelta(days=1), OPENS, tzinfo=zone)
        elif local.time() < OPENS:
            local = datetime.combine(local.date(), OPENS, tzinfo=zone)
        else:
            return local.astimezone(UTC)
