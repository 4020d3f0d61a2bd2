"""What a mail of this room says: its row in words, in the language of the person it goes to.

The row keeps what the mail is about as plain values (`Mail.about`), so that a preview, the mail itself, a second try
and the log all say the same:

| kind     | about                                                                                            |
|----------|--------------------------------------------------------------------------------------------------|
| courses  | a list of {"event", "course", "title", "path", "ref", "on", "is_early"}, the most urgent first   |
| reminder | the same, sent by hand; first {"note"}, the sender's own line, where there is one                |
| digest   | a list of {"team", "people", "ready", "late", "soon", "waiting"}; `late` is {person: courses}    |
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core import signing
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from ipslearn.base.models import User
from teams import reminders
from teams.mailing import Letter, address_of, base_url, letter
from teams.models import Mail, Team

COURSES, REMINDER, DIGEST = "courses", "reminder", "digest"
OF_COURSES = (COURSES, REMINDER)
TEMPLATES = {kind: f"teams/mail/{kind}" for kind in (COURSES, REMINDER, DIGEST)}
EARLY = "early"
SALT = "teams.mail.stop"
NAMED_AT_MOST = 10


def letter_of(mail: Mail, now: datetime) -> Letter:
    """Return the mail of a row that has its person, organisation and sender loaded. Two queries more for a digest."""
    person = mail.person
    with translation.override(person.preferred_language):
        about = digest_context(mail) if mail.kind == DIGEST else courses_context(mail, mail.organisation.today(now))
        why = reasons(mail)
    context = {"name": person.name, "organisation": mail.organisation.name, "why": why, **about, **ways_out(mail)}
    return letter(language=person.preferred_language, template=TEMPLATES[mail.kind], context=context)


def reasons(mail: Mail) -> str:
    """Say why one gets this mail."""
    if mail.kind == DIGEST:
        return _("You get this mail because you lead a team at %(name)s.") % {"name": mail.organisation.name}
    return _("You get this mail because %(name)s asks you for these courses.") % {"name": mail.organisation.name}


def ways_out(mail: Mail) -> dict[str, str]:
    """Return the address of the page of mail preferences, and of the one that stops this mail, where it may be."""
    language = mail.person.preferred_language
    found = {"preferences_url": address_of("teams:mail_preferences", language=language)}
    if what := declinable(mail):
        token = stop_token(mail.person_id, what)
        found["unsubscribe_url"] = address_of("teams:mail_stop", language=language, signed=token)
    return found


def declinable(mail: Mail) -> str:
    """Return what of the mail can be declined: "digest", "early" where there is nothing else in it, else nothing."""
    if mail.kind == DIGEST:
        return DIGEST
    return EARLY if mail.kind == COURSES and all(one.get("is_early") for one in mail.about) else ""


def stop_token(person: int, what: str) -> str:
    return signing.dumps([person, what], salt=SALT, compress=False)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """Return (person, what) of a token of ours, else None. It never grows too old: an old mail's link must work."""
    try:
        person, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return person, what


def headers_of(mail: Mail) -> dict[str, str]:
    """Return the headers of the mail. Its Message-ID is the same each time it is sent (RFC 8058 for the others)."""
    host = base_url().partition("//")[2].partition("/")[0].partition(":")[0]
    headers = {"Message-ID": f"<teams-mail-{mail.pk}@{host}>"}
    if url := ways_out(mail).get("unsubscribe_url"):
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def courses_context(mail: Mail, today: date) -> dict[str, Any]:
    items = [item_context(one, today) for one in mail.about if "event" in one]
    sender = mail.sent_by.name if mail.sent_by else ""
    return {
        "items": items,
        "first": items[0] if items else None,
        "sender": sender,
        "note": next((one["note"] for one in mail.about if "note" in one), ""),
        "url": address_of("courses:my_learning", language=mail.person.preferred_language),
    }


def item_context(item: Mapping[str, Any], today: date) -> dict[str, Any]:
    day = date.fromisoformat(item["on"]) if item["on"] else None
    return {
        "title": item["title"],
        "url": base_url() + item["path"] if item["path"].startswith("/") else item["path"],
        "words": words_of(item["event"], day, today, get_language()),
        "is_late": item["event"] in (reminders.OVERDUE, reminders.EXPIRED),
    }


@lru_cache(maxsize=4096)
def words_of(event: str, day: date | None, today: date, language: str) -> str:
    """Say what is true of a course, with the date: "due on 3 June 2026, in 4 days". `language` is the one in use."""
    if day is None:
        return _("without a due date")
    words = {"day": date_format(day, "DATE_FORMAT"), "in": days_until(day, today)}
    if event == reminders.OVERDUE:
        return _("was due on %(day)s") % words
    if event == reminders.EXPIRED:
        return _("your completion was valid until %(day)s") % words
    if event in (reminders.EXPIRES_IN_60, reminders.EXPIRES_IN_14):
        return _("your completion is valid until %(day)s, %(in)s") % words
    return _("due on %(day)s, %(in)s") % words


def days_until(day: date, today: date) -> str:
    days = (day - today).days
    if days <= 0:
        return _("today")
    return npgettext("until a date", "in %(days)s day", "in %(days)s days", days) % {"days": days}


def digest_context(mail: Mail) -> dict[str, Any]:
    """Return the teams of the digest, with up to ten names each. Two queries."""
    people = User.objects.filter(pk__in={int(pk) for one in mail.about for pk in one["late"]})
    names = dict(people.order_by("sort_name", "pk").values_list("pk", "name"))
    titles = dict(Team.objects.filter(pk__in=[one["team"] for one in mail.about]).values_list("pk", "name"))
    language = mail.person.preferred_language
    teams = []
    for one in mail.about:
        if one["team"] not in titles:
            continue
        late = [(name, one["late"][str(pk)]) for pk, name in names.items() if str(pk) in one["late"]]
        teams.append(
            {
                "name": titles[one["team"]],
                "url": address_of("teams:team_matrix", language=language, team=one["team"]),
                "lines": digest_lines(one),
                "late": [late_words(name, number) for name, number in late[:NAMED_AT_MOST] if name],
                "more": max(0, len(late) - NAMED_AT_MOST),
            }
        )
    return {"teams": teams, "url": teams[0]["url"] if len(teams) == 1 else ""}


def digest_lines(one: Mapping[str, Any]) -> list[str]:
    """Say in words how the team stands; what there is none of is left out."""
    ready = _("%(ready)s of %(people)s ready") % {"ready": one["ready"], "people": one["people"]}
    late, soon, waiting = len(one["late"]), one["soon"], one["waiting"]
    lines = [ready]
    if late:
        lines.append(ngettext("%(n)s person overdue or expired", "%(n)s people overdue or expired", late) % {"n": late})
    if soon:
        words = ngettext("%(n)s person due or expiring soon", "%(n)s people due or expiring soon", soon)
        lines.append(words % {"n": soon})
    if waiting:
        words = ngettext("%(n)s training record waits for review", "%(n)s training records wait for review", waiting)
        lines.append(words % {"n": waiting})
    return lines


def late_words(name: str, number: int) -> str:
    return ngettext("%(name)s: %(n)s course", "%(name)s: %(n)s courses", number) % {"name": name, "n": number}
