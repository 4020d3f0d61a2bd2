from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ipslearn.base.language_choice import CODES, keep_in_browser, same_page_in
from ipslearn.base.views import post_only

from .actions import choose_language, update_profile
from .forms import ProfileForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = update_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        response = redirect(translate_url(reverse("profile"), user.preferred_language))
        keep_in_browser(response, user.preferred_language)
        return response
    return render(request, "account/profile.html", {"form": form})


def page_of(request) -> str:
    """Return the page that the choice was made on, as far as it is one of ours."""
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else "/"


@post_only(lambda request: "/")
def language_choose(request):
    """Keep the chosen language, and go on to the same page in it. A language that the site has not changes nothing."""
    language, page = request.POST.get("language"), page_of(request)
    if language not in CODES:
        return redirect(page)
    if request.user.is_authenticated:
        choose_language(user=request.user, language=language)
    response = redirect(same_page_in(language, page))
    keep_in_browser(response, language)
    return response
