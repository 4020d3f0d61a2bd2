"""Behind the link of an invitation: signed in, signing in, creating an account, and links that are over."""

import pytest
from django.core import mail
from django.utils import timezone

from ipslearn.base.models import User
from teams import invitations
from teams.models import Invitation
from tests.factories import PASSWORD, UserFactory
from tests.teams.inviting import invite, newest_token
from tests.teams.reading import without_bdi

pytestmark = pytest.mark.django_db

ASKED = {"name": "Aya Sato", "email": "new@example.org", "password1": "a-long-enough-word"}
CONTINUE = "/en/teams/invitations/continue/"


@pytest.fixture
def link(team, leader, django_capture_on_commit_callbacks):
    """The path of an open invitation, as it stands in the mail."""
    with django_capture_on_commit_callbacks(execute=True):
        invite(team, leader, now=timezone.now())
    return f"/en/teams/invitations/{newest_token()}/"


@pytest.fixture
def person():
    return UserFactory(email="new@example.org", name="Aya Sato")


def words_of(response) -> str:
    return " ".join(without_bdi(response.content.decode()).split())


def ended(link, **columns) -> str:
    Invitation.objects.update(**columns)
    return link


class TestPage:
    def test_says_who_invites_to_what_as_what(self, client, link):
        page = words_of(client.get(link))
        assert all(words in page for words in ("the team “North”", "Ken Ito", "Minato Clinic", "nurse"))

    def test_is_in_no_search_engine_and_no_cache(self, client, link):
        response = client.get(link)
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]

    def test_changes_nothing(self, client, link):
        client.get(link)
        assert Invitation.objects.get().accepted_at is None
        assert not client.session.keys()

    def test_is_the_same_whether_the_address_has_an_account(self, client, link):
        before = plain(client.get(link))
        UserFactory(email="new@example.org")
        assert plain(client.get(link)) == before

    def test_says_which_account_accepts_where_the_address_is_another(self, client, link, other):
        client.force_login(other)
        page = words_of(client.get(link))
        assert "You are signed in as other@example.org." in page
        assert "Accept as Ren Mori" in page

    def test_does_not_tell_the_invited_address_to_another_account(self, client, link, other):
        client.force_login(other)
        assert "new@example.org" not in words_of(client.get(link))

    def test_says_so_to_who_is_in_the_team_already(self, client, link, leader):
        client.force_login(leader)
        assert "You are in already." in words_of(client.get(link))

    def test_takes_few_queries(self, client, link, django_assert_num_queries):
        client.get(link)
        # the invitation with everything it names; no session is asked for
        with django_assert_num_queries(1):
            client.get(link)


def plain(response) -> str:
    """Return the page without the token of its forms."""
    token = response.context["csrf_token"]
    return response.content.decode().replace(str(token), "")


class TestSignedIn:
    def test_one_button_joins(self, client, link, person):
        client.force_login(person)
        client.post(link)
        assert person.memberships.get().team.name == "North"

    def test_with_another_address_joins_with_that_account(self, client, link, other):
        client.force_login(other)
        client.post(link)
        assert other.memberships.exists()

    def test_says_so(self, client, link, person):
        client.force_login(person)
        assert "You belong to “North” now." in words_of(client.post(link, follow=True))

    def test_twice_is_no_harm(self, client, link, person):
        client.force_login(person)
        client.post(link)
        assert "You have accepted this invitation already." in words_of(client.post(link, follow=True))
        assert person.memberships.count() == 1

    def test_a_second_person_is_told(self, client, link, person, other):
        client.force_login(person)
        client.post(link)
        client.force_login(other)
        assert "This invitation was used already" in words_of(client.post(link))
        assert not other.memberships.exists()

    def test_two_at_once_make_one_membership(self, client, link, person, other, monkeypatch):
        """The other one accepts between the look at the invitation and its lock."""
        accept = invitations.accept

        def overtaken(*, invitation, user, now):
            accept(invitation=invitation, user=other, now=now)
            return accept(invitation=invitation, user=user, now=now)

        monkeypatch.setattr(invitations, "accept", overtaken)
        client.force_login(person)
        assert "This invitation was used already" in words_of(client.post(link))
        assert not person.memberships.exists()

    def test_a_leader_goes_on_to_the_people(self, client, link, person):
        Invitation.objects.update(is_leader=True)
        client.force_login(person)
        assert "/people/" in client.post(link).url


class TestNotSignedIn:
    def sign_up(self, client, link, **other):
        way = client.post(link, {"way": "sign_up"})
        return client.post(way.url, {**ASKED, "next": CONTINUE, **other}, follow=True)

    def test_may_sign_in(self, client, link, person):
        way = client.post(link, {"way": "sign_in"})
        back = client.post(way.url, {"login": person.email, "password": PASSWORD, "next": CONTINUE})
        assert back.url == CONTINUE

    def test_finds_the_invitation_again(self, client, link, person):
        self.test_may_sign_in(client, link, person)
        assert "the team “North”" in words_of(client.get(CONTINUE))
        client.post(CONTINUE)
        assert person.memberships.exists()

    def test_finds_name_and_address_filled_in(self, client, link):
        form = client.get(client.post(link, {"way": "sign_up"}).url).context["form"]
        assert (form["name"].value(), form["email"].value()) == ("Aya Sato", "new@example.org")

    def test_needs_no_confirmation_of_the_address(self, client, link):
        mail.outbox.clear()
        page = words_of(self.sign_up(client, link))
        assert "the team “North”" in page
        assert User.objects.get(email="new@example.org").emailaddress_set.get().verified
        assert mail.outbox == []

    def test_joins_with_the_new_account(self, client, link):
        self.sign_up(client, link)
        client.post(CONTINUE)
        assert User.objects.get(email="new@example.org").memberships.get().profession_id == "nurse"

    def test_confirms_another_address_as_ever(self, client, link):
        self.sign_up(client, link, email="own@example.org")
        assert not User.objects.get(email="own@example.org").emailaddress_set.get().verified
        assert mail.outbox[-1].to == ["own@example.org"]

    def test_is_not_told_that_there_is_an_account(self, client, link, person):
        page = words_of(self.sign_up(client, link))
        assert "account with this e-mail address" not in page
        assert mail.outbox[-1].subject == "You already have an account"

    def test_works_where_sign_up_is_closed(self, client, link, settings):
        settings.ACCOUNT_SIGNUP_OPEN = False
        self.sign_up(client, link)
        assert User.objects.filter(email="new@example.org").exists()

    def test_sign_up_stays_closed_without_the_button(self, client, link, settings):
        settings.ACCOUNT_SIGNUP_OPEN = False
        client.get(link)
        client.post("/en/accounts/signup/", ASKED)
        assert not User.objects.filter(email="new@example.org").exists()

    def test_sign_up_is_closed_again_when_the_invitation_has_expired(self, client, link, settings):
        settings.ACCOUNT_SIGNUP_OPEN = False
        Invitation.objects.update(expires_at=timezone.now())
        client.post(link, {"way": "sign_up"})
        client.post("/en/accounts/signup/", ASKED)
        assert not User.objects.filter(email="new@example.org").exists()

    def test_no_session_holds_the_link(self, client, link):
        client.post(link, {"way": "sign_up"})
        assert newest_token() not in str(dict(client.session))

    def test_coming_back_without_an_invitation_leads_to_ones_learning(self, client, person):
        client.force_login(person)
        assert client.get(CONTINUE).url == "/en/learning/"


class TestOver:
    @pytest.mark.parametrize(
        ("column", "words"),
        [
            ("expires_at", "This invitation has expired"),
            ("withdrawn_at", "This invitation was withdrawn"),
            ("accepted_at", "This invitation was used already"),
        ],
    )
    def test_says_why_and_whom_to_ask(self, client, link, column, words):
        page = words_of(client.get(ended(link, **{column: timezone.now()})))
        assert words in page
        assert "For a new one ask Ken Ito at Minato Clinic." in page

    @pytest.mark.parametrize("column", ["expires_at", "withdrawn_at", "accepted_at"])
    def test_takes_nobody_in(self, client, link, person, column):
        client.force_login(person)
        client.post(ended(link, **{column: timezone.now()}))
        assert not person.memberships.exists()

    def test_a_link_that_was_replaced_says_so(self, client, link, leader):
        Invitation.objects.update(sent_at=None)
        invitations.send_again(invitation=Invitation.objects.get(), by=leader, now=timezone.now())
        response = client.get(link)
        assert (response.status_code, "This link no longer works" in words_of(response)) == (404, True)

    def test_a_link_of_nothing_says_so(self, client):
        assert client.get("/en/teams/invitations/nothing/").status_code == 404
