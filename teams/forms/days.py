"""Days as people type them, held against what day it is at the organisation."""

from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ipslearn.base.half_width import HalfWidth

EARLIEST = date(1950, 1, 1)
AHEAD = timedelta(days=366)


class DayField(HalfWidth, forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def until_today(day: date, *, since: date, today: date) -> date:
    """Return the day if it is neither before `since`, the first day in the team, nor still to come."""
    words = {"since": date_format(since, "DATE_FORMAT"), "today": date_format(today, "DATE_FORMAT")}
    if day > today:
        raise forms.ValidationError(
            _("This day is still to come: here it is %(today)s. Choose that day or an earlier one.") % words
        )
    if day < since:
        raise forms.ValidationError(
            _("This day is before the first day in the team, %(since)s. Choose that day or a later one.") % words
        )
    return day


def first_day(day: date | None, *, today: date) -> date | None:
    """Return the first day in a team if it is not a slip: from 1950 on, and not more than a year ahead."""
    if day is not None and not EARLIEST <= day <= today + AHEAD:
        raise forms.ValidationError(_("Is the year right? Choose a day that is not more than a year ahead."))
    return day
