"""People and invitations in a browser: a list on a phone, and the way from a mail into the team."""

import uuid

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from teams import invitations
from teams.addresses import Line
from teams.models import Team
from tests import factories
from tests.browser.keys import tab_to
from tests.browser.looking import PHONE, everything_wrong
from tests.teams import factories as teams
from tests.teams.inviting import invite, newest_token

LONG = "Margarethe von Hohenzollern-Sigmaringen-Wittelsbach"


@pytest.fixture
def leader():
    return factories.UserFactory(name="Ken Ito")


@pytest.fixture
def administrator():
    return factories.UserFactory(name="Aya Sato")


@pytest.fixture
def team(administrator, leader) -> Team:
    """Somebody with a long name beside the leader, somebody invited, and a list that waits."""
    organisation = teams.organisation(f"Clinic {uuid.uuid4()}", administrator=administrator)
    found = teams.team(organisation)
    teams.member(found, "nurse", leader, is_leader=True)
    teams.member(found, "psychiatrist", factories.UserFactory(name=LONG))
    invite(found, leader, email="verylongaddress.of.somebody@rehabilitation-centre.example.org", now=timezone.now())
    return found


@pytest.fixture
def led(page: Page, sign_in, leader, team) -> Page:
    sign_in(page.context, leader)
    return page


PAGES = ["people/", "people/?show=invited", "people/?q=nobody", "invite/", "invite/list/", "invite/check/"]


@pytest.mark.parametrize("place", PAGES)
def test_nothing_is_wrong_with_what_a_leader_sees(led, team, leader, place):
    lines = [Line(1, LONG, "a@example.org", "nurse"), Line(2, detail="x" * 90, problem="hostile")]
    invitations.keep_draft(owner=leader, team=team, lines=lines, language="en", now=timezone.now())
    led.goto(f"/en/teams/{team.pk}/{place}")
    assert everything_wrong(led) == []


@pytest.mark.parametrize("place", ["", "profession/", "leave/", "team/"])
def test_nothing_is_wrong_with_the_page_of_a_membership(page, sign_in, administrator, team, place):
    sign_in(page.context, administrator)
    membership = team.memberships.get(user__name=LONG)
    page.goto(f"/en/teams/memberships/{membership.pk}/{place}")
    assert everything_wrong(page) == []


def test_nothing_is_wrong_with_the_settings(page, sign_in, administrator, team):
    sign_in(page.context, administrator)
    page.goto(f"/ja/teams/organisations/{team.organisation_id}/")
    assert everything_wrong(page) == []


def test_a_list_is_checked_and_sent_with_the_keyboard_on_a_phone(led, team):
    led.set_viewport_size(PHONE)
    led.goto(f"/en/teams/{team.pk}/invite/list/")
    tab_to(led, led.get_by_label("One person on each line"))
    led.keyboard.type("Aya <aya@example.org>\nnobody")
    led.get_by_label("Profession of whoever").select_option("nurse")
    tab_to(led, led.get_by_role("button", name="Check the list"))
    led.keyboard.press("Enter")
    expect(led.get_by_role("heading", level=1)).to_have_text("1 person can be invited")
    tab_to(led, led.get_by_role("button", name="Invite 1 person"))
    led.keyboard.press("Enter")
    expect(led.get_by_text("1 invitation is on its way.")).to_be_visible()


def test_the_link_of_a_mail_leads_into_the_team(any_page, team, leader):
    email = f"{uuid.uuid4().hex}@example.org"
    mail.outbox = []
    made = invite(team, leader, email=email, name="Hana Ono", now=timezone.now())
    invitations.deliver_invitations.func([made.pk])
    any_page.goto(f"/en/teams/invitations/{newest_token()}/")
    any_page.get_by_role("button", name="Create an account").click()
    expect(any_page.get_by_label("Name")).to_have_value("Hana Ono")
    any_page.get_by_label("Password").fill(factories.PASSWORD)
    any_page.get_by_role("button", name="Create account").click()
    any_page.get_by_role("button", name="Accept").click()
    expect(any_page.get_by_text("You belong to “North” now.")).to_be_visible()
