"""What an organisation asks of its people, changed. Each action is atomic, logged, and may be repeated."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from ipslearn.base.models import User
from teams import requirements as rules
from teams import tasks
from teams.effects import TERMS, Change, Line, stamp_of
from teams.log import log
from teams.models import Adjustment, Membership, Organisation, Requirement, Team, TrainingPlan
from teams.plan_facts import as_rule
from teams.standings import AT_ONCE, everybody_of, refresh


class PlanChanged(Exception):
    """The plan or the people are no longer those that were looked at."""


class ReasonMissing(Exception):
    """What differs for somebody has a reason."""


class NothingAdjusted(Exception):
    """Neither a necessity nor a due date was given: nothing would differ."""


@transaction.atomic
def create_plan(*, organisation: Organisation, name: str, by: User | None, now: datetime) -> TrainingPlan:
    """Create the plan of that name, in force and empty; the present one if there is one."""
    plan, is_new = TrainingPlan.objects.get_or_create(
        organisation=organisation, name=name, defaults={"created_at": now}
    )
    if is_new:
        log(organisation=organisation, kind="plan_created", by=by, now=now, plan=name)
    return plan


@transaction.atomic
def rename_plan(*, plan: TrainingPlan, name: str, by: User, now: datetime) -> TrainingPlan:
    before, plan.name = TrainingPlan.objects.select_for_update().get(pk=plan.pk).name, name
    if before != name:
        plan.save(update_fields=["name"])
        log(organisation=plan.organisation, kind="plan_renamed", by=by, now=now, plan=name, before=before)
    return plan


@transaction.atomic
def change_plan(
    *, plan: TrainingPlan, change: Change, by: User | None, now: datetime, reason: str = "", stamp: str | None = None
) -> TrainingPlan:
    """Add, change and end requirements, and put the plan in force or out of it; bring the standings up to date.

    With a `stamp` (of teams.effects) raise PlanChanged unless the plan and the people are those it was made of. What
    already is so is not written again. Of more than 500 people the standings follow in a task after the transaction.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=plan.organisation_id)
    plan = TrainingPlan.objects.select_related("organisation").get(pk=plan.pk)
    if stamp is not None and stamp != stamp_of(organisation, now):
        raise PlanChanged
    written = [save_line(plan, line, by=by, now=now, reason=reason) for line in change.lines]
    written += [end_requirement(plan, pk, by=by, now=now, reason=reason) for pk in sorted(change.ended)]
    written.append(set_in_force(plan, change.is_active, by=by, now=now, reason=reason))
    if any(written):
        bring_up_to_date(organisation, now)
    return plan


def save_line(plan: TrainingPlan, line: Line, *, by: User | None, now: datetime, reason: str) -> bool:
    """Add or change one requirement; say whether anything was written."""
    rows = {row.pk: row for row in plan.requirements.filter(ended_at=None, course_key=line.course_key)}
    present = {pk: as_rule(row) for pk, row in rows.items()}
    before = present.get(line.rule.pk)
    is_gone = line.rule.pk and before is None
    if is_gone or line.rule in (before, *(replace(rule, pk=0) for rule in present.values())):
        return False
    terms = {name: getattr(line.rule, name) for name in TERMS}
    terms |= {name: terms[name] or None for name in ("renew_month", "renew_day")}
    if before is None:
        row = Requirement.objects.create(plan=plan, course_key=line.course_key, title=line.title, **terms)
    else:
        row = rows[before.pk]
        Requirement.objects.filter(pk=row.pk).update(**terms)
    row.professions.set(line.rule.professions)
    kind = "requirement_changed" if before else "requirement_added"
    log_requirement(kind, row, by=by, now=now, reason=reason, before=before, after=line.rule)
    return True


def end_requirement(plan: TrainingPlan, pk: int, *, by: User | None, now: datetime, reason: str) -> bool:
    row = plan.requirements.filter(pk=pk, ended_at=None).first()
    if row is None:
        return False
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    log_requirement("requirement_ended", row, by=by, now=now, reason=reason, before=as_rule(row), after=None)
    return True


def set_in_force(plan: TrainingPlan, is_active: bool | None, *, by: User | None, now: datetime, reason: str) -> bool:
    if is_active is None or is_active == plan.is_active:
        return False
    plan.is_active = is_active
    plan.save(update_fields=["is_active"])
    kind = "plan_put_in_force" if is_active else "plan_taken_out_of_force"
    log(organisation=plan.organisation, kind=kind, by=by, now=now, reason=reason, plan=plan.name)
    return True


def log_requirement(
    kind: str, row: Requirement, *, by, now, reason: str, before: rules.Requirement | None, after
) -> None:
    log(
        organisation=row.plan.organisation,
        kind=kind,
        by=by,
        now=now,
        course_key=row.course_key,
        reason=reason,
        plan=row.plan.name,
        title=row.title,
        before=plain(before) if before else {},
        after=plain(after) if after else {},
    )


def plain(rule: rules.Requirement) -> dict:
    """Return what a requirement asks as values that JSON has."""
    terms = {name: getattr(rule, name) for name in TERMS}
    terms = {name: value.isoformat() if isinstance(value, date) else value for name, value in terms.items()}
    return {"professions": sorted(rule.professions), **terms}


def bring_up_to_date(organisation: Organisation, now: datetime) -> None:
    if len(everybody_of(organisation)) <= AT_ONCE:
        refresh(organisation, now=now)
    else:
        later = tasks.refresh_organisation
        transaction.on_commit(lambda: later.enqueue(organisation.pk, now.isoformat()))


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
