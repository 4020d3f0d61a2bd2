from datetime import timedelta

import pytest

from courses.actions import ActivityLocked, NotEnrolled
from courses.models import Completion
from courses.outlines import course_above
from quizzes import actions
from quizzes.models import Attempt, ExtraTime, Response
from tests import factories
from tests.factories import NOW
from tests.questions.samples import SAMPLES

MINUTE = timedelta(minutes=1)
CHOICES = [question for question in SAMPLES if question.kind in ("single_choice", "true_false")]
RIGHT = {"single_choice": "a", "true_false": "false"}


@pytest.fixture
def course(db):
    return factories.course_with_lessons(1, 1)


@pytest.fixture
def module(course):
    return course.get_children().first().specific


@pytest.fixture
def make(module, course, learner):
    """Make a quiz of two questions in the module, for a learner who is enrolled."""
    factories.enrolled(learner, course)

    def quiz(questions=CHOICES, **fields):
        return factories.quiz(module, questions, **fields)

    return quiz


def start(learner, quiz, now=NOW) -> Attempt:
    return actions.start_attempt(learner=learner, quiz=quiz, course=course_above(quiz), now=now)


def answer(attempt, *, right=True, only=None, now=NOW, **more):
    """Answer the questions of the attempt, or `only` the one at this position."""
    rows = attempt.responses.all() if only is None else attempt.responses.filter(position=only)
    given = {row.position: (RIGHT[row.kind] if right else "b", "") for row in rows}
    return actions.save_responses(attempt=attempt, given=given, now=now, **more)


def submit(attempt, now=NOW) -> Attempt:
    return actions.submit_attempt(attempt=attempt, now=now)


def attempted(learner, quiz, *, right=True, now=NOW) -> Attempt:
    attempt = start(learner, quiz, now)
    answer(attempt, right=right, now=now)
    return submit(attempt, now)


class TestStart:
    def test_asks_the_quizs_questions(self, learner, make):
        attempt = start(learner, make())
        assert {str(row.question_key) for row in attempt.responses.all()} == {one.id for one in CHOICES}

    def test_begins_no_second_attempt_while_one_is_open(self, learner, make):
        quiz = make()
        assert start(learner, quiz) == start(learner, quiz)

    def test_needs_an_enrollment(self, other, make):
        with pytest.raises(NotEnrolled):
            start(other, make())

    def test_needs_the_module_before_if_it_is_locked(self, learner, course, make):
        locked = factories.module(course, "Locked", order="locked")
        with pytest.raises(ActivityLocked):
            start(learner, factories.quiz(locked, CHOICES))

    def test_refuses_a_quiz_without_questions(self, learner, make):
        with pytest.raises(actions.NothingToAsk):
            start(learner, make(questions=()))

    def test_refuses_an_attempt_too_many(self, learner, make):
        quiz = make(attempts_allowed=1)
        attempted(learner, quiz, right=False)
        with pytest.raises(actions.MayNotBegin):
            start(learner, quiz)

    def test_refuses_an_attempt_too_soon(self, learner, make):
        quiz = make(wait_hours=48)
        attempted(learner, quiz, right=False)
        with pytest.raises(actions.MayNotBegin):
            start(learner, quiz, NOW + timedelta(hours=47))
        assert start(learner, quiz, NOW + timedelta(hours=48)).number == 2

    def test_gives_extra_time(self, learner, make):
        ExtraTime.objects.create(learner=learner, factor=2)
        assert start(learner, make(time_limit_minutes=10)).deadline_at == NOW + 20 * MINUTE

    def test_draws_from_banks(self, learner, make):
        bank = factories.bank(SAMPLES)
        attempt = start(learner, make(questions=(), draws=[(bank, 3, "")]))
        assert attempt.responses.count() == 3

    def test_shows_an_order_that_it_keeps(self, learner, make):
        attempt = start(learner, make())
        row = attempt.responses.get(kind="single_choice")
        assert sorted(row.order) == ["a", "b", "c"]

    def test_closes_one_whose_time_is_over_and_begins_another(self, learner, make):
        quiz = make(time_limit_minutes=10)
        first = start(learner, quiz)
        assert start(learner, quiz, NOW + 11 * MINUTE).number == 2
        first.refresh_from_db()
        assert first.is_late

    @pytest.mark.parametrize("size", [10, 60])
    def test_costs_the_same_whatever_the_size_of_the_bank(self, learner, make, size, django_assert_num_queries):
        many = [
            type(SAMPLES[0])(id=str(factories.key(str(n))), prompt="?", choices=SAMPLES[0].choices) for n in range(size)
        ]
        quiz = make(questions=(), draws=[(factories.bank(many), 5, "")])
        start(learner, quiz)
        Attempt.objects.all().delete()
        course = course_above(quiz)
        # Enrollment, attempts, begin, draws, candidates, questions, attempt, responses, commit.
        with django_assert_num_queries(9):
            actions.start_attempt(learner=learner, quiz=quiz, course=course, now=NOW)


class TestSave:
    def test_keeps_each_answer(self, learner, make):
        attempt = start(learner, make())
        answer(attempt, only=1)
        assert [row.is_answered for row in attempt.responses.order_by("position")] == [True, False]

    def test_an_answer_may_be_changed_and_taken_back(self, learner, make):
        attempt = start(learner, make())
        answer(attempt, only=1, right=False)
        actions.save_responses(attempt=attempt, given={1: (None, "")}, now=NOW)
        assert not attempt.responses.get(position=1).is_answered

    def test_a_position_that_is_not_there_is_passed_over(self, learner, make):
        assert actions.save_responses(attempt=start(learner, make()), given={99: ("a", "")}, now=NOW).rows == []

    def test_refuses_an_answer_after_the_deadline_and_keeps_those_before(self, learner, make):
        attempt = start(learner, make(time_limit_minutes=10))
        answer(attempt, only=1, now=NOW + 9 * MINUTE)
        with pytest.raises(actions.AttemptClosed):
            answer(attempt, only=2, now=NOW + 11 * MINUTE)
        assert attempt.responses.filter(is_answered=True).count() == 1

    def test_the_deadline_itself_is_in_time(self, learner, make):
        attempt = start(learner, make(time_limit_minutes=10))
        assert answer(attempt, only=1, now=NOW + 10 * MINUTE)

    def test_refuses_an_answer_after_submitting(self, learner, make):
        attempt = submit(start(learner, make()))
        with pytest.raises(actions.AttemptClosed):
            answer(attempt)

    def test_an_answer_with_feedback_is_final(self, learner, make):
        attempt = start(learner, make(feedback="once"))
        answer(attempt, only=1, right=False, is_final=True)
        with pytest.raises(actions.AnswerIsFinal):
            answer(attempt, only=1)
        assert attempt.responses.get(position=1).response == "b"

    def test_counts_the_seconds_since_the_last_sign(self, learner, make):
        attempt = start(learner, make())
        answer(attempt, only=1, now=NOW + timedelta(seconds=40))
        answer(attempt, only=2, now=NOW + timedelta(seconds=65))
        assert list(attempt.responses.order_by("position").values_list("seconds", flat=True)) == [40, 25]

    def test_an_invented_confidence_is_dropped(self, learner, make):
        attempt = start(learner, make())
        actions.save_responses(attempt=attempt, given={1: ("a", "certain")}, now=NOW)
        assert attempt.responses.get(position=1).confidence == ""


class TestSubmit:
    def test_right_answers_pass(self, learner, make):
        attempt = attempted(learner, make())
        assert (attempt.score_given, attempt.score_maximum, attempt.is_passed) == (2, 2, True)

    def test_unanswered_questions_count_as_nothing(self, learner, make):
        attempt = start(learner, make())
        answer(attempt, only=1)
        assert submit(attempt).score_given == 1

    def test_a_pass_completes_the_quiz(self, learner, make):
        quiz = make()
        attempted(learner, quiz)
        completion = Completion.objects.get(activity_key=quiz.quiz_key)
        assert (completion.rule, completion.score_given, completion.score_maximum) == ("quiz_passed", 2, 2)

    def test_a_fail_completes_nothing(self, learner, make):
        attempted(learner, make(), right=False)
        assert not Completion.objects.exists()

    def test_practice_is_completed_by_doing_it(self, learner, make):
        attempted(learner, make(purpose="practice"), right=False)
        assert Completion.objects.get().rule == "quiz_done"

    def test_a_second_time_changes_nothing(self, learner, make):
        attempt = attempted(learner, make(), right=False)
        again = submit(attempt, NOW + MINUTE)
        assert (again.submitted_at, again.score_given) == (attempt.submitted_at, attempt.score_given)

    def test_a_later_fail_takes_no_pass_away(self, learner, make):
        quiz = make(counts="last")
        attempted(learner, quiz)
        attempted(learner, quiz, right=False, now=NOW + MINUTE)
        assert Completion.objects.filter(activity_key=quiz.quiz_key).count() == 1

    def test_late_it_counts_what_was_saved_before(self, learner, make):
        attempt = start(learner, make(time_limit_minutes=10))
        answer(attempt, now=NOW + MINUTE)
        closed = submit(attempt, NOW + 60 * MINUTE)
        assert (closed.is_late, closed.submitted_at, closed.score_given) == (True, NOW + 10 * MINUTE, 2)

    def test_an_edit_does_not_touch_an_open_attempt(self, learner, make):
        quiz = make()
        attempt = start(learner, quiz)
        factories.publish_questions(place=quiz.quiz_key, locale=quiz.locale, questions=[])
        answer(attempt)
        assert submit(attempt).score_given == 2

    def test_the_clock_closes_what_nobody_came_back_to(self, learner, make):
        attempt = start(learner, make(time_limit_minutes=10))
        assert actions.close_overdue(now=NOW + 60 * MINUTE) == 1
        attempt.refresh_from_db()
        assert not attempt.is_open

    def test_a_passed_test_exempts_from_the_module(self, learner, course, make):
        attempted(learner, make(purpose="pretest", is_test_out=True))
        rules = dict(Completion.objects.values_list("title", "rule"))
        assert rules == {"Quiz": "quiz_passed", "L1.1": "tested_out"}

    def test_a_passed_test_exempts_from_nothing_unless_the_trainer_says_so(self, learner, make):
        attempted(learner, make(purpose="pretest"))
        assert Completion.objects.count() == 1


class TestReview:
    @pytest.fixture
    def waiting(self, learner, make):
        quiz = make(questions=[SAMPLES[-1]])
        attempt = start(learner, quiz)
        actions.save_responses(attempt=attempt, given={1: ({"text": "Because."}, "")}, now=NOW)
        return submit(attempt)

    def review(self, attempt, *met):
        return actions.review_response(response=attempt.responses.get(), met=met, now=NOW)

    def test_without_it_there_is_no_score(self, waiting):
        assert (waiting.score_given, waiting.is_passed) == (None, False)

    def test_gives_the_share_of_criteria(self, waiting):
        assert self.review(waiting, "o1").score_given == 0.5

    def test_a_pass_follows_from_it(self, waiting):
        assert self.review(waiting, "o1", "o2").is_passed
        assert Completion.objects.count() == 1

    def test_an_invented_criterion_counts_for_nothing(self, waiting):
        assert self.review(waiting, "o9").score_given == 0

    def test_of_a_choice_is_refused(self, learner, make):
        attempt = attempted(learner, make())
        with pytest.raises(actions.NotForReview):
            actions.review_response(response=attempt.responses.first(), met=[], now=NOW)


def test_a_response_keeps_the_question_as_it_was_asked(learner, make):
    attempt = start(learner, make())
    assert Response.objects.filter(attempt=attempt, snapshot__prompt__startswith="Question").count() == 2


class TestWritingRows:
    @pytest.fixture
    def rows(self, learner, make):
        return list(start(learner, make()).responses.order_by("position"))

    def test_gives_each_row_its_own_values(self, rows):
        rows[0].response, rows[1].response = {"text": "語"}, ["b", "a"]
        Response.objects.write(rows, ["response"])
        kept = Response.objects.order_by("position").values_list("response", flat=True)
        assert list(kept) == [{"text": "語"}, ["b", "a"]]

    def test_leaves_the_other_columns(self, rows):
        rows[0].response, rows[0].confidence, rows[0].seconds = "a", "sure", 7
        Response.objects.write(rows[:1], ["response", "seconds"])
        assert Response.objects.values_list("response", "confidence", "seconds").get(pk=rows[0].pk) == ("a", "", 7)

    def test_leaves_the_other_rows(self, rows):
        for row in rows:
            row.response = "a"
        Response.objects.write(rows[:1], ["response"])
        assert Response.objects.get(pk=rows[1].pk).response is None

    def test_keeps_nothing_as_nothing(self, rows):
        rows[0].response = None
        Response.objects.write(rows, ["response", "answered_at", "correctness"])
        assert Response.objects.filter(response__isnull=True, answered_at=None, correctness=None).count() == 2

    def test_is_one_statement_for_many_rows_and_none_for_none(self, rows, django_assert_num_queries):
        with django_assert_num_queries(1):
            Response.objects.write(rows, ["response"])
            Response.objects.write([], ["response"])
