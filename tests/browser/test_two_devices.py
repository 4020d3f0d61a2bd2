"""One attempt open on two devices, with a script and without."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.outlines import course_above
from quizzes.actions import start_attempt
from quizzes.models import Attempt, QuizPage
from tests import factories
from tests.browser.site import ALL_AT_ONCE
from tests.questions.samples import SAMPLES

NUMBER = SAMPLES[6]
ASKED = "You answered this question on another device as well."


@pytest.fixture
def attempt(person) -> Attempt:
    quiz = QuizPage.objects.get(title=ALL_AT_ONCE, locale__language_code="en")
    factories.enrolled(person, course_above(quiz))
    return start_attempt(learner=person, quiz=quiz, course=course_above(quiz), now=timezone.now())


@pytest.fixture
def on_device(attempt, new_context, sign_in, person):
    """Open the attempt on another device."""

    def make(**kwargs) -> Page:
        page = new_context(**kwargs).new_page()
        sign_in(page.context, person)
        page.goto(f"/en/attempts/{attempt.pk}/")
        return page

    return make


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def devices(request, on_device):
    """Two devices with the same attempt open: the first one was answered last, after the second one."""
    first, second = (on_device(java_script_enabled=request.param) for _number in range(2))
    typed(second, "61")
    typed(first, "16")
    return first, second


def typed(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=NUMBER.prompt).fill(text)
    if page.evaluate("typeof customElements.get('quiz-form')") == "function":
        expect(page.get_by_role("status").filter(has_text="aved")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="Saving")).to_have_count(0)
    else:
        page.get_by_role("button", name="Review and submit").click()


def stored(attempt: Attempt):
    return attempt.responses.get(position=7).response


def field(page: Page):
    return page.get_by_role("textbox", name=NUMBER.prompt)


def test_the_later_answer_waits_for_a_word(devices, attempt):
    page, _other = devices
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.get_by_text("There you answered: 61")).to_be_visible()
    expect(field(page)).to_have_value("16")
    assert stored(attempt) == "61"


def test_the_answer_of_this_device_is_kept(devices, attempt):
    page, _other = devices
    page.get_by_role("button", name="Keep the answer on this page").click()
    expect(page.get_by_text(ASKED)).to_have_count(0)
    expect(field(page)).to_have_value("16")
    assert stored(attempt) == "16"


def test_the_answer_of_the_other_device_is_taken(devices, attempt):
    page, _other = devices
    page.get_by_role("button", name="Take the other answer").click()
    expect(page.get_by_text(ASKED)).to_have_count(0)
    expect(field(page)).to_have_value("61")
    assert stored(attempt) == "61"


def test_a_page_left_open_takes_no_answer_back(on_device, attempt):
    first, second = on_device(), on_device()
    typed(second, "61")
    first.get_by_role("radio", name="The job comes first").check()
    expect(first.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert (stored(attempt), attempt.responses.get(position=1).response) == ("61", "a")


def test_answering_again_and_again_on_one_device_asks_nothing(on_device, attempt):
    page = on_device()
    for text in ("1", "16", "61"):
        typed(page, text)
    expect(page.get_by_text(ASKED)).to_have_count(0)
