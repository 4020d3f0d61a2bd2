"""What teams hear of a learner's record, and what they answer when they are asked about it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, Value, When

from courses import listeners
from courses.models import Enrollment
from ipslearn.base.models import User
from teams.models import Organisation, Standing
from teams.plan_facts import people_facts, plan_facts
from teams.requirements import ESSENTIAL, expires_on
from teams.standings import refresh_person
from teams.status import counts


def connect() -> None:
    listeners.CHANGED.append(hear)
    listeners.EXPIRY.append(expiry)
    listeners.REQUIRED.append(is_required)
    listeners.ASKED.append(asked_of)


def hear(*, enrollment: Enrollment, done: int | None, now: datetime) -> None:
    """Bring the learner's standings up to date. One query where an activity was done that does not end the course."""
    if done is None:
        refresh_person(enrollment.learner, now=now)
        return
    standings = Standing.objects.filter(person=enrollment.learner_id, course_key=enrollment.course_key)
    is_first = When(state=Standing.State.NOT_STARTED, then=Value(Standing.State.IN_PROGRESS.value))
    since = When(state=Standing.State.NOT_STARTED, then=Value(now.date()))
    standings.update(done=done, state=Case(is_first, default=F("state")), since=Case(since, default=F("since")))


def expiry(learner: User, course_key: UUID, completed_at: datetime) -> date | None:
    """Return the last day on which a completion at this moment is valid for the learner's organisations."""
    days = []
    for organisation in Organisation.objects.filter(standings__person=learner, standings__course_key=course_key):
        plan = plan_facts(organisation)
        facts = people_facts(organisation, [learner.pk], plan.courses)
        today = organisation.today(completed_at)
        asked = plan.asked_of(learner.pk, facts.belongings.get(learner.pk, []), course_key, today)
        record = facts.records.get((learner.pk, course_key))
        if asked is not None:
            before = [one.on for one in record.completed if counts(asked, record, one)] if record else []
            days.append(expires_on(asked, [*(day for day in before if day < today), today]))
    return min((day for day in days if day), default=None)


def is_required(learner: User, course_key: UUID) -> bool:
    return Standing.objects.filter(person=learner, course_key=course_key, necessity=ESSENTIAL).exists()


def asked_of(learner: User) -> dict[UUID, listeners.Asked]:
    """Return what the learner's organisations ask of them, the most urgent first where two ask. One query."""
    found: dict[UUID, listeners.Asked] = {}
    rows = Standing.objects.filter(person=learner).exclude(state=Standing.State.EXEMPT)
    columns = ("course_key", "organisation__name", "necessity", "state", "due_on", "expires_on")
    for key, name, necessity, state, *days in rows.values_list(*columns).order_by("pk"):
        asked = listeners.Asked(name, necessity == ESSENTIAL, state, *days)
        found[key] = min((one for one in (found.get(key), asked) if one), key=listeners.urgency)
    return found
