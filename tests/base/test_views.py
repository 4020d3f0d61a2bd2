import pytest
from django.test import Client

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


class TestLanguages:
    def languages(self, rf, path, **attributes):
        request = rf.get(path)
        request.session = {}
        vars(request).update(attributes)
        return [(one["code"], one["url"], one["is_current"]) for one in site(request)["languages"]]

    def test_lead_to_the_same_page(self, rf, db):
        assert self.languages(rf, "/en/glossary/?q=a") == [
            ("en", "/en/glossary/?q=a", True),
            ("ja", "/ja/glossary/?q=a", False),
        ]

    def test_lead_to_the_translation_a_page_has(self, rf, db):
        found = self.languages(rf, "/en/courses/", language_urls={"ja": "/ja/kouza/"})
        assert found[1] == ("ja", "/ja/kouza/", False)
