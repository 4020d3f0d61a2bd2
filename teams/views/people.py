"""Who is in a team: the lists, and what is changed about one person's time in a team."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ipslearn.base.views import post_only
from teams import actions
from teams.forms.people import ChangeProfessionForm, LeaveForm, OtherTeamForm, PeopleFilterForm
from teams.models import Membership, Organisation, Team
from teams.screens.people import Reach, membership_screen, other_teams, people_screen, reach_of


@login_required
@require_safe
def organisation_people(request, organisation):
    """Everybody of an organisation; of its teams, for who leads some of them."""
    reach = reach_of(request.user, get_object_or_404(Organisation, pk=organisation))
    if reach.is_nothing:
        raise Http404
    return shown_list(request, reach)


@login_required
@require_safe
def team_people(request, team):
    found = get_object_or_404(Team.objects.led_by(request.user).select_related("organisation"), pk=team)
    return shown_list(request, reach_of(request.user, found.organisation, found))


def shown_list(request, reach: Reach):
    form = PeopleFilterForm(request.GET, teams=None if reach.team else reach.teams)
    screen = people_screen(reach, form.chosen(), request.GET, timezone.now())
    return render(request, "teams/people/people_list.html", screen | {"form": form})


def membership_or_404(request, pk: int) -> Membership:
    """Return the membership of somebody in a team that the reader leads or administers."""
    rows = Membership.objects.visible_to(request.user).filter(team__in=Team.objects.led_by(request.user))
    return get_object_or_404(rows.select_related("user", "team__organisation", "profession"), pk=pk)


def reach_over(request, membership: Membership) -> Reach:
    return reach_of(request.user, membership.team.organisation)


def membership_url(request, membership) -> str:
    return reverse("teams:membership_detail", args=[membership_or_404(request, membership).pk])


@login_required
@require_safe
def membership_detail(request, membership):
    found = membership_or_404(request, membership)
    return render(request, "teams/people/membership_detail.html", membership_screen(found, reach_over(request, found)))


def changing(view: Callable) -> Callable:
    """Make a view of `view(request, membership, today, now)` a form about somebody who is in the team."""

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def checked(request, membership):
        found, now = membership_or_404(request, membership), timezone.now()
        if found.left_on is not None:
            messages.info(request, _("%(name)s has left this team, so nothing is changed.") % {"name": found.user})
            return redirect("teams:membership_detail", found.pk)
        return view(request, found, found.team.organisation.today(now), now)

    return checked


def shown_form(request, template: str, membership: Membership, form):
    return render(request, f"teams/people/{template}.html", {"form": form, "membership": membership})


@changing
def membership_profession(request, membership, today, now):
    form = ChangeProfessionForm(request.POST or None, membership=membership, today=today, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        chosen = {"profession": form.cleaned_data["profession"], "changed_on": form.cleaned_data["day"]}
        try:
            changed = actions.change_profession(membership=membership, **chosen, by=request.user, now=now)
        except actions.WrongDate:
            form.add_error("day", _("Somebody changed this person’s dates meanwhile. Choose another day."))
        else:
            messages.success(request, _("The profession is changed."))
            return redirect("teams:membership_detail", changed.pk)
    return shown_form(request, "membership_profession", membership, form)


@changing
def membership_leave(request, membership, today, now):
    form = LeaveForm(request.POST or None, membership=membership, today=today, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(membership=membership, left_on=form.cleaned_data["day"], by=request.user, now=now)
        except actions.WrongDate:
            form.add_error("day", _("Somebody changed this person’s dates meanwhile. Choose another day."))
        else:
            messages.success(request, _("%(name)s has left the team.") % {"name": membership.user})
            return redirect(after_leaving(request, membership))
    return shown_form(request, "membership_leave", membership, form)


def after_leaving(request, membership: Membership) -> str:
    """Return the list of the team; one's own page for a leader who has left their own team."""
    if Team.objects.led_by(request.user).filter(pk=membership.team_id).exists():
        return reverse("teams:team_people", args=[membership.team_id])
    return reverse("courses:my_learning")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership_team(request, membership):
    """Add the person to another team that the reader leads or administers."""
    found, now = membership_or_404(request, membership), timezone.now()
    today = found.team.organisation.today(now)
    teams = other_teams(found, reach_over(request, found))
    initial = {"profession": found.profession_id, "joined_on": today}
    form = OtherTeamForm(request.POST or None, teams=teams, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        joined = actions.join(user=found.user, **form.cleaned_data, by=request.user, now=now)
        words = {"name": found.user, "team": joined.team.name}
        messages.success(request, _("%(name)s is in the team “%(team)s” now.") % words)
        return redirect("teams:membership_detail", joined.pk)
    return shown_form(request, "membership_team", found, form)


@login_required
@post_only(membership_url)
def membership_leader(request, membership):
    """Let somebody lead the team, or no longer: for administrators."""
    found = membership_or_404(request, membership)
    if not reach_over(request, found).is_administrator:
        raise PermissionDenied
    if found.left_on is not None:
        messages.info(request, _("%(name)s has left this team, so nothing is changed.") % {"name": found.user})
        return redirect("teams:membership_detail", found.pk)
    is_leader = request.POST.get("is_leader") == "yes"
    actions.set_leader(membership=found, is_leader=is_leader, by=request.user, now=timezone.now())
    words = {"name": found.user, "team": found.team.name}
    said = _("%(name)s leads “%(team)s” now.") if is_leader else _("%(name)s no longer leads “%(team)s”.")
    messages.success(request, said % words)
    return redirect("teams:membership_detail", found.pk)
