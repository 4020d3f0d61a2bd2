"""The matrix before a browser: by keyboard, on a phone, in both colour schemes, with large letters."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.keys import press
from tests.browser.led import led_team
from tests.browser.looking import PHONE, WIDE, everything_wrong


@pytest.fixture
def team(person):
    return led_team(person, due_in=3)


@pytest.fixture
def at_matrix(new_context, sign_in, person, team):
    def open_page(size: dict, **options):
        context = new_context(viewport=size, **options)
        sign_in(context, person)
        page = context.new_page()
        page.goto(f"/en/teams/{team.pk}/")
        return page

    return open_page


def test_a_cell_leads_to_why_it_is_so_by_keyboard(at_matrix):
    page = at_matrix(WIDE)
    press(page, page.get_by_role("row", name="田中 陽子").get_by_role("link", name="Due soon"))
    expect(page.get_by_role("heading", name="Why")).to_be_visible()


def test_the_menu_leads_here_without_a_script(at_matrix):
    page = at_matrix(WIDE, java_script_enabled=False)
    page.get_by_role("link", name="My learning").click()
    page.get_by_role("link", name="Teams").click()
    expect(page.get_by_role("heading", name="North")).to_be_visible()


def test_a_phone_shows_people_with_what_is_open_first(at_matrix):
    page = at_matrix(PHONE)
    expect(page.get_by_role("table")).to_be_hidden()
    card = page.get_by_role("region", name="田中 陽子")
    expect(card.get_by_role("link", name="Due soon")).to_be_visible()
    expect(page.get_by_role("region", name="Emi Abe").get_by_text("1 course done or exempt")).to_be_visible()


def test_a_filter_is_in_the_address(at_matrix):
    page = at_matrix(WIDE)
    page.get_by_label("State").select_option(label="Completed")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name="Emi Abe")).to_be_visible()
    expect(page.get_by_role("row", name="田中 陽子")).to_have_count(0)
    assert "state=completed" in page.url


@pytest.mark.parametrize("name", ["team_matrix", "team_readiness", "team_matrix_print"])
def test_pages_of_a_team_have_no_faults(at_matrix, team, name):
    page = at_matrix(WIDE)
    page.goto(reverse(f"teams:{name}", args=[team.pk]))
    assert everything_wrong(page) == []


def test_pages_of_a_person_have_no_faults(at_matrix, team):
    page = at_matrix(WIDE)
    page.get_by_role("link", name="Emi Abe").click()
    assert everything_wrong(page) == []
    page.locator(".matrix-card__list a").first.click()
    assert everything_wrong(page) == []
