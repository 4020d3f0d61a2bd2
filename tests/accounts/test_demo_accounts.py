"""Demo accounts exist only where the settings allow the demo."""

import pytest
from django.core.management import CommandError, call_command

from ipslearn.accounts.checks import no_demo_accounts
from ipslearn.accounts.demo import is_refused
from ipslearn.base.models import User
from ipslearn.demo.people import PEOPLE
from tests import factories


@pytest.fixture
def visitor(db):
    return factories.UserFactory(email="learner@demo.example", name="Yuki Tanabe")


@pytest.fixture
def in_earnest(settings):
    settings.DEMO_ALLOWED = False


def test_everybody_of_the_demo_has_such_an_address(in_earnest):
    assert all(is_refused(person.email) for person in PEOPLE)


@pytest.mark.parametrize("email", ["me@example.org", "demo.example@example.org", "me@notdemo.example"])
def test_other_addresses_are_welcome(in_earnest, email):
    assert not is_refused(email)


def test_where_the_demo_is_allowed_nothing_is_refused(settings):
    settings.DEMO_ALLOWED = True
    assert not is_refused("learner@demo.example")


def test_one_signs_in_where_the_demo_is_allowed(visitor, sign_in, is_signed_in):
    sign_in(visitor.email)
    assert is_signed_in()


def test_one_cannot_sign_in_elsewhere(in_earnest, visitor, sign_in, is_signed_in):
    assert sign_in(visitor.email).url == "/en/accounts/inactive/"
    assert not is_signed_in()


def test_one_is_sent_no_link_for_a_new_password(in_earnest, client, visitor, mailoutbox):
    client.post("/en/accounts/password/reset/", {"email": visitor.email})
    assert mailoutbox == []


def test_nobody_signs_up_with_such_an_address(in_earnest, client, db):
    data = {"name": "A", "email": "me@DEMO.example", "password1": "a-long-enough-word"}
    response = client.post("/en/accounts/signup/", data)
    assert "email" in response.context["form"].errors
    assert not User.objects.exists()


def test_a_check_reports_the_accounts(in_earnest, visitor):
    [warning] = no_demo_accounts(None, databases=["default"])
    assert warning.id == "accounts.W001"


def test_the_check_is_silent_without_such_accounts(in_earnest, person):
    assert no_demo_accounts(None, databases=["default"]) == []


def test_the_check_is_silent_where_the_demo_is_allowed(visitor):
    assert no_demo_accounts(None, databases=["default"]) == []


def test_the_command_refuses(in_earnest, db):
    with pytest.raises(CommandError, match="refused"):
        call_command("create_demo")
    assert not User.objects.exists()
