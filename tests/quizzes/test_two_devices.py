"""One attempt open on two devices: nothing that was answered is lost, and nothing is written over in silence."""

import re

import pytest
from django.urls import reverse

from quizzes.models import Attempt
from tests import factories
from tests.questions.samples import SAMPLES

CHOICE, NUMBER = SAMPLES[0], SAMPLES[6]


@pytest.fixture
def attempt(db, learner, signed_in):
    course = factories.course_with_lessons(1, 1)
    factories.enrolled(learner, course)
    quiz = factories.quiz(course.get_children().first().specific, (CHOICE, NUMBER), order="fixed", paging="all")
    signed_in.post(reverse("quizzes:attempt_start", args=[quiz.quiz_key]))
    return Attempt.objects.get()


def url(attempt, name="attempt_save"):
    return reverse(f"quizzes:{name}", args=[attempt.pk])


@pytest.fixture
def opened(signed_in, attempt):
    """Open the page on a device; return the hidden fields that its form sends."""

    def look() -> dict:
        return form_in(signed_in.get(url(attempt, "attempt_detail")))

    return look


def form_in(response) -> dict:
    return {"position": [1, 2], **dict(re.findall(r'name="(q\d-seen)" value="(\w+)"', response.content.decode()))}


@pytest.fixture
def send(signed_in, attempt):
    def post(form, *, script=False, **answers):
        headers = {"X-Requested-With": "quiz-form"} if script else {}
        return signed_in.post(url(attempt), {**form, **answers}, headers=headers)

    return post


def answers(attempt) -> list:
    return list(attempt.responses.order_by("position").values_list("response", flat=True))


def test_a_page_left_open_takes_no_answer_back(attempt, opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    send(old, q2="61")
    assert answers(attempt) == ["a", "61"]


def test_a_second_answer_is_not_written_over_the_first(attempt, opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    send(old, q1="b", q2="61")
    assert answers(attempt) == ["a", "61"]


def test_the_page_comes_back_with_both_answers(opened, send):
    old, other = opened(), opened()
    send(other, q2="61 %")
    response = send(old, q2="16")
    html = response.content.decode()
    assert response.status_code == 409
    assert 'value="16"' in html
    assert "There you answered:" in html
    assert '<strong dir="auto">61 %</strong>' in html


def test_the_script_is_told_what_was_answered_elsewhere(opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    response = send(old, q1="b", script=True)
    assert response.status_code == 409
    assert "The job comes first" in response.json()["elsewhere"]["1"]


def button(html: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


def test_the_answer_of_this_page_can_be_kept(attempt, opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    html = send(old, q1="b").content.decode()
    response = send(old, q1="b", keep=button(html, "keep"))
    assert answers(attempt)[0] == "b"
    assert response.url == f"{url(attempt, 'attempt_detail')}#q-q1"


def test_keeping_does_not_write_over_what_is_newer_still(attempt, opened, send):
    old, other, third = opened(), opened(), opened()
    send(other, q1="a")
    html = send(old, q1="b").content.decode()
    send({**third, **opened()}, q1="c")
    assert send(old, q1="b", keep=button(html, "keep")).status_code == 409
    assert answers(attempt)[0] == "c"


def test_the_other_answer_can_be_taken(attempt, opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    again = send(old, q1="b", q2="61")
    assert send(form_in(again), q1="b", q2="61", take=button(again.content.decode(), "take")).status_code == 302
    assert answers(attempt) == ["a", "61"]


def test_a_script_goes_on_with_the_version_it_is_told(attempt, opened, send):
    form = opened()
    told = send(form, q1="b", script=True).json()["versions"]
    send({**form, "q1-seen": told["1"]}, q1="a", script=True)
    assert answers(attempt)[0] == "a"


def test_a_script_is_not_told_of_what_its_page_does_not_show(opened, send):
    old, other = opened(), opened()
    send(other, q1="a")
    assert "1" not in send(old, q2="61", script=True).json()["versions"]


def test_feedback_is_not_given_to_what_was_answered_elsewhere(attempt, opened, send):
    Attempt.objects.update(rules={"paging": "all", "feedback": "once"})
    old, other = opened(), opened()
    send(other, q1="a")
    response = send({**old, "position": [1]}, q1="b", check="1")
    assert (response.status_code, attempt.responses.get(position=1).is_final) == (409, False)
