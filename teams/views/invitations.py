"""Inviting people to a team: one in a form, many in a list that is checked first; sending again, withdrawing."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ipslearn.base.models import Profession
from ipslearn.base.views import post_only
from teams import invitations
from teams.forms.invitations import InvitationForm, InvitationListForm
from teams.models import Invitation, InvitationDraft, Organisation, Team
from teams.screens.invitations import LINES_A_PAGE, draft_screen, line_rows


def team_or_404(request, pk: int) -> Team:
    return get_object_or_404(Team.objects.led_by(request.user).select_related("organisation"), pk=pk)


def is_administrator(request, organisation: int) -> bool:
    return Organisation.objects.administered_by(request.user).filter(pk=organisation).exists()


def list_url(invitation: Invitation) -> str:
    """Return the page that lists the invitation."""
    if invitation.team_id is None:
        return reverse("teams:organisation_detail", args=[invitation.organisation_id])
    return f"{reverse('teams:team_people', args=[invitation.team_id])}?show=invited"


def invitation_url(request, invitation) -> str:
    return list_url(get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request, team):
    found, now = team_or_404(request, team), timezone.now()
    form = InvitationForm(
        request.POST or None,
        may_make_leaders=is_administrator(request, found.organisation_id),
        today=found.organisation.today(now),
        initial={"language": found.organisation.language},
    )
    if request.method == "POST" and form.is_valid() and invited(request, found, form, now):
        return redirect(f"{reverse('teams:team_people', args=[found.pk])}?show=invited")
    return render(request, "teams/people/invitation_create.html", {"form": form, "team": found})


def invited(request, team: Team, form: InvitationForm, now) -> bool:
    """Invite whom the form names, and say so; say on the form why not."""
    try:
        invitation = invitations.invite(team=team, **form.cleaned_data, by=request.user, now=now)
    except invitations.AlreadyMember:
        form.add_error("email", _("Somebody with this address is in the team already."))
    except invitations.AlreadyInvited:
        form.add_error("email", _("This address is invited already. In the list you can send the invitation again."))
    except invitations.TooManyToday:
        form.add_error(None, _("As many people were invited today as may be. Try again tomorrow."))
    else:
        messages.success(request, _("An invitation to %(email)s is on its way.") % {"email": invitation.email})
    return not form.errors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_list(request, team):
    """Take a list of people; it is checked on the next page, and nobody is invited yet."""
    found = team_or_404(request, team)
    form = InvitationListForm(
        request.POST or None, request.FILES or None, initial={"language": found.organisation.language}
    )
    if request.method == "POST" and form.is_valid():
        kept = {"lines": form.cleaned_data["lines"], "language": form.cleaned_data["language"]}
        invitations.keep_draft(owner=request.user, team=found, **kept, now=timezone.now())
        return redirect("teams:invitation_check", found.pk)
    return render(request, "teams/people/invitation_list.html", {"form": form, "team": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_check(request, team):
    """Show what was found about each line; on POST invite exactly those that were shown as ready."""
    found = team_or_404(request, team)
    draft = InvitationDraft.objects.filter(owner=request.user, team=found).first()
    if draft is None:
        messages.info(request, _("There is no list waiting here. Give it again; nobody was invited meanwhile."))
        return redirect("teams:invitation_list", found.pk)
    draft.team = found
    if request.method == "POST":
        return carried_out(request, draft)
    return render(request, "teams/people/invitation_check.html", draft_screen(draft, request.GET.get("page")))


def carried_out(request, draft: InvitationDraft):
    """Invite, and show the lines for which something changed since they were checked."""
    if request.POST.get("kept_at") != draft.kept_at.isoformat():
        messages.warning(request, _("Meanwhile you checked another list. This is what stands in that one."))
        return redirect("teams:invitation_check", draft.team_id)
    count, changed = invitations.invite_draft(draft=draft, by=request.user, now=timezone.now())
    words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
    messages.success(request, words % {"count": count})
    if not changed:
        return redirect(f"{reverse('teams:team_people', args=[draft.team_id])}?show=invited")
    page = Paginator(changed, max(len(changed), LINES_A_PAGE)).get_page(1)
    context = {"team": draft.team, "rows": line_rows(page)}
    return render(request, "teams/people/invitation_changed.html", context)


@login_required
@require_safe
def invitation_template(request, team):
    """A CSV file to fill in, with a line as an example; Excel reads it because of the mark at its beginning."""
    team_or_404(request, team)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    profession = Profession.objects.first()
    writer = csv.writer(response)
    writer.writerow(["name", "email", "profession"])
    writer.writerow([_("Aya Sato"), "name@example.org", profession.code if profession else ""])
    return response


def own_invitation(request, pk: int) -> Invitation:
    """Return an invitation to a team the reader leads, or to administer their organisation."""
    rows = Invitation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organisation", "team"), pk=pk)


@login_required
@post_only(invitation_url)
def invitation_send(request, invitation):
    found = own_invitation(request, invitation)
    if found.is_leader and not is_administrator(request, found.organisation_id):
        raise PermissionDenied
    try:
        invitations.send_again(invitation=found, by=request.user, now=timezone.now())
    except invitations.InvitationOver:
        messages.info(request, _("This invitation was answered or withdrawn meanwhile."))
    except invitations.SentJustNow:
        messages.info(request, _("It was sent a few minutes ago. Wait a little before you send it again."))
    else:
        messages.success(request, _("A new invitation is on its way; the link in the old one has ended."))
    return redirect(list_url(found))


@login_required
@post_only(invitation_url)
def invitation_withdraw(request, invitation):
    found = own_invitation(request, invitation)
    try:
        invitations.withdraw(invitation=found, by=request.user, now=timezone.now())
    except invitations.InvitationOver:
        messages.info(request, _("It was accepted meanwhile, so it cannot be withdrawn."))
    else:
        messages.success(request, _("The invitation is withdrawn. Its link has ended."))
    return redirect(list_url(found))
