"""The mail of an invitation. Its link is made when it is sent, so that nothing but the mail ever holds it."""

from contextlib import suppress
from datetime import datetime
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format
from django_tasks import task

from teams import mailing
from teams.models import Invitation
from teams.models.messages import digest_of, new_token


@task()
def deliver_invitations(pks: list[int]) -> None:
    """Send the invitations that are open and not sent yet, over one connection.

    What cannot be sent stays without `sent_at`; the list of people says so and offers to send it again.
    """
    waiting = Invitation.objects.open().filter(pk__in=pks, sent_at=None).order_by("pk")
    with suppress(OSError, SMTPException), get_connection() as connection:
        for invitation in waiting.select_related("organisation", "team", "profession", "invited_by"):
            with suppress(SMTPException):
                deliver(invitation, now=timezone.now(), connection=connection)


def deliver(invitation: Invitation, *, now: datetime, connection) -> None:
    """Give the invitation a new link and mail it. Raise what the mail server raises."""
    token = new_token()
    Invitation.objects.filter(pk=invitation.pk).update(token_digest=digest_of(token))
    mailing.send(
        to=[invitation.email],
        language=invitation.language,
        template="teams/mail/invitation",
        context=words_of(invitation, token),
        connection=connection,
    )
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=now, times_sent=F("times_sent") + 1)


def expires_words(invitation: Invitation) -> str:
    """Return until when the link works, in the organisation's time zone."""
    moment = timezone.localtime(invitation.expires_at, ZoneInfo(invitation.organisation.time_zone))
    return date_format(moment, "DATETIME_FORMAT")


def words_of(invitation: Invitation, token: str) -> dict:
    """Return what the mail says. It is the same whether the address has an account or not."""
    language, inviter = invitation.language, invitation.invited_by
    with translation.override(language):
        until = expires_words(invitation)
    return {
        "name": invitation.name,
        "inviter": inviter.name if inviter else "",
        "organisation": invitation.organisation.name,
        "team": invitation.team.name if invitation.team else "",
        "profession": invitation.profession.name_in(language) if invitation.profession else "",
        "is_leader": invitation.is_leader,
        "until": until,
        "url": mailing.address_of("teams:invitation_accept", language=language, token=token),
    }
