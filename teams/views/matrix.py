"""The matrix as a page, as a file and on paper: the same people, courses and words each time."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from teams.exports import AS
from teams.forms.matrix import MatrixForm
from teams.screens.files import matrix_name, matrix_table
from teams.screens.matrix import Matrix, matrix_screen, offer_of
from teams.screens.paper import paper_screen
from teams.screens.scope import Scope


def asked_for(request, scope: Scope) -> tuple[Matrix, MatrixForm]:
    """Return what the address asks to be shown, and the form that says so."""
    offer = offer_of(scope, get_language())
    form = MatrixForm(request.GET, offer=offer)
    today = scope.organisation.today(timezone.now())
    return Matrix(scope, offer, today, form.chosen(), form.in_words()), form


def matrix(request, scope):
    found, form = asked_for(request, scope)
    screen = matrix_screen(found, request.GET.get("page"))
    return render(request, "teams/matrix/matrix.html", screen | {"form": form})


def matrix_print(request, scope):
    return render(request, "teams/matrix/print.html", paper_screen(asked_for(request, scope)[0]))


def matrix_file(request, scope, kind):
    found, _form = asked_for(request, scope)
    return AS[kind](matrix_table(found), matrix_name(found))
