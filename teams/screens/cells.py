"""What one cell of the matrix says, in words for files and in HTML for the screen: both from the same words."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from ipslearn.base.templatetags.components import STATES as SYMBOLS
from ipslearn.base.templatetags.components import icon
from ipslearn.base.words import labelled
from teams import status
from teams.models import Requirement

# Of a standing: whose it is, in which course, and what `face` is made of.
COLUMNS = ("person_id", "course_key", "state", "necessity", "due_on", "completed_on", "expires_on", "done", "total")
WITH_PERCENT = frozenset({status.IN_PROGRESS, status.DUE_SOON, status.OVERDUE})
SETTLED = frozenset({status.COMPLETED, status.EXEMPT})
"""States in which nobody has anything to do: on a phone they come last, folded."""


@lru_cache(maxsize=65536)
def face(
    state: str,
    necessity: str,
    due_on: date | None,
    completed_on: date | None,
    expires_on: date | None,
    done: int,
    total: int,
) -> tuple:
    """Return all that the words of a cell depend on: (state, the day that matters in it, whole percent, necessity)."""
    percent = done * 100 // total if total and state in WITH_PERCENT else 0
    if state == status.COMPLETED:
        day = completed_on
    elif state in (status.EXPIRING, status.EXPIRED):
        day = expires_on
    else:
        day = None if state in (status.EXEMPT, status.WAITING) else due_on
    return state, day, percent, necessity


NOT_REQUIRED = (status.NOT_REQUIRED, None, 0, "")


# Each of these is kept for the language that is active, which is asked for once for a row and not for each cell.


@lru_cache(maxsize=16384)
def words(face: tuple, language: str) -> tuple[str, str]:
    """Return (word, detail): ("In progress", "40% · due 3 Dec 2026"). `language` is the one that is active."""
    state, day, percent, necessity = face
    parts = [_("%(percent)s%%") % {"percent": percent}] if percent else []
    if day:
        parts.append(dated(state, date_format(day, "SHORT_DATE_FORMAT")))
    if necessity not in ("", Requirement.Necessity.ESSENTIAL):
        parts.append(str(Requirement.Necessity(necessity).label))
    return str(SYMBOLS[state][1]), " · ".join(parts)


def dated(state: str, day: str) -> str:
    if state == status.COMPLETED:
        return day
    if state in (status.EXPIRING, status.EXPIRED):
        return _("valid until %(date)s") % {"date": day}
    return _("due %(date)s") % {"date": day}


@lru_cache(maxsize=16384)
def text(face: tuple, language: str) -> str:
    """Return the cell as one line of text, as files show it."""
    word, detail = words(face, language)
    return labelled(word, detail) if detail else word


@lru_cache(maxsize=16384)
def html(face: tuple, language: str) -> str:
    """Return the cell's words as HTML: icon and word, and the detail below."""
    state, (word, detail) = face[0], words(face, language)
    small = f"<small>{escape(detail)}</small>" if detail else ""
    symbol = "" if state == status.NOT_REQUIRED else icon(SYMBOLS[state][0])
    return f'<span class="state state--{state}">{symbol}{escape(word)}</span>{small}'


def table_cell(face: tuple, language: str, url: str) -> str:
    """Return a cell of the table; `url` is ours and needs no escaping."""
    return f'<td class="matrix__cell matrix__cell--{face[0]}"><a href="{url}">{html(face, language)}</a></td>'


def list_item(face: tuple, language: str, url: str, title: str) -> str:
    """Return the same as a line of a list. `title` is HTML already."""
    return f'<li class="matrix-card__row"><a href="{url}"><span>{title}</span> {html(face, language)}</a></li>'
