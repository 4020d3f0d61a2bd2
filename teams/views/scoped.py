"""Views about the people of a team or of an organisation: found for who may see them, else 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from teams.models import Organisation, Team
from teams.screens.scope import Scope


def for_team(view):
    """Make `view(request, scope)` one of a team that the reader leads or administers."""

    @login_required
    @require_safe
    @wraps(view)
    def of_team(request, team, **kwargs):
        found = get_object_or_404(Team.objects.visible_to(request.user).select_related("organisation"), pk=team)
        return view(request, Scope(found.organisation, found), **kwargs)

    return of_team


def for_organisation(view):
    """Make `view(request, scope)` one of an organisation that the reader administers."""

    @login_required
    @require_safe
    @wraps(view)
    def of_organisation(request, organisation, **kwargs):
        found = get_object_or_404(Organisation.objects.administered_by(request.user), pk=organisation)
        return view(request, Scope(found), **kwargs)

    return of_organisation
