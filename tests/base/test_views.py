import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from ipslearn.base.context_processors import site
from ipslearn.base.views import csrf_failure
from tests import factories

SEND = {
    "csrfmiddlewaretoken": "stale",
    "text": "What I <b>wrote</b>",
    "password1": "my-secret-word",
    "oldpassword": "my-old-word",
    "next": "/en/",
}


class TestStaleForm:
    @pytest.fixture
    def answer(self, db):
        client = Client(enforce_csrf_checks=True)
        return client.post("/en/accounts/signup/?next=/en/", SEND)

    def test_is_refused(self, answer):
        assert answer.status_code == 403

    def test_keeps_what_was_written(self, answer):
        assert "What I &lt;b&gt;wrote&lt;/b&gt;" in answer.content.decode()

    def test_goes_where_it_was_going(self, answer):
        assert 'action="/en/accounts/signup/?next=/en/"' in answer.content.decode()

    @pytest.mark.parametrize("secret", ["my-secret-word", "my-old-word", "stale"])
    def test_drops_what_is_secret(self, answer, secret):
        assert secret not in answer.content.decode()

    def test_brings_a_fresh_token(self, answer):
        assert 'name="csrfmiddlewaretoken"' in answer.content.decode()

    def test_without_anything_written_is_explained(self, rf, db):
        request = rf.post("/en/accounts/login/", {"password": "x"})
        request.session = {}
        request.user = factories.User()
        assert "Passwords are never kept" in csrf_failure(request).content.decode()

    @pytest.fixture
    def quiz(self, rf, db):
        choice = "0c1f9f3e-0000-4000-8000-000000000001"
        sent = {"q3": choice, "q3-seen": "7", "q4-text": "Ask her first.", "position": "3", "go": "4"}
        request = rf.post("/en/attempts/1/save/", sent)
        request.session = {}
        request.user = factories.User()
        return csrf_failure(request).content.decode()

    def test_names_the_questions_whose_choices_it_keeps(self, quiz):
        assert "What you chose in these questions is kept in this page: 3." in quiz

    def test_sends_what_was_chosen_unseen(self, quiz):
        assert '<input type="hidden" name="q3" value="0c1f9f3e-0000-4000-8000-000000000001">' in quiz
        assert '<input type="hidden" name="go" value="4">' in quiz

    def test_shows_what_was_typed_under_its_question(self, quiz):
        assert ">Question 4</label>" in quiz
        assert "Ask her first.</textarea>" in quiz


class TestLanguages:
    def languages(self, rf, path):
        return [(one.code, one.url, one.is_current) for one in site(rf.get(path))["languages"]]

    def test_lead_to_the_same_page(self, rf, db):
        assert self.languages(rf, "/en/glossary/?q=a") == [
            ("en", "/en/glossary/?q=a", True),
            ("ja", "/ja/glossary/?q=a", False),
        ]


class TestAnAddressOfAnotherLanguage:
    @pytest.fixture
    def english(self, db):
        factories.catalog("ja")
        return factories.course("Foundations")

    def test_says_that_there_is_no_translation_and_offers_the_page(self, client, english):
        response = client.get(english.url.replace("/en/", "/ja/"))
        assert (response.status_code, f'href="{english.url}"' in response.content.decode()) == (404, True)

    def test_leads_to_the_translation(self, client, english):
        page = english.copy_for_translation(factories.locale("ja"))
        page.slug = "kiso"
        page.save_revision().publish()
        assert client.get(english.url.replace("/en/", "/ja/")).url == "/ja/courses/kiso/"

    def test_tells_nothing_of_a_private_page(self, client, english):
        PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
        page = client.get(english.url.replace("/en/", "/ja/")).content.decode()
        assert "Foundations" not in page

    def test_that_no_language_has_is_not_there(self, client, english):
        assert client.get("/ja/nowhere/").status_code == 404
