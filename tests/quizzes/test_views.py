"""A quiz as a learner meets it: every path without a script, every wrong turn with plain words."""

import dataclasses
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Completion
from quizzes import actions
from quizzes.models import Attempt, PublishedQuestion, Response
from tests import factories
from tests.questions.samples import SAMPLES

CHOICE, OPEN = SAMPLES[0], SAMPLES[-1]


def page(name, attempt, *more):
    return reverse(f"quizzes:{name}", args=[attempt.pk, *more])


@pytest.fixture
def course(db, learner):
    found = factories.course_with_lessons(1, 1)
    factories.enrolled(learner, found)
    return found


@pytest.fixture
def make(course):
    module = course.get_children().first().specific

    def quiz(questions=(CHOICE, SAMPLES[2]), **fields):
        return factories.quiz(module, questions, **{"order": "fixed", **fields})

    return quiz


@pytest.fixture
def begin(signed_in):
    """Begin an attempt by the quiz's button."""

    def start(quiz) -> Attempt:
        signed_in.post(reverse("quizzes:attempt_start", args=[quiz.quiz_key]))
        return Attempt.objects.get()

    return start


def save(client, attempt, positions, **form):
    return client.post(page("attempt_save", attempt), {"position": positions, **form}, follow=True)


def read(client, url) -> str:
    return client.get(url, follow=True).content.decode()


class TestThePageBefore:
    def test_says_what_awaits(self, signed_in, make):
        html = read(signed_in, make(attempts_allowed=3, time_limit_minutes=20, wait_hours=48).url)
        for words in ("2 questions", "20 min at most", "80%", "3 of 3 left", "48 hours between them"):
            assert words in html

    def test_asks_a_visitor_to_sign_in(self, client, make):
        assert reverse("account_login") in client.get(make().url).url

    def test_asks_somebody_else_to_enrol(self, client, other, make):
        client.force_login(other)
        assert "Enrol to take the quiz" in read(client, make().url)

    def test_says_when_the_next_attempt_may_begin(self, signed_in, make, begin):
        quiz = make(wait_hours=48)
        signed_in.post(page("attempt_submit", begin(quiz)))
        assert "Your next attempt can begin on" in read(signed_in, quiz.url)

    def test_says_when_no_attempt_is_left(self, signed_in, make, begin):
        quiz = make(attempts_allowed=1)
        signed_in.post(page("attempt_submit", begin(quiz)))
        assert "You have used all attempts" in read(signed_in, quiz.url)

    def test_leads_back_into_an_open_attempt(self, signed_in, make, begin):
        quiz = make()
        begin(quiz)
        assert "Continue your attempt" in read(signed_in, quiz.url)

    def test_writes_nothing(self, signed_in, make):
        signed_in.get(make().url)
        assert not Attempt.objects.exists()

    def test_counts_what_is_drawn_by_tag(self, signed_in, make):
        tagged = dataclasses.replace(CHOICE, id=str(factories.key("tagged")), tags=("hard",))
        bank = factories.bank([*SAMPLES[3:7], tagged])
        html = read(signed_in, make(draws=[(bank, 9, "hard")]).url)
        assert "3 questions" in html

    def test_a_quiz_without_questions_says_so(self, signed_in, make):
        assert "no questions at the moment" in read(signed_in, make(questions=()).url)


class TestAnAttempt:
    def test_goes_to_the_first_open_question(self, signed_in, make, begin):
        attempt = begin(make())
        save(signed_in, attempt, [1], q1="a", go="2")
        response = signed_in.get(page("attempt_detail", attempt))
        assert response.url == page("attempt_question", attempt, 2)

    def test_saves_and_goes_where_the_button_says(self, signed_in, make, begin):
        attempt = begin(make())
        response = save(signed_in, attempt, [1], q1="a", go="2")
        assert response.redirect_chain[-1][0] == page("attempt_question", attempt, 2)
        assert attempt.responses.get(position=1).response == "a"

    def test_the_script_is_told_what_is_saved(self, signed_in, make, begin):
        attempt = begin(make())
        form = {"position": 1, "q1": "a"}
        response = signed_in.post(page("attempt_save", attempt), form, headers={"X-Requested-With": "quiz-form"})
        assert response.json()["saved"] == [1]

    def test_shows_all_on_one_page_where_the_trainer_wants_it(self, signed_in, make, begin):
        html = read(signed_in, page("attempt_detail", begin(make(paging="all"))))
        assert "Question 1?" in html
        assert "Question 3?" in html

    def test_holds_no_right_answer(self, signed_in, make, begin):
        html = read(signed_in, page("attempt_detail", begin(make(paging="all"))))
        assert not [word for word in ("Because of reason", "The search begins", "Support goes on") if word in html]

    def test_a_question_that_is_not_there_is_not_found(self, signed_in, make, begin):
        assert signed_in.get(page("attempt_question", begin(make()), 9)).status_code == 404

    def test_invented_answers_are_no_answers(self, signed_in, make, begin):
        attempt = begin(make())
        save(signed_in, attempt, ["1", "99", "x", "99999999999"], q1="zzz", q99="a", correctness="1", go="2")
        assert attempt.responses.filter(is_answered=True).count() == 0

    def test_an_answer_given_twice_counts_once(self, signed_in, make, begin):
        attempt = begin(make())
        save(signed_in, attempt, ["1", "1"], q1=["b", "a"], go="2")
        assert attempt.responses.get(position=1).response == "a"

    def test_feedback_at_once_is_shown_and_final(self, signed_in, make, begin):
        attempt = begin(make(feedback="once"))
        html = save(signed_in, attempt, [1], q1="b", check="1").content.decode()
        assert "A gate, kindly meant." in html
        html = save(signed_in, attempt, [1], q1="a", check="1").content.decode()
        assert "your answer stays as it was" in html
        assert attempt.responses.get(position=1).response == "b"

    def test_feedback_at_once_is_not_to_be_had_where_it_comes_at_the_end(self, signed_in, make, begin):
        attempt = begin(make())
        assert "A gate, kindly meant." not in save(signed_in, attempt, [1], q1="b", check="1").content.decode()

    def test_the_review_names_what_is_open(self, signed_in, make, begin):
        attempt = begin(make())
        html = save(signed_in, attempt, [1], q1="a", go="review").content.decode()
        assert "1 question is not answered yet" in html


class TestAnAttemptInAnotherLanguage:
    @pytest.fixture
    def attempt(self, make, begin):
        found = begin(make(paging="all", title="小テスト"))
        Attempt.objects.update(language="ja")
        Response.objects.update(language="ja")
        PublishedQuestion.objects.all().delete()
        return found

    @pytest.mark.parametrize("name", ["attempt_detail", "attempt_review", "attempt_results"])
    def test_says_so_at_its_title(self, signed_in, attempt, name):
        if name == "attempt_results":
            actions.submit_attempt(attempt=attempt, now=timezone.now())
        assert re.search(r'<h1[^>]* lang="ja">小テスト</h1>', read(signed_in, page(name, attempt)))

    def test_says_so_at_its_questions_and_not_at_the_words_around_them(self, signed_in, attempt):
        html = read(signed_in, page("attempt_detail", attempt))
        assert re.search(r'lang="ja">\s*<p>Question 1\?', html)
        assert '<div class="attempt__question">' in html


def test_an_attempt_in_the_pages_language_does_not_say_so(signed_in, make, begin):
    assert '<h1 class="attempt__title">Quiz</h1>' in read(signed_in, page("attempt_detail", begin(make(paging="all"))))


class TestTheEnd:
    def test_the_results_explain_every_question(self, signed_in, make, begin):
        attempt = begin(make())
        save(signed_in, attempt, [1, 2], q1="a", q2="true", go="review")
        html = signed_in.post(page("attempt_submit", attempt), follow=True).content.decode()
        for words in ("50", "Not passed yet", "1 of 2 fully right", "The search begins", "Many believe it."):
            assert words in html

    def test_a_pass_is_recorded(self, signed_in, make, begin):
        quiz = make()
        attempt = begin(quiz)
        save(signed_in, attempt, [1, 2], q1="a", q2="false", go="review")
        html = signed_in.post(page("attempt_submit", attempt), follow=True).content.decode()
        assert "Passed" in html
        assert Completion.objects.filter(activity_key=quiz.quiz_key).exists()

    def passed(self, client, attempt) -> str:
        save(client, attempt, [1, 2], q1="a", q2="false", go="review")
        return client.post(page("attempt_submit", attempt), follow=True).content.decode()

    def test_a_pass_leads_to_what_is_next_in_the_course(self, signed_in, course, make, begin):
        attempt = begin(make())
        coming = factories.lesson(factories.module(course, "Afterwards"), "What comes then")
        html = self.passed(signed_in, attempt)
        assert re.search(rf'<a class="button button--next" href="{coming.url}">\s*Next: What comes then', html)

    def test_a_pass_leads_back_to_what_was_left_out(self, signed_in, course, make, begin):
        assert f'button--next" href="{factories.lessons_of(course)[0].url}"' in self.passed(signed_in, begin(make()))

    def test_the_last_pass_leads_to_the_course(self, signed_in, course, learner, make, begin):
        factories.complete_all(learner, course)
        html = self.passed(signed_in, begin(make()))
        assert re.search(rf'button--next" href="{course.url}">\s*To the course', html)

    def test_without_a_pass_nothing_leads_on(self, signed_in, make, begin):
        html = signed_in.post(page("attempt_submit", begin(make())), follow=True).content.decode()
        assert "Next: " not in html
        assert "To the course" not in html

    def test_submitting_twice_says_so_and_changes_nothing(self, signed_in, make, begin):
        attempt = begin(make())
        signed_in.post(page("attempt_submit", attempt))
        html = signed_in.post(page("attempt_submit", attempt), {"position": 1, "q1": "a"}, follow=True).content.decode()
        assert "was submitted before" in html
        attempt.refresh_from_db()
        assert attempt.score_given == 0

    def test_answering_in_another_tab_afterwards_says_so(self, signed_in, make, begin):
        attempt = begin(make())
        signed_in.post(page("attempt_submit", attempt))
        assert "was submitted before" in save(signed_in, attempt, [1], q1="a", go="2").content.decode()

    def test_an_answer_too_late_keeps_those_before_and_says_so(self, signed_in, make, begin):
        attempt = begin(make(time_limit_minutes=10))
        save(signed_in, attempt, [1], q1="a", go="2")
        Attempt.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
        html = save(signed_in, attempt, [2], q2="false", go="review").content.decode()
        assert "The time was over" in html
        attempt.refresh_from_db()
        assert (attempt.score_given, attempt.is_late) == (1, True)

    def test_the_results_of_an_open_attempt_are_not_there_yet(self, signed_in, make, begin):
        attempt = begin(make())
        assert signed_in.get(page("attempt_results", attempt)).url == page("attempt_detail", attempt)

    @pytest.mark.parametrize(
        ("rules", "is_own_shown", "is_right_shown"),
        [
            ({"shows": "score"}, False, False),
            ({"shows": "own"}, True, False),
            ({"shows": "right"}, True, True),
            ({"shows": "right", "right_when": "over"}, True, False),
            ({"shows": "right", "right_when": "over", "attempts_allowed": 1}, True, True),
        ],
    )
    def test_shows_as_much_as_the_trainer_lets_it(self, signed_in, make, begin, rules, is_own_shown, is_right_shown):
        attempt = begin(make(**rules))
        save(signed_in, attempt, [1], q1="b", go="2")
        html = signed_in.post(page("attempt_submit", attempt), follow=True).content.decode()
        assert ("A gate, kindly meant." in html) is is_own_shown
        assert ("The search begins" in html) is is_right_shown

    def test_an_open_response_is_compared_by_the_learner(self, signed_in, make, begin):
        attempt = begin(make(questions=[OPEN]))
        save(signed_in, attempt, [1], q1="Nobody is sent away.", go="review")
        html = signed_in.post(page("attempt_submit", attempt), follow=True).content.decode()
        assert "Compare your own words" in html
        signed_in.post(page("response_compare", attempt, 1), {"met": ["o1", "o2"]})
        attempt.refresh_from_db()
        assert attempt.is_passed

    def test_nobody_compares_what_a_trainer_is_to_read(self, signed_in, make, begin):
        attempt = begin(make(questions=[type(OPEN)(id=OPEN.id, prompt="?", criteria=OPEN.criteria, review="reviewer")]))
        save(signed_in, attempt, [1], q1="Nobody is sent away.", go="review")
        signed_in.post(page("attempt_submit", attempt))
        assert signed_in.post(page("response_compare", attempt, 1), {"met": ["o1"]}).status_code == 404


def many(size):
    return [
        type(CHOICE)(id=str(factories.key(str(n))), prompt=f"Question {n}?", choices=CHOICE.choices)
        for n in range(size)
    ]


@pytest.mark.parametrize("size", [3, 50])
class TestQueries:
    """The same for three questions and for fifty. Always: session, user."""

    @pytest.fixture
    def attempt(self, size, make, begin, signed_in):
        found = begin(make(questions=many(size), paging="one"))
        signed_in.get(page("attempt_question", found, 1))
        return found

    def test_a_question(self, signed_in, attempt, django_assert_num_queries):
        # Besides: attempt, response, steps.
        with django_assert_num_queries(5):
            signed_in.get(page("attempt_question", attempt, 2))

    def test_all_on_one_page(self, signed_in, attempt, django_assert_num_queries):
        Attempt.objects.update(rules={"paging": "all"})
        # Besides: attempt, responses.
        with django_assert_num_queries(4):
            signed_in.get(page("attempt_detail", attempt))

    def test_saving(self, signed_in, attempt, django_assert_num_queries):
        # Besides: attempt, question, begin, lock, rows, update, commit.
        with django_assert_num_queries(9):
            signed_in.post(page("attempt_save", attempt), {"position": 1, "q1": "a", "go": "2"})

    def test_saving_all_at_once(self, signed_in, attempt, size, django_assert_num_queries):
        answers = {f"q{position}": "a" for position in range(1, size + 1)}
        form = {"position": list(range(1, size + 1)), "go": "review", **answers}
        # The same as for one.
        with django_assert_num_queries(9):
            signed_in.post(page("attempt_save", attempt), form)
        assert attempt.responses.filter(response="a").count() == size

    def test_submitting(self, signed_in, attempt, django_assert_num_queries):
        # Besides: attempt, begin, lock, responses, update, score, commit.
        with django_assert_num_queries(9):
            signed_in.post(page("attempt_submit", attempt))

    def test_the_results(self, signed_in, attempt, django_assert_num_queries):
        actions.submit_attempt(attempt=attempt, now=timezone.now())
        signed_in.get(page("attempt_results", attempt))
        # Besides: attempt, quiz, attempts, responses.
        with django_assert_num_queries(6):
            signed_in.get(page("attempt_results", attempt))

    def test_the_results_of_a_pass(self, signed_in, attempt, django_assert_num_queries):
        Attempt.objects.update(mastery_score=0)
        actions.submit_attempt(attempt=attempt, now=timezone.now())
        signed_in.get(page("attempt_results", attempt))
        # Besides what the results ask: the course, completions.
        with django_assert_num_queries(8):
            signed_in.get(page("attempt_results", attempt))

    def test_the_page_before(self, signed_in, attempt, django_assert_num_queries):
        address = signed_in.get(reverse("quizzes:attempt_start", args=[attempt.quiz_key])).url
        signed_in.get(address)
        # Besides: the page, privacy, the course, enrollment, completions, attempts, draws, counts.
        with django_assert_num_queries(10):
            signed_in.get(address)
