"""The page behind the link of an invitation. It says the same whether its address has an account or not.

Who is not signed in is sent to sign in or to create an account, and comes back to `invitation_continue`: the session
remembers the invitation by the digest of its link, so that the link itself stands nowhere but in the mail.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ipslearn.accounts.invited import forget, invited, remember
from teams import invitations
from teams.invitation_mail import expires_words
from teams.models import Invitation, Organisation, Team
from teams.models.messages import digest_of

WAYS = {"sign_in": "account_login", "sign_up": "account_signup"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request, token):
    return answered(request, digest_of(token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_continue(request):
    """Where one comes back to after signing in."""
    digest = invited(request).get("digest")
    if digest is None:
        return redirect("courses:my_learning")
    return answered(request, digest)


def answered(request, digest: str):
    related = ("organisation", "team", "profession", "invited_by", "accepted_by")
    invitation = Invitation.objects.select_related(*related).filter(token_digest=digest).first()
    if invitation is None:
        return over(request, None, "replaced")
    now = timezone.now()
    state = invitation.state_at(now)
    if state not in ("open", "unsent"):
        return over(request, invitation, state)
    if request.method != "POST":
        return shown(request, invitation)
    if not request.user.is_authenticated:
        return sent_to_sign_in(request, invitation)
    try:
        invitations.accept(invitation=invitation, user=request.user, now=now)
    except invitations.InvitationOver as ended:
        return over(request, invitation, ended.args[0])
    forget(request)
    messages.success(request, _("You belong to “%(place)s” now.") % {"place": invitation.place})
    return redirect(after_accepting(request, invitation))


def shown(request, invitation: Invitation):
    user = request.user
    context = {
        "invitation": invitation,
        "until": expires_words(invitation),
        "is_other_address": user.is_authenticated and user.email != invitation.email,
        "is_in": user.is_authenticated and invitations.is_in(invitation, user),
    }
    return unlisted(render(request, "teams/people/invitation_accept.html", context))


def sent_to_sign_in(request, invitation: Invitation):
    """Remember the invitation, and go where the pressed button says."""
    kept = {"name": invitation.name, "email": invitation.email, "until": invitation.expires_at}
    remember(request, **kept, digest=invitation.token_digest)
    way = WAYS.get(request.POST.get("way", ""), "account_login")
    return redirect(f"{reverse(way)}?{urlencode({'next': reverse('teams:invitation_continue')})}")


def over(request, invitation: Invitation | None, state: str):
    """Say that the link does not work any more, and whom to ask. Whoever accepted it is told so, and goes on."""
    user = request.user
    if state == "accepted" and user.is_authenticated and invitation.accepted_by_id == user.pk:
        forget(request)
        messages.info(request, _("You have accepted this invitation already. Nothing is left to do."))
        return redirect(after_accepting(request, invitation))
    context = {"invitation": invitation, "state": state}
    return unlisted(
        render(request, "teams/people/invitation_over.html", context, status=404 if invitation is None else 200)
    )


def unlisted(response):
    response["X-Robots-Tag"] = "noindex"
    return response


def after_accepting(request, invitation: Invitation) -> str:
    """Return the people of the team for who leads it, the settings for who administers, else one's own learning."""
    if invitation.team_id is None:
        if Organisation.objects.administered_by(request.user).filter(pk=invitation.organisation_id).exists():
            return reverse("teams:organisation_detail", args=[invitation.organisation_id])
    elif Team.objects.led_by(request.user).filter(pk=invitation.team_id).exists():
        return reverse("teams:team_people", args=[invitation.team_id])
    return reverse("courses:my_learning")
