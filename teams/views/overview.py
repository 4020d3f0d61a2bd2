from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from teams.screens.overview import led_screen, overview_screen


@login_required
@require_safe
def team_list(request):
    """Where the reader's teams are: the page itself where there is only one, a list where there are more."""
    screen = led_screen(request.user)
    organisations, led = screen["organisations"], screen["led"]
    if len(organisations) == 1 and not led:
        return redirect("teams:organisation_overview", organisations[0].pk)
    if not organisations and len(led) == 1 and len(led[0][1]) == 1:
        return redirect("teams:team_matrix", led[0][1][0].pk)
    return render(request, "teams/matrix/team_list.html", screen)


def overview(request, scope):
    return render(request, "teams/matrix/overview.html", overview_screen(scope, request.GET.get("page")))
