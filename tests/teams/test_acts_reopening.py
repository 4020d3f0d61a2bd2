"""A course that somebody is asked to do again: what was completed before counts no more."""

from datetime import date, timedelta

from teams.requirements import Asked
from teams.status import Done, Record, status_of

AGAIN = date(2026, 9, 1)
ASKED = Asked("essential", since=date(2026, 4, 1), due_on=date(2026, 6, 30))
"""Asked within 90 days."""


def status(today, *completed, asked=ASKED, **fields):
    return status_of(asked, Record(completed=completed, reopened_on=AGAIN, **fields), today)


class TestStatus:
    def test_what_was_completed_before_does_not_count(self):
        assert status(AGAIN, Done(AGAIN, 1, is_reopened=True)).state == "not_started"

    def test_what_is_completed_after_counts(self):
        assert status(AGAIN, Done(date(2026, 5, 1), 1, is_reopened=True), Done(AGAIN, 1)).state == "completed"

    def test_an_exemption_goes_before(self):
        assert status(AGAIN, exempt_on=AGAIN).state == "exempt"

    def test_it_is_due_within_the_days_of_the_requirement(self):
        found = status(AGAIN, Done(AGAIN, 1, is_reopened=True))
        assert (found.since, found.due_on) == (AGAIN, AGAIN + timedelta(days=90))

    def test_it_is_overdue_the_day_after(self):
        due_on = AGAIN + timedelta(days=90)
        old = Done(date(2026, 5, 1), 1, is_reopened=True)
        assert [status(day, old).state for day in (due_on, due_on + timedelta(days=1))] == ["due_soon", "overdue"]

    def test_an_extended_date_that_is_to_come_stays(self):
        extended = Asked("essential", ASKED.since, date(2026, 12, 31), is_extended=True)
        assert status(AGAIN, Done(AGAIN, 1, is_reopened=True), asked=extended).due_on == date(2026, 12, 31)

    def test_an_extended_date_that_had_passed_does_not(self):
        extended = Asked("essential", ASKED.since, date(2026, 8, 31), is_extended=True)
        assert status(AGAIN, Done(AGAIN, 1, is_reopened=True), asked=extended).due_on > AGAIN

    def test_a_later_edition_moves_the_date_again(self):
        later = AGAIN + timedelta(days=10)
        old = Done(date(2026, 5, 1), 1, is_reopened=True)
        assert status(AGAIN, old, edition_on=later).due_on == later + timedelta(days=90)
