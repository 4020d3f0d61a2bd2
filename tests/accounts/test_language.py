"""In which language somebody reads: chosen, remembered, offered once by the browser's preference."""

import pytest
from django.conf import settings
from django.urls import reverse

from ipslearn.base.language_choice import preferred_by_browser
from ipslearn.base.models import User
from tests.factories import PASSWORD

COOKIE = settings.LANGUAGE_COOKIE_NAME
GLOSSARY = "/en/glossary/?q=a"
JAPANESE = {"HTTP_ACCEPT_LANGUAGE": "ja-JP,ja;q=0.9,en;q=0.8"}


def choose(client, language, page=GLOSSARY):
    return client.post(reverse("language_choose"), {"language": language, "next": page})


class TestChoosing:
    def test_leads_to_the_same_page(self, client, db):
        assert choose(client, "ja").url == "/ja/glossary/?q=a"

    def test_leads_away_from_a_page_whose_language_the_browser_does_not_prefer(self, client, db):
        """As the offer does: without a cookie the browser's language is active where the choice is sent to."""
        response = client.post(
            reverse("language_choose"), {"language": "ja", "next": GLOSSARY}, HTTP_ACCEPT_LANGUAGE="ja"
        )
        assert response.url == "/ja/glossary/?q=a"

    def test_leads_away_from_a_page_in_another_language_than_the_last_choice(self, client, db):
        choose(client, "ja")
        assert choose(client, "ja", "/en/courses/").url == "/ja/courses/"

    def test_is_kept_in_the_browser(self, client, db):
        assert choose(client, "ja").cookies[COOKIE].value == "ja"

    def test_is_kept_on_the_account(self, signed_in, learner):
        choose(signed_in, "ja")
        assert User.objects.get(pk=learner.pk).preferred_language == "ja"

    @pytest.mark.parametrize("language", ["xx", "", "ja-JP", "../en"])
    def test_a_language_that_the_site_has_not_changes_nothing(self, signed_in, learner, language):
        response = choose(signed_in, language)
        assert (response.url, COOKIE in response.cookies) == (GLOSSARY, False)
        assert User.objects.get(pk=learner.pk).preferred_language == "en"

    @pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
    def test_never_leads_to_another_site(self, client, db, page):
        assert choose(client, "ja", page).url == "/"

    def test_the_header_offers_the_choice_without_a_script(self, signed_in):
        assert 'name="language" value="ja"' in signed_in.get("/en/glossary/").text


@pytest.mark.parametrize("code", ["xx", "zh-hans", "JA-jp", "..", "en-gb"])
@pytest.mark.parametrize("path", ["", "courses/", "glossary/"])
def test_a_language_code_that_does_not_exist_is_no_page(client, db, code, path):
    assert client.get(f"/{code}/{path}", follow=True).status_code == 404


class TestOffering:
    def offer(self, client, **headers):
        return "language-offer" in client.get("/en/glossary/", **headers).text

    def test_in_the_language_of_the_browser(self, client, db):
        assert self.offer(client, **JAPANESE)

    def test_not_where_the_page_has_it(self, client, db):
        assert not self.offer(client, HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9,ja;q=0.5")

    def test_not_again_after_a_choice(self, client, db):
        choose(client, "en")
        assert not self.offer(client, **JAPANESE)

    def test_not_to_whoever_is_signed_in(self, signed_in):
        assert not self.offer(signed_in, **JAPANESE)

    def test_asks_the_database_for_nothing(self, client, db, django_assert_max_num_queries):
        client.get("/en/glossary/")
        with django_assert_max_num_queries(2) as without:
            client.get("/en/glossary/")
        with django_assert_max_num_queries(len(without)):
            client.get("/en/glossary/", **JAPANESE)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("fr,de;q=0.9,ja;q=0.1", "ja"),
        ("en-US", "en"),
        ("ko", ""),
        ("fr,ja;q=0", ""),
        ("", ""),
        ("*", ""),
        (";q=x,,ja", ""),
    ],
)
def test_the_browser_prefers_the_first_language_that_the_site_has(header, language):
    assert preferred_by_browser(header) == language


class TestSigningIn:
    @pytest.fixture
    def reader(self, learner):
        learner.preferred_language = "ja"
        learner.save()
        return learner

    def sign_in(self, client, reader, path="/en/accounts/login/"):
        return client.post(path, {"login": reader.email, "password": PASSWORD})

    def test_leads_to_the_page_in_the_language_of_the_account(self, client, reader):
        assert self.sign_in(client, reader).url == "/ja/learning/"

    def test_goes_on_to_where_one_was_on_the_way(self, client, reader):
        response = self.sign_in(client, reader, "/en/accounts/login/?next=/en/glossary/")
        assert response.url == "/en/glossary/"

    def test_the_browser_learns_the_language_of_the_account(self, client, reader):
        assert self.sign_in(client, reader).cookies[COOKIE].value == "ja"
