"""How a mail is made and sent: in the person's language, as text and HTML, to each address by itself."""

import pytest
from django.core import mail
from django.template import TemplateDoesNotExist
from django.utils import translation

from teams import mailing


@pytest.fixture
def words(settings):
    """A mail of three small templates."""
    loaders = [
        (
            "django.template.loaders.locmem.Loader",
            {
                "note_subject.txt": "{% load i18n %}About\n {{ thing }}",
                "note.txt": '{% extends "teams/mail/base.txt" %}{% block content %}Of {{ thing }}.{% endblock %}',
                "note.html": '{% extends "teams/mail/base.html" %}{% block content %}Of {{ thing }}.{% endblock %}',
            },
        ),
        "django.template.loaders.filesystem.Loader",
    ]
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]


def sent(**values):
    context = {"name": "Yuki", "thing": "<b>", "why": "You asked for it."}
    mailing.send(**{"to": ["a@example.org"], "language": "en", "template": "note", "context": context, **values})
    return mail.outbox[-1]


@pytest.mark.usefixtures("words")
class TestSend:
    def test_has_a_subject_of_one_line(self):
        assert sent().subject == "About <b>"

    def test_has_text_as_it_is(self):
        assert "Hello Yuki,\n\nOf <b>.\n" in sent().body

    def test_has_html_that_is_escaped(self):
        html, kind = sent().alternatives[0]
        assert ("Of &lt;b&gt;." in html, kind) == (True, "text/html")

    def test_says_why_it_comes(self):
        message = sent()
        assert "You asked for it." in message.body
        assert "You asked for it." in message.alternatives[0][0]

    def test_names_its_language(self):
        message = sent(language="ja")
        assert '<html lang="ja">' in message.alternatives[0][0]
        assert message.extra_headers["Content-Language"] == "ja"

    def test_leaves_the_language_of_the_page_as_it_was(self):
        sent(language="ja")
        assert translation.get_language() == "en"

    def test_goes_to_each_address_by_itself(self):
        sent(to=["a@example.org", "b@example.org"])
        assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]

    def test_says_that_no_person_wrote_it(self):
        assert sent().extra_headers["Auto-Submitted"] == "auto-generated"

    def test_takes_further_headers(self):
        assert sent(headers={"List-Unsubscribe": "<x>"}).extra_headers["List-Unsubscribe"] == "<x>"

    def test_a_failing_server_is_no_secret(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(OSError, match="refused"):
            sent()

    def test_a_template_that_is_missing_is_an_error(self):
        with pytest.raises(TemplateDoesNotExist):
            sent(template="nothing")


def test_addresses_begin_with_that_of_the_site(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://learn.example.org/"
    assert mailing.address_of("profile", language="ja") == "https://learn.example.org/ja/accounts/profile/"
