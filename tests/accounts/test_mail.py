"""Every message in both languages: nothing left to fill in, nothing that watches the reader."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings

FOLDER = settings.BASE_DIR / "templates" / "account" / "email"
PREFIXES = sorted(path.name.removesuffix("_subject.txt") for path in FOLDER.glob("*_subject.txt"))
CONTEXT = {
    "activate_url": "http://testserver/en/accounts/confirm-email/abc/",
    "password_reset_url": "http://testserver/en/accounts/password/reset/key/abc/",
    "email": "yuki@example.org",
    "from_email": "yuki@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
}


@pytest.fixture
def sent(rf, db, mailoutbox):
    """Return a function that sends one kind of message to somebody with this name and language."""

    def send(prefix, language="en", name="Yuki <b>Tanabe</b>"):
        user = SimpleNamespace(name=name, preferred_language=language)
        request = rf.get("/")
        request.session = {}
        with request_context(request):
            get_adapter().send_mail(f"account/email/{prefix}", "yuki@example.org", {**CONTEXT, "user": user})
        [message] = mailoutbox
        return message

    return send


def html_of(message) -> str:
    return "".join(part.content for part in message.alternatives)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("prefix", PREFIXES)
class TestEveryMessage:
    def test_has_a_subject_of_one_line(self, sent, prefix, language):
        subject = sent(prefix, language).subject
        assert subject.strip() == subject != ""
        assert "\n" not in subject

    def test_has_nothing_left_to_fill_in(self, sent, prefix, language):
        message = sent(prefix, language)
        for text in (message.subject, message.body, html_of(message)):
            assert not re.search(r"{{|}}|{%|%}|%\(|None|\[\[|INVALID", text)

    def test_shows_the_name_as_it_is_and_never_as_html(self, sent, prefix, language):
        message = sent(prefix, language)
        assert "&lt;" not in message.body
        assert "<b>" not in html_of(message)

    def test_watches_nobody(self, sent, prefix, language):
        html = html_of(sent(prefix, language))
        assert not re.search(r"<(img|script|style|link|iframe)", html)
        assert set(re.findall(r"https?://([^/\"<\s]+)", html)) <= {"testserver"}


def test_all_kinds_are_tried():
    assert len(PREFIXES) >= 9
