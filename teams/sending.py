"""Sending the rows of mail that are due: each at least once, and by two runs at once no more than once.

Whoever sends rows takes them first, twenty at a time: `planned_at` moves fifteen minutes on and the try is counted,
which only one of two can win. A row is "sent" once the mail server has it. After a crash in between it is due again
when the fifteen minutes are over. Why at least once: docs/reminders.md.
"""

import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from time import monotonic
from zoneinfo import ZoneInfo

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Max

from teams.letters import REMINDER, headers_of, letter_of
from teams.mailing import post
from teams.models import Mail, Organisation
from teams.reminders import next_allowed

LEASE = timedelta(minutes=15)
TRIES_AT_MOST = 5
AT_ONCE = 20
LONG_AGO = datetime.min.replace(tzinfo=UTC)
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
"""What a mail server says of one mail; anything else it says of itself."""

logger = logging.getLogger(__name__)


class ServerAway(Exception):
    """The mail server cannot be reached. What is due stays due."""


@dataclass
class Sent:
    """What became of the rows that were due."""

    sent: int = 0
    refused: int = 0
    failed: int = 0


def send_due(*, now: datetime, organisation: Organisation | None = None) -> Sent:
    """Send what is due. One that is refused is counted, and the next one goes out. Raise ServerAway."""
    result, connection, started = Sent(), None, monotonic()
    for mails in due(now, organisation):
        connection = connection or opened()
        # What a slow server has in hand must not look forgotten to the next run.
        elapsed = timedelta(seconds=round(monotonic() - started))
        taken = take(mails, now, lasting=elapsed + LEASE)
        deliver_all(taken, now=now, connection=connection, result=result)
    if connection:
        connection.close()
    return result


def send_now(pk: int, *, now: datetime) -> None:
    """Send one row that was just written. Where the mail server is away, the nightly run tries again."""
    mails = list(Mail.objects.filter(pk=pk).select_related("person", "organisation", "sent_by"))
    with suppress(ServerAway):
        connection = opened()
        deliver_all(take(mails, now), now=now, connection=connection, result=Sent())
        connection.close()


def due(now: datetime, organisation: Organisation | None) -> Iterator[list[Mail]]:
    """Yield the rows that are due, twenty at a time, with what is read to write them."""
    rows = Mail.objects.filter(state=Mail.State.DUE, planned_at__lte=now, person__is_active=True).order_by("pk")
    if organisation:
        rows = rows.filter(organisation=organisation)
    last = 0
    while some := list(rows.filter(pk__gt=last).select_related("person", "organisation", "sent_by")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def opened():
    """Return an open connection to the mail server. Raise ServerAway."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise ServerAway(str(error)) from error
    return connection


@transaction.atomic
def take(mails: list[Mail], now: datetime, *, lasting: timedelta = LEASE) -> list[Mail]:
    """Take what nobody else has, but one mail a person and day if not sent by hand. Three queries."""
    rows = Mail.objects.filter(pk__in=[mail.pk for mail in mails], state=Mail.State.DUE, planned_at__lte=now)
    free = set(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    last = last_sent({mail.person_id for mail in mails})
    taken = []
    for mail in mails:
        if mail.pk in free and (mail.kind == REMINDER or last.get(mail.person_id, LONG_AGO) < day_begun(mail, now)):
            taken.append(mail)
            last[mail.person_id] = now
    Mail.objects.filter(pk__in=[mail.pk for mail in taken]).update(tries=F("tries") + 1, planned_at=now + lasting)
    return taken


def last_sent(people: Collection[int]) -> dict[int, datetime]:
    """Return when each of the people had their last mail."""
    sent = Mail.objects.filter(person__in=people).exclude(sent_at=None).order_by()
    return dict(sent.values("person").annotate(last=Max("sent_at")).values_list("person", "last"))


def day_begun(mail: Mail, now: datetime) -> datetime:
    """Return when the day that it is for the person began."""
    return now.astimezone(ZoneInfo(mail.person.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def deliver_all(mails: list[Mail], *, now: datetime, connection, result: Sent) -> None:
    """Send rows that were taken. Raise ServerAway, with what was not sent given back."""
    for place, mail in enumerate(mails):
        try:
            deliver(mail, now=now, connection=connection, result=result)
        except ServerAway:
            give_back(mails[place:], now)
            raise


def deliver(mail: Mail, *, now: datetime, connection, result: Sent) -> None:
    """Send a row that was taken, and write down what became of it. Raise ServerAway."""
    letter = None
    try:
        letter = letter_of(mail, now)
        language = mail.person.preferred_language
        post(to=[mail.person.email], letter=letter, language=language, headers=headers_of(mail), connection=connection)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and not isinstance(error, REFUSED) and not is_back(connection):
            raise ServerAway(str(error)) from error
        refused(mail, error, now=now, result=result)
    except Exception as error:  # One mail that cannot be written keeps no other from being sent.
        logger.exception("Mail %s could not be written", mail.pk)
        refused(mail, error, now=now, result=result)
    else:
        Mail.objects.filter(pk=mail.pk).update(
            state=Mail.State.SENT, sent_at=now, subject=letter.subject[:255], reason=""
        )
        result.sent += 1


def is_back(connection) -> bool:
    """Say whether the mail server answers when it is called anew."""
    try:
        connection.close()
        connection.open()
    except OSError:
        return False
    return True


def give_back(mails: list[Mail], now: datetime) -> None:
    """Let the rows be due again, with the try not counted."""
    Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(tries=F("tries") - 1, planned_at=now)


def refused(mail: Mail, error: Exception, *, now: datetime, result: Sent) -> None:
    """Write down why, and plan the next try; after five the row has failed."""
    is_last = mail.tries + 1 >= TRIES_AT_MOST
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.FAILED if is_last else Mail.State.DUE,
        planned_at=now if is_last else next_allowed(now + LEASE, ZoneInfo(mail.person.time_zone)),
        reason=words_of(error)[:500],
    )
    result.failed += is_last
    result.refused += not is_last


def words_of(error: Exception) -> str:
    """Return what the mail server said, without the address it said it of."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {text(answer)}" for code, answer in error.recipients.values())
    if isinstance(error, (SMTPSenderRefused, SMTPDataError)):
        return f"{error.smtp_code} {text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
