"""The editor's screens for people, as the administrator uses them."""

import pytest
from django.contrib.messages import get_messages

from ipslearn.base.models import User
from tests import factories

INDEX = "/admin/users/"


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def learned(person, db):
    """Somebody who is enrolled in a course."""
    factories.enrolled(person, factories.course())
    return person


def test_the_list_shows_names(admin, person):
    assert "Yuki Tanabe" in admin.get(INDEX).content.decode()


def test_somebody_is_created_with_their_name(admin):
    data = {"email": "Ren@Example.org", "name": "Ren Mori", "is_active": "on"}
    password = {"password1": "a-long-enough-word", "password2": "a-long-enough-word"}
    assert admin.get(f"{INDEX}new/").status_code == 200
    assert admin.post(f"{INDEX}new/", data | password).status_code == 302
    user = User.objects.get(email="ren@example.org")
    assert (user.name, user.is_superuser) == ("Ren Mori", False)


def test_an_address_that_is_taken_is_refused_in_words(admin, person):
    data = {"email": "YUKI@example.org", "name": "Ren Mori", "is_active": "on"}
    password = {"password1": "a-long-enough-word", "password2": "a-long-enough-word"}
    response = admin.post(f"{INDEX}new/", data | password)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_name_is_changed(admin, person):
    address = f"{INDEX}edit/{person.pk}/"
    assert admin.get(address).status_code == 200
    admin.post(address, {"email": person.email, "name": "Yuki Sato", "is_active": "on"})
    person.refresh_from_db()
    assert person.name == "Yuki Sato"


def test_somebody_without_records_is_deleted(admin, person):
    assert admin.get(f"{INDEX}delete/{person.pk}/").status_code == 200
    admin.post(f"{INDEX}delete/{person.pk}/")
    assert not User.objects.filter(pk=person.pk).exists()


def test_somebody_with_records_is_kept_and_the_message_says_why(admin, learned):
    response = admin.post(f"{INDEX}delete/{learned.pk}/")
    assert response.status_code == 302
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Who has learned here is not deleted: records are kept. Open the account and untick “Active”."
    ]
    assert User.objects.filter(pk=learned.pk).exists()


def test_of_several_none_is_deleted_if_one_has_records(admin, learned, other):
    address = f"/admin/bulk/base/user/delete/?id={learned.pk}&id={other.pk}&next={INDEX}"
    assert admin.get(address).status_code == 200
    assert admin.post(address).status_code == 302
    assert User.objects.filter(pk__in=[learned.pk, other.pk]).count() == 2


def test_several_without_records_are_deleted(admin, person, other):
    admin.post(f"/admin/bulk/base/user/delete/?id={person.pk}&id={other.pk}&next={INDEX}")
    assert not User.objects.filter(pk__in=[person.pk, other.pk]).exists()
