import re

import pytest

from tests import factories


@pytest.fixture
def person(db):
    """Somebody with a confirmed address and the factories' password."""
    return factories.UserFactory(email="yuki@example.org", name="Yuki Tanabe")


@pytest.fixture
def link_in():
    """Return a function from a message to the path of the only link in its text."""

    def link(message) -> str:
        [found] = re.findall(r"http://testserver(/\S+)", message.body)
        return found

    return link


@pytest.fixture
def sign_in(client):
    """Return a function that posts an address and a password to the sign-in page."""

    def post(email, password=factories.PASSWORD):
        return client.post("/en/accounts/login/", {"login": email, "password": password})

    return post


@pytest.fixture
def administrator(db):
    user = factories.UserFactory(email="admin@example.org", name="Site Administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def is_signed_in(client):
    def check() -> bool:
        return "_auth_user_id" in client.session

    return check
