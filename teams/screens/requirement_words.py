"""What a requirement asks, in words: one for each point, for plans, previews and explanations.

Each takes a row or a rule: they have the same names.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipslearn.base.words import listed
from teams import requirements as rules
from teams.dates import in_month
from teams.models import Adjustment, Requirement

LEAP_YEAR = 2024


def professions_words(codes, names: dict[str, str]) -> str:
    """Name the professions in the order of the list; `names` are {code: name}. None of them means everybody."""
    named = [name for code, name in names.items() if code in set(codes)]
    return capfirst(listed(named)) if named else _("Everybody")


def necessity_words(necessity: str) -> str:
    return capfirst(str(Adjustment.Necessity(necessity).label))


def due_words(requirement) -> str:
    if requirement.necessity != rules.ESSENTIAL:
        return _("never due")
    if requirement.due_on is not None:
        return _("on %(date)s") % {"date": date_format(requirement.due_on)}
    days = requirement.due_within_days
    if days is None:
        return _("no due date")
    if days == 0:
        return _("on the day of joining")
    return ngettext("within %(days)s day of joining", "within %(days)s days of joining", days) % {"days": days}


def validity_words(requirement) -> str:
    months = requirement.valid_months
    if months is None:
        return _("always")
    if requirement.valid_from == rules.FIXED_DAY:
        day = fixed_day_words(requirement.renew_month, requirement.renew_day)
        if months == 12:
            return _("until %(day)s each year") % {"day": day}
        return _("until the last %(day)s within %(months)s months of completion") % {"day": day, "months": months}
    if requirement.valid_from == rules.FROM_EXPIRY:
        words = ngettext(
            "%(n)s month, counted from the last expiry", "%(n)s months, counted from the last expiry", months
        )
    else:
        words = ngettext("%(n)s month, counted from completion", "%(n)s months, counted from completion", months)
    return words % {"n": months}


def fixed_day_words(month: int, day: int) -> str:
    """Name a day of the year as it comes out: 31 April is 30 April, and 29 to 31 February its last day."""
    if month == 2 and day > 28:
        return _("the last day of February")
    return date_format(in_month(LEAP_YEAR, month, day), "MONTH_DAY_FORMAT")


def edition_words(requirement) -> str:
    return capfirst(str(Requirement.Edition(requirement.edition).label))


def renewal_words(requirement) -> str:
    """Say what one does to renew it; nothing where it never ends."""
    if requirement.valid_months is None and requirement.edition == rules.ANY:
        return ""
    return capfirst(str(Requirement.Renewal(requirement.renewal).label))


def requirement_parts(requirement, names: dict[str, str], codes) -> list[str]:
    """Say all of it, point by point: ["Essential", "Nurse", "within 30 days of joining", "valid always", …]."""
    parts = [necessity_words(requirement.necessity), professions_words(codes, names), due_words(requirement)]
    parts += [_("valid %(validity)s") % {"validity": validity_words(requirement)}]
    if requirement.edition == rules.CURRENT:
        parts.append(_("the current edition"))
    if renewal := renewal_words(requirement):
        parts.append(_("to renew: %(renewal)s") % {"renewal": renewal[0].lower() + renewal[1:]})
    parts.append(_("from %(date)s") % {"date": date_format(requirement.applies_from)})
    return parts


def adjustment_words(necessity: str, due_on: date | None) -> str:
    """Say what differs: "Optional", "Due on 1 March 2027", or both."""
    parts = [necessity_words(necessity)] if necessity else []
    if due_on:
        parts.append(_("due on %(date)s") % {"date": date_format(due_on)})
    return capfirst(listed(parts))
