"""What was found about a list of people to be invited. Reads only."""

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ipslearn.base.models import Profession
from teams import addresses
from teams.addresses import Line
from teams.invitations import A_DAY, INVITED, LATER, MEMBER, lines_of
from teams.models import InvitationDraft

LINES_A_PAGE = 200
READY = ""
# What is found: icon, colour of the state, and words. "%(detail)s" is what the line itself says of it.
FOUND = {
    READY: ("done", "done", _("Will be invited")),
    MEMBER: ("info", "optional", _("In the team already")),
    INVITED: ("info", "optional", _("Invited already")),
    addresses.DUPLICATE: ("info", "optional", _("The same address as in line %(detail)s")),
    addresses.MALFORMED: ("caution", "overdue", _("Not an e-mail address")),
    addresses.UNKNOWN_PROFESSION: ("caution", "overdue", _("Unknown profession: %(detail)s")),
    addresses.NO_PROFESSION: ("caution", "overdue", _("No profession")),
    addresses.TOO_LONG: ("caution", "overdue", _("Too long")),
    addresses.HOSTILE: ("caution", "overdue", _("Signs that do not belong in a name or address")),
    LATER: ("clock", "overdue", _("More than may be invited today: try again tomorrow")),
}
ORDER = list(FOUND)


def draft_screen(draft: InvitationDraft, number) -> dict:
    """Return the lines of a draft: first those that will not be invited, then those that will. One query."""
    lines = lines_of(draft)
    ready = [line for line in lines if not line.problem]
    refused = [line for line in lines if line.problem]
    page = Paginator([*refused, *ready], LINES_A_PAGE).get_page(number)
    return {
        "draft": draft,
        "team": draft.team,
        "page": page,
        "rows": line_rows(page),
        "ready": len(ready),
        "sums": sums_of(lines),
        "a_day": A_DAY,
    }


def sums_of(lines: list[Line]) -> list[tuple[str, str, str, int]]:
    """Return (icon, colour, words, number of lines) of everything that was found."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.problem] = counts.get(line.problem, 0) + 1
    words = {addresses.DUPLICATE: _("Twice in the list"), addresses.UNKNOWN_PROFESSION: _("Unknown profession")}
    return [
        (FOUND[key][0], FOUND[key][1], words.get(key, FOUND[key][2]), counts[key]) for key in ORDER if key in counts
    ]


def line_rows(lines) -> list[dict]:
    """Return each line with its words and the name of its profession. One query."""
    names, rows = Profession.objects.names(get_language()), []
    for line in lines:
        icon, colour, words = FOUND[line.problem]
        row = {"line": line, "icon": icon, "colour": colour, "profession": names.get(line.profession, "")}
        rows.append(row | {"words": str(words) % {"detail": line.detail}})
    return rows
