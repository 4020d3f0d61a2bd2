"""Who belongs to which team. Each action is atomic, logged, may be repeated, and brings the standings up to date.

A membership is never deleted: leaving ends it, and a change of profession ends one and begins another.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from ipslearn.base.models import Profession, User
from teams.log import log
from teams.models import Administrator, Membership, Organisation, Team
from teams.standings import refresh


class WrongDate(Exception):
    """Somebody would leave before joining."""


class LastAdministrator(Exception):
    """An organisation keeps at least one administrator."""


@transaction.atomic
def create_organisation(
    *, name: str, language: str, time_zone: str, administrator: User | None, by: User | None, now: datetime
) -> Organisation:
    """Create an organisation with its first administrator; None if somebody is to be invited as such."""
    organisation = Organisation.objects.create(name=name, language=language, time_zone=time_zone, created_at=now)
    log(organisation=organisation, kind="organisation_created", by=by, now=now, name=name)
    if administrator is not None:
        add_administrator(organisation=organisation, user=administrator, by=by, now=now)
    return organisation


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, name: str, language: str, time_zone: str, by: User, now: datetime
) -> Organisation:
    """Change the organisation's own data; another time zone may change which day it is for everybody."""
    before = {"name": organisation.name, "language": organisation.language, "time_zone": organisation.time_zone}
    organisation.name, organisation.language, organisation.time_zone = name, language, time_zone
    organisation.save(update_fields=["name", "language", "time_zone"])
    log(organisation=organisation, kind="organisation_changed", by=by, now=now, before=before, name=name)
    if before["time_zone"] != time_zone:
        refresh(organisation, now=now)
    return organisation


@transaction.atomic
def add_administrator(*, organisation: Organisation, user: User, by: User | None, now: datetime) -> Administrator:
    administrator, is_new = Administrator.objects.get_or_create(
        organisation=organisation, user=user, defaults={"since": now}
    )
    if is_new:
        log(organisation=organisation, kind="administrator_added", by=by, now=now, person=user)
    return administrator


@transaction.atomic
def remove_administrator(*, administrator: Administrator, by: User, now: datetime) -> None:
    """Take the role away. Raise LastAdministrator if nobody else has it."""
    organisation = Organisation.objects.select_for_update().get(pk=administrator.organisation_id)
    if not organisation.administrators.exclude(pk=administrator.pk).exists():
        raise LastAdministrator
    user = administrator.user
    if Administrator.objects.filter(pk=administrator.pk).delete()[0]:
        log(organisation=organisation, kind="administrator_removed", by=by, now=now, person=user)


@transaction.atomic
def create_team(*, organisation: Organisation, name: str, by: User | None, now: datetime) -> Team:
    """Create the team of that name; the present one if there is one."""
    team, is_new = Team.objects.get_or_create(organisation=organisation, name=name, defaults={"created_at": now})
    if is_new:
        log(organisation=organisation, kind="team_created", by=by, now=now, team=name)
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str, by: User, now: datetime) -> Team:
    before, team.name = team.name, name
    team.save(update_fields=["name"])
    if before != name:
        log(organisation=team.organisation, kind="team_renamed", by=by, now=now, team=name, before=before)
    return team


@transaction.atomic
def join(
    *,
    team: Team,
    user: User,
    profession: Profession,
    joined_on: date,
    by: User | None,
    now: datetime,
    is_leader: bool = False,
) -> Membership:
    """Take `user` into the team; the present membership, unchanged, if there is one."""
    membership, is_new = Membership.objects.get_or_create(
        team=team,
        user=user,
        left_on=None,
        defaults={"profession": profession, "joined_on": joined_on, "is_leader": is_leader},
    )
    if is_new:
        details = {"team": team.name, "profession": profession.pk, "on": joined_on.isoformat(), "leads": is_leader}
        log(organisation=team.organisation, kind="joined", by=by, now=now, person=user, **details)
        refresh(team.organisation, now=now, people=[user.pk])
    return membership


@transaction.atomic
def leave(*, membership: Membership, left_on: date, by: User, now: datetime) -> Membership:
    """End the membership on its last day. The record stays. Raise WrongDate."""
    membership = locked(membership)
    if membership.left_on is not None:
        return membership
    if left_on < membership.joined_on:
        raise WrongDate
    membership.left_on = left_on
    membership.save(update_fields=["left_on"])
    team = membership.team
    details = {"team": team.name, "on": left_on.isoformat()}
    log(organisation=team.organisation, kind="left", by=by, now=now, person=membership.user, **details)
    refresh(team.organisation, now=now, people=[membership.user_id])
    return membership


@transaction.atomic
def change_profession(
    *, membership: Membership, profession: Profession, changed_on: date, by: User, now: datetime
) -> Membership:
    """End the membership the day before and begin one with the new profession; return the new one. Raise WrongDate.

    A change on the day of joining corrects a mistake: the membership itself gets the profession.
    """
    membership = locked(membership)
    if membership.profession_id == profession.pk or membership.left_on is not None:
        return membership
    if changed_on < membership.joined_on:
        raise WrongDate
    before, team = membership.profession_id, membership.team
    if changed_on == membership.joined_on:
        membership.profession = profession
        membership.save(update_fields=["profession"])
    else:
        Membership.objects.filter(pk=membership.pk).update(left_on=changed_on - timedelta(days=1))
        membership = Membership.objects.create(
            team=team,
            user=membership.user,
            profession=profession,
            joined_on=changed_on,
            is_leader=membership.is_leader,
        )
    details = {"team": team.name, "before": before, "profession": profession.pk, "on": changed_on.isoformat()}
    log(organisation=team.organisation, kind="profession_changed", by=by, now=now, person=membership.user, **details)
    refresh(team.organisation, now=now, people=[membership.user_id])
    return membership


@transaction.atomic
def set_leader(*, membership: Membership, is_leader: bool, by: User, now: datetime) -> Membership:
    membership = locked(membership)
    if membership.is_leader != is_leader:
        membership.is_leader = is_leader
        membership.save(update_fields=["is_leader"])
        kind, team = "leader_added" if is_leader else "leader_removed", membership.team
        log(organisation=team.organisation, kind=kind, by=by, now=now, person=membership.user, team=team.name)
    return membership


def locked(membership: Membership) -> Membership:
    """Return the row as it is now, locked: of two at once one waits and finds what the other wrote."""
    return Membership.objects.select_for_update().get(pk=membership.pk)
