"""The learner's path with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.keys import MANY, press, tab_to
from tests.browser.site import SMALL_COURSE

FOCUSED = """() => {
  const one = document.activeElement
  if (one === document.body) return null
  let isSeen = false
  // A card has the outline of the link in it.
  for (let around = one; around && !isSeen; around = around.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(around)
    isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
  }
  const box = one.getBoundingClientRect()
  return {name: one.outerHTML.slice(0, 120), isSeen: isSeen && box.width > 1 && box.height > 1}
}"""


def stops(page: Page) -> list[dict]:
    """Return what has the focus at each press of Tab from the beginning of the page to its end."""
    found = []
    for _press in range(MANY):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (found and "skip-link" in stop["name"]):
            return found
        found.append(stop)
    pytest.fail(f"Tab does not come to the end of the page; last: {found[-3:]}")


@pytest.fixture
def lesson(page, person, sign_in, small_lessons):
    found = small_lessons()[0]
    factories.enrolled(person, found.get_parent().get_parent().specific)
    sign_in(page.context, person)
    page.goto(found.url)
    return page


@pytest.mark.parametrize("path", ["", "courses/", "courses/ips-foundations/", "glossary/", "accounts/login/", "check/"])
def test_every_stop_on_the_way_through_a_page_can_be_seen(path, page):
    page.goto(f"/en/{path}")
    assert [stop["name"] for stop in stops(page) if not stop["isSeen"]] == []


def test_every_stop_in_a_lesson_can_be_seen(lesson):
    assert [stop["name"] for stop in stops(lesson) if not stop["isSeen"]] == []


def test_the_first_stop_leads_past_the_menu_to_the_content(page):
    page.goto("/en/courses/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.get_by_role("main").evaluate("one => one.contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_leads_on(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/en/")
    press(page, page.get_by_text("Menu", exact=True))
    press(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Courses"))
    expect(page.get_by_role("heading", name="Courses", level=1)).to_be_visible()


def test_a_term_opens_with_enter_and_closes_with_escape(lesson):
    page = lesson
    term = page.get_by_role("button", name="competitive employment")
    press(page, term)
    card = page.get_by_role("dialog", name="competitive employment")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()


def test_the_way_on_from_an_open_term_leads_into_it(lesson):
    page = lesson
    press(page, page.get_by_role("button", name="competitive employment"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_role("link", name="In the glossary")).to_be_focused()


def test_an_accordion_opens_with_enter(lesson):
    page = lesson
    press(page, page.get_by_text("Visits").last)
    expect(page.get_by_text("Two in the first week.")).to_be_visible()


def test_a_reflection_is_written_and_saved(lesson):
    page = lesson
    tab_to(page, page.get_by_label("Your answer"))
    page.keyboard.type("Ask first.")
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("status").filter(has_text="Saved. Only you can read it.")).to_be_visible()


def test_the_language_is_chosen_by_the_buttons_and_kept(lesson):
    page = lesson
    press(page, page.get_by_role("banner").get_by_role("button", name="日本語"))
    expect(page).to_have_url(re.compile("/ja/courses/"))
    expect(page.get_by_role("banner").get_by_role("button", name="日本語")).to_have_attribute("aria-current", "true")
    page.goto("/")
    expect(page).to_have_url(re.compile("/ja/"))


class TestTheOfferOfALanguage:
    """The browser prefers English, and the page is Japanese."""

    @pytest.fixture
    def offer(self, page):
        page.goto("/ja/glossary/")
        return page.get_by_role("form", name="English")

    def test_accepted(self, page, offer):
        press(page, offer.get_by_role("button", name="Read in English"))
        expect(page).to_have_url(re.compile("/en/glossary/"))
        page.goto("/ja/glossary/")
        expect(offer).to_have_count(0)

    def test_declined(self, page, offer):
        press(page, offer.get_by_role("button", name="Stay here"))
        expect(page).to_have_url(re.compile("/ja/glossary/"))
        expect(offer).to_have_count(0)
        page.goto("/ja/courses/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(offer).to_have_count(0)


def test_the_whole_path_from_signing_in_to_the_certificate(page, person):
    page.goto("/en/")
    press(page, page.get_by_role("link", name="Sign in"))
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type(person.email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(factories.PASSWORD)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="See the courses"))
    press(page, page.get_by_role("link", name=SMALL_COURSE["en"]))
    press(page, page.get_by_role("button", name="Enrol"))
    press(page, page.get_by_role("link", name="Begin"))
    press(page, page.get_by_role("button", name="Mark complete and continue"))
    press(page, page.get_by_role("button", name="Mark complete"))
    press(page, page.get_by_role("link", name="See your certificate"))
    expect(page.get_by_role("link", name=re.compile("number="))).to_be_visible()
