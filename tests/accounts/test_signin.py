import re
from urllib.parse import unquote

import pytest

from tests import factories

LOGIN = "/en/accounts/login/"


def test_the_right_password_signs_in(person, sign_in, is_signed_in):
    assert sign_in(person.email).status_code == 302
    assert is_signed_in()


def test_capital_letters_in_the_address_do_not_matter(person, sign_in, is_signed_in):
    sign_in("YUKI@Example.org")
    assert is_signed_in()


@pytest.mark.parametrize("typed", ["ｙｕｋｉ＠ｅｘａｍｐｌｅ．ｏｒｇ", "yuki＠example。org", "　yuki@example.org　"])
def test_an_address_in_full_width_is_the_same(person, sign_in, typed, is_signed_in):
    sign_in(typed)
    assert is_signed_in()


@pytest.mark.parametrize("email", ["yuki@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(person, sign_in, email, is_signed_in):
    response = sign_in(email, "wrong")
    assert not is_signed_in()
    assert response.context["form"].non_field_errors() == ["E-mail address and password do not belong together."]


@pytest.mark.parametrize("path", [LOGIN, "/en/accounts/signup/", "/en/accounts/password/reset/"])
def test_e_mail_has_one_spelling(client, db, path):
    words = re.sub(r"<[^>]*>", " ", client.post(path, {"email": "no", "login": "no"}).content.decode())
    assert "E-mail address" in words
    assert not re.search(r"\bemail\b", words, re.IGNORECASE)


def test_a_wrong_password_does_not_lock_the_right_one_out(person, sign_in, is_signed_in):
    sign_in(person.email, "wrong")
    sign_in(person.email)
    assert is_signed_in()


def test_after_many_failures_even_the_right_password_waits(person, sign_in, is_signed_in):
    for _attempt in range(10):
        sign_in(person.email, "wrong")
    sign_in(person.email)
    assert not is_signed_in()


def test_an_address_never_confirmed_gets_its_link_again(person, sign_in, is_signed_in, mailoutbox):
    person.emailaddress_set.update(verified=False)
    sign_in(person.email)
    assert not is_signed_in()
    assert [message.subject for message in mailoutbox] == ["Confirm your e-mail address"]


def test_a_closed_account_stays_out(person, sign_in, is_signed_in):
    person.is_active = False
    person.save()
    sign_in(person.email)
    assert not is_signed_in()


def test_signing_out_needs_a_post(client, person, is_signed_in):
    client.force_login(person)
    client.get("/en/accounts/logout/")
    assert is_signed_in()
    client.post("/en/accounts/logout/")
    assert not is_signed_in()


def test_another_site_is_no_place_to_go_on(client, person):
    data = {"login": person.email, "password": factories.PASSWORD, "next": "https://evil.example/"}
    assert client.post(LOGIN, data).url.startswith("/")


DOORS = ["/admin/login/", "/admin/password_reset/", "/_util/login/"]
TRIES = [
    {"username": "admin@example.org", "password": factories.PASSWORD},
    {"login": "admin@example.org", "password": factories.PASSWORD},
    {"email": "admin@example.org", "password": factories.PASSWORD},
]


class TestAdminDoors:
    """The editor has no sign-in of its own: it would have no rate limit, and no second factor one day."""

    @pytest.mark.parametrize("door", DOORS)
    @pytest.mark.parametrize("data", TRIES)
    def test_no_other_door_signs_in(self, client, administrator, is_signed_in, door, data, mailoutbox):
        client.post(door, data)
        assert not is_signed_in()
        assert mailoutbox == []

    @pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
    def test_every_door_leads_to_the_sign_in_page(self, client, db, door):
        response = client.get(f"{door}?next=/admin/", follow=True)
        assert response.request["PATH_INFO"] == LOGIN
        assert unquote(response.request["QUERY_STRING"]) == "next=/admin/"

    @pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/users/"])
    def test_strangers_are_sent_to_the_sign_in_page(self, client, db, path):
        response = client.get(path)
        assert (response.status_code, response.url) == (302, f"{LOGIN}?next={path}")

    def test_learners_have_no_editor(self, client, person):
        client.force_login(person)
        assert client.get("/admin/").status_code in {302, 403}

    def test_a_password_is_not_changed_in_the_editor(self, client, administrator):
        client.force_login(administrator)
        assert 'type="password"' not in client.get("/admin/account/").content.decode()
