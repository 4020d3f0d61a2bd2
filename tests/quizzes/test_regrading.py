"""A key was wrong: what scoring again changes, and what it never does."""

import dataclasses

import pytest

from courses.models import Completion
from courses.outlines import course_above
from quizzes import actions, regrading
from quizzes.models import Attempt, Regrading
from quizzes.publishing import publish_questions
from tests import factories
from tests.factories import NOW
from tests.questions.samples import SAMPLES

WRONG = SAMPLES[0]
MENDED = dataclasses.replace(
    WRONG, choices=tuple(dataclasses.replace(one, credit=float(one.id == "b")) for one in WRONG.choices)
)


@pytest.fixture
def trainer(db):
    return factories.UserFactory()


@pytest.fixture
def quiz(db):
    course = factories.course_with_lessons(1, 1)
    return factories.quiz(course.get_children().first().specific, [WRONG])


def attempted(person, quiz, response) -> Attempt:
    course = course_above(quiz)
    factories.enrolled(person, course)
    attempt = actions.start_attempt(learner=person, quiz=quiz, course=course, now=NOW)
    actions.save_responses(attempt=attempt, given={1: (response, "")}, now=NOW)
    return actions.submit_attempt(attempt=attempt, now=NOW)


@pytest.fixture
def right_all_along(learner, quiz):
    return attempted(learner, quiz, "b")


@pytest.fixture
def passed_by_mistake(other, quiz):
    return attempted(other, quiz, "a")


@pytest.fixture
def mended(quiz, right_all_along, passed_by_mistake):
    publish_questions(place=quiz.quiz_key, locale=quiz.locale, questions=[MENDED])


def regrade(trainer, **more):
    settings = {"by": trainer, "reason": "The key was wrong.", "now": NOW, **more}
    return regrading.regrade(question_key=WRONG.id, **settings)


def test_publishing_a_mended_key_changes_no_attempt(mended, right_all_along):
    right_all_along.refresh_from_db()
    assert right_all_along.score_given == 0


class TestPreview:
    def test_says_who_changes_and_how(self, mended, right_all_along, passed_by_mistake):
        effect = regrading.preview(WRONG.id)
        assert (effect.asked, effect.better, effect.worse) == (2, 1, 1)
        assert (effect.passing, effect.failing) == ([right_all_along.pk], [passed_by_mistake.pk])

    def test_changes_nothing(self, mended, right_all_along):
        regrading.preview(WRONG.id)
        right_all_along.refresh_from_db()
        assert right_all_along.score_given == 0

    def test_leaves_open_attempts_alone(self, quiz, learner):
        course = course_above(quiz)
        factories.enrolled(learner, course)
        actions.start_attempt(learner=learner, quiz=quiz, course=course, now=NOW)
        assert regrading.preview(WRONG.id).asked == 0

    def test_of_a_question_that_is_nowhere_is_refused(self, db):
        with pytest.raises(regrading.NothingPublished):
            regrading.preview(WRONG.id)


class TestRegrade:
    def test_gives_the_score_and_records_the_pass(self, trainer, mended, right_all_along, learner):
        regrade(trainer)
        right_all_along.refresh_from_db()
        assert (right_all_along.score_given, right_all_along.is_passed) == (1, True)
        assert Completion.objects.filter(enrollment__learner=learner).count() == 1

    def test_takes_no_pass_away(self, trainer, mended, passed_by_mistake):
        regrade(trainer)
        passed_by_mistake.refresh_from_db()
        assert (passed_by_mistake.score_given, passed_by_mistake.is_passed) == (0, True)

    def test_takes_passes_away_where_the_trainer_says_so(self, trainer, mended, passed_by_mistake):
        regrade(trainer, takes_passes_away=True)
        passed_by_mistake.refresh_from_db()
        assert not passed_by_mistake.is_passed

    def test_leaves_completions_in_any_case(self, trainer, mended, other):
        regrade(trainer, takes_passes_away=True)
        assert Completion.objects.filter(enrollment__learner=other).count() == 1

    def test_is_logged_with_who_and_why(self, trainer, mended):
        regrade(trainer)
        log = Regrading.objects.get()
        assert (log.made_by, log.reason, log.better, log.worse) == (trainer, "The key was wrong.", 1, 1)

    def test_needs_a_reason(self, trainer, mended):
        with pytest.raises(regrading.ReasonMissing):
            regrade(trainer, reason=" ")

    def test_a_second_time_changes_nothing_more(self, trainer, mended):
        regrade(trainer)
        assert (regrade(trainer).better, regrade(trainer).worse) == (0, 0)

    def test_the_results_explain_the_mended_key(self, trainer, mended, right_all_along, client, learner):
        regrade(trainer)
        client.force_login(learner)
        html = client.get(f"/en/attempts/{right_all_along.pk}/results/").content.decode()
        assert "1 of 1 fully right" in html
