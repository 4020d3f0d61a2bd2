"""Two at once: real threads and real transactions, on whichever database the tests run on."""

import pytest
from django.db import connection  # noqa: F401  (named in the mark below)

from courses import actions as learning
from courses.models import Enrollment
from teams import actions
from teams.models import Membership, Readiness, Standing
from teams.standings import refresh
from tests import factories as site
from tests.courses.test_concurrency import at_once
from tests.factories import NOW, UserFactory
from tests.teams import factories

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def course(transactional_db):
    return site.course_with_lessons(1, 2)


@pytest.fixture
def team(course):
    return factories.team(factories.organisation())


@pytest.fixture
def plan(team):
    return factories.plan(team.organisation)


def test_joining_twice_at_once_makes_one_membership(team):
    person = UserFactory()
    raised = at_once(*[lambda: factories.member(team, user=person)] * 4)
    assert (raised, Membership.objects.count()) == ([], 1)


def test_refreshing_twice_at_once_makes_each_row_once(plan, team, course):
    factories.requirement(plan, course, refreshed=False)
    for _n in range(20):
        factories.member(team)
    Standing.objects.all().delete()
    raised = at_once(*[lambda: refresh(team.organisation, now=NOW)] * 4)
    assert raised == []
    assert [model.objects.count() for model in (Standing, Readiness, Enrollment)] == [20, 20, 20]


def test_a_refresh_never_overwrites_a_completion_of_the_same_moment(plan, team, course):
    person = factories.member(team).user
    factories.requirement(plan, course)
    first, last = site.lessons_of(course)
    learning.complete_activity(learner=person, activity=first, course=course, now=NOW)
    raised = at_once(
        lambda: learning.complete_activity(learner=person, activity=last, course=course, now=NOW),
        *[lambda: refresh(team.organisation, now=NOW)] * 3,
    )
    assert raised == []
    assert Standing.objects.get().state == "completed"


def test_leaving_and_changing_profession_at_once_leaves_one_end(plan, team):
    membership = factories.member(team)
    psychiatrist = factories.Profession.objects.get(pk="psychiatrist")
    terms = {"by": membership.user, "now": NOW}
    raised = at_once(
        lambda: actions.leave(membership=membership, left_on=factories.TODAY, **terms),
        lambda: actions.change_profession(
            membership=membership, profession=psychiatrist, changed_on=factories.TODAY, **terms
        ),
    )
    assert raised == []
    assert Membership.objects.filter(left_on=None).count() <= 1
