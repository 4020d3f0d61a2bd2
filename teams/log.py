"""The log of acts: who did what, for whom, when and why. Every action of this room ends here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ipslearn.base.models import User
from teams.models import LogEntry, Organisation


def log(
    *,
    organisation: Organisation,
    kind: str,
    by: User | None,
    now: datetime,
    person: User | None = None,
    course_key: UUID | None = None,
    reason: str = "",
    **details: Any,
) -> LogEntry:
    """Add one entry. `details` are plain values, such as names as they were then, that the words are made from."""
    return LogEntry.objects.create(
        organisation=organisation,
        kind=kind,
        done_by=by,
        done_at=now,
        person=person,
        course_key=course_key,
        reason=reason,
        details=details,
    )
