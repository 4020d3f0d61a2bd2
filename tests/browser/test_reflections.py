"""A reflection is never lost: not when it is too long, not without a network, not after a long time."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.looking import everything_wrong

TOO_LONG = "a" * 100_000
KEPT = "Kept <b>word</b> for word.\nOn two lines."


@pytest.fixture
def at_the_lesson(person, sign_in, small_lessons):
    """Open the lesson with a reflection in a page, signed in and enrolled."""

    def make(page: Page) -> Page:
        lesson = small_lessons()[0]
        factories.enrolled(person, lesson.get_parent().get_parent().specific)
        sign_in(page.context, person)
        page.goto(lesson.url)
        return page

    return make


def write(page: Page, text: str) -> None:
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name="Save").click()


def texts_of(person) -> list[str]:
    """Return the person's reflections; a browser ends the lines it sends in its own way."""
    return [reflection.text.replace("\r\n", "\n") for reflection in person.reflections.all()]


def test_saving_does_not_leave_the_page(page, at_the_lesson, person):
    at_the_lesson(page)
    page.evaluate("window.isTheSamePage = true")
    write(page, "Ask first.")
    expect(page.get_by_role("status").filter(has_text="Saved. Only you can read it.")).to_be_visible()
    assert (page.evaluate("window.isTheSamePage"), texts_of(person)) == (True, ["Ask first."])


def test_what_was_written_is_there_next_time(any_page, at_the_lesson):
    page = at_the_lesson(any_page)
    write(page, "Ask first.\n\nThen listen.")
    expect(page.get_by_text("Saved. Only you can read it.")).to_be_visible()
    page.goto(page.url)
    expect(page.get_by_label("Your answer")).to_have_value("Ask first.\n\nThen listen.")


def test_a_text_of_100000_characters_is_refused_in_words_and_stays(any_page, at_the_lesson, person):
    page = at_the_lesson(any_page)
    write(page, TOO_LONG)
    expect(page.get_by_text("Your text has 100000 characters; 10000 can be kept.")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value(TOO_LONG)
    assert texts_of(person) == []


def test_a_refused_text_can_be_shortened_and_saved(any_page, at_the_lesson, person):
    page = at_the_lesson(any_page)
    write(page, TOO_LONG)
    expect(page.get_by_text("Your text has 100000 characters; 10000 can be kept.")).to_be_visible()
    write(page, TOO_LONG[:10_000])
    expect(page.get_by_text("Saved. Only you can read it.")).to_be_visible()
    assert texts_of(person) == [TOO_LONG[:10_000]]


def test_without_a_network_the_text_stays_and_the_page_says_so(page, at_the_lesson, person):
    at_the_lesson(page)
    page.context.set_offline(True)
    write(page, "Written on the train.")
    expect(
        page.get_by_role("status").filter(has_text="You seem to be offline. Your text is still here")
    ).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("Written on the train.")

    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert texts_of(person) == ["Written on the train."]


def test_leaving_with_unsaved_words_is_asked_about(page, at_the_lesson):
    at_the_lesson(page)
    page.get_by_label("Your answer").press_sequentially("Not saved")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", name="Glossary", level=1)).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.fixture
def refused(new_context, at_the_lesson):
    """The page that answers a form whose token went stale, sent without JavaScript."""
    page = at_the_lesson(new_context(java_script_enabled=False).new_page())
    page.context.clear_cookies(name="csrftoken")
    write(page, KEPT)
    expect(page.get_by_role("heading", name="nothing is lost", level=1)).to_be_visible()
    return page


def test_a_stale_form_can_be_sent_again_with_its_text(refused, person):
    refused.get_by_role("button", name="Send again").click()
    expect(refused.get_by_text("Saved. Only you can read it.")).to_be_visible()
    assert texts_of(person) == [KEPT]


def test_a_stale_form_shows_its_text(refused):
    expect(refused.get_by_role("main").get_by_role("textbox")).to_have_value(KEPT)


def in_another_tab(page: Page) -> Page:
    """Return a second page of the same reader, at the home page."""
    tab = page.context.new_page()
    tab.goto("/en/")
    return tab


def sign_out(tab: Page) -> None:
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("link", name="Sign in").first).to_be_visible()


def sign_in_by_password(tab: Page, person) -> None:
    tab.goto("/en/accounts/login/")
    tab.get_by_label("E-mail address").fill(person.email)
    tab.get_by_label("Password").fill(factories.PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="My learning", level=1)).to_be_visible()


def send_again(page: Page) -> None:
    expect(page.get_by_role("heading", name="nothing is lost", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("textbox")).to_have_value(KEPT)
    page.get_by_role("button", name="Send again").click()


def test_a_form_that_a_new_sign_in_made_stale_is_sent_again_with_its_text(any_page, at_the_lesson, person):
    page = at_the_lesson(any_page)
    tab = in_another_tab(page)
    sign_out(tab)
    sign_in_by_password(tab, person)
    write(page, KEPT)
    send_again(page)
    expect(page.get_by_text("Saved. Only you can read it.")).to_be_visible()
    assert texts_of(person) == [KEPT]


def test_a_text_outlives_the_end_of_the_sign_in(any_page, at_the_lesson, person):
    page = at_the_lesson(any_page)
    tab = in_another_tab(page)
    sign_out(tab)
    write(page, KEPT)
    expect(page.get_by_role("heading", name="Your sign-in has ended", level=1)).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in_by_password(opened.value, person)
    send_again(page)
    # Signing in made the form stale once more.
    send_again(page)
    expect(page.get_by_text("Saved. Only you can read it.")).to_be_visible()
    assert texts_of(person) == [KEPT]


def test_sending_again_without_signing_in_loses_nothing(any_page, at_the_lesson, person):
    page = at_the_lesson(any_page)
    sign_out(in_another_tab(page))
    write(page, KEPT)
    send_again(page)
    expect(page.get_by_role("heading", name="Your sign-in has ended", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("textbox")).to_have_value(KEPT)
    assert texts_of(person) == []


def test_nothing_is_wrong_with_the_page_of_a_refused_text(page, at_the_lesson):
    """With JavaScript in the browser, but the form sent without it: axe needs the one, the page the other."""
    at_the_lesson(page)
    page.get_by_label("Your answer").fill(TOO_LONG)
    page.get_by_label("Your answer").evaluate("one => one.form.submit()")
    expect(page.get_by_role("alert")).to_be_visible()
    assert everything_wrong(page) == []


def test_nothing_is_wrong_with_the_page_of_a_stale_form(page, at_the_lesson):
    at_the_lesson(page)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_label("Your answer").fill("Still here.")
    page.get_by_label("Your answer").evaluate("one => one.form.submit()")
    expect(page.get_by_role("button", name="Send again")).to_be_visible()
    assert everything_wrong(page) == []


def test_nothing_is_wrong_with_the_page_of_an_ended_sign_in(page, at_the_lesson):
    at_the_lesson(page)
    sign_out(in_another_tab(page))
    write(page, KEPT)
    expect(page.get_by_role("button", name="Send again")).to_be_visible()
    assert everything_wrong(page) == []
