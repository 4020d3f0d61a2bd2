"""A new employment specialist takes a first course: with JavaScript, and without it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import SMALL_COURSE
from tests.factories import PASSWORD

COURSE = SMALL_COURSE["en"]


def heading(page: Page, name: str):
    return page.get_by_role("heading", name=name, level=1)


def open_course(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Courses").click()
    page.get_by_role("link", name=COURSE).click()
    expect(heading(page, COURSE)).to_be_visible()


def link_in(message) -> str:
    return re.search(r"https?://\S+", message.body).group()


def test_an_account_is_made_and_confirmed_by_mail(any_page, mailoutbox):
    page = any_page
    page.goto("/")
    page.get_by_role("navigation", name="Account").get_by_role("link", name="Create account").click()
    page.get_by_label("Name").fill("Yuki Tanabe")
    page.get_by_label("E-mail address").fill(f"yuki-{id(page)}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(heading(page, "Look into your e-mail")).to_be_visible()

    page.goto(link_in(mailoutbox[0]))
    page.get_by_role("button", name="Yes, confirm this address").click()
    expect(heading(page, "Sign in")).to_be_visible()


def test_signing_in_leads_to_my_learning_which_says_what_to_do(any_page, person):
    page = any_page
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(heading(page, "My learning")).to_be_visible()
    page.get_by_role("link", name="See the courses").click()
    expect(page.get_by_role("link", name=COURSE)).to_be_visible()


def test_a_course_is_taken_from_enrolling_to_the_certificate(any_page, person, sign_in):
    page = any_page
    sign_in(page.context, person)
    open_course(page)
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_text("You are enrolled.")).to_be_visible()
    page.get_by_role("link", name="Begin").click()
    expect(heading(page, "Meeting people")).to_be_visible()
    page.get_by_label("Your answer").fill("Which jobs are near the station?")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved. Only you can read it.")).to_be_visible()

    page.get_by_role("button", name="Mark complete and continue").click()
    expect(heading(page, "Going along")).to_be_visible()
    page.get_by_role("button", name="Mark complete").click()
    expect(page.get_by_text("You have completed the course.")).to_be_visible()

    page.get_by_role("link", name="See your certificate").click()
    address = page.get_by_role("link", name=re.compile("number="))
    expect(page.get_by_role("article")).to_contain_text(person.name)
    page.context.clear_cookies()
    address.click()
    expect(page.get_by_role("article")).to_contain_text(person.name)
    expect(page.get_by_role("article")).to_contain_text("Valid")


def test_what_is_done_and_what_is_next_stand_in_my_learning(any_page, person, sign_in, small_lessons):
    page = any_page
    sign_in(page.context, person)
    page.goto(small_lessons()[0].url)
    page.get_by_role("button", name="Enrol to keep your progress").click()
    page.get_by_role("button", name="Mark complete and continue").click()
    page.get_by_role("link", name="My learning").click()
    expect(page.get_by_text("1 of 2 required parts done")).to_be_visible()
    page.get_by_role("link", name="Continue: Going along").click()
    expect(heading(page, "Going along")).to_be_visible()


def test_a_course_that_was_left_can_be_taken_up_again(any_page, person, sign_in):
    page = any_page
    sign_in(page.context, person)
    open_course(page)
    page.get_by_role("button", name="Enrol").click()
    page.get_by_text("Leave this course").first.click()
    page.get_by_role("button", name="Leave this course").click()
    expect(page.get_by_text("You have left the course.")).to_be_visible()
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_text("You are enrolled.")).to_be_visible()


def test_a_term_shows_what_it_means(any_page, small_lessons):
    page = any_page
    page.goto(small_lessons()[0].url)
    page.get_by_role("button", name="competitive employment").click()
    card = page.get_by_role("dialog", name="competitive employment")
    expect(card).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()


def test_an_accordion_opens(any_page, small_lessons):
    page = any_page
    page.goto(small_lessons()[0].url)
    words = page.get_by_text("Two in the first week.")
    expect(words).to_be_hidden()
    page.get_by_text("Visits").last.click()
    expect(words).to_be_visible()


def test_an_unknown_certificate_number_is_answered_in_words(any_page):
    page = any_page
    page.goto("/en/check/")
    page.get_by_label("Certificate number").fill("aaaa bbbb cccc dddd")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("There is no certificate with this number.")).to_be_visible()


@pytest.mark.parametrize(("code", "name"), [("ja", "日本語"), ("en", "English")])
def test_the_language_is_changed_on_the_same_page(code, name, any_page):
    page = any_page
    page.goto("/en/glossary/" if code == "ja" else "/ja/glossary/")
    page.get_by_role("banner").get_by_role("link", name=name).click()
    expect(page).to_have_url(re.compile(f"/{code}/glossary/$"))
