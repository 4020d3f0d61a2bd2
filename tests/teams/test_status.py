"""The tables of docs/status.md, and what holds for every date."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.dates import add_months, in_month, last_fixed_day
from teams.requirements import (
    CURRENT,
    ESSENTIAL,
    FIXED_DAY,
    FROM_COMPLETION,
    FROM_EXPIRY,
    Adjusted,
    Asked,
    Belonging,
    Requirement,
    asked_of,
    expires_on,
)
from teams.status import STATES, Done, Record, status_of

PAGE = Path(__file__).parents[2] / "docs" / "status.md"
APRIL = date(2026, 4, 1)
MONTHS = {"March": 3}
BORN = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


def cases() -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split("## Worked cases")[1].split("## What is asked")[0]
    rows = [line.strip("|\n ").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def asked_in(words: str) -> Asked | None:
    """Read "within 90 days", "valid 12 months until 31 March", "recommended", "current edition"."""
    if words == "not at all":
        return None
    days = re.search(r"within (\d+) days", words)
    on = re.search(r"on (\d{4}-\d\d-\d\d)", words)
    valid = re.search(r"valid (\d+) months?", words)
    fixed = re.search(r"until (\d+) (\w+)", words)
    requirement = Requirement(
        pk=1,
        necessity="recommended" if "recommended" in words else ESSENTIAL,
        due_within_days=int(days[1]) if days else None,
        due_on=date.fromisoformat(on[1]) if on else None,
        valid_months=int(valid[1]) if valid else None,
        valid_from=FIXED_DAY if fixed else FROM_EXPIRY if "last expiry" in words else FROM_COMPLETION,
        renew_day=int(fixed[1]) if fixed else 0,
        renew_month=MONTHS[fixed[2]] if fixed else 0,
        edition=CURRENT if "current edition" in words else "any",
    )
    return asked_of([Belonging(1, "nurse", APRIL)], [requirement], [], date(2030, 1, 1))


def record_in(words: str) -> Record:
    """Read "edition 2 since …, started …, completed … of edition 1, exempt …, waiting …"."""

    def day(name: str) -> date | None:
        found = re.search(rf"{name} (\d{{4}}-\d\d-\d\d)", words)
        return date.fromisoformat(found[1]) if found else None

    edition = re.search(r"edition (\d+) since", words)
    done = re.findall(r"completed (\d{4}-\d\d-\d\d)(?: of edition (\d+))?", words)
    return Record(
        completed=[Done(date.fromisoformat(on), int(number or 1)) for on, number in done],
        started_on=day("started"),
        exempt_on=day("exempt"),
        waiting_since=day("waiting"),
        edition=int(edition[1]) if edition else 1,
        edition_on=day("since") if edition else None,
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: " · ".join(case[:3]))
def test_a_worked_case(case):
    asked, done, today, *expected = case
    found = status_of(asked_in(asked), record_in(done), date.fromisoformat(today))
    shown = [found.state, found.since, found.due_on, found.expires_on, found.changes_on, found.next_state]
    assert [str(value) if value else "–" for value in shown] == expected


def test_the_page_has_a_case_of_every_state():
    assert {case[3] for case in cases()} == set(STATES)


def asked(**fields) -> Asked:
    return Asked(**{"necessity": ESSENTIAL, "since": APRIL, **fields})


REQUIREMENTS = st.builds(
    asked,
    due_on=st.none() | BORN,
    valid_months=st.none() | st.integers(1, 60),
    valid_from=st.sampled_from([FROM_COMPLETION, FROM_EXPIRY, FIXED_DAY]),
    renew_month=st.integers(1, 12),
    renew_day=st.integers(1, 31),
)
RECORDS = st.builds(
    Record,
    completed=st.lists(BORN.map(Done), max_size=4).map(lambda found: sorted(found, key=lambda one: one.on)),
    started_on=st.none() | BORN,
    waiting_since=st.none() | BORN,
)


class TestAnyDay:
    @given(REQUIREMENTS, RECORDS, BORN)
    def test_nothing_changes_before_the_day_that_is_named(self, asked, record, today):
        status = status_of(asked, record, today)
        last = (status.changes_on or date(2199, 1, 1)) - timedelta(days=1)
        assert status_of(asked, record, last).state == status.state

    @given(REQUIREMENTS, RECORDS, BORN)
    def test_on_that_day_it_is_what_was_said(self, asked, record, today):
        status = status_of(asked, record, today)
        if status.changes_on:
            assert status_of(asked, record, status.changes_on).state == status.next_state

    @given(REQUIREMENTS, RECORDS, BORN)
    def test_the_change_lies_ahead(self, asked, record, today):
        status = status_of(asked, record, today)
        assert status.changes_on is None or status.changes_on > today

    @given(BORN, st.integers(1, 240))
    def test_months_later_is_that_many_months_later(self, day, months):
        later = add_months(day, months)
        assert (later.year - day.year) * 12 + later.month - day.month == months

    @given(BORN, st.integers(1, 240))
    def test_months_later_is_the_same_day_or_the_last_one(self, day, months):
        later = add_months(day, months)
        assert later.day == day.day or (later + timedelta(days=1)).day == 1

    @given(BORN, st.integers(1, 12), st.integers(1, 31))
    def test_the_last_fixed_day_is_at_most_a_year_back(self, until, month, day):
        fixed = last_fixed_day(until, month=month, day=day)
        assert until - timedelta(days=366) < fixed <= until

    @given(REQUIREMENTS, BORN)
    def test_a_completion_is_valid_on_its_own_day(self, asked, day):
        end = expires_on(asked, [day])
        assert end is None or end > day

    def test_a_fixed_day_in_february_is_its_last(self):
        assert in_month(2027, 2, 29) == date(2027, 2, 28)


def requirement(pk=1, **fields) -> Requirement:
    return Requirement(pk=pk, **{"due_within_days": 30, **fields})


NURSE = Belonging(1, "nurse", APRIL)


class TestWhatIsAsked:
    def test_nothing_of_somebody_in_no_team(self):
        assert asked_of([], [requirement()], [], APRIL) is None

    def test_nothing_of_another_profession(self):
        assert asked_of([NURSE], [requirement(professions=frozenset({"psychiatrist"}))], [], APRIL) is None

    def test_everybody_where_no_profession_is_named(self):
        assert asked_of([NURSE], [requirement()], [], APRIL).due_on == date(2026, 5, 1)

    def test_nothing_before_joining(self):
        assert asked_of([NURSE], [requirement()], [], APRIL - timedelta(days=1)) is None

    def test_the_last_day_in_the_team_still_counts(self):
        leaving = Belonging(1, "nurse", APRIL, date(2026, 6, 30))
        assert asked_of([leaving], [requirement()], [], date(2026, 6, 30)) is not None

    def test_nothing_after_leaving(self):
        left = Belonging(1, "nurse", APRIL, date(2026, 6, 30))
        assert asked_of([left], [requirement()], [], date(2026, 7, 1)) is None

    def test_days_count_from_the_plan_where_it_came_later(self):
        later = requirement(applies_from=date(2026, 9, 1))
        assert asked_of([NURSE], [later], [], date(2026, 9, 1)).due_on == date(2026, 10, 1)

    def test_a_change_of_profession_does_not_begin_anew(self):
        before = Belonging(1, "nurse", APRIL, date(2026, 8, 31))
        now = Belonging(1, "case-manager", date(2026, 9, 1))
        assert asked_of([before, now], [requirement()], [], date(2026, 9, 2)).since == APRIL

    def test_it_does_where_only_the_new_profession_is_asked(self):
        before = Belonging(1, "nurse", APRIL, date(2026, 8, 31))
        now = Belonging(1, "case-manager", date(2026, 9, 1))
        only = requirement(professions=frozenset({"case-manager"}))
        assert asked_of([before, now], [only], [], date(2026, 9, 2)).since == date(2026, 9, 1)

    def test_coming_back_after_a_gap_begins_anew(self):
        before = Belonging(1, "nurse", date(2020, 1, 1), date(2020, 12, 31))
        assert asked_of([before, NURSE], [requirement()], [], APRIL).since == APRIL


class TestTheStrictest:
    def test_of_two_professions_in_two_teams(self):
        both = [NURSE, Belonging(2, "case-manager", date(2026, 3, 1))]
        rules = [
            requirement(1, professions=frozenset({"nurse"}), due_within_days=30),
            requirement(2, professions=frozenset({"case-manager"}), due_within_days=50, valid_months=12),
        ]
        found = asked_of(both, rules, [], APRIL)
        assert (found.due_on, found.valid_months, found.sources) == (date(2026, 4, 20), 12, (1, 2))

    def test_essential_before_recommended_whatever_their_dates(self):
        rules = [requirement(1, due_within_days=300), requirement(2, necessity="recommended", due_within_days=1)]
        found = asked_of([NURSE], rules, [], APRIL)
        assert (found.necessity, found.due_on) == (ESSENTIAL, date(2027, 1, 26))

    def test_a_weaker_one_is_not_named_as_its_source(self):
        rules = [requirement(1), requirement(2, necessity="optional", valid_months=1)]
        found = asked_of([NURSE], rules, [], APRIL)
        assert (found.sources, found.valid_months) == ((1,), None)

    def test_the_current_edition_before_any(self):
        rules = [requirement(1), requirement(2, edition=CURRENT)]
        assert asked_of([NURSE], rules, [], APRIL).edition == CURRENT

    def test_a_date_before_none(self):
        rules = [requirement(1, due_within_days=None), requirement(2, due_within_days=90)]
        assert asked_of([NURSE], rules, [], APRIL).due_on == date(2026, 6, 30)

    def test_the_whole_course_before_what_changed(self):
        rules = [requirement(1, renewal="what_changed"), requirement(2)]
        assert asked_of([NURSE], rules, [], APRIL).renewal == "whole_course"


class TestAdjustments:
    def test_a_team_need_not(self):
        assert asked_of([NURSE], [requirement()], [Adjusted(1, team=1, necessity="not_required")], APRIL) is None

    def test_another_team_still_does(self):
        assert asked_of([NURSE], [requirement()], [Adjusted(1, team=2, necessity="not_required")], APRIL) is not None

    def test_the_person_comes_after_the_team(self):
        changes = [Adjusted(1, necessity="essential"), Adjusted(1, team=1, necessity="not_required")]
        assert asked_of([NURSE], [requirement()], changes, APRIL).is_essential

    def test_a_due_date_is_extended(self):
        found = asked_of([NURSE], [requirement()], [Adjusted(1, due_on=date(2026, 12, 1))], APRIL)
        assert (found.due_on, found.is_extended) == (date(2026, 12, 1), True)

    def test_of_another_requirement_does_not_matter(self):
        assert asked_of([NURSE], [requirement()], [Adjusted(9, necessity="not_required")], APRIL) is not None
