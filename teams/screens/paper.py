"""The matrix on paper: everybody on one page, which the browser prints in landscape."""

from itertools import groupby

from django.utils.translation import get_language

from teams.screens import cells
from teams.screens.files import about
from teams.screens.matrix import Matrix, Person, joined, who

MOST_ON_PAPER = 1000


def paper_screen(matrix: Matrix) -> dict:
    """Return the people up to a thousand, and how many there are: a browser prints no more in reasonable time."""
    people = matrix.filled(list(matrix.rows()[:MOST_ON_PAPER]))
    count = len(people) if len(people) < MOST_ON_PAPER else matrix.count()
    by = (lambda person: person.professions[0]) if matrix.is_grouped else (lambda person: "")
    return {
        "scope": matrix.scope,
        "urls": matrix.scope.urls,
        "columns": matrix.shown,
        "about": about(matrix),
        "groups": [(name, [printed(person, matrix) for person in group]) for name, group in groupby(people, key=by)],
        "count": count,
        "most": MOST_ON_PAPER,
        "is_cut": count > MOST_ON_PAPER,
    }


def printed(person: Person, matrix: Matrix) -> dict:
    language = get_language()
    return {
        "person": person,
        "who": who(person, matrix),
        "cells": joined(
            f'<td class="matrix__cell matrix__cell--{face[0]}">{cells.html(face, language)}</td>'
            for face in person.faces
        ),
    }
