"""What people do with their data as a whole: download it, and erase it with the account."""

from allauth.account.forms import ReauthenticateForm
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from courses import exports
from courses.erasure import AdministratorStays, erase_person


@login_required
@require_safe
@never_cache
def data_download(request):
    """The learner's data as one JSON file."""
    response = HttpResponse(exports.person_as_json(request.user), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def profile_erase(request):
    """Say what erasing does; with the current password, do it. allauth limits how often a password is tried."""
    form = ReauthenticateForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_valid():
        return render(request, "account/erase.html", {"form": form})
    try:
        erase_person(person=request.user)
    except AdministratorStays:
        messages.warning(request, _("An administrator’s account is not erased. Ask another administrator for help."))
        return redirect("profile")
    logout(request)
    messages.success(request, _("Your account is erased, and you are signed out."))
    return redirect("wagtail_serve", "")
