"""What becomes of acts, records and mails when somebody erases their account, and what they may download before.

| of the person                    | goes                                   | stays                                    |
|----------------------------------|----------------------------------------|------------------------------------------|
| mails to them                    | all of it                              | nothing                                  |
| training sent in, not accepted   | all of it, with the file               | nothing                                  |
| training accepted                | the file and its name, title, provider,| the course it counts for, hours and date,|
|                                  | reason                                 | and when it was accepted                 |
| exemptions, reopenings, due dates| the reason (a dash instead)            | the course, and when                     |
| the log about them               | reasons, titles of training            | what was done, and when                  |
| what they did for others         | nothing                                | the act; its author has no name any more |

Example: Emi had sent in a certificate of another site, which Ken accepted. She erases her account: the file is
deleted; that somebody had six hours that counted for the course stays.

Source: decision 2 of the architecture, evidence outlives accounts. Whatever somebody wrote in their own words about a
person may say who it was, so that it goes; what is a key, a number or a date says nothing without a name.
"""

from django.db import models, transaction
from django.db.models import F

from ipslearn.base.models import User
from teams.acts import delete_file
from teams.models import Adjustment, Exemption, LogEntry, Mail, Reopening, TrainingRecord

REMOVED = "—"
OWN_WORDS = ("training", "name")
"""Details of a log entry that somebody typed."""

MAIL = ("kind", "state", "subject", "about", "planned_at", "sent_at")
TRAINING = (
    *("course_key", "title", "provider", "hours", "completed_on", "evidence_name"),
    *("state", "added_at", "decided_at", "reason"),
)
ENTRY = ("course_key", "kind", "reason", "details", "done_at")


@transaction.atomic
def forget(person: User) -> None:
    """Erase as the table above says. A second call finds nothing to do."""
    Mail.objects.filter(person=person).delete()
    records = TrainingRecord.objects.filter(person=person)
    for record in records.exclude(evidence=""):
        delete_file(record)
    records.exclude(state=TrainingRecord.State.ACCEPTED).delete()
    records.update(evidence="", evidence_name="", title=REMOVED, provider="", reason="")
    for rows in (Exemption.objects, Reopening.objects, Adjustment.objects):
        rows.filter(person=person).update(reason=REMOVED)
    for entry in LogEntry.objects.filter(person=person):
        details = {name: value for name, value in entry.details.items() if name not in OWN_WORDS}
        # The log lets nobody change it; what is erased by right is taken out past it.
        rewritten = LogEntry.objects.filter(pk=entry.pk)
        models.QuerySet.update(rewritten, reason="", details=details)


def person_data(person: User) -> list[dict]:
    """Return what is kept of acts, training and mails, without the names of others. Five queries."""
    of = {"organisation_name": F("organisation__name")}
    return [
        {"training": list(person.training_records.values(*TRAINING, **of))},
        {"exemptions": list(person.exemptions.values("course_key", "reason", "granted_at", "ended_at", **of))},
        {"asked_again": list(person.reopenings.values("course_key", "reason", "reopened_at", **of))},
        {"mails": list(person.mails.values(*MAIL, **of))},
        {"log": list(LogEntry.objects.filter(person=person).values(*ENTRY, **of))},
    ]
