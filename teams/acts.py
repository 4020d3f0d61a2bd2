"""What a leader does for one person. Each action is atomic, logged, may be repeated, and refreshes the standings.

Reasons are kept with the row and in the log; they say nothing about clients. What becomes of all this when somebody
erases their account is in `teams.forgetting`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction

from courses import certification
from courses.assignment import open_next_cycles
from courses.models import Certificate
from ipslearn.base.models import User
from teams import reminders
from teams.letters import OF_COURSES, REMINDER
from teams.log import log
from teams.models import Exemption, Mail, Organisation, Reopening, Standing, TrainingRecord
from teams.reminding import Titles, stored
from teams.sending import send_now
from teams.standings import refresh
from teams.status import Record

OPEN_STATES = (*reminders.MAILED_STATES, Standing.State.IN_PROGRESS)
DONE_STATES = (Standing.State.COMPLETED, Standing.State.EXPIRING)


class ReasonMissing(Exception):
    """This act says why."""


class AlreadyReminded(Exception):
    """The person has had a mail about their courses today."""


class NothingToRemind(Exception):
    """There is nothing that the person has to do."""


class NothingToReopen(Exception):
    """The course is not completed, or its completion does not count any more."""


class AlreadyDecided(Exception):
    """Somebody has accepted or declined the training record before."""


def checked(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


# Reminding


def reminder_to(*, organisation: Organisation, person: User, by: User, note: str, now: datetime) -> Mail:
    """Return the reminder as it would be sent now, not saved. Raise NothingToRemind. Two queries."""
    standings = Standing.objects.filter(organisation=organisation, person=person, state__in=OPEN_STATES)
    columns = ("course_key", "necessity", "state", "since", "due_on", "expires_on")
    courses = [reminders.Course(str(key), *rest) for key, *rest in standings.values_list(*columns)]
    titles, today = Titles(), organisation.today(now)
    titles.read(person.preferred_language, {UUID(one.key) for one in courses})
    begun = Standing.State.IN_PROGRESS
    open_ones = [replace(one, state=reminders.NOT_STARTED) if one.state == begun else one for one in courses]
    items = reminders.due_items(open_ones, [], today)
    about = [one for item in items if (one := stored(item, person, titles))]
    if not about:
        raise NothingToRemind
    return Mail(
        organisation=organisation,
        person=person,
        kind=REMINDER,
        key=today.isoformat(),
        about=[{"note": note}, *about] if note else about,
        sent_by=by,
        planned_at=now,
    )


def was_mailed_today(*, organisation: Organisation, person: User, now: datetime) -> bool:
    """Say whether a mail about courses went out to the person today, or is on its way. One query."""
    mails = Mail.objects.filter(person=person, kind__in=OF_COURSES).exclude(state=Mail.State.DROPPED)
    newest = mails.filter(sent_at__isnull=False).order_by("-sent_at").values_list("sent_at", flat=True).first()
    is_sent = newest is not None and organisation.today(newest) == organisation.today(now)
    return is_sent or mails.filter(kind=REMINDER, key=organisation.today(now).isoformat()).exists()


@transaction.atomic
def remind(*, organisation: Organisation, person: User, by: User, note: str = "", now: datetime) -> Mail:
    """Send the person what they have to do, at once. Raise AlreadyReminded, NothingToRemind."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if was_mailed_today(organisation=organisation, person=person, now=now):
        raise AlreadyReminded
    mail = reminder_to(organisation=organisation, person=person, by=by, note=note.strip(), now=now)
    mail.save()
    log(
        organisation=organisation,
        kind="reminded",
        by=by,
        now=now,
        person=person,
        courses=sum("event" in one for one in mail.about),
    )
    transaction.on_commit(partial(send_now, mail.pk, now=now))
    return mail


# Exempting


@transaction.atomic
def exempt(
    *, organisation: Organisation, person: User, course_key: UUID, reason: str, by: User, now: datetime
) -> Exemption:
    """Ask the person for the course no more, for this organisation; the present exemption if there is one."""
    exemption, is_new = Exemption.objects.get_or_create(
        organisation=organisation,
        person=person,
        course_key=course_key,
        ended_at=None,
        defaults={"reason": checked(reason), "granted_by": by, "granted_at": now},
    )
    if is_new:
        about = {"person": person, "course_key": course_key, "reason": exemption.reason}
        log(organisation=organisation, kind="exempted", by=by, now=now, **about)
        refresh(organisation, now=now, people=[person.pk])
    return exemption


@transaction.atomic
def end_exemption(*, exemption: Exemption, reason: str, by: User, now: datetime) -> Exemption:
    """Ask for the course again, by what the plan says. Raise ReasonMissing."""
    reason = checked(reason)
    exemption = Exemption.objects.select_for_update().get(pk=exemption.pk)
    if exemption.ended_at is None:
        exemption.ended_at = now
        exemption.save(update_fields=["ended_at"])
        about = {"person": exemption.person, "course_key": exemption.course_key, "reason": reason}
        log(organisation=exemption.organisation, kind="exemption_ended", by=by, now=now, **about)
        refresh(exemption.organisation, now=now, people=[exemption.person_id])
    return exemption


# Asking again


def as_reopened(record: Record, today: date) -> Record:
    """Return the record as it would be if the course were asked for again today."""
    return replace(record, completed=[replace(one, is_reopened=True) for one in record.completed], reopened_on=today)


@transaction.atomic
def reopen(
    *, organisation: Organisation, person: User, course_key: UUID, reason: str, by: User, now: datetime
) -> Reopening:
    """Ask for a completed course again: what was completed until now does not count here any more.

    Raise NothingToReopen, also the second time, and ReasonMissing.
    """
    reason = checked(reason)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    of_course = {"organisation": organisation, "person": person, "course_key": course_key}
    if not Standing.objects.filter(**of_course, state__in=DONE_STATES).exists():
        raise NothingToReopen
    reopening = Reopening.objects.create(**of_course, reason=reason, reopened_by=by, reopened_at=now)
    log(organisation=organisation, kind="reopened", by=by, now=now, person=person, course_key=course_key, reason=reason)
    open_next_cycles(pairs=[(person.pk, course_key)], now=now)
    refresh(organisation, now=now, people=[person.pk])
    return reopening


# Training elsewhere


@transaction.atomic
def add_training(
    *,
    organisation: Organisation,
    person: User,
    title: str,
    hours: Decimal,
    completed_on: date,
    by: User,
    now: datetime,
    course_key: UUID | None = None,
    provider: str = "",
    evidence: File | None = None,
) -> TrainingRecord:
    """Add training outside the site: waiting where somebody sends in their own, accepted where a leader enters it."""
    is_own = by == person
    record = TrainingRecord(
        organisation=organisation,
        person=person,
        course_key=course_key,
        title=title,
        provider=provider,
        hours=hours,
        completed_on=completed_on,
        state=TrainingRecord.State.WAITING if is_own else TrainingRecord.State.ACCEPTED,
        added_by=by,
        added_at=now,
        decided_by=None if is_own else by,
        decided_at=None if is_own else now,
    )
    if evidence:
        record.evidence, record.evidence_name = evidence, evidence.name[-255:]
    record.save()
    log_training("training_sent_in" if is_own else "training_accepted", record, by=by, now=now)
    return record


@transaction.atomic
def decide_training(
    *, record: TrainingRecord, is_accepted: bool, reason: str = "", by: User, now: datetime
) -> TrainingRecord:
    """Accept what somebody sent in, or decline it with a reason. Raise AlreadyDecided, ReasonMissing."""
    record = TrainingRecord.objects.select_for_update().get(pk=record.pk)
    if record.state != TrainingRecord.State.WAITING:
        raise AlreadyDecided
    record.state = TrainingRecord.State.ACCEPTED if is_accepted else TrainingRecord.State.DECLINED
    record.reason = reason.strip() if is_accepted else checked(reason)
    record.decided_by, record.decided_at = by, now
    record.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    kind = "training_accepted" if is_accepted else "training_declined"
    log_training(kind, record, by=by, now=now, reason=record.reason)
    return record


@transaction.atomic
def withdraw_training(*, record: TrainingRecord, by: User, now: datetime) -> None:
    """Take back what nobody has looked at yet, with its file. Raise AlreadyDecided; a second call does nothing."""
    record = TrainingRecord.objects.select_for_update().filter(pk=record.pk).first()
    if record is None:
        return
    if record.state != TrainingRecord.State.WAITING:
        raise AlreadyDecided
    delete_file(record)
    TrainingRecord.objects.filter(pk=record.pk).delete()
    log_training("training_withdrawn", record, by=by, now=now)


def delete_file(record: TrainingRecord) -> None:
    """Delete the evidence once the change is certain."""
    if record.evidence:
        transaction.on_commit(partial(record.evidence.storage.delete, record.evidence.name))


def log_training(kind: str, record: TrainingRecord, *, by: User, now: datetime, reason: str = "") -> None:
    details: Mapping[str, Any] = {"training": record.title, "hours": str(record.hours)}
    about = {"person": record.person, "course_key": record.course_key, "reason": reason}
    log(organisation=record.organisation, kind=kind, by=by, now=now, **about, **details)
    refresh(record.organisation, now=now, people=[record.person_id])


# Certificates


@transaction.atomic
def revoke(
    *, organisation: Organisation, certificate: Certificate, reason: str, by: User, now: datetime
) -> Certificate:
    """Take the certificate's validity away, and log it for the organisation. Raise ReasonMissing."""
    return change_certificate("certificate_revoked", organisation, certificate, reason, by, now)


@transaction.atomic
def reinstate(
    *, organisation: Organisation, certificate: Certificate, reason: str, by: User, now: datetime
) -> Certificate:
    """Make a revoked certificate valid again. Raise ReasonMissing."""
    return change_certificate("certificate_reinstated", organisation, certificate, reason, by, now)


def change_certificate(
    kind: str, organisation: Organisation, certificate: Certificate, reason: str, by: User, now: datetime
) -> Certificate:
    reason, before = checked(reason), Certificate.objects.select_for_update().get(pk=certificate.pk).revoked_at
    change = certification.revoke_certificate if kind == "certificate_revoked" else certification.reinstate_certificate
    changed = change(certificate=certificate, by=by, reason=reason, now=now)
    if changed.revoked_at != before:
        enrollment = certificate.enrollment
        about = {"person": enrollment.learner, "course_key": enrollment.course_key, "number": certificate.number}
        log(organisation=organisation, kind=kind, by=by, now=now, reason=reason, **about)
    return changed
