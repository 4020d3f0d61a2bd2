"""Two administrators at once: real threads and real transactions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from teams import planning
from teams.effects import Change, Line, stamp_of
from teams.models import Adjustment, Organisation, Requirement, Standing, TrainingPlan
from teams.plan_facts import as_rule
from teams.requirements import Requirement as Rule
from tests import factories as site
from tests.courses.test_concurrency import at_once
from tests.factories import NOW, UserFactory
from tests.teams import factories
from tests.teams.factories import TODAY

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def asked(transactional_db):
    """A requirement that reaches three nurses."""
    organisation = factories.organisation()
    team = factories.team(organisation)
    for _n in range(3):
        factories.member(team, "nurse")
    return factories.requirement(factories.plan(organisation), site.course_with_lessons(1, 1), ["nurse"])


def changing(row, days, stamp=None):
    line = Line(row.course_key, row.title, replace(as_rule(row), due_within_days=days))
    plan = TrainingPlan.objects.get()
    return lambda: planning.change_plan(plan=plan, change=Change(lines=(line,)), by=None, now=NOW, stamp=stamp)


def test_of_two_who_saw_the_same_plan_one_is_shown_it_again(asked):
    stamp = stamp_of(Organisation.objects.get(), NOW)
    raised = at_once(changing(asked, 10, stamp), changing(asked, 20, stamp))
    assert [type(one) for one in raised] == [planning.PlanChanged]
    assert Requirement.objects.get().due_within_days in (10, 20)


def test_what_is_saved_is_what_people_are_asked(asked):
    raised = at_once(changing(asked, 400), changing(asked, 500))
    rule = as_rule(Requirement.objects.get())
    due = {standing.due_on for standing in Standing.objects.all()}
    assert (raised, due) == ([], {date(2026, 4, 1) + timedelta(days=rule.due_within_days)})


def test_adding_the_same_twice_at_once_adds_it_once(asked):
    other = site.course("Another")
    rule = Rule(pk=0, applies_from=TODAY, due_within_days=90)
    change, plan = Change(lines=(Line(other.course_key, other.title, rule),)), TrainingPlan.objects.get()
    raised = at_once(*[lambda: planning.change_plan(plan=plan, change=change, by=None, now=NOW)] * 3)
    assert (raised, Requirement.objects.filter(course_key=other.course_key).count()) == ([], 1)


def test_adjusting_for_one_person_twice_at_once_leaves_one(asked):
    person, by = Standing.objects.first().person, UserFactory()

    def adjust(necessity):
        return lambda: planning.adjust(
            requirement=asked, person=person, necessity=necessity, reason="Leave.", by=by, now=NOW
        )

    raised = at_once(adjust("optional"), adjust("recommended"))
    current = Adjustment.objects.get(ended_at=None)
    assert (raised, Adjustment.objects.count()) == ([], 2)
    assert Standing.objects.get(person=person).necessity == current.necessity
