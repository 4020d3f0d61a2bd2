"""Inviting people to a team, and what becomes of it. Each action is atomic, logged and may be repeated.

The log names an invitation by its number, never by the address: a log is not changed when somebody is erased.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from ipslearn.base.models import Profession, User
from teams import actions
from teams.addresses import UNKNOWN_PROFESSION, Line
from teams.invitation_mail import deliver_invitations
from teams.log import log
from teams.models import Administrator, Invitation, InvitationDraft, Membership, Organisation, Team
from teams.models.messages import digest_of, new_token

EXPIRES_AFTER = timedelta(days=14)
SENT_AGAIN_AFTER = timedelta(minutes=5)
KEPT_FOR = timedelta(days=1)
A_DAY = 500
"""So many invitations leave an organisation within 24 hours at most."""
FORGOTTEN = "forgotten@erased.invalid"
# What may be found about a line beside what is wrong with it; see teams.addresses.
MEMBER, INVITED, LATER = "member", "invited", "later"


class AlreadyMember(Exception):
    """The address belongs to somebody who is in the team, or who administers the organisation."""


class AlreadyInvited(Exception):
    """There is an open invitation for this address; it can be sent again."""


class TooManyToday(Exception):
    """The organisation has invited as many people as it may within a day."""


class SentJustNow(Exception):
    """The mail went out a few minutes ago."""


class InvitationOver(Exception):
    """The link does not work any more. `args[0]` is "accepted", "withdrawn" or "expired"."""


@transaction.atomic
def invite(
    *,
    team: Team,
    email: str,
    name: str,
    profession: Profession,
    language: str,
    by: User,
    now: datetime,
    is_leader: bool = False,
    joined_on: date | None = None,
) -> Invitation:
    """Invite one address, and mail it afterwards. Raise AlreadyMember, AlreadyInvited or TooManyToday."""
    organisation = locked(team.organisation_id)
    [line] = checked(team=team, lines=[Line(1, name, email.lower(), profession.pk)], now=now)
    refuse(line.problem)
    columns = {"profession": profession, "is_leader": is_leader, "language": language, "joined_on": joined_on}
    invitation = written(organisation, team, line, by=by, now=now, **columns)
    log(organisation=organisation, kind="invited", by=by, now=now, team=team.name, invitations=[invitation.pk])
    send_afterwards([invitation.pk])
    return invitation


@transaction.atomic
def invite_administrator(*, organisation: Organisation, email: str, by: User, now: datetime) -> Invitation:
    """Invite somebody to administer the organisation. Raise AlreadyMember, AlreadyInvited or TooManyToday."""
    organisation = locked(organisation.pk)
    email = email.lower()
    if organisation.administrators.filter(user__email=email).exists():
        raise AlreadyMember
    waiting = organisation.invitations.open().filter(team=None, email=email, expires_at__gt=now)
    refuse(INVITED if waiting.exists() else LATER if left_today(organisation, now) < 1 else "")
    line = Line(1, "", email)
    invitation = written(organisation, None, line, by=by, now=now, language=organisation.language)
    log(organisation=organisation, kind="administrator_invited", by=by, now=now, invitations=[invitation.pk])
    send_afterwards([invitation.pk])
    return invitation


@transaction.atomic
def found_organisation(
    *, name: str, language: str, time_zone: str, email: str, by: User, now: datetime
) -> Organisation:
    """Create an organisation. Its first administrator is `by` if the address is theirs, else whoever is invited."""
    is_own = email.lower() == by.email
    organisation = actions.create_organisation(
        name=name, language=language, time_zone=time_zone, administrator=by if is_own else None, by=by, now=now
    )
    if not is_own:
        invite_administrator(organisation=organisation, email=email, by=by, now=now)
    return organisation


@transaction.atomic
def keep_draft(*, owner: User, team: Team, lines: Iterable[Line], language: str, now: datetime) -> InvitationDraft:
    """Keep what was found about the lines, in place of any other draft of the same person."""
    InvitationDraft.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    kept = [asdict(line) for line in checked(team=team, lines=lines, now=now)]
    values = {"team": team, "language": language, "lines": kept, "kept_at": now}
    return InvitationDraft.objects.update_or_create(owner=owner, defaults=values)[0]


@transaction.atomic
def invite_draft(*, draft: InvitationDraft, by: User, now: datetime) -> tuple[int, list[Line]]:
    """Invite exactly the addresses that the draft said would be invited, and forget the draft.

    Return how many there are, and the lines for which that changed meanwhile, with the reason.
    """
    team = draft.team
    organisation = locked(team.organisation_id)
    draft = InvitationDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if draft is None:
        return 0, []
    ready = [line for line in lines_of(draft) if not line.problem]
    professions = Profession.objects.in_bulk()
    lines = checked(team=team, lines=[known(line, professions) for line in ready], now=now)
    invited = [
        written(organisation, team, line, by=by, now=now, profession_id=line.profession, language=draft.language).pk
        for line in lines
        if not line.problem
    ]
    draft.delete()
    if invited:
        log(organisation=organisation, kind="invited", by=by, now=now, team=team.name, invitations=invited)
        send_afterwards(invited)
    return len(invited), [line for line in lines if line.problem]


def lines_of(draft: InvitationDraft) -> list[Line]:
    return [Line(**line) for line in draft.lines]


def known(line: Line, professions: dict) -> Line:
    return line if line.profession in professions else replace(line, problem=UNKNOWN_PROFESSION, detail=line.profession)


def checked(*, team: Team, lines: Iterable[Line], now: datetime) -> list[Line]:
    """Return the lines with what is found about them in the team. Three queries, whatever the number."""
    members = set(Membership.objects.current().filter(team=team).values_list("user__email", flat=True))
    waiting = team.invitations.open().filter(expires_at__gt=now)
    invited = {email.lower() for email in waiting.values_list("email", flat=True)}
    left, found = left_today(team.organisation, now), []
    for line in lines:
        if not line.problem:
            problem = MEMBER if line.email in members else INVITED if line.email in invited else ""
            line = replace(line, problem=problem or ("" if left > 0 else LATER))
            left -= not line.problem
        found.append(line)
    return found


def left_today(organisation: Organisation, now: datetime) -> int:
    """Return how many people the organisation may still invite. One query."""
    return A_DAY - organisation.invitations.filter(invited_at__gt=now - timedelta(days=1)).count()


def refuse(problem: str) -> None:
    if problem:
        raise {MEMBER: AlreadyMember, INVITED: AlreadyInvited, LATER: TooManyToday}[problem]


def locked(pk: int) -> Organisation:
    """Return the organisation, locked: who invites at the same time waits, and finds what was written."""
    return Organisation.objects.select_for_update().get(pk=pk)


def written(organisation: Organisation, team: Team | None, line: Line, *, by: User, now: datetime, **columns):
    """Write an invitation; one that has expired becomes the new one. Its link is made when it is mailed."""
    values = {
        "name": line.name,
        "token_digest": digest_of(new_token()),
        "invited_by": by,
        "invited_at": now,
        "sent_at": None,
        "expires_at": now + EXPIRES_AFTER,
        "is_leader": False,
        "joined_on": None,
        **columns,
    }
    return Invitation.objects.open().update_or_create(
        organisation=organisation, team=team, email=line.email, defaults=values
    )[0]


def send_afterwards(pks: Sequence[int]) -> None:
    transaction.on_commit(partial(deliver_invitations.enqueue, list(pks)))


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Make the link new, which ends the old one, and let it work for another 14 days.

    Raise InvitationOver if it was accepted or withdrawn, SentJustNow within five minutes of the last mail.
    """
    invitation = fresh(invitation)
    state = invitation.state_at(now)
    if state in ("accepted", "withdrawn"):
        raise InvitationOver(state)
    if invitation.sent_at and now < invitation.sent_at + SENT_AGAIN_AFTER:
        raise SentJustNow
    invitation.token_digest, invitation.sent_at = digest_of(new_token()), None
    invitation.expires_at = now + EXPIRES_AFTER
    invitation.save(update_fields=["token_digest", "sent_at", "expires_at"])
    log_of(invitation, "invitation_sent_again", by, now)
    send_afterwards([invitation.pk])
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """End the link. Raise InvitationOver if somebody has accepted it."""
    invitation = fresh(invitation)
    if invitation.accepted_at:
        raise InvitationOver("accepted")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        log_of(invitation, "invitation_withdrawn", by, now)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, user: User, now: datetime) -> Invitation:
    """Take `user` into the team, or make them an administrator. Of two at once the second finds what the first did.

    Accepting again changes nothing. Raise InvitationOver if somebody else has accepted it, or it has ended.
    """
    invitation = fresh(invitation)
    state = invitation.state_at(now)
    if state == "accepted" and invitation.accepted_by_id == user.pk:
        return invitation
    if state not in ("open", "unsent"):
        raise InvitationOver(state)
    organisation, by = invitation.organisation, invitation.invited_by
    if invitation.team is None:
        actions.add_administrator(organisation=organisation, user=user, by=by, now=now)
    else:
        actions.join(
            team=invitation.team,
            user=user,
            profession=invitation.profession,
            joined_on=invitation.joined_on or organisation.today(now),
            is_leader=invitation.is_leader,
            by=by,
            now=now,
        )
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    log_of(invitation, "invitation_accepted", user, now, person=user)
    return invitation


def fresh(invitation: Invitation) -> Invitation:
    """Return the row as it is now, locked."""
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def log_of(invitation: Invitation, kind: str, by: User | None, now: datetime, person: User | None = None) -> None:
    details = {"invitations": [invitation.pk], **({"team": invitation.team.name} if invitation.team else {})}
    log(organisation=invitation.organisation, kind=kind, by=by, now=now, person=person, **details)


def is_in(invitation: Invitation, user: User) -> bool:
    """Say whether `user` has already what the invitation offers. One query."""
    if invitation.team is None:
        return Administrator.objects.filter(organisation=invitation.organisation_id, user=user).exists()
    return Membership.objects.current().filter(team=invitation.team_id, user=user).exists()


def forget_invitations(person: User) -> None:
    """Take name and address of a person who is erased out of every invitation and draft; call it before the address
    itself is gone.

    An open invitation is deleted: nothing has come of it. One that ended stays without name and address, because the
    log refers to it; who accepted it stays as well, an account that by then says nothing.
    """
    addresses = {
        person.email.lower(),
        *(one.lower() for one in person.emailaddress_set.values_list("email", flat=True)),
    }
    theirs = Invitation.objects.filter(email__in=addresses)
    theirs.open().delete()
    theirs.update(name="", email=FORGOTTEN)
    Invitation.objects.filter(accepted_by=person).update(name="", email=FORGOTTEN)
    for draft in InvitationDraft.objects.all():
        if draft.owner_id == person.pk or any(line["email"] in addresses for line in draft.lines):
            draft.delete()
