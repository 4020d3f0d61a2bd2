"""Which mail somebody gets: their own choice, also from the link in a mail, where nobody is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from teams.forms.acts import MailPreferenceForm
from teams.letters import read_stop_token
from teams.preferences import decline, prefer, preference_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request):
    form = MailPreferenceForm(request.POST or None, initial=preference_of(request.user))
    if request.method == "POST" and form.is_valid():
        prefer(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("teams:mail_preferences")
    return render(request, "teams/acts/mail_preferences.html", {"form": form})


@csrf_exempt  # A mail program sends this form by itself (RFC 8058); the signature says whose mail it is.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request, signed):
    """Say what is stopped, with a button; a POST stops it. Opening the link alone changes nothing."""
    found = read_stop_token(signed)
    if found is None:
        raise Http404
    if request.method == "POST":
        decline(person=found[0], what=found[1])
    context = {"what": found[1], "is_done": request.method == "POST"}
    return render(request, "teams/acts/mail_stop.html", context)
