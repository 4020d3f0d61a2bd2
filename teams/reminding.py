"""Planning the mails of the night: the rules of `teams.reminders`, for everybody of an organisation, as rows.

A row that waits for the morning is looked at again by each run, so that it says what is true when it goes out, or is
dropped. The people's rows are locked meanwhile: of two runs at once the second finds what the first one planned.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q

from ipslearn.base.models import User
from teams import reminders
from teams.digests import digests_of
from teams.letters import COURSES, DIGEST, OF_COURSES
from teams.models import Mail, MailPreference, Organisation, Standing
from teams.plan_facts import CourseFacts, course_facts
from teams.reminders import BY_HAND, Course, Item, Told, due_items, is_digest_due, next_allowed

DAY = timedelta(days=1)
State = Mail.State
# What was said, or is being said: a failed mail is not tried again under another name.
SAID = (State.SENT, State.FAILED)


@dataclass
class Titles:
    """Courses by language and key, read when they are first named and kept for the run."""

    found: dict[tuple[str, UUID], CourseFacts | None] = field(default_factory=dict)

    def read(self, language: str, keys: Collection[UUID]) -> None:
        missing = {key for key in keys if (language, key) not in self.found}
        if missing:
            facts = course_facts(missing, language)
            self.found |= {(language, key): facts.get(key) for key in missing}

    def of(self, language: str, key: UUID) -> CourseFacts | None:
        self.read(language, [key])
        return self.found[language, key]


@dataclass
class Night:
    """What is read about some people to decide what they are mailed."""

    organisation: Organisation
    now: datetime
    people: dict[int, User]
    courses: dict[int, list[Course]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, list[Told]] = field(default_factory=lambda: defaultdict(list))
    waiting: dict[tuple[int, str], Mail] = field(default_factory=dict)
    dropped: dict[tuple[int, str, str], Mail] = field(default_factory=dict)
    last_sent: dict[int, datetime] = field(default_factory=dict)
    preferences: dict[int, MailPreference] = field(default_factory=dict)
    digests: dict[int, tuple[date, Any]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.organisation.today(self.now)

    def wants(self, person: int, name: str) -> bool:
        return getattr(self.preferences.get(person), name, True)


@transaction.atomic
def plan_mails(organisation: Organisation, people: Collection[int], *, now: datetime, titles: Titles) -> list[Mail]:
    """Plan what is due to the people, who are at most a few hundred; return the rows that wait to be sent.

    About ten queries, and one for each language in which courses are named.
    """
    night = read(organisation, people, now)
    planned = {}
    for person in night.people.values():
        items = due_items(
            night.courses[person.pk],
            night.told[person.pk],
            night.today,
            wants_early=night.wants(person.pk, "wants_early_reminders"),
        )
        if about := [one for item in items if (one := stored(item, person, titles))]:
            planned[person.pk, COURSES] = about
    for leader, found in digests_of(organisation, list(night.people)).items():
        last_on, last = night.digests.get(leader, (None, None))
        if night.wants(leader, "wants_digest") and is_digest_due(found, last, last_on, night.today):
            planned[leader, DIGEST] = found
    return write(night, planned)


def read(organisation: Organisation, people: Collection[int], now: datetime) -> Night:
    """Read what the rules ask for. Six queries."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=people, is_active=True).order_by("pk")
    night = Night(organisation, now, {row.pk: row for row in rows})
    standings = Standing.objects.filter(
        organisation=organisation, person__in=list(night.people), state__in=reminders.MAILED_STATES
    )
    columns = ("person", "course_key", "necessity", "state", "since", "due_on", "expires_on")
    for person, key, *rest in standings.values_list(*columns):
        night.courses[person].append(Course(str(key), *rest))
    night.preferences = {row.person_id: row for row in MailPreference.objects.filter(person__in=list(night.people))}
    sent = Mail.objects.filter(person__in=list(night.people)).exclude(sent_at=None)
    night.last_sent = dict(sent.order_by().values("person").annotate(last=Max("sent_at")).values_list("person", "last"))
    of_people = Mail.objects.filter(organisation=organisation, person__in=list(night.people))
    lately = Q(state=State.DROPPED, key__gte=(night.today - DAY).isoformat())
    for mail in of_people.filter(Q(state=State.DUE) | lately, kind__in=(COURSES, DIGEST)):
        if mail.state == State.DUE:
            night.waiting[mail.person_id, mail.kind] = mail
        else:
            night.dropped[mail.person_id, mail.kind, mail.key] = mail
    read_told(night, of_people.filter(state__in=SAID).order_by("planned_at", "pk"))
    return night


def read_told(night: Night, mails) -> None:
    """Read what was said before to those who have a course to be mailed about, and the last digest of everybody."""
    of_courses = Q(kind__in=OF_COURSES, person__in=list(night.courses))
    rows = mails.filter(of_courses | Q(kind=DIGEST))
    for person, kind, about, sent_at, planned_at in rows.values_list(
        "person", "kind", "about", "sent_at", "planned_at"
    ):
        day = night.organisation.today(sent_at or planned_at)
        if kind == DIGEST:
            night.digests[person] = (day, about)
        else:
            night.told[person] += [told_by(one, kind, day) for one in about if "event" in one]


def told_by(item: dict[str, Any], kind: str, day: date) -> Told:
    ref = date.fromisoformat(item["ref"]) if item["ref"] else None
    return Told(item["event"] if kind == COURSES else BY_HAND, item["course"], ref, day)


def stored(item: Item, person: User, titles: Titles) -> dict[str, Any] | None:
    """Return the item as `Mail.about` keeps it; None where the course is not published, and there is no page of it."""
    facts = titles.of(person.preferred_language, UUID(item.course))
    return facts and {
        "event": item.event,
        "course": item.course,
        "title": facts.title,
        "path": facts.url,
        "ref": item.ref.isoformat() if item.ref else "",
        "on": item.on.isoformat() if item.on else "",
        "is_early": item.is_early,
    }


def write(night: Night, planned: dict[tuple[int, str], Any]) -> list[Mail]:
    """Write what is planned: new rows, rows that now say something else, rows that are dropped. Two queries."""
    new, changed, result = [], [], []
    for (person, kind), about in planned.items():
        mail = night.waiting.pop((person, kind), None)
        if mail and is_taken(mail, night.now):
            continue
        zone = ZoneInfo(night.people[person].time_zone)
        moment = next_allowed(night.now, zone, night.last_sent.get(person))
        key = moment.astimezone(zone).date().isoformat()
        mail = mail or night.dropped.get((person, kind, key))
        if mail is None:
            mail = Mail(organisation=night.organisation, person_id=person, kind=kind, key=key)
            new.append(mail)
        else:
            changed.append(mail)
        mail.about, mail.state, mail.planned_at, mail.person = about, State.DUE, moment, night.people[person]
        result.append(mail)
    for mail in night.waiting.values():
        if not is_taken(mail, night.now):
            mail.state = State.DROPPED
            changed.append(mail)
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    Mail.objects.bulk_update(changed, ["about", "state", "planned_at"], batch_size=500)
    return result


def is_taken(mail: Mail, now: datetime) -> bool:
    """Say whether another run has the row in hand, or it waits for its next try."""
    return mail.tries > 0 and mail.planned_at > now
