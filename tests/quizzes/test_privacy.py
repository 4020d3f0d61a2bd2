"""A person's attempts: in the file with their data, and what goes with the account."""

import json

import pytest

from courses.erasure import erase_person
from courses.exports import person_as_json
from courses.outlines import course_above
from quizzes import actions
from quizzes.models import Attempt, ExtraTime, Response
from quizzes.privacy import ATTEMPT, RESPONSE
from tests import factories
from tests.factories import NOW
from tests.questions.samples import SAMPLES

LEFT_OUT = {
    Attempt: {"id", "enrollment", "rules"},
    Response: {"id", "attempt", "place", "snapshot", "order", "is_final"},
}


def attempted(person, quiz) -> Attempt:
    course = course_above(quiz)
    factories.enrolled(person, course)
    attempt = actions.start_attempt(learner=person, quiz=quiz, course=course, now=NOW)
    positions = {row.kind: row.position for row in attempt.responses.all()}
    given = {positions["single_choice"]: ("a", ""), positions["open_response"]: ({"text": "My own words"}, "")}
    actions.save_responses(attempt=attempt, given=given, now=NOW)
    return actions.submit_attempt(attempt=attempt, now=NOW)


@pytest.fixture
def quiz(db):
    course = factories.course_with_lessons(1, 1)
    return factories.quiz(course.get_children().first().specific, SAMPLES)


@pytest.fixture
def attempt(learner, quiz):
    return attempted(learner, quiz)


@pytest.mark.parametrize(("model", "columns"), [(Attempt, ATTEMPT), (Response, RESPONSE)])
def test_every_column_is_written_or_left_out_on_purpose(model, columns):
    assert {field.name for field in model._meta.concrete_fields} - LEFT_OUT[model] == set(columns)


def test_the_file_holds_the_persons_attempts_with_what_was_asked(learner, other, quiz, attempt):
    attempted(other, quiz)
    (written,) = json.loads(person_as_json(learner))["attempts"]
    assert len(written["responses"]) == len(SAMPLES)
    assert {"question": "Question 1?", "response": "a"}.items() <= written["responses"][
        [row["kind"] for row in written["responses"]].index("single_choice")
    ].items()


class TestErasing:
    def test_what_was_typed_goes(self, learner, attempt):
        erase_person(person=learner)
        assert attempt.responses.get(kind="open_response").response is None

    def test_what_was_chosen_and_the_score_stay(self, learner, attempt):
        erase_person(person=learner)
        row = attempt.responses.get(kind="single_choice")
        assert (row.response, row.correctness) == ("a", 1)

    def test_extra_time_goes(self, learner, attempt):
        ExtraTime.objects.create(learner=learner, factor=2)
        erase_person(person=learner)
        assert not ExtraTime.objects.exists()

    def test_nothing_of_others_goes(self, learner, other, quiz):
        theirs = attempted(other, quiz)
        erase_person(person=learner)
        assert theirs.responses.get(kind="open_response").response == {"text": "My own words"}
