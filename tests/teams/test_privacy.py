"""What becomes of somebody's data in teams when they erase their account, and what they may download."""

import pytest

from courses.erasure import erase_person
from courses.exports import person_as_data
from ipslearn.base.models import User
from teams.models import Administrator, Membership, Readiness, Standing
from tests import factories as site
from tests.teams import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse(plan, team, course):
    person = factories.member(team, "nurse", is_leader=True).user
    factories.requirement(plan, course, ["nurse"])
    return person


class TestErasing:
    def test_ends_the_membership_and_keeps_that_somebody_was_there(self, nurse):
        erase_person(person=nurse)
        membership = Membership.objects.get(user=nurse)
        assert membership.left_on is not None
        assert (membership.profession_id, membership.is_leader) == ("nurse", False)

    def test_takes_the_standings(self, nurse):
        erase_person(person=nurse)
        assert not Standing.objects.filter(person=nurse).exists()
        assert not Readiness.objects.filter(person=nurse).exists()

    def test_keeps_what_was_completed(self, nurse, course):
        site.complete_all(nurse, course)
        erase_person(person=nurse)
        assert User.objects.get(pk=nurse.pk).enrollments.get().completed_at is not None

    def test_takes_the_administration_of_an_organisation(self, organisation, administrator):
        erase_person(person=administrator)
        assert not Administrator.objects.filter(user=administrator).exists()


class TestDownload:
    def test_says_which_team_and_what_it_asks(self, nurse, course):
        own = person_as_data(nurse)["teams"][0]
        assert [one["team_name"] for one in own["memberships"]] == ["North"]
        assert [one["course_key"] for one in own["standings"]] == [course.course_key]

    def test_holds_nothing_of_others(self, nurse, team):
        other = factories.member(team, "nurse").user
        assert other.name not in str(person_as_data(nurse))
