"""How people find the page that their team sees of them."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as site
from tests.teams import factories

pytestmark = pytest.mark.django_db

PROFILE = "/en/accounts/profile/"


@pytest.fixture
def membership():
    return factories.member(factories.team(factories.organisation()))


def shown_to(client, user) -> str:
    client.force_login(user)
    return client.get(PROFILE).content.decode()


def test_a_member_gets_from_the_profile_to_what_the_team_sees(client, membership):
    url = reverse("teams:person_detail", args=[membership.team.organisation_id, membership.user_id])
    assert f'href="{url}"' in shown_to(client, membership.user)
    assert client.get(url).status_code == 200


def test_who_has_left_is_not_led_there(client, membership):
    membership.left_on = date(2026, 4, 2)
    membership.save()
    assert "what your team sees of you" not in shown_to(client, membership.user)


def test_who_is_in_no_team_reads_nothing_of_teams(client):
    assert "what your team sees of you" not in shown_to(client, site.UserFactory())
