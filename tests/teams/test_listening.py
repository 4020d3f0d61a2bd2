"""What a learner meets of what their team asks: in My learning, on cards, and when they leave a course."""

from datetime import date

import pytest

from courses import listeners
from tests import factories as site
from tests.teams import factories
from tests.teams.reading import without_bdi

pytestmark = pytest.mark.django_db
LEARNING = "/en/learning/"


@pytest.fixture
def nurse(team, client):
    person = factories.member(team, "nurse").user
    client.force_login(person)
    return person


def text_of(response) -> str:
    return without_bdi(response.content.decode())


class TestMyLearning:
    def test_says_until_when_and_who_asks(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=300)
        page = text_of(client.get(LEARNING))
        assert "Due on 26 January 2027" in page
        assert "Minato Clinic asks for it" in page

    def test_says_that_it_is_overdue(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=30)
        assert "Overdue" in text_of(client.get(LEARNING))

    def test_begins_with_what_is_due_first(self, client, plan, nurse, course):
        later = site.course("Later")
        sooner = site.course("Sooner")
        factories.requirement(plan, later, ["nurse"], due_within_days=300)
        factories.requirement(plan, sooner, ["nurse"], due_within_days=200)
        page = text_of(client.get(LEARNING))
        assert page.index("Sooner") < page.index("Later")

    def test_lists_what_is_advised(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="recommended")
        page = text_of(client.get(LEARNING))
        assert "Minato Clinic advises it" in page
        assert "Due on" not in page

    def test_says_nothing_to_somebody_in_no_team(self, client, course, other):
        site.enrolled(other, course)
        client.force_login(other)
        assert "asks for it" not in text_of(client.get(LEARNING))


class TestCard:
    def test_of_an_essential_course_says_so(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        assert "Essential for you" in text_of(client.get("/en/courses/"))

    def test_of_an_advised_one_does_not(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="optional")
        assert "Essential for you" not in text_of(client.get("/en/courses/"))


class TestLeaving:
    def test_a_required_course_is_refused_in_words(self, client, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        response = client.post(f"/en/courses/{course.course_key}/leave/", follow=True)
        assert "asks for this course" in text_of(response)


class TestTwoOrganisations:
    @pytest.fixture
    def both(self, plan, nurse, course):
        elsewhere = factories.organisation("Elsewhere")
        factories.member(factories.team(elsewhere), "nurse", nurse)
        factories.requirement(plan, course, ["nurse"], due_within_days=300, valid_months=12)
        factories.requirement(factories.plan(elsewhere), course, ["nurse"], due_within_days=200, valid_months=24)

    def test_the_earlier_date_is_shown(self, both, nurse, course):
        asked = listeners.asked_of(nurse)[course.course_key]
        assert (asked.by, asked.due_on) == ("Elsewhere", date(2026, 10, 18))

    def test_the_shorter_validity_is_printed(self, both, nurse, course):
        assert site.complete_all(nurse, course).certificate.expires_on == date(2027, 11, 22)
