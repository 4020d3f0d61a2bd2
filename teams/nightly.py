"""What every night does for an organisation: standings, next cycles, and the mails that are due.

Safe to run again, twice at once and after an outage: what is up to date is not written, what was said is not said
again, and what has passed is not said any more. 500 people at a time, so that memory does not grow with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from teams.models import Mail, Organisation
from teams.reminding import Titles, plan_mails
from teams.standings import chunks, everybody_of, refresh


@dataclass
class Night:
    people: int = 0
    changed: int = 0
    planned: int = 0


def run_night(organisation: Organisation, *, now: datetime) -> Night:
    """Bring the standings up to `now` and plan the mails; `teams.sending.send_due` sends them."""
    night, titles = Night(), Titles()
    for people in chunks(concerned(organisation)):
        night.people += len(people)
        night.changed += refresh(organisation, now=now, people=people)
        night.planned += len(plan_mails(organisation, people, now=now, titles=titles))
    return night


def rehearse_night(organisation: Organisation, *, now: datetime) -> Iterator[Mail]:
    """Yield the mails that a run would plan; everything it writes is taken back."""
    titles = Titles()
    for people in chunks(concerned(organisation)):
        with transaction.atomic():
            refresh(organisation, now=now, people=people)
            mails = plan_mails(organisation, people, now=now, titles=titles)
            transaction.set_rollback(True)
        yield from mails


def concerned(organisation: Organisation) -> list[int]:
    """Return everybody of the organisation, and who has left with a mail waiting. Three queries."""
    waiting = Mail.objects.filter(organisation=organisation, state=Mail.State.DUE).values_list("person", flat=True)
    return sorted({*everybody_of(organisation), *waiting})
