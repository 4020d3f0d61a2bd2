from datetime import date

import pytest

from teams.differences import Stand as S
from teams.differences import difference

NOBODY = S("", "not_required")
DUE = S("essential", "not_started", date(2027, 3, 1))
LATE = S("essential", "overdue", date(2026, 3, 1))
DONE = S("essential", "completed")
VALID = S("essential", "completed", None, date(2027, 6, 1))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (NOBODY, NOBODY, "not_asked"),
        (DUE, DUE, "same"),
        (NOBODY, DUE, "new"),
        (NOBODY, LATE, "overdue"),
        (DUE, LATE, "overdue"),
        (DONE, S("essential", "expired", date(2026, 6, 1)), "overdue"),
        (DUE, NOBODY, "ended"),
        (LATE, NOBODY, "ended"),
        (DONE, DUE, "again"),
        (LATE, DUE, "settled"),
        (LATE, S("recommended", "not_started"), "settled"),
        (DUE, S("recommended", "not_started"), "becomes_recommended"),
        (DUE, S("optional", "not_started"), "becomes_optional"),
        (S("optional", "not_started"), DUE, "becomes_essential"),
        (DUE, S("essential", "due_soon", date(2026, 12, 1)), "earlier"),
        (DUE, S("essential", "not_started", date(2027, 3, 2)), "later"),
        (DUE, S("essential", "not_started"), "later"),
        (DONE, VALID, "earlier"),
        (VALID, DONE, "later"),
        (LATE, S("essential", "overdue", date(2026, 3, 2)), "later"),
        (S("essential", "expired", None, date(2026, 3, 1)), LATE, "other"),
    ],
)
def test_what_a_change_means(before, after, found):
    assert difference(before, after) == found
