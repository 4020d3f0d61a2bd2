"""The tables of docs/reminders.md, and what holds for every order of days."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams import reminders
from teams.reminders import Course, Told, due_items, is_digest_due, next_allowed
from teams.requirements import Asked
from teams.status import Done, Record, status_of

PAGE = (Path(__file__).parents[2] / "docs" / "reminders.md").read_text(encoding="utf-8")
APRIL = date(2026, 4, 1)


def rows_below(heading: str) -> list[list[str]]:
    text = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|\n ").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def course_in(words: str, today: date) -> Course:
    """Read "due on 2026-06-30, begun" or "valid until 2027-05-01" as the status rules see it."""
    due = re.search(r"due on (\S+?)(,|$)", words)
    valid = re.search(r"valid until (\d{4})-(\S+?)(,|$)", words)
    necessity = next((one for one in ("recommended", "optional") if one in words), "essential")
    due_on = date.fromisoformat(due[1]) if due else None
    asked = Asked(necessity, APRIL, due_on, valid_months=12 if valid else None)
    record = Record(
        completed=[Done(date.fromisoformat(f"{int(valid[1]) - 1}-{valid[2]}"))] if valid else [],
        started_on=APRIL if "begun" in words else None,
        exempt_on=APRIL if "exempt" in words else None,
        waiting_since=APRIL if "waiting" in words else None,
    )
    found = status_of(asked, record, today)
    return Course("c", necessity, found.state, found.since, found.due_on, found.expires_on)


def told_in(words: str, course: Course) -> list[Told]:
    found = [one.split() for one in words.split(", ") if one != "–"]
    refs = {"assigned": APRIL, "by_hand": None}
    last = course.expires_on or course.due_on
    return [Told(event, "c", refs.get(event, last), date.fromisoformat(day)) for event, day in found]


@pytest.mark.parametrize("case", rows_below("Worked cases"), ids=" · ".join)
def test_worked_case(case):
    words, told, day, event, names = case
    today = date.fromisoformat(day)
    course = course_in(words, today)
    found = due_items([course], told_in(told, course), today, wants_early="declined" not in words)
    assert [(one.event, str(one.on or "–")) for one in found] == ([] if event == "–" else [(event, names)])


def moment(words: str, zone: ZoneInfo) -> datetime:
    return datetime.strptime(words, "%a %Y-%m-%d %H:%M").replace(tzinfo=zone)


@pytest.mark.parametrize("case", rows_below("When it goes out"), ids=" · ".join)
def test_when_it_goes_out(case):
    zone = ZoneInfo(case[1])
    before = None if case[2] == "–" else moment(case[2], zone)
    assert next_allowed(moment(case[0], zone), zone, before) == moment(case[3], zone)


def test_the_page_and_the_docstring_have_the_same_table():
    kept = [[cell.strip() for cell in line.strip("| ").split("|")] for line in reminders.__doc__.splitlines()]
    assert [row for row in kept if len(row) == 4][2:] == rows_below("What is said, and how often")


def test_every_event_has_its_case():
    assert {row[3] for row in rows_below("Worked cases")} - {"–"} == set(reminders.EVENTS)


def test_the_most_urgent_stands_first():
    courses = [
        Course("a", "essential", "not_started", APRIL),
        Course("b", "essential", "overdue", APRIL, APRIL),
        Course("c", "essential", "overdue", APRIL, APRIL - timedelta(days=1)),
    ]
    assert [one.course for one in due_items(courses, [], APRIL + timedelta(days=2))] == ["c", "b", "a"]


def test_a_date_that_was_moved_begins_anew():
    course = Course("c", "essential", "overdue", APRIL, APRIL + timedelta(days=20))
    told = [Told("overdue", "c", APRIL, APRIL + timedelta(days=n)) for n in (1, 8, 15)]
    assert [one.event for one in due_items([course], told, APRIL + timedelta(days=21))] == ["overdue"]


def test_who_was_mailed_today_is_not_mailed_again():
    course = Course("c", "essential", "overdue", APRIL, APRIL)
    assert due_items([course], [Told("assigned", "other", APRIL, APRIL)], APRIL) == []


class TestDigest:
    def test_the_first_one_has_something_to_say(self):
        assert [is_digest_due(found, None, None, APRIL) for found in ([], ["x"])] == [False, True]

    def test_comes_a_week_later(self):
        days = (APRIL + timedelta(days=6), APRIL + timedelta(days=7))
        assert [is_digest_due(["y"], ["x"], APRIL, day) for day in days] == [False, True]

    def test_comes_only_if_something_changed(self):
        assert not is_digest_due(["x"], ["x"], APRIL, APRIL + timedelta(days=70))

    def test_says_that_nothing_is_left(self):
        assert is_digest_due([], ["x"], APRIL, APRIL + timedelta(days=7))


DAYS = st.integers(-10, 500).map(lambda n: APRIL + timedelta(days=n))
ASKED = st.builds(
    Asked,
    st.sampled_from(["essential", "recommended", "optional"]),
    st.just(APRIL),
    due_on=st.none() | DAYS,
    valid_months=st.none() | st.integers(1, 14),
)
RECORDS = st.builds(
    Record,
    completed=st.lists(DAYS.map(Done), max_size=3).map(lambda found: sorted(found, key=lambda one: one.on)),
    started_on=st.none() | DAYS,
    waiting_since=st.none() | DAYS,
)
PEOPLE = st.lists(st.tuples(ASKED, RECORDS), min_size=1, max_size=4)


def courses_on(person, today):
    statuses = [(asked, status_of(asked, record, today)) for asked, record in person]
    return [
        Course(str(number), asked.necessity, one.state, one.since, one.due_on, one.expires_on)
        for number, (asked, one) in enumerate(statuses)
    ]


def run(person, days, wants_early=True) -> list[list[Told]]:
    """Return the mails of a run on each of the days, in that order."""
    told, mails = [], []
    for today in days:
        items = due_items(courses_on(person, today), told, today, wants_early=wants_early)
        if items:
            mails.append([Told(one.event, one.course, one.ref, today) for one in items])
            told += mails[-1]
    return mails


class TestAnyDays:
    @given(PEOPLE, st.lists(DAYS, max_size=40))
    def test_nobody_gets_two_mails_a_day(self, person, days):
        sent_on = [mail[0].on for mail in run(person, days)]
        assert len(sent_on) == len(set(sent_on))

    @given(PEOPLE, st.lists(DAYS, max_size=40))
    def test_running_twice_sends_nothing_more(self, person, days):
        assert run(person, [day for day in days for _twice in range(2)]) == run(person, days)

    @given(PEOPLE, st.lists(DAYS, min_size=20, max_size=90))
    def test_what_is_overdue_is_said_five_times_at_most(self, person, days):
        said = [(one.course, one.ref) for mail in run(person, days) for one in mail if one.event == "overdue"]
        assert all(said.count(one) <= 1 + reminders.WEEKLY_AT_MOST for one in said)

    @given(PEOPLE, st.lists(DAYS, max_size=60))
    def test_everything_else_is_said_once(self, person, days):
        told = [one for mail in run(person, days) for one in mail if one.event != "overdue"]
        assert len({(one.event, one.course, one.ref) for one in told}) == len(told)

    @given(PEOPLE, st.lists(DAYS, max_size=40))
    def test_what_was_declined_is_never_sent(self, person, days):
        for today in days:
            items = due_items(courses_on(person, today), [], today, wants_early=False)
            assert not [one for one in items if one.is_early]

    @given(PEOPLE, DAYS)
    def test_a_mail_names_what_is_true_today(self, person, today):
        courses = {one.key: one for one in courses_on(person, today)}
        for item in due_items(courses.values(), [], today):
            assert item.on in (courses[item.course].due_on, courses[item.course].expires_on)

    @given(
        st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
        st.sampled_from(["Asia/Tokyo", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
        st.none() | st.integers(0, 72),
    )
    def test_mail_goes_out_at_a_decent_hour(self, now, name, hours):
        zone = ZoneInfo(name)
        before = None if hours is None else now - timedelta(hours=hours)
        found = next_allowed(now, zone, before).astimezone(zone)
        assert found >= now
        assert found.weekday() < 5
        assert found.hour >= 8
        assert (found.hour, found.minute, found.second) <= (18, 0, 0)
        assert before is None or found.date() != before.astimezone(zone).date()
