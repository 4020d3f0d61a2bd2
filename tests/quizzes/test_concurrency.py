"""Two at once: real threads and real transactions, on PostgreSQL."""

import contextlib

import pytest
from django.db import connection  # noqa: F401 - read by the condition below

from courses.models import Completion
from courses.outlines import course_above
from quizzes import actions
from quizzes.models import Attempt
from tests import factories
from tests.courses.test_concurrency import at_once
from tests.factories import NOW
from tests.questions.samples import SAMPLES

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def quiz(transactional_db, learner):
    course = factories.course_with_lessons(1, 1)
    factories.enrolled(learner, course)
    return factories.quiz(course.get_children().first().specific, SAMPLES[:1])


def starting(learner, quiz):
    return lambda: actions.start_attempt(learner=learner, quiz=quiz, course=course_above(quiz), now=NOW)


def test_starting_twice_at_once_begins_one_attempt(learner, quiz):
    raised = at_once(*[starting(learner, quiz)] * 4)
    assert (raised, Attempt.objects.count()) == ([], 1)


def test_submitting_twice_at_once_records_one_completion(learner, quiz):
    attempt = starting(learner, quiz)()
    actions.save_responses(attempt=attempt, given={1: ("a", "")}, now=NOW)
    raised = at_once(*[lambda: actions.submit_attempt(attempt=attempt, now=NOW)] * 4)
    assert (raised, Completion.objects.count()) == ([], 1)


def test_an_answer_and_the_end_at_once_agree(learner, quiz):
    attempt = starting(learner, quiz)()

    def answer():
        with contextlib.suppress(actions.AttemptClosed):
            actions.save_responses(attempt=attempt, given={1: ("a", "")}, now=NOW)

    raised = at_once(answer, lambda: actions.submit_attempt(attempt=attempt, now=NOW))
    attempt.refresh_from_db()
    is_saved = attempt.responses.get().is_answered
    assert (raised, attempt.score_given) == ([], 1 if is_saved else 0)
