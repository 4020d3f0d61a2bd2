import pytest

from ipslearn.base.models import User

ADDRESS = "/en/accounts/signup/"
ASKED = {"name": "Yuki Tanabe", "email": "yuki@example.org", "password1": "a-long-enough-word"}

pytestmark = pytest.mark.django_db


def test_asks_for_name_address_and_password(client):
    form = client.get(ADDRESS).context["form"]
    assert [name for name, field in form.fields.items() if field.required] == ["name", "email", "password1"]


@pytest.mark.parametrize("missing", ASKED)
def test_makes_no_account_without(client, missing):
    response = client.post(ADDRESS, {**ASKED, missing: ""})
    assert missing in response.context["form"].errors
    assert not User.objects.exists()


def test_keeps_name_and_language(client):
    client.post("/ja/accounts/signup/", ASKED)
    user = User.objects.get()
    assert (user.name, user.email, user.preferred_language) == ("Yuki Tanabe", "yuki@example.org", "ja")


def test_does_not_sign_in_before_the_address_is_confirmed(client, is_signed_in):
    response = client.post(ADDRESS, ASKED)
    assert response.url == "/en/accounts/confirm-email/"
    assert not is_signed_in()


def test_sends_one_message_with_a_link(client, mailoutbox, link_in):
    client.post(ADDRESS, ASKED)
    [message] = mailoutbox
    assert message.to == ["yuki@example.org"]
    assert message.subject == "Confirm your e-mail address"
    assert message.body.startswith("Hello Yuki Tanabe,\n")
    assert link_in(message).startswith("/en/accounts/confirm-email/")


def test_opening_the_link_confirms_nothing(client, mailoutbox, link_in):
    client.post(ADDRESS, ASKED)
    assert client.get(link_in(mailoutbox[0])).status_code == 200
    assert not User.objects.get().emailaddress_set.get().verified


def test_pressing_the_button_confirms(client, mailoutbox, link_in):
    client.post(ADDRESS, ASKED)
    client.post(link_in(mailoutbox[0]))
    assert User.objects.get().emailaddress_set.get().verified


def test_a_link_that_was_never_sent_is_explained(client):
    response = client.get("/en/accounts/confirm-email/no-such-key/")
    assert "This link no longer works" in response.content.decode()


def test_a_second_account_for_an_address_is_not_betrayed(client, person, mailoutbox):
    response = client.post(ADDRESS, {**ASKED, "email": "YUKI@example.org"})
    assert response.url == "/en/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert mailoutbox[0].subject == "You already have an account"


def test_a_password_of_ten_characters_is_long_enough(client):
    client.post(ADDRESS, {**ASKED, "password1": "vqz3-mwx7k"})
    assert User.objects.exists()


def test_a_password_of_nine_is_too_short(client):
    response = client.post(ADDRESS, {**ASKED, "password1": "vqz3-mwx7"})
    assert "password1" in response.context["form"].errors


class TestClosed:
    @pytest.fixture(autouse=True)
    def closed(self, settings):
        settings.ACCOUNT_SIGNUP_OPEN = False

    def test_explains_how_one_gets_in(self, client):
        assert "by invitation" in client.get(ADDRESS).content.decode()

    def test_makes_no_account(self, client):
        client.post(ADDRESS, ASKED)
        assert not User.objects.exists()

    def test_is_not_offered_where_one_signs_in(self, client):
        assert ADDRESS not in client.get("/en/accounts/login/").content.decode()


def test_a_name_with_rare_signs_is_kept(client):
    client.post(ADDRESS, {**ASKED, "name": "𠮷田 髙子"})
    assert User.objects.get(email=ASKED["email"]).name == "𠮷田 髙子"


def test_a_name_that_certificates_cannot_print_is_refused_in_words(client):
    response = client.post(ADDRESS, {**ASKED, "name": "Yuki 🎓"})
    assert "cannot print these characters: 🎓" in response.content.decode()
    assert not User.objects.filter(email=ASKED["email"]).exists()
