"""Months and years on the calendar, as people count them.

A month later is the same day of that month, or its last day where it has none: 31 January and one month is 28
February (29 in a leap year). A fixed day that a year does not have (29 February) is the last day of its month.
"""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the day so many whole months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return in_month(year, month + 1, day.day)


def in_month(year: int, month: int, day: int) -> date:
    """Return the day of that month, or its last day where it has no such day."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def last_fixed_day(until: date, *, month: int, day: int) -> date:
    """Return the last day of the year `month`/`day` that is not later than `until`."""
    this_year = in_month(until.year, month, day)
    return this_year if this_year <= until else in_month(until.year - 1, month, day)
