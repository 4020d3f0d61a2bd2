"""What an organisation asks of its people, changed. Each action is atomic, logged, and may be repeated."""

from datetime import date, datetime

from django.db import transaction

from ipslearn.base.models import User
from teams.log import log
from teams.models import Adjustment, Membership, Requirement, Team
from teams.standings import refresh


class ReasonMissing(Exception):
    """What differs for somebody has a reason."""


class NothingAdjusted(Exception):
    """Neither a necessity nor a due date was given: nothing would differ."""


@transaction.atomic
def adjust(
    *,
    requirement: Requirement,
    team: Team | None = None,
    person: User | None = None,
    necessity: str = "",
    due_on: date | None = None,
    reason: str,
    by: User,
    now: datetime,
) -> Adjustment:
    """Ask something different of one team or one person; what was adjusted for them before ends.

    An empty necessity and a due date of None leave that point as the requirement has it. Return the adjustment there
    is, unchanged, if it says the same. Raise ReasonMissing, NothingAdjusted.
    """
    if not reason.strip():
        raise ReasonMissing
    if not necessity and due_on is None:
        raise NothingAdjusted
    requirement = Requirement.objects.select_for_update(of=["self"]).select_related("plan").get(pk=requirement.pk)
    current = adjustment_of(requirement, team=team, person=person)
    wanted = {"necessity": necessity, "due_on": due_on, "reason": reason.strip()}
    if current and all(getattr(current, name) == value for name, value in wanted.items()):
        return current
    Adjustment.objects.filter(pk=current.pk if current else None).update(ended_at=now)
    adjustment = Adjustment.objects.create(
        requirement=requirement, team=team, person=person, adjusted_by=by, adjusted_at=now, **wanted
    )
    log_adjustment("adjusted", adjustment, by=by, now=now, reason=adjustment.reason, before=current)
    refresh_adjusted(adjustment, now)
    return adjustment


@transaction.atomic
def extend(*, requirement: Requirement, person: User, due_on: date, reason: str, by: User, now: datetime) -> Adjustment:
    """Give one person another due date; the necessity that was adjusted for them, if it was, stays. As `adjust`."""
    Requirement.objects.select_for_update().get(pk=requirement.pk)
    current = adjustment_of(requirement, team=None, person=person)
    return adjust(
        requirement=requirement,
        person=person,
        necessity=current.necessity if current else "",
        due_on=due_on,
        reason=reason,
        by=by,
        now=now,
    )


@transaction.atomic
def end_adjustment(*, adjustment: Adjustment, reason: str, by: User, now: datetime) -> Adjustment:
    """Ask of the team or person what the requirement asks of everybody again. Raise ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    adjustment = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    if adjustment.ended_at is None:
        adjustment.ended_at = now
        adjustment.save(update_fields=["ended_at"])
        log_adjustment("adjustment_ended", adjustment, by=by, now=now, reason=reason.strip())
        refresh_adjusted(adjustment, now)
    return adjustment


def adjustment_of(requirement: Requirement, *, team: Team | None, person: User | None) -> Adjustment | None:
    """Return what is adjusted now for the team or the person."""
    return Adjustment.objects.filter(requirement=requirement, team=team, person=person, ended_at=None).first()


def log_adjustment(kind: str, adjustment: Adjustment, *, by: User, now: datetime, reason: str, before=None) -> None:
    requirement = adjustment.requirement
    log(
        organisation=requirement.plan.organisation,
        kind=kind,
        by=by,
        now=now,
        person=adjustment.person,
        course_key=requirement.course_key,
        reason=reason,
        title=requirement.title,
        plan=requirement.plan.name,
        team=adjustment.team.name if adjustment.team else "",
        before=differs_by(before) if before else {},
        after=differs_by(adjustment),
    )


def differs_by(adjustment: Adjustment) -> dict[str, str]:
    due_on = adjustment.due_on.isoformat() if adjustment.due_on else ""
    return {"necessity": adjustment.necessity, "due_on": due_on}


def refresh_adjusted(adjustment: Adjustment, now: datetime) -> None:
    people = [adjustment.person_id]
    if adjustment.team_id:
        people = Membership.objects.filter(team=adjustment.team_id).values_list("user", flat=True).distinct()
    refresh(adjustment.requirement.plan.organisation, now=now, people=people)
