import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ipslearn.base.models import CustomImage, User
from tests import factories

pytestmark = pytest.mark.django_db


class TestAddress:
    @pytest.mark.parametrize("email", ["yuki@example.org", "YUKI@example.org", "yuki@EXAMPLE.org"])
    def test_belongs_to_one_account_whatever_its_letters(self, email):
        factories.UserFactory(email="yuki@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email=email, name="Another")])

    def test_is_kept_in_small_letters(self):
        assert User.objects.create_user(" Yuki@Example.ORG ").email == "yuki@example.org"

    def test_is_needed(self):
        with pytest.raises(ValueError, match="e-mail"):
            User.objects.create_user("")

    def test_is_found_whatever_its_letters(self):
        user = factories.UserFactory(email="yuki@example.org")
        assert User.objects.get_by_natural_key("Yuki@Example.org") == user


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "asia/tokyo "])
def test_a_time_zone_nobody_knows_is_refused(zone):
    with pytest.raises(ValidationError) as refusal:
        User(email="a@example.org", name="A", password="x", time_zone=zone).full_clean()
    assert list(refusal.value.message_dict) == ["time_zone"]


def test_a_time_zone_of_the_world_is_taken():
    User(email="a@example.org", name="A", password="x", time_zone="Europe/London").full_clean()


def test_the_name_is_used_as_it_stands():
    user = User(name="田辺 ゆき")
    assert (str(user), user.get_full_name(), user.get_short_name()) == ("田辺 ゆき",) * 3


def test_somebody_without_a_name_is_shown_by_address():
    assert str(User(email="a@example.org")) == "a@example.org"


class TestPicturesInTheDatabase:
    @pytest.mark.parametrize("words", [{"alt_text": "A square"}, {"is_decorative": True}])
    def test_have_words_or_are_decorative(self, words):
        CustomImage.objects.create(title="A", file="a.png", width=1, height=1, **words)

    def test_are_refused_with_neither(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            CustomImage.objects.create(title="A", file="a.png", width=1, height=1)

    def test_that_are_decorative_are_silent(self):
        assert CustomImage(alt_text="A square", is_decorative=True).default_alt_text == ""
