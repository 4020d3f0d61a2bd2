"""What somebody changes about their own account: password, address, profile."""

import pytest
from django.core import mail

from ipslearn.base.models import User
from tests import factories

RESET = "/en/accounts/password/reset/"
PROFILE = "/en/accounts/profile/"
NEW = "another-long-word"


@pytest.fixture
def at_home(client, person, sign_in):
    """`person` signed in with their password just now, so that nobody asks for it again."""
    sign_in(person.email)
    return client


class TestPasswordReset:
    def test_looks_the_same_for_addresses_known_and_unknown(self, client, person):
        pages = [client.post(RESET, {"email": email}, follow=True) for email in (person.email, "nobody@example.org")]
        assert pages[0].redirect_chain == pages[1].redirect_chain
        assert [page.status_code for page in pages] == [200, 200]

    def test_somebody_without_account_is_told_so_by_mail(self, client, db, mailoutbox):
        client.post(RESET, {"email": "nobody@example.org"})
        assert "No account uses this address" in mailoutbox[0].body

    def test_the_link_sets_a_new_password_once(self, client, person, mailoutbox, link_in):
        client.post(RESET, {"email": person.email})
        link = link_in(mailoutbox[0])
        form = client.get(link, follow=True).request["PATH_INFO"]
        client.post(form, {"password1": NEW, "password2": NEW})
        person.refresh_from_db()
        assert person.check_password(NEW)
        client.logout()
        assert "This link no longer works" in client.get(link, follow=True).content.decode()

    def test_is_limited(self, client, person, mailoutbox):
        for _attempt in range(30):
            client.post(RESET, {"email": person.email})
        assert len(mailoutbox) < 30


class TestPasswordChange:
    ADDRESS = "/en/accounts/password/change/"

    def test_needs_the_old_one(self, at_home, person):
        at_home.post(self.ADDRESS, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
        person.refresh_from_db()
        assert person.check_password(factories.PASSWORD)

    def test_is_told_by_mail_if_it_was_done(self, at_home, person, mailoutbox):
        at_home.post(self.ADDRESS, {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW})
        person.refresh_from_db()
        assert person.check_password(NEW)
        assert [message.subject for message in mailoutbox] == ["Your password has changed"]

    def test_strangers_cannot(self, client, db):
        assert client.get(self.ADDRESS).status_code == 302


class TestAddressChange:
    ADDRESS = "/en/accounts/email/"

    def test_changes_nothing_before_the_link_is_used(self, at_home, person, mailoutbox, link_in):
        at_home.post(self.ADDRESS, {"action_add": "", "email": "new@example.org"})
        person.refresh_from_db()
        assert person.email == "yuki@example.org"
        assert mailoutbox[0].to == ["new@example.org"]
        at_home.post(link_in(mailoutbox[0]))
        person.refresh_from_db()
        assert person.email == "new@example.org"

    def test_an_address_of_somebody_else_is_refused_or_never_becomes_ones_own(self, at_home, person, other):
        at_home.post(self.ADDRESS, {"action_add": "", "email": other.email})
        person.refresh_from_db()
        assert person.email == "yuki@example.org"
        assert User.objects.get(pk=other.pk).emailaddress_set.get().email == other.email


class TestProfile:
    DATA = {"name": "田辺 ゆき", "preferred_language": "ja", "time_zone": "Europe/London"}

    def test_strangers_are_sent_to_sign_in(self, client, db):
        assert client.get(PROFILE).url == f"/en/accounts/login/?next={PROFILE}"

    def test_saves(self, client, person):
        client.force_login(person)
        client.post(PROFILE, self.DATA)
        person.refresh_from_db()
        assert {name: getattr(person, name) for name in self.DATA} == self.DATA

    @pytest.mark.parametrize("typed", ["タナベ　ユキ", "ﾀﾅﾍﾞ ﾕｷ", " たなべ ゆき "])
    def test_keeps_the_reading_of_a_name_in_hiragana(self, client, person, typed):
        client.force_login(person)
        client.post(PROFILE, {**self.DATA, "name_reading": typed})
        person.refresh_from_db()
        assert (person.name_reading, person.sort_name) == ("たなべ ゆき", "たなべ ゆき")

    def test_goes_on_in_the_chosen_language(self, client, person):
        client.force_login(person)
        response = client.post(PROFILE, self.DATA)
        assert response.url == "/ja/accounts/profile/"
        assert response.cookies["django_language"].value == "ja"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *[("name", ""), ("name", "x" * 121), ("preferred_language", "de"), ("time_zone", "Mars/Olympus")],
            ("name_reading", "田辺"),
        ],
    )
    def test_refuses(self, client, person, field, value):
        client.force_login(person)
        response = client.post(PROFILE, {**self.DATA, field: value})
        assert field in response.context["form"].errors
        person.refresh_from_db()
        assert person.name == "Yuki Tanabe"

    def test_cannot_change_what_it_does_not_show(self, client, person):
        client.force_login(person)
        client.post(PROFILE, {**self.DATA, "is_superuser": "on", "email": "boss@example.org"})
        person.refresh_from_db()
        assert (person.is_superuser, person.email) == (False, "yuki@example.org")

    def test_sends_nothing(self, client, person):
        client.force_login(person)
        client.post(PROFILE, self.DATA)
        assert mail.outbox == []
