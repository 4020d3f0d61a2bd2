"""The matrix as a table for a file."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ipslearn.base.words import listed
from teams.exports import Table, file_name
from teams.screens import cells
from teams.screens.matrix import Matrix, Person


def matrix_table(matrix: Matrix) -> Table:
    """Return all people of the matrix, whatever page the screen is at."""
    headings = [
        *(pgettext("person", "Name"), _("Profession"), _("Team"), _("Leads the team")),
        *(_("Essential courses"), _("Of these done"), _("Overdue or expired"), _("Next turns red on")),
        *(column.title for column in matrix.shown),
    ]
    return Table(pgettext("of training", "Matrix"), headings, rows_of(matrix), about(matrix))


def rows_of(matrix: Matrix) -> Iterator[tuple]:
    language = get_language()
    return (row_of(person, language) for person in matrix.people())


def row_of(person: Person, language: str) -> tuple:
    return (
        *(person.name, listed(person.professions), listed(person.teams), _("yes") if person.is_leader else ""),
        *(person.required, person.current, person.overdue, person.turns_red_on),
        *(cells.text(face, language) for face in person.faces),
    )


def about(matrix: Matrix) -> list[tuple[str, str]]:
    """Return what the table shows: whose, of which day, narrowed to what."""
    scope = matrix.scope
    found = [(_("Organisation"), scope.organisation.name)]
    if scope.team:
        found.append((_("Team"), scope.team.name))
    return [*found, (_("As of"), date_format(matrix.today, "DATE_FORMAT")), *matrix.filters]


def matrix_name(matrix: Matrix) -> str:
    scope = matrix.scope
    return file_name(scope.organisation.name, scope.team.name if scope.team else "", matrix.today.isoformat())
