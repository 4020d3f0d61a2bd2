"""Training plans in a browser: a change is looked at and saved, with the keyboard alone and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from courses.models import CoursePage
from tests import factories as site
from tests.browser.looking import everything_wrong
from tests.teams import factories


@pytest.fixture
def plan(person):
    """A plan that asks nurses for the foundations, of an organisation that `person` runs."""
    organisation = factories.organisation(administrator=person)
    factories.member(factories.team(organisation), "nurse", site.UserFactory(name="Emi Kato"))
    found = factories.plan(organisation)
    factories.requirement(found, CoursePage.objects.get(slug="ips-foundations", locale__language_code="en"), ["nurse"])
    return found


@pytest.fixture
def at_the_plan(plan, person, sign_in):
    def make(page: Page) -> Page:
        sign_in(page.context, person)
        page.goto(reverse("teams:plan_detail", args=[plan.pk]))
        return page

    return make


def test_a_change_is_looked_at_and_saved(any_page, at_the_plan, plan):
    page = at_the_plan(any_page)
    page.get_by_role("link", name="Change: IPS foundations").click()
    page.get_by_label("Days", exact=True).fill("30")
    page.get_by_role("button", name="See what this changes").click()
    expect(page.get_by_role("heading", name="What this changes")).to_be_visible()
    page.get_by_label("Reason").fill("The audit is in spring.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The plan is saved.")).to_be_visible()
    expect(page.get_by_text("within 30 days of joining")).to_be_visible()


def test_fields_that_a_choice_makes_meaningless_are_out_of_the_way(page, at_the_plan):
    at_the_plan(page).get_by_role("link", name="Add a requirement").click()
    expect(page.get_by_label("Months", exact=True)).to_be_hidden()
    page.get_by_label("Until a fixed day of the year").check()
    expect(page.get_by_label("Months", exact=True)).to_be_visible()
    expect(page.get_by_label("Month", exact=True)).to_be_visible()


@pytest.mark.parametrize("name", ["plan_detail", "plan_suggested", "requirement_add", "plan_force"])
def test_nothing_is_wrong_with_the_page(page, at_the_plan, plan, name):
    at_the_plan(page).goto(reverse(f"teams:{name}", args=[plan.pk]))
    assert everything_wrong(page) == []
