"""Organisations, their teams and their administrators: for administrators alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ipslearn.base.views import post_only
from teams import actions, invitations
from teams.forms.people import AdministratorForm, NewOrganisationForm, OrganisationForm, TeamForm
from teams.models import Administrator, Organisation, Team
from teams.screens.people import organisation_screen


def administered(request, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.administered_by(request.user), pk=pk)


def settings_url(request, organisation) -> str:
    return reverse("teams:organisation_detail", args=[administered(request, organisation).pk])


def administrator_url(request, administrator) -> str:
    return settings_url(request, get_object_or_404(Administrator, pk=administrator).organisation_id)


@login_required
@require_safe
def organisation_list(request):
    """The organisations of whoever administers any; site administrators find all, and may create one."""
    organisations = Organisation.objects.administered_by(request.user)
    if not request.user.is_superuser and not organisations:
        raise Http404
    return render(request, "teams/people/organisation_list.html", {"organisations": organisations})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_create(request):
    if not request.user.is_superuser:
        raise Http404
    initial = {"time_zone": request.user.time_zone, "language": request.user.preferred_language}
    form = NewOrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        organisation = invitations.found_organisation(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The organisation is created. Now give it its teams."))
        return redirect("teams:organisation_detail", organisation.pk)
    return render(request, "teams/people/organisation_new.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_detail(request, organisation):
    found = administered(request, organisation)
    form = settings_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        before, now = found.time_zone, timezone.now()
        found = actions.change_organisation(organisation=found, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, saved_words(found, before, now))
        return redirect("teams:organisation_detail", found.pk)
    return shown(request, found, form=form)


def saved_words(organisation: Organisation, before: str, now) -> str:
    if organisation.time_zone == before:
        return _("The settings are saved.")
    day = date_format(organisation.today(now), "DATE_FORMAT")
    return _("The settings are saved. Here it is now %(day)s; what is due and what is overdue follows it.") % {
        "day": day
    }


def settings_form(organisation: Organisation, data=None) -> OrganisationForm:
    names = ("name", "language", "time_zone")
    return OrganisationForm(data, initial={name: getattr(organisation, name) for name in names})


def shown(request, organisation: Organisation, **forms):
    """Render the settings, with the form that was sent where it has errors."""
    context = {
        "form": settings_form(organisation),
        "team_form": TeamForm(organisation=organisation, auto_id="team-%s"),
        "administrator_form": administrator_form(request, organisation),
        **forms,
    }
    screen = organisation_screen(organisation, timezone.now())
    return render(request, "teams/people/organisation_detail.html", screen | context)


def administrator_form(request, organisation: Organisation, data=None) -> AdministratorForm:
    return AdministratorForm(
        data, organisation=organisation, is_inviting=request.user.is_superuser, auto_id="administrator-%s"
    )


@login_required
@post_only(settings_url)
def team_create(request, organisation):
    found = administered(request, organisation)
    form = TeamForm(request.POST, organisation=found, auto_id="team-%s")
    if not form.is_valid():
        return shown(request, found, team_form=form)
    team = actions.create_team(organisation=found, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
    messages.success(request, _("The team “%(team)s” is created. Now invite its people.") % {"team": team.name})
    return redirect("teams:organisation_detail", found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_rename(request, team):
    teams = Team.objects.filter(organisation__in=Organisation.objects.administered_by(request.user))
    found = get_object_or_404(teams.select_related("organisation"), pk=team)
    form = TeamForm(request.POST or None, organisation=found.organisation, team=found, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_team(team=found, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        messages.success(request, _("The team has its new name."))
        return redirect("teams:organisation_detail", found.organisation_id)
    return render(request, "teams/people/team_rename.html", {"form": form, "team": found})


@login_required
@post_only(settings_url)
def administrator_add(request, organisation):
    found = administered(request, organisation)
    form = administrator_form(request, found, request.POST)
    if form.is_valid() and made_administrator(request, found, form):
        return redirect("teams:organisation_detail", found.pk)
    return shown(request, found, administrator_form=form)


def made_administrator(request, organisation: Organisation, form: AdministratorForm) -> bool:
    """Give the role to a member, or invite whoever has the address; say on the form why not."""
    user, now = form.cleaned_data["user"], timezone.now()
    if user:
        actions.add_administrator(organisation=organisation, user=user, by=request.user, now=now)
        messages.success(request, _("%(name)s is an administrator now.") % {"name": user})
        return True
    try:
        email = form.cleaned_data["email"]
        invitations.invite_administrator(organisation=organisation, email=email, by=request.user, now=now)
    except invitations.AlreadyMember:
        form.add_error("email", _("This is an administrator already."))
    except invitations.AlreadyInvited:
        form.add_error("email", _("This address is invited already."))
    except invitations.TooManyToday:
        form.add_error(None, _("As many people were invited today as may be. Try again tomorrow."))
    else:
        messages.success(request, _("The invitation is on its way."))
    return not form.errors


@login_required
@post_only(administrator_url)
def administrator_remove(request, administrator):
    organisations = Organisation.objects.administered_by(request.user)
    rows = Administrator.objects.filter(organisation__in=organisations).select_related("user")
    found = get_object_or_404(rows, pk=administrator)
    try:
        actions.remove_administrator(administrator=found, by=request.user, now=timezone.now())
    except actions.LastAdministrator:
        messages.warning(request, _("An organisation keeps one administrator. Add another one first."))
    else:
        messages.success(request, _("%(name)s is no longer an administrator.") % {"name": found.user})
    if not Organisation.objects.administered_by(request.user).filter(pk=found.organisation_id).exists():
        return redirect("courses:my_learning")
    return redirect("teams:organisation_detail", found.organisation_id)
