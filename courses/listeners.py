"""What rooms above this one hear of a learner's record, and what they are asked about it.

They put functions into these lists when Django starts. `courses.actions` calls them in the transaction of the change:
what they write is written with it, or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from courses.models import Enrollment
from ipslearn.base.models import User


class Listener(Protocol):
    def __call__(self, *, enrollment: Enrollment, done: int | None, now: datetime) -> None:
        """Hear of a changed enrollment. `done` is the number of required activities done, where only that changed."""


CHANGED: list[Listener] = []
EXPIRY: list[Callable[[User, UUID, datetime], date | None]] = []
"""Each returns the last day on which a completion at that moment is valid for this learner; None for no end."""
REQUIRED: list[Callable[[User, UUID], bool]] = []
"""Each says whether the learner may not leave the course, because somebody requires it."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks of the learner in one course. `state` is one that the state tag knows."""

    by: str
    is_essential: bool
    state: str
    due_on: date | None = None
    expires_on: date | None = None
    url: str = ""


ASKED: list[Callable[[User], dict[UUID, Asked]]] = []
"""Each returns {course key: what is asked of this learner}."""


def tell(*, enrollment: Enrollment, now: datetime, done: int | None = None) -> None:
    for hear in CHANGED:
        hear(enrollment=enrollment, done=done, now=now)


def expiry_of(learner: User, course_key: UUID, completed_at: datetime) -> date | None:
    """Return the earliest last valid day that anybody names for a completion at that moment; None if nobody does."""
    return min((day for ask in EXPIRY if (day := ask(learner, course_key, completed_at))), default=None)


def is_required(learner: User, course_key: UUID) -> bool:
    return any(ask(learner, course_key) for ask in REQUIRED)


def asked_of(learner) -> dict[UUID, Asked]:
    """Return what is asked of the learner by course; of two that ask for one course, the one with the earlier date."""
    found: dict[UUID, Asked] = {}
    if not learner.is_authenticated:
        return found
    for ask in ASKED:
        for key, asked in ask(learner).items():
            found[key] = min((one for one in (found.get(key), asked) if one), key=urgency)
    return found


def urgency(asked: Asked) -> tuple[bool, date]:
    return (not asked.is_essential, asked.due_on or asked.expires_on or date.max)
