"""Open responses that a trainer reads: the course waits for review while nothing else is left to do."""

import pytest

from courses import actions as learning
from questions.definitions import Entry, OpenResponse
from quizzes import actions
from teams.models import Standing
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories

pytestmark = pytest.mark.django_db
PLAN = OpenResponse(
    id=str(site.key("plan")), prompt="Write a plan.", criteria=(Entry("c", "Names a job."),), review="reviewer"
)


@pytest.fixture
def quiz(course):
    return site.quiz(course.get_children().first().specific, [PLAN])


@pytest.fixture
def nurse(team, plan, course, quiz):
    found = factories.member(team, "nurse", UserFactory()).user
    factories.requirement(plan, course, ["nurse"])
    return found


@pytest.fixture
def lessons_done(nurse, course):
    for lesson in site.lessons_of(course):
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)


def send_in(nurse, quiz, course):
    attempt = actions.start_attempt(learner=nurse, quiz=quiz, course=course, now=NOW)
    actions.save_responses(attempt=attempt, given={1: ({"text": "A kiosk at the station."}, "")}, now=NOW)
    return actions.submit_attempt(attempt=attempt, now=NOW)


def state(nurse):
    return Standing.objects.get(person=nurse).state


def test_the_course_waits_as_soon_as_it_is_sent_in(nurse, quiz, course, lessons_done):
    send_in(nurse, quiz, course)
    assert state(nurse) == "waiting"


def test_with_something_else_left_to_do_it_does_not(nurse, quiz, course):
    send_in(nurse, quiz, course)
    assert state(nurse) != "waiting"


def test_read_and_passed_it_is_completed(nurse, quiz, course, lessons_done):
    attempt = send_in(nurse, quiz, course)
    actions.review_response(response=attempt.responses.get(), met=["c"], now=NOW)
    assert state(nurse) == "completed"


def test_read_and_not_passed_it_waits_no_more(nurse, quiz, course, lessons_done):
    attempt = send_in(nurse, quiz, course)
    actions.review_response(response=attempt.responses.get(), met=[], now=NOW)
    assert state(nurse) == "in_progress"


def test_what_one_compares_oneself_waits_for_nobody(team, plan, course, nurse, quiz, lessons_done):
    own = OpenResponse(id=PLAN.id, prompt="Write.", criteria=PLAN.criteria, model_answer="So.", review="self")
    other = site.quiz(course.get_children().first().specific, [own], "Own")
    send_in(nurse, quiz, course)
    send_in(nurse, other, course)
    assert state(nurse) != "waiting"
