"""The log of an organisation or a team: what was done, and what was mailed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from teams.exports import as_csv
from teams.forms.acts import LogFilterForm
from teams.models import Organisation, Team
from teams.screens.log import ACTS, LISTS, Log, log_name, log_screen, log_table


def log_of(request, organisation=None, team=None, which=ACTS) -> tuple[Log, LogFilterForm]:
    """Return the log that the reader may see, and the form that narrows it."""
    if which not in LISTS:
        raise Http404
    if team is not None:
        found = get_object_or_404(Team.objects.led_by(request.user).select_related("organisation"), pk=team)
        log = Log(found.organisation, which, found)
    else:
        log = Log(get_object_or_404(Organisation.objects.administered_by(request.user), pk=organisation), which)
    form = LogFilterForm(request.GET, kinds=log.kinds())
    return log, form


@login_required
@require_safe
def log_detail(request, which=ACTS, **place):
    log, form = log_of(request, which=which, **place)
    screen = log_screen(log, form.chosen(), request.GET.get("page"))
    return render(request, "teams/acts/log.html", screen | {"form": form})


@login_required
@require_safe
def log_file(request, which=ACTS, **place):
    log, form = log_of(request, which=which, **place)
    return as_csv(log_table(log, form.chosen()), log_name(log, timezone.now()))
