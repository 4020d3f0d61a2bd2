"""What a change of a plan means for one person in one course: decided from where they stand before and after it.

The first line that fits, read from the top; it is also the order in which one wants to read them.

| the person …                                                   | difference           |
|----------------------------------------------------------------|----------------------|
| stands exactly as before                                       | same (or not asked)  |
| is overdue or expired, and was not                             | overdue              |
| is no longer asked for the course                              | ended                |
| is asked for it, and was not                                   | new                  |
| had completed it, and what they completed no longer counts     | again                |
| is no longer overdue or expired                                | settled              |
| is asked for it as essential (recommended, optional), and      | becomes essential    |
| was as something else                                          | (recommended, …)     |
| has to be done with it, or to renew it, earlier than before    | earlier              |
| … later than before                                            | later                |
| none of these                                                  | other                |
"""

from datetime import date
from typing import NamedTuple

from teams.status import CURRENT_STATES, EXPIRED, NOT_REQUIRED, OVERDUE

NEWLY_OVERDUE, NEW, AGAIN, ENDED, SETTLED = "overdue", "new", "again", "ended", "settled"
BECOMES = {necessity: f"becomes_{necessity}" for necessity in ("essential", "recommended", "optional")}
EARLIER, LATER, OTHER, SAME, NOT_ASKED = "earlier", "later", "other", "same", "not_asked"
DIFFERENCES = (
    *(NEWLY_OVERDUE, NEW, AGAIN, *BECOMES.values(), EARLIER, LATER, SETTLED, ENDED, OTHER),
    *(SAME, NOT_ASKED),
)
LATE = (OVERDUE, EXPIRED)


class Stand(NamedTuple):
    """Where somebody stands in a course; the necessity is empty if nothing asks them for it."""

    necessity: str
    state: str
    due_on: date | None = None
    expires_on: date | None = None

    @property
    def until(self) -> date:
        """The last day on which the person may stay as they are."""
        return self.due_on or self.expires_on or date.max


def difference(before: Stand, after: Stand) -> str:
    """Return what the change means to the person, by the table above."""
    if before == after:
        return NOT_ASKED if before.state == NOT_REQUIRED else SAME
    if after.state in LATE and before.state not in LATE:
        return NEWLY_OVERDUE
    if after.state == NOT_REQUIRED:
        return ENDED
    if before.state == NOT_REQUIRED:
        return NEW
    if before.state in CURRENT_STATES and after.state not in CURRENT_STATES:
        return AGAIN
    if before.state in LATE and after.state not in LATE:
        return SETTLED
    if before.necessity != after.necessity:
        return BECOMES[after.necessity]
    if before.until != after.until:
        return EARLIER if after.until < before.until else LATER
    return OTHER
