"""What a certificate says: the same facts on its page, on the page where anyone may check it, and on paper.

Its days are those of the site's time zone, whoever looks from wherever.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from courses.certificate_pdf import certificate_as_pdf, qr_code
from courses.models import Certificate, CoursePage
from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title


def certificate_face(certificate: Certificate) -> dict:
    """Return what the certificate says in the language that is active. One query in another than it was issued in."""
    return {
        "name": certificate.name,
        "title": title_of(certificate, get_language()),
        "number": certificate.number,
        "state": certificate.state(site_day(timezone.now())).value,
        "hours": certificate.hours,
        "edition": certificate.edition,
        "issued_on": site_day(certificate.issued_at),
        "expires_on": certificate.expires_on,
        "revoked_on": site_day(certificate.revoked_at) if certificate.revoked_at else None,
    }


def title_of(certificate: Certificate, language: str) -> Title:
    """Return the title in `language` if this edition of the course exists in it, else as issued."""
    if certificate.language != language:
        courses = CoursePage.objects.live().filter(
            translation_key=certificate.enrollment.course_key,
            locale__language_code=language,
            edition=certificate.edition,
        )
        if title := courses.values_list("title", flat=True).first():
            return guessed(title, language)
    return guessed(certificate.title, certificate.language)


def certificate_screen(certificate: Certificate, request: HttpRequest) -> dict:
    address = check_address(certificate, request)
    return {
        "certificate": certificate,
        "face": certificate_face(certificate),
        "check_url": address,
        "code": qr_code(address),
    }


def certificate_file(certificate: Certificate, request: HttpRequest) -> bytes:
    """Return the certificate as a PDF in the language that is active."""
    face = certificate_face(certificate)
    return certificate_as_pdf(face, check_url=check_address(certificate, request), now=timezone.now())


def check_address(certificate: Certificate, request: HttpRequest) -> str:
    """Return where anyone may check the certificate, as a whole address."""
    return f"{request.build_absolute_uri(reverse('courses:certificate_check'))}?number={certificate.number}"


def site_day(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())
