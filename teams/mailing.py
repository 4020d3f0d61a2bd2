"""Mail in the language of the person it goes to, as text and as HTML.

A mail is three templates: `<template>_subject.txt`, `<template>.txt` and `<template>.html`; the last two extend
teams/mail/base.txt and teams/mail/base.html. What mails lead to begins with the site's own address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation


@dataclass(frozen=True)
class Letter:
    """A mail as it will be read."""

    subject: str
    text: str
    html: str


def letter(*, language: str, template: str, context: Mapping[str, Any]) -> Letter:
    """Return the mail in the language. `template` is a path without its ending: "teams/mail/reminder"."""
    with translation.override(language):
        values = {"site_name": settings.WAGTAIL_SITE_NAME, "language": language, "site_url": base_url(), **context}
        return Letter(
            subject=" ".join(plain(f"{template}_subject.txt", values).split()),
            text=plain(f"{template}.txt", values).strip() + "\n",
            html=render_to_string(f"{template}.html", values),
        )


def plain(name: str, values: Mapping[str, Any]) -> str:
    """Render a template of text, where nothing is escaped."""
    return get_template(name).template.render(Context(values, autoescape=False))


def send(
    *,
    to: list[str],
    language: str,
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    connection=None,
) -> None:
    """Send the mail to each address by itself. Raise what the mail server raises (OSError, SMTPException)."""
    post(
        to=to,
        letter=letter(language=language, template=template, context=context),
        language=language,
        headers=headers,
        connection=connection,
    )


def post(
    *, to: list[str], letter: Letter, language: str, headers: Mapping[str, str] | None = None, connection=None
) -> None:
    """Hand a finished mail to the mail server; what `send` does with one it has just made."""
    connection = connection or get_connection()
    own = {"Auto-Submitted": "auto-generated", "Content-Language": language, **(headers or {})}
    messages = []
    for address in to:
        message = EmailMultiAlternatives(letter.subject, letter.text, to=[address], headers=own, connection=connection)
        message.attach_alternative(letter.html, "text/html")
        messages.append(message)
    connection.send_messages(messages)


def base_url() -> str:
    """Return the address that everything in a mail begins with, without a slash at its end."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def address_of(name: str, *, language: str, **kwargs) -> str:
    """Return the whole address of a page in the language: "https://learn.example.org/ja/teams/mail/"."""
    with translation.override(language):
        return base_url() + reverse(name, kwargs=kwargs)
