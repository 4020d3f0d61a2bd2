"""One person, and one course of theirs: for themselves, for who leads them, and for their administrators."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.certificates import certificate_file, certificate_screen
from teams.exports import AS
from teams.models import Organisation
from teams.screens.cell import cell_screen
from teams.screens.person import person_screen, transcript_name, transcript_table
from teams.screens.seen import seen_or_404


@login_required
@require_safe
def person_detail(request, organisation, person):
    seen = seen_or_404(request.user, organisation, person)
    return render(request, "teams/matrix/person.html", person_screen(seen, timezone.now()))


@login_required
@require_safe
def transcript_file(request, organisation, person, kind):
    seen = seen_or_404(request.user, organisation, person)
    return AS[kind](transcript_table(seen), transcript_name(seen, timezone.now()))


@login_required
@require_safe
def cell_detail(request, organisation, person, course_key):
    screen = cell_screen(seen_or_404(request.user, organisation, person), course_key, timezone.now())
    if screen is None:
        raise Http404
    return render(request, "teams/matrix/cell.html", screen)


@login_required
@require_safe
def certificate(request, organisation, person, number):
    seen = seen_or_404(request.user, organisation, person)
    found = get_object_or_404(seen.certificates(), number=number)
    screen = certificate_screen(found, request) | {"seen": seen, "pdfs": addresses_by_language(request)}
    screen["may_revoke"] = seen.person != request.user and may_revoke(request.user, organisation)
    return render(request, "teams/matrix/certificate.html", screen)


@login_required
@require_safe
@never_cache
def certificate_pdf(request, organisation, person, number):
    """The certificate as a file, in the language of its address; there is none of one that is revoked."""
    found = get_object_or_404(seen_or_404(request.user, organisation, person).certificates(), number=number)
    if found.revoked_at:
        return redirect("teams:person_certificate", organisation, person, number)
    response = HttpResponse(certificate_file(found, request), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{number}-{get_language()}.pdf"'
    return response


def may_revoke(user, organisation: int) -> bool:
    return Organisation.objects.administered_by(user).filter(pk=organisation).exists()


def addresses_by_language(request) -> list[tuple[str, str, str]]:
    """Return (code, name, address) of the certificate's file in each language of the site."""
    found = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            address = reverse("teams:person_certificate_pdf", kwargs=request.resolver_match.kwargs)
            found.append((code, name, address))
    return found
