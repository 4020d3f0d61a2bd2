"""Taking a quiz: every kind of question in every way of answering, and what happens when something goes wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import Completion
from courses.outlines import course_above
from quizzes.actions import save_responses, start_attempt, submit_attempt
from quizzes.models import Attempt, QuizPage
from tests import factories
from tests.browser import answering
from tests.browser.keys import press
from tests.browser.site import ALL_AT_ONCE, ONE_BY_ONE, TOLD_AT_ONCE
from tests.questions.samples import SAMPLES

WAYS = {"pointer": answering.by_pointer, "keys": answering.by_keys, "no script": answering.without_script}
FIRST, SEVENTH = SAMPLES[0], SAMPLES[6]
OVER = "This attempt was submitted before. Its result stays as it is."


def quiz_called(title: str) -> QuizPage:
    return QuizPage.objects.get(title=title, locale__language_code="en")


@pytest.fixture
def begin(person):
    """Begin an attempt at a quiz for the person, and return it."""

    def make(title: str) -> Attempt:
        quiz = quiz_called(title)
        factories.enrolled(person, course_above(quiz))
        return start_attempt(learner=person, quiz=quiz, course=course_above(quiz), now=timezone.now())

    return make


@pytest.fixture
def at_attempt(begin, sign_in, person):
    """Open a new attempt at a quiz in a page; return the attempt."""

    def make(page: Page, title: str) -> Attempt:
        attempt = begin(title)
        sign_in(page.context, person)
        page.goto(address(attempt))
        return attempt

    return make


@pytest.fixture(params=WAYS)
def way(request, new_context):
    """Return (a page, a way of answering in it)."""
    page = new_context(java_script_enabled=request.param != "no script").new_page()
    return page, WAYS[request.param]


def address(attempt: Attempt, *position) -> str:
    name = "attempt_question" if position else "attempt_detail"
    return reverse(f"quizzes:{name}", args=[attempt.pk, *position])


def saved(page: Page):
    return page.get_by_role("status").filter(has_text="Saved")


def heading(page: Page, name: str):
    return page.get_by_role("heading", name=name)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Review and submit").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("Results of attempt")).to_be_visible()


def response_at(attempt: Attempt, position: int):
    return attempt.responses.get(position=position)


# Answering ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", range(1, len(SAMPLES) + 1), ids=[one.kind for one in SAMPLES])
def test_a_question_is_answered_and_scored(position, way, at_attempt):
    page, answer = way
    attempt = at_attempt(page, ALL_AT_ONCE)
    answer(page, SAMPLES[position - 1])
    submit(page)
    response = response_at(attempt, position)
    waits = response.kind == "open_response"
    assert (response.is_answered, response.correctness) == (True, None if waits else 1.0)
    assert attempt.responses.filter(is_answered=True).count() == 1


def test_a_quiz_with_one_question_a_page_is_taken_from_its_page_to_its_results(way, person, sign_in):
    page, answer = way
    quiz = quiz_called(ONE_BY_ONE)
    factories.enrolled(person, course_above(quiz))
    sign_in(page.context, person)
    page.goto(quiz.url)
    page.get_by_role("button", name="Begin the quiz").click()
    for position, question in enumerate(SAMPLES, start=1):
        expect(heading(page, f"Question {position}")).to_be_visible()
        answer(page, question)
        page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="Review")).click()
    expect(page.get_by_text("Every question is answered.")).to_be_visible()
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_text("Compare your own words with the model answer below.")).to_be_visible()
    for criterion in SAMPLES[-1].criteria:
        page.get_by_role("checkbox", name=criterion.text).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Passed", exact=True)).to_be_visible()
    expect(page.get_by_text("10 of 10 fully right · 80% needed")).to_be_visible()
    assert Completion.objects.filter(enrollment__learner=person, activity_key=quiz.quiz_key).count() == 1


def test_the_whole_way_with_keys_alone(page, person, sign_in):
    quiz = quiz_called(TOLD_AT_ONCE)
    factories.enrolled(person, course_above(quiz))
    sign_in(page.context, person)
    page.goto(quiz.url)
    press(page, page.get_by_role("button", name="Begin the quiz"))
    for question in SAMPLES[:2]:
        answering.by_keys(page, question)
        press(page, page.get_by_role("button", name="Check my answer"))
        press(page, page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="Review")))
    press(page, page.get_by_role("button", name="Submit", exact=True))
    expect(page.get_by_text("Passed", exact=True)).to_be_visible()


def test_enter_in_a_field_goes_on_not_back(any_page, at_attempt):
    page = any_page
    attempt = at_attempt(page, ONE_BY_ONE)
    page.goto(address(attempt, 7))
    page.get_by_role("textbox", name=SEVENTH.prompt).fill("61")
    page.keyboard.press("Enter")
    expect(heading(page, "Question 8")).to_be_visible()
    assert response_at(attempt, 7).response == "61"


def test_going_to_another_question_keeps_the_answer(any_page, at_attempt):
    page = any_page
    attempt = at_attempt(page, ONE_BY_ONE)
    answering.by_pointer(page, FIRST)
    page.get_by_role("navigation", name="Questions").get_by_role("button", name="Question 5").click()
    expect(heading(page, "Question 5")).to_be_visible()
    assert response_at(attempt, 1).is_answered


def test_the_review_leads_to_what_is_open(any_page, at_attempt):
    page = any_page
    at_attempt(page, ONE_BY_ONE)
    answering.by_pointer(page, FIRST)
    page.get_by_role("navigation", name="Questions").get_by_role("button", name="Question 10").click()
    page.get_by_role("button", name="Review and submit").click()
    expect(page.get_by_text("9 questions are not answered yet.")).to_be_visible()
    page.get_by_role("link", name="Question 4").click()
    expect(heading(page, "Question 4")).to_be_visible()


def test_a_line_can_be_moved_down_again(page, at_attempt):
    attempt = at_attempt(page, ONE_BY_ONE)
    page.goto(address(attempt, 5))
    entry = SAMPLES[4].entries[0].text
    for words in ("Move up:", "Move down:"):
        button = page.get_by_role("button", name=f"{words} {entry}")
        while button.get_attribute("aria-disabled") == "false":
            button.click()
            expect(button).to_be_focused()
    expect(page.get_by_role("listitem").filter(has=button).first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Now in place 3")).to_be_attached()


# Feedback at once ---------------------------------------------------------------------------------


def test_feedback_follows_an_answer_which_is_final_then(any_page, at_attempt):
    page = any_page
    attempt = at_attempt(page, TOLD_AT_ONCE)
    page.get_by_role("radio", name="Training comes first").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_text("A gate, kindly meant.")).to_be_visible()
    expect(page.get_by_text("Right answer")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.get_by_role("button", name="Next question").click()
    expect(heading(page, "Question 2")).to_be_visible()
    assert response_at(attempt, 1).is_final


def test_feedback_is_not_given_without_an_answer(any_page, at_attempt):
    page = any_page
    at_attempt(page, TOLD_AT_ONCE)
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_text("Choose or write an answer first.")).to_be_visible()


# Saved as it is given -----------------------------------------------------------------------------


def test_an_answer_outlives_its_tab_and_is_there_on_another_device(page, at_attempt, new_context, sign_in, person):
    attempt = at_attempt(page, ONE_BY_ONE)
    answering.by_pointer(page, FIRST)
    expect(saved(page)).to_be_visible()
    page.close()
    other = new_context().new_page()
    sign_in(other.context, person)
    other.goto(address(attempt, 1))
    expect(other.get_by_role("radio", name="The job comes first")).to_be_checked()


def test_a_lost_connection_says_so_and_saves_when_it_is_back(page, at_attempt):
    attempt = at_attempt(page, ONE_BY_ONE)
    page.context.set_offline(True)
    answering.by_pointer(page, FIRST)
    expect(page.get_by_role("status").filter(has_text="Not saved yet: you seem to be offline.")).to_be_visible()
    page.context.set_offline(False)
    expect(saved(page)).to_be_visible()
    assert response_at(attempt, 1).is_answered


def test_without_a_connection_the_page_stays(page, at_attempt):
    at_attempt(page, ONE_BY_ONE)
    page.context.set_offline(True)
    answering.by_pointer(page, FIRST)
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_role("status").filter(has_text="Not saved yet: you seem to be offline.")).to_be_visible()
    expect(page.get_by_role("radio", name="The job comes first")).to_be_checked()


def test_an_answer_outlives_the_end_of_the_sign_in(any_page, at_attempt, sign_in, person):
    page = any_page
    attempt = at_attempt(page, ONE_BY_ONE)
    page.goto(address(attempt, 7))
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("textbox", name=SEVENTH.prompt).fill("61")
    page.get_by_role("button", name="Next question").click()
    expect(heading(page, "Your sign-in has ended")).to_be_visible()
    sign_in(page.context, person)
    page.get_by_role("button", name="Send again").click()
    expect(heading(page, "Question 8")).to_be_visible()
    assert response_at(attempt, 7).response == "61"


def test_a_script_whose_sign_in_has_ended_says_so(page, at_attempt):
    at_attempt(page, ONE_BY_ONE)
    page.context.clear_cookies(name="sessionid")
    answering.by_pointer(page, FIRST)
    expect(page.get_by_role("status").filter(has_text="your sign-in has ended or changed")).to_be_visible()


# Its end ------------------------------------------------------------------------------------------


def test_the_timer_submits_what_was_answered_at_its_end(page, begin, sign_in, person):
    attempt = begin(ALL_AT_ONCE)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() + timedelta(seconds=5))
    sign_in(page.context, person)
    page.goto(address(attempt))
    expect(page.get_by_role("status").filter(has_text="One minute left.")).to_be_attached()
    page.get_by_role("textbox", name=SEVENTH.prompt).press_sequentially("61")
    expect(page.get_by_text("Results of attempt")).to_be_visible()
    assert (response_at(attempt, 7).correctness, Attempt.objects.get(pk=attempt.pk).is_open) == (1.0, False)


def test_an_attempt_whose_time_is_over_leads_to_its_results(any_page, begin, sign_in, person):
    attempt = begin(ALL_AT_ONCE)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() - timedelta(seconds=5))
    page = any_page
    sign_in(page.context, person)
    page.goto(address(attempt))
    page.get_by_role("button", name="See the results").click()
    expect(page.get_by_text("The time was over: what was saved before counts.")).to_be_visible()


@pytest.fixture
def submitted_elsewhere(at_attempt):
    """Open an attempt in a page and submit it in another tab; return the attempt."""

    def make(page: Page) -> Attempt:
        attempt = at_attempt(page, ALL_AT_ONCE)
        tab = page.context.new_page()
        tab.goto(address(attempt))
        submit(tab)
        return attempt

    return make


def test_a_script_finds_out_that_the_attempt_was_submitted_in_another_tab(page, submitted_elsewhere):
    attempt = submitted_elsewhere(page)
    answering.by_pointer(page, FIRST)
    expect(page.get_by_text(OVER)).to_be_visible()
    assert not response_at(attempt, 1).is_answered


def test_an_answer_to_what_was_submitted_in_another_tab_ends_in_words(new_context, submitted_elsewhere):
    page = new_context(java_script_enabled=False).new_page()
    attempt = submitted_elsewhere(page)
    answering.by_pointer(page, FIRST)
    page.get_by_role("button", name="Review and submit").click()
    expect(page.get_by_text(OVER)).to_be_visible()
    assert not response_at(attempt, 1).is_answered


def test_a_failed_attempt_says_what_is_needed_and_can_be_tried_again(any_page, at_attempt):
    page = any_page
    at_attempt(page, ONE_BY_ONE)
    page.get_by_role("radio", name="Training comes first").check()
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("navigation", name="Questions").get_by_role("button", name="Question 10").click()
    submit(page)
    expect(page.get_by_text("Not passed yet")).to_be_visible()
    expect(page.get_by_text("0 of 10 fully right · 80% needed")).to_be_visible()
    expect(page.get_by_text("A gate, kindly meant.")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(heading(page, "Question 1")).to_be_visible()
    expect(page.get_by_role("radio", name="Training comes first")).not_to_be_checked()


def test_an_open_response_is_compared_with_the_model_answer(any_page, begin, sign_in, person):
    attempt = begin(ALL_AT_ONCE)
    given = {10: ({"text": "Nobody is sent away."}, "")}
    save_responses(attempt=attempt, given=given, now=timezone.now())
    submit_attempt(attempt=attempt, now=timezone.now())
    page = any_page
    sign_in(page.context, person)
    page.goto(reverse("quizzes:attempt_results", args=[attempt.pk]))
    expect(page.get_by_text("Whoever wants to work may begin.")).to_be_visible()
    page.get_by_role("checkbox", name="Says that wanting is enough").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept. You can look at it again at any time.")).to_be_visible()
    assert response_at(attempt, 10).correctness == 0.5
