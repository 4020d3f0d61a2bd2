"""Why somebody is asked for a course, by when, and what comes next: the rules' plain values in words.

The words name what decided: which requirement, which membership, who moved a date and why. Where several
requirements ask for the same course, each is said, and then what is left of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipslearn.base.templatetags.components import STATES as WORDS
from ipslearn.base.words import listed
from teams import reminders, status
from teams import requirements as rules
from teams.models import Adjustment, Requirement
from teams.requirements import Asked, Belonging
from teams.status import Record, Status

ENDINGS = {
    status.OVERDUE: gettext_lazy("It stays so until the course is completed. The date does not move by itself."),
    status.EXPIRED: gettext_lazy("It stays so until the course is completed again."),
    status.WAITING: gettext_lazy("It changes as soon as what was sent in is accepted or declined."),
    status.EXEMPT: gettext_lazy("It stays so until the exemption is ended."),
    status.COMPLETED: gettext_lazy("It stays so: the completion does not expire."),
    status.NOT_REQUIRED: gettext_lazy("It changes when the plan, the profession or the team changes."),
}


MAILS = {
    reminders.ASSIGNED: gettext_lazy("it is asked for"),
    reminders.DUE_IN_14: gettext_lazy("it is due within 14 days"),
    reminders.DUE_IN_3: gettext_lazy("it is due within 3 days"),
    reminders.EXPIRES_IN_60: gettext_lazy("it expires within 60 days"),
    reminders.EXPIRES_IN_14: gettext_lazy("it expires within 14 days"),
    status.OVERDUE: gettext_lazy("it is overdue; then weekly, four times more"),
    status.EXPIRED: gettext_lazy("it has expired"),
}


@dataclass(frozen=True)
class Reason:
    """One requirement and one membership it applies to, with what was adjusted, and what they ask together.

    `asked` is None where an adjustment says that it is not required.
    """

    requirement: Requirement
    belonging: Belonging
    team: str
    profession: str
    asked: Asked | None
    adjustments: tuple[Adjustment, ...] = ()


def day(found: date) -> str:
    return date_format(found, "DATE_FORMAT")


def requirement_words(row: Requirement, professions: Sequence[str]) -> list[str]:
    """Return the requirement itself, sentence by sentence."""
    whom = listed(professions) or _("everybody")
    values = {"plan": row.plan.name, "whom": whom, "necessity": row.get_necessity_display()}
    found = [_("The plan “%(plan)s” asks it of: %(whom)s. Necessity: %(necessity)s.") % values]
    if row.necessity == Requirement.Necessity.ESSENTIAL:
        found.append(due_words(row))
    if row.valid_months:
        found.append(validity_words(row))
    if row.edition == Requirement.Edition.CURRENT:
        found.append(_("Only a completion of the current edition counts."))
    return found


def due_words(row: Requirement) -> str:
    if row.due_on:
        return _("It is due on %(date)s.") % {"date": day(row.due_on)}
    if row.due_within_days is None:
        return _("It has no due date.")
    words = ngettext("It is due within %(days)s day.", "It is due within %(days)s days.", row.due_within_days)
    return words % {"days": row.due_within_days}


def validity_words(row: Requirement) -> str:
    months = row.valid_months
    words = ngettext(
        "A completion is valid for %(months)s month, %(counted)s.",
        "A completion is valid for %(months)s months, %(counted)s.",
        months,
    )
    return words % {"months": months, "counted": row.get_valid_from_display()}


def reason_words(reason: Reason) -> list[str]:
    """Return how one membership and one requirement come to their due date."""
    row, asked = reason.requirement, reason.asked
    values = {"team": reason.team, "profession": reason.profession, "date": day(reason.belonging.joined_on)}
    found = [_("In the team %(team)s as %(profession)s since %(date)s.") % values]
    found += [adjustment_words(one) for one in reason.adjustments]
    if asked is None:
        return [*found, _("So it is not required here.")]
    since = {"since": day(asked.since)}
    if row.applies_from == asked.since and row.applies_from > reason.belonging.joined_on:
        found.append(_("The requirement applies from %(since)s.") % since)
    elif asked.since != reason.belonging.joined_on:
        found.append(_("An earlier membership without a gap counts: asked since %(since)s.") % since)
    if asked.due_on:
        found.append(counted_words(row, asked))
    return found


def counted_words(row: Requirement, asked: Asked) -> str:
    values = {"due": day(asked.due_on), "since": day(asked.since), "days": row.due_within_days}
    if asked.is_extended:
        return _("So it is due on %(due)s.") % values
    if row.due_within_days is not None:
        return _("%(days)s days after %(since)s is %(due)s.") % values
    if row.due_on and row.due_on < asked.due_on:
        return _("The date had passed before it was asked for: it is due on the day itself, %(due)s.") % values
    return _("So it is due on %(due)s.") % values


def adjustment_words(row: Adjustment) -> str:
    """Return who adjusted it, when, to what and why."""
    changes = []
    if row.necessity:
        changes.append(str(row.get_necessity_display()))
    if row.due_on:
        changes.append(_("due on %(date)s") % {"date": day(row.due_on)})
    values = {
        "whom": _("the team %(team)s") % {"team": row.team.name} if row.team else _("this person"),
        "what": listed(changes),
        "who": str(row.adjusted_by) if row.adjusted_by else _("Somebody who has left"),
        "date": date_format(row.adjusted_at, "DATE_FORMAT"),
        "reason": row.reason,
    }
    return _("%(who)s changed it for %(whom)s on %(date)s: %(what)s. Reason: %(reason)s") % values


def strictest_words(reasons: Sequence[Reason], asked: Asked | None) -> list[str]:
    """Return what is left where several requirements or memberships ask for the same course; else nothing."""
    asking = [reason for reason in reasons if reason.asked]
    if len(asking) < 2 or asked is None:
        return []
    found = [_("It is asked for more than once. The strictest wins in each point.")]
    found.append(_("Necessity: %(necessity)s.") % {"necessity": Requirement.Necessity(asked.necessity).label})
    if asked.due_on:
        first = next((one for one in asking if one.asked.due_on == asked.due_on), asking[0])
        values = {"date": day(asked.due_on), "team": first.team, "profession": first.profession}
        found.append(_("Due on %(date)s, because of the team %(team)s as %(profession)s.") % values)
    if asked.valid_months:
        words = ngettext("Valid for %(months)s month.", "Valid for %(months)s months.", asked.valid_months)
        found.append(words % {"months": asked.valid_months})
    if asked.edition == rules.CURRENT:
        found.append(_("Only a completion of the current edition counts."))
    return found


def edition_words(asked: Asked | None, record: Record) -> list[str]:
    """Return which edition counts, and which was completed."""
    found = [_("The current edition is %(number)s.") % {"number": record.edition}]
    if record.edition_on:
        values = {"number": record.edition, "date": day(record.edition_on)}
        found = [_("The current edition is %(number)s, since %(date)s.") % values]
    for done in record.completed[-1:]:
        if done.edition is None:
            found.append(_("Completed outside the site on %(date)s.") % {"date": day(done.on)})
        else:
            values = {"number": done.edition, "date": day(done.on)}
            found.append(_("Completed in edition %(number)s on %(date)s.") % values)
        if asked and not status.counts(asked, record, done):
            found.append(_("This edition no longer counts: the plan asks for the current one."))
    return found


def next_words(found: Status) -> list[str]:
    """Return what happens by itself, and when."""
    if not found.changes_on:
        ending = ENDINGS.get(found.state) or gettext_lazy("Nothing happens by itself: it has no due date.")
        return [str(ending)]
    values = {"date": day(found.changes_on), "state": state_word(found.next_state)}
    lines = [_("On %(date)s it becomes “%(state)s”.") % values]
    if found.next_state == status.DUE_SOON:
        values = {"date": day(found.due_on + timedelta(days=1)), "state": state_word(status.OVERDUE)}
        lines.append(_("On %(date)s it becomes “%(state)s”, if it is not completed before.") % values)
    if found.next_state == status.EXPIRING:
        lines.append(_("From then on it can be completed again, for the time after."))
        values = {"date": day(found.expires_on + timedelta(days=1)), "state": state_word(status.EXPIRED)}
        lines.append(_("On %(date)s it becomes “%(state)s”, if it is not completed before.") % values)
    return lines


def mail_words(on: date, event: str) -> str:
    """Return one mail that goes to the person unless they complete the course before; on a working day."""
    return _("From %(date)s a mail says: %(what)s.") % {"date": day(on), "what": MAILS[event]}


def state_word(state: str) -> str:
    return str(WORDS[state][1])


def since_words(found: Status) -> str:
    """Return since when it is so: "since 3 December 2026"; empty where nobody can say."""
    return _("since %(date)s") % {"date": day(found.since)} if found.since else ""
