from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from teams.exports import AS
from teams.screens.readiness import readiness_name, readiness_screen, readiness_table


def readiness(request, scope):
    return render(request, "teams/matrix/readiness.html", readiness_screen(scope, get_language()))


def readiness_file(request, scope, kind):
    today = scope.organisation.today(timezone.now())
    return AS[kind](readiness_table(scope, get_language()), readiness_name(scope, today))
