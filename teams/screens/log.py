"""The log: acts and mails of an organisation, or of those who are in one team now."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ipslearn.base.words import labelled, listed
from ipslearn.languages.foreign import guessed
from teams.exports import Table, file_name
from teams.letters import COURSES, DIGEST, REMINDER
from teams.log_words import course_of, kind_words, words_as_html, words_of
from teams.models import LogEntry, Mail, Membership, Organisation, Requirement, Team
from teams.plan_facts import course_facts

ACTS, MAILS = "acts", "mails"
LISTS = (ACTS, MAILS)
ON_A_PAGE = 50
MAIL_KINDS = {
    COURSES: gettext_lazy("Reminder"),
    REMINDER: gettext_lazy("Reminder sent by hand"),
    DIGEST: gettext_lazy("Digest"),
}


@dataclass(frozen=True)
class Log:
    """One list of a log: acts or mails, of a whole organisation or of one team's people."""

    organisation: Organisation
    which: str
    team: Team | None = None

    @property
    def name(self) -> str:
        return self.team.name if self.team else self.organisation.name

    def url(self, which: str = "", ending: str = "") -> str:
        kind, pk = ("team", self.team.pk) if self.team else ("organisation", self.organisation.pk)
        return reverse(f"teams:{kind}_log{ending}", args=[pk, which or self.which])

    def kinds(self) -> list[tuple[str, str]]:
        """Return the kinds that it can be narrowed to, with words."""
        if self.which == MAILS:
            return list(MAIL_KINDS.items())
        rows = LogEntry.objects.filter(organisation=self.organisation).order_by("kind")
        kinds = rows.values_list("kind", flat=True).distinct()
        return [(kind, kind_words(kind)) for kind in kinds]

    def rows(self, chosen: dict) -> QuerySet:
        """Return the rows, newest first, narrowed to what was chosen."""
        model, moment = (Mail, "planned_at") if self.which == MAILS else (LogEntry, "done_at")
        rows = model.objects.filter(organisation=self.organisation)
        if self.team:
            members = Membership.objects.current().filter(team=self.team)
            rows = rows.filter(person__in=members.values("user"))
        if name := chosen.get("q"):
            rows = rows.filter(person__name__icontains=name)
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        zone = ZoneInfo(self.organisation.time_zone)
        if since := chosen.get("since"):
            rows = rows.filter(**{f"{moment}__gte": datetime.combine(since, time(), tzinfo=zone)})
        if until := chosen.get("until"):
            rows = rows.filter(**{f"{moment}__lt": datetime.combine(until + timedelta(days=1), time(), tzinfo=zone)})
        return rows.select_related("person", "sent_by" if self.which == MAILS else "done_by")


def log_screen(log: Log, chosen: dict, page: str | None) -> dict:
    """Return one page of the log. The same queries however long it is."""
    shown = Paginator(log.rows(chosen), ON_A_PAGE).get_page(page)
    rows = [line(log, row, titles) for titles in [titles_of(log)] for row in shown]
    tabs = [(log.url(which), words, which == log.which) for which, words in tab_words()]
    return {"log": log, "page": shown, "rows": rows, "tabs": tabs, "csv_url": log.url(ending="_csv"), "chosen": chosen}


def tab_words() -> list[tuple[str, str]]:
    return [(ACTS, _("What was done")), (MAILS, _("What was mailed"))]


def titles_of(log: Log) -> dict:
    """Return {key: title} of the courses of the organisation's plans. Two queries."""
    rows = Requirement.objects.filter(plan__organisation=log.organisation).order_by("pk")
    titles = {key: guessed(title) for key, title in rows.values_list("course_key", "title")}
    return titles | {key: facts.title for key, facts in course_facts(titles, get_language()).items()}


def line(log: Log, row, titles: dict) -> dict:
    """Return a row in words: when, for whom, what, by whom, and why."""
    return of_mail(log, row) if log.which == MAILS else of_act(log, row, titles)


def of_act(log: Log, row: LogEntry, titles: dict) -> dict:
    return {
        "at": local(log, row.done_at),
        "person": person_name(row),
        "words": words_of(row),
        "html": words_as_html(row),
        "title": course_of(row, titles),
        "by": row.done_by.name if row.done_by else "",
        "reason": row.reason,
    }


def of_mail(log: Log, row: Mail) -> dict:
    kind = MAIL_KINDS.get(row.kind, row.kind)
    return {
        "at": local(log, row.sent_at or row.planned_at),
        "person": person_name(row),
        "words": guessed(row.subject or listed(one["title"] for one in row.about if "title" in one)) or kind,
        "kind": kind,
        "by": row.sent_by.name if row.sent_by else "",
        "state": row.get_state_display(),
        "reason": row.reason,
    }


def person_name(row) -> str:
    """Return whose row it is; a dash where the account is erased, nothing where it is about nobody."""
    return "" if row.person is None else row.person.name or "—"


def local(log: Log, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(log.organisation.time_zone))


def log_table(log: Log, chosen: dict) -> Table:
    """Return the whole list as a file has it: the rows and words of the page."""
    titles = titles_of(log)
    headings = [_("When"), _("For whom"), _("What"), _("By whom"), _("Reason")]
    headings += [_("State")] if log.which == MAILS else []
    rows = (cells(line(log, row, titles)) for row in log.rows(chosen).iterator(chunk_size=500))
    return Table(_("Log"), headings, rows, [(_("Organisation"), log.organisation.name)])


def cells(found: dict) -> list[str]:
    when = date_format(found["at"], "Y-m-d H:i")
    words, title = str(found["words"]), found.get("title")
    row = [when, found["person"], labelled(words, title) if title else words, found["by"], found["reason"]]
    return [*row, str(found["state"])] if "state" in found else row


def log_name(log: Log, now: datetime) -> str:
    return file_name(log.name, _("log"), log.organisation.today(now).isoformat())
