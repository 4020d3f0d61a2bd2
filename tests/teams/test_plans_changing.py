from dataclasses import replace
from datetime import date, timedelta

import pytest

from teams import planning, tasks
from teams.effects import Change, Line, stamp_of
from teams.models import LogEntry, Requirement, Standing
from teams.plan_facts import as_rule
from teams.requirements import Requirement as Rule
from tests.factories import NOW
from tests.teams import factories
from tests.teams.factories import TODAY

pytestmark = pytest.mark.django_db
RULE = Rule(pk=0, professions=frozenset({"nurse"}), applies_from=TODAY, due_within_days=90)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse").user


def save(plan, change, administrator, **fields):
    return planning.change_plan(plan=plan, change=change, by=administrator, now=NOW, **fields)


def adding(course, **terms) -> Change:
    return Change(lines=(Line(course.course_key, course.title, replace(RULE, **terms)),))


def changing(row, **terms) -> Change:
    return Change(lines=(Line(row.course_key, row.title, replace(as_rule(row), **terms)),))


class TestAdding:
    def test_writes_what_was_asked(self, plan, administrator, course):
        terms = {"valid_months": 12, "valid_from": "fixed_day", "renew_month": 4, "renew_day": 31}
        save(plan, adding(course, **terms), administrator)
        row = Requirement.objects.get()
        assert replace(as_rule(row), pk=0) == replace(RULE, **terms)

    def test_reaches_people_at_once(self, plan, nurse, administrator, course):
        save(plan, adding(course), administrator)
        assert Standing.objects.get(person=nurse).due_on == date(2027, 2, 20)

    def test_twice_is_once(self, plan, administrator, course):
        save(plan, adding(course), administrator)
        save(plan, adding(course), administrator)
        assert Requirement.objects.count() == LogEntry.objects.filter(kind="requirement_added").count() == 1

    def test_is_logged_with_its_reason(self, plan, administrator, course):
        save(plan, adding(course), administrator, reason="The audit asks for it.")
        entry = LogEntry.objects.get(kind="requirement_added")
        assert (entry.reason, entry.done_by, entry.course_key) == (
            "The audit asks for it.",
            administrator,
            course.course_key,
        )
        assert (entry.details["before"], entry.details["after"]["professions"]) == ({}, ["nurse"])


class TestChanging:
    def test_keeps_the_row_and_its_adjustments(self, plan, nurse, administrator, course):
        row = factories.requirement(plan, course, ["nurse"])
        later = TODAY + timedelta(days=500)
        planning.adjust(requirement=row, person=nurse, due_on=later, reason="Leave.", by=administrator, now=NOW)
        save(plan, changing(row, due_within_days=30), administrator)
        assert (Requirement.objects.get().due_within_days, Standing.objects.get(person=nurse).due_on) == (30, later)

    def test_is_logged_with_before_and_after(self, plan, administrator, course):
        row = factories.requirement(plan, course, ["nurse"])
        save(plan, changing(row, due_within_days=30), administrator)
        details = LogEntry.objects.get(kind="requirement_changed").details
        assert (details["before"]["due_within_days"], details["after"]["due_within_days"]) == (365, 30)

    def test_to_the_same_writes_nothing(self, plan, administrator, course):
        row = factories.requirement(plan, course, ["nurse"])
        save(plan, changing(row), administrator)
        assert not LogEntry.objects.filter(kind="requirement_changed").exists()

    def test_what_has_ended_is_left_alone(self, plan, administrator, course):
        row = factories.requirement(plan, course, ["nurse"])
        Requirement.objects.update(ended_at=NOW)
        save(plan, changing(row, due_within_days=30), administrator)
        assert Requirement.objects.get().due_within_days == 365

    def test_what_another_plan_asks_is_left_alone(self, plan, organisation, administrator, course):
        row = factories.requirement(factories.plan(organisation, "Another"), course, ["nurse"])
        save(plan, changing(row, due_within_days=30), administrator)
        assert Requirement.objects.get().due_within_days == 365


class TestEnding:
    def test_keeps_the_row_and_asks_nobody(self, plan, nurse, administrator, course):
        row = factories.requirement(plan, course, ["nurse"])
        save(plan, Change(ended=frozenset({row.pk})), administrator)
        row.refresh_from_db()
        assert (row.ended_at, Standing.objects.exists()) == (NOW, False)

    def test_of_another_plan_is_not_done(self, plan, organisation, administrator, course):
        row = factories.requirement(factories.plan(organisation, "Another"), course, ["nurse"])
        save(plan, Change(ended=frozenset({row.pk})), administrator)
        assert Requirement.objects.get().ended_at is None


class TestForce:
    def test_out_of_force_asks_nothing(self, plan, nurse, administrator, course):
        factories.requirement(plan, course, ["nurse"])
        save(plan, Change(is_active=False), administrator)
        assert not Standing.objects.exists()

    def test_back_in_force_asks_again(self, plan, nurse, administrator, course):
        factories.requirement(plan, course, ["nurse"])
        save(plan, Change(is_active=False), administrator)
        save(plan, Change(is_active=True), administrator)
        assert Standing.objects.filter(person=nurse).exists()


class TestStamp:
    def test_a_change_that_was_looked_at_is_saved(self, plan, organisation, administrator, course):
        save(plan, adding(course), administrator, stamp=stamp_of(organisation, NOW))
        assert Requirement.objects.exists()

    def test_a_change_after_another_one_is_refused(self, plan, team, organisation, administrator, course):
        stamp = stamp_of(organisation, NOW)
        factories.member(team)
        with pytest.raises(planning.PlanChanged):
            save(plan, adding(course), administrator, stamp=stamp)
        assert not Requirement.objects.exists()


class TestManyPeople:
    def test_are_brought_up_to_date_after_the_transaction(
        self, plan, nurse, administrator, course, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(planning, "AT_ONCE", 0)
        with django_capture_on_commit_callbacks() as callbacks:
            save(plan, adding(course), administrator)
        assert (len(callbacks), Standing.objects.exists()) == (1, False)
        callbacks[0]()
        assert Standing.objects.filter(person=nurse).exists()

    def test_the_task_says_when_it_is(self, plan, nurse, organisation, course):
        factories.requirement(plan, course, ["nurse"], refreshed=False)
        tasks.refresh_organisation.call(organisation.pk, NOW.isoformat())
        assert Standing.objects.get(person=nurse).due_on == date(2027, 4, 1)


class TestNames:
    def test_a_plan_of_the_same_name_is_the_same_plan(self, plan, organisation, administrator):
        assert planning.create_plan(organisation=organisation, name=plan.name, by=administrator, now=NOW) == plan

    def test_a_new_name_is_logged_with_the_old_one(self, plan, administrator):
        planning.rename_plan(plan=plan, name="Basics", by=administrator, now=NOW)
        details = LogEntry.objects.get(kind="plan_renamed").details
        assert (details["before"], details["plan"]) == ("Training plan", "Basics")
