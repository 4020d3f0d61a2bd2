"""In the editor: reading open responses and scoring a question again, by trainers, without a learner's name."""

import dataclasses

import pytest
from django.urls import reverse

from authoring.roles import ensure_trainers
from courses.outlines import course_above
from quizzes import actions
from quizzes.models import Attempt, Regrading
from quizzes.publishing import publish_questions
from tests import factories
from tests.factories import NOW
from tests.questions.samples import SAMPLES

CHOICE = SAMPLES[0]
TO_READ = dataclasses.replace(SAMPLES[-1], review="reviewer", model_answer="")
MENDED = dataclasses.replace(
    CHOICE, choices=tuple(dataclasses.replace(one, credit=float(one.id == "b")) for one in CHOICE.choices)
)


@pytest.fixture
def quiz(db):
    course = factories.course_with_lessons(1, 1)
    return factories.quiz(course.get_children().first().specific, [CHOICE, TO_READ], order="fixed")


@pytest.fixture
def attempt(learner, quiz) -> Attempt:
    course = course_above(quiz)
    factories.enrolled(learner, course)
    attempt = actions.start_attempt(learner=learner, quiz=quiz, course=course, now=NOW)
    given = {1: ("b", ""), 2: ({"text": "Wanting is enough <b>."}, "")}
    actions.save_responses(attempt=attempt, given=given, now=NOW)
    return actions.submit_attempt(attempt=attempt, now=NOW)


@pytest.fixture
def trainer(quiz):
    person = factories.UserFactory()
    person.groups.add(ensure_trainers())
    return person


@pytest.fixture
def editor(client, trainer):
    client.force_login(trainer)
    return client


def review_url(attempt):
    return reverse("quiz_review", args=[attempt.responses.get(kind="open_response").pk])


class TestReviews:
    def test_the_list_shows_what_waits_and_nobodys_name(self, editor, attempt, learner):
        html = editor.get(reverse("quiz_reviews")).content.decode()
        assert "1 response waits to be read" in html
        assert learner.name not in html

    def test_a_response_is_shown_as_it_was_written(self, editor, attempt, learner):
        html = editor.get(review_url(attempt)).content.decode()
        assert "Wanting is enough &lt;b&gt;." in html
        assert learner.name not in html

    def test_keeping_gives_the_attempt_its_score(self, editor, attempt):
        editor.post(review_url(attempt), {"met": ["o1", "o2"]})
        attempt.refresh_from_db()
        assert attempt.score_given == 1

    def test_what_is_read_does_not_wait_any_more(self, editor, attempt):
        editor.post(review_url(attempt), {"met": []})
        assert "Nothing waits" in editor.get(reverse("quiz_reviews")).content.decode()
        assert editor.get(review_url(attempt), follow=True).status_code == 404

    def test_what_a_learner_compares_alone_does_not_appear(self, editor, attempt):
        row = attempt.responses.get(kind="open_response")
        row.snapshot["review"] = "self"
        row.save()
        assert "Nothing waits" in editor.get(reverse("quiz_reviews")).content.decode()

    def test_of_an_open_attempt_nothing_waits(self, editor, attempt):
        Attempt.objects.update(submitted_at=None)
        assert "Nothing waits" in editor.get(reverse("quiz_reviews")).content.decode()

    def test_is_in_a_trainers_menu(self, editor):
        assert reverse("quiz_reviews") in editor.get(reverse("wagtailadmin_home")).content.decode()


class TestRegrading:
    URL = reverse("quiz_regrade", args=[CHOICE.id])

    @pytest.fixture
    def mended(self, quiz, attempt):
        publish_questions(place=quiz.quiz_key, locale=quiz.locale, questions=[MENDED, TO_READ])

    def test_shows_first_what_would_change(self, editor, mended):
        html = editor.get(self.URL).content.decode()
        assert "1 response would be worth more." in html
        assert not Regrading.objects.exists()

    def test_is_found_from_the_question_in_the_report(self, editor, attempt):
        assert self.URL in editor.get(reverse("question_detail", args=[CHOICE.id])).content.decode()

    def test_says_so_when_nothing_would(self, editor, attempt):
        assert "Nothing: the 1 response" in editor.get(self.URL).content.decode()

    def test_does_it_with_a_reason_and_logs_who(self, editor, mended, attempt, trainer):
        html = editor.post(self.URL, {"reason": "The key was wrong."}, follow=True).content.decode()
        assert "The key was wrong." in html
        assert (Regrading.objects.get().made_by, attempt.responses.get(position=1).correctness) == (trainer, 1)

    def test_without_a_reason_it_does_nothing(self, editor, mended):
        assert "This field is required" in editor.post(self.URL, {"reason": " "}).content.decode()
        assert not Regrading.objects.exists()

    def test_a_question_that_is_nowhere_is_not_found(self, editor):
        assert editor.get(reverse("quiz_regrade", args=[factories.key("nowhere")]), follow=True).status_code == 404


@pytest.mark.parametrize("name", ["quiz_reviews", "quiz_review", "quiz_regrade"])
def test_others_are_kept_out(client, attempt, other, name):
    arguments = {"quiz_reviews": [], "quiz_review": [attempt.responses.last().pk], "quiz_regrade": [CHOICE.id]}[name]
    client.force_login(other)
    assert reverse("wagtailadmin_home") not in client.get(reverse(name, args=arguments)).content.decode()
    assert client.post(reverse(name, args=arguments), {"reason": "x", "met": "o1"}).status_code == 302
    assert not Regrading.objects.exists()


def test_an_editor_without_the_permission_is_kept_out(client, attempt, other):
    group = ensure_trainers()
    group.permissions.remove(*group.permissions.filter(codename__in=["change_response", "add_regrading"]))
    other.groups.add(group)
    client.force_login(other)
    assert client.get(reverse("quiz_reviews"), follow=True).redirect_chain
