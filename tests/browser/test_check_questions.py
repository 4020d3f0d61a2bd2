"""Questions in a lesson: answered in their place, with a script and without one."""

import pytest
from playwright.sync_api import Page, expect

from courses.models import LessonPage
from questions.kinds import SCORED_KINDS
from tests import factories
from tests.browser import answering
from tests.browser.keys import press
from tests.browser.looking import everything_wrong
from tests.questions.samples import SAMPLES

SCORED = [one for one in SAMPLES if one.kind in SCORED_KINDS]
FIRST = SAMPLES[0]


def lesson_called(title: str) -> LessonPage:
    return LessonPage.objects.get(title=title, locale__language_code="en")


@pytest.fixture
def at_the_lesson(person, sign_in):
    """Open the lesson that asks, enrolled and signed in."""

    def make(page: Page) -> Page:
        lesson = lesson_called("Asking")
        factories.enrolled(person, lesson.get_parent().get_parent().specific)
        sign_in(page.context, person)
        page.goto(lesson.url)
        return page

    return make


def asked(page: Page, words: str):
    """Return the question with these words, as a part of the lesson."""
    return page.locator("check-question").filter(has_text=words)


def check(page: Page, question) -> None:
    asked(page, question.prompt).get_by_role("button", name="Check").click()


def answer_wrongly(page: Page) -> None:
    page.get_by_role("radio", name="Training comes first").check()
    check(page, FIRST)


def is_right(page: Page, question) -> None:
    part = asked(page, question.prompt)
    expect(part.get_by_text("Right", exact=True).first).to_be_visible()
    expect(part.get_by_text(question.feedback)).to_be_visible()
    expect(part.get_by_text("Not right")).to_have_count(0)


@pytest.mark.parametrize("question", SCORED, ids=[one.kind for one in SCORED])
class TestEveryKind:
    def test_is_answered_with_a_pointer_without_leaving_the_page(self, question, page, at_the_lesson):
        at_the_lesson(page)
        page.evaluate("window.isTheSamePage = true")
        answering.by_pointer(page, question)
        check(page, question)
        is_right(page, question)
        assert page.evaluate("window.isTheSamePage")

    def test_is_answered_with_keys(self, question, page, at_the_lesson):
        at_the_lesson(page)
        answering.by_keys(page, question)
        press(page, asked(page, question.prompt).get_by_role("button", name="Check"))
        is_right(page, question)

    def test_is_answered_without_a_script(self, question, new_context, at_the_lesson):
        page = at_the_lesson(new_context(java_script_enabled=False).new_page())
        answering.without_script(page, question)
        check(page, question)
        is_right(page, question)
        expect(asked(page, question.prompt)).to_be_in_viewport()


def test_the_focus_moves_to_the_result_which_is_called_by_it(page, at_the_lesson):
    at_the_lesson(page)
    answer_wrongly(page)
    expect(page.get_by_role("group", name="Not right")).to_be_focused()


def test_the_way_on_from_the_result_leads_to_trying_again(page, at_the_lesson):
    at_the_lesson(page)
    answer_wrongly(page)
    expect(page.get_by_role("group", name="Not right")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()


def test_a_wrong_answer_may_be_tried_again_before_the_right_one_is_shown(any_page, at_the_lesson):
    page = at_the_lesson(any_page)
    answer_wrongly(page)
    part = asked(page, FIRST.prompt)
    expect(part.get_by_text("A gate, kindly meant.")).to_be_visible()
    expect(part.get_by_text("The search begins with the wish.")).to_have_count(0)
    part.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("radio", name="Training comes first")).not_to_be_checked()
    answer_wrongly(page)
    part.get_by_role("button", name="Show the answer").click()
    expect(part.get_by_text("The search begins with the wish.")).to_be_visible()
    expect(part.get_by_text("Right answer")).to_be_visible()


def test_trying_again_begins_at_the_first_field(page, at_the_lesson):
    at_the_lesson(page)
    answer_wrongly(page)
    page.get_by_role("button", name="Try again").click()
    expect(asked(page, FIRST.prompt).get_by_role("radio").first).to_be_focused()


def test_without_an_answer_it_asks_for_one(any_page, at_the_lesson):
    page = at_the_lesson(any_page)
    check(page, FIRST)
    expect(page.get_by_role("alert").filter(has_text="Choose or write an answer first.")).to_be_visible()


def test_enter_in_a_field_checks_it(any_page, at_the_lesson):
    page = at_the_lesson(any_page)
    answering.by_pointer(page, SAMPLES[6])
    page.keyboard.press("Enter")
    is_right(page, SAMPLES[6])


def test_a_hint_opens(any_page, at_the_lesson):
    page = at_the_lesson(any_page)
    part = asked(page, FIRST.prompt)
    expect(part.get_by_text(FIRST.hint)).to_be_hidden()
    part.get_by_text("Hint").click()
    expect(part.get_by_text(FIRST.hint)).to_be_visible()


def test_without_a_connection_the_answer_stays_and_the_page_says_so(page, at_the_lesson):
    at_the_lesson(page)
    page.context.set_offline(True)
    answer_wrongly(page)
    expect(page.get_by_role("status").filter(has_text="are you online? Your answer is still here.")).to_be_visible()
    page.context.set_offline(False)
    check(page, FIRST)
    expect(page.get_by_text("A gate, kindly meant.")).to_be_visible()


def test_a_stale_token_is_answered_with_the_form_to_send_again(page, at_the_lesson):
    at_the_lesson(page)
    page.context.clear_cookies(name="csrftoken")
    answer_wrongly(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("A gate, kindly meant.")).to_be_visible()


def test_a_visitor_gets_feedback_too(any_page):
    page = any_page
    page.goto(lesson_called("Asking").url)
    answer_wrongly(page)
    expect(page.get_by_text("A gate, kindly meant.")).to_be_visible()


def test_nothing_is_wrong_with_a_lesson_whose_questions_are_answered(page, at_the_lesson):
    at_the_lesson(page)
    answer_wrongly(page)
    for question in SCORED[1:]:
        answering.by_pointer(page, question)
        check(page, question)
        is_right(page, question)
    TestAnOpeningQuestion().commit(page)
    expect(asked(page, "Back to the start").get_by_text("A gate.")).to_be_visible()
    assert everything_wrong(page) == []


class TestAnOpeningQuestion:
    def commit(self, page: Page) -> None:
        page.get_by_role("radio", name="Wait for a while").check()
        page.get_by_role("button", name="This is what I would do").click()

    def test_comes_back_at_the_end_of_the_page_that_answers_it(self, any_page, at_the_lesson):
        page = at_the_lesson(any_page)
        self.commit(page)
        ending = asked(page, "Back to the start")
        expect(ending.get_by_text("A gate.")).to_be_visible()
        expect(ending.get_by_text("Not right").first).to_be_visible()
        expect(asked(page, "Before you read").get_by_text("A gate.")).to_have_count(0)

    def test_is_there_on_the_next_visit(self, any_page, at_the_lesson):
        page = at_the_lesson(any_page)
        self.commit(page)
        expect(asked(page, "Before you read").get_by_text("Your answer", exact=True)).to_be_visible()
        page.goto(lesson_called("Asking").url)
        expect(asked(page, "Before you read").get_by_text("Wait for a while")).to_be_visible()
        expect(asked(page, "Back to the start").get_by_text("A gate.")).to_be_visible()

    def test_keeps_the_place_of_the_reader(self, page, at_the_lesson):
        at_the_lesson(page)
        self.commit(page)
        expect(page.get_by_role("group", name="What would you do?")).to_be_focused()
        expect(page.get_by_text("Read on.")).to_be_in_viewport()
