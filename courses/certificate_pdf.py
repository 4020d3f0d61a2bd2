"""A certificate as a PDF: one sheet with the number, and a QR code that leads to the page where anyone may check it."""

from datetime import datetime
from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ipslearn.base.templatetags.components import hours_words
from ipslearn.base.typesetting import typeset

ACCENT, HIGHLIGHT = "#0b5a57", "#a86f10"


def certificate_as_pdf(face: dict, *, check_url: str, now: datetime) -> bytes:
    """Return the certificate in the language that is active. `face` is what certificates.certificate_face returns."""
    return typeset("courses/certificate.typ", sheet(face, check_url), made_at=now)


def sheet(face: dict, check_url: str) -> dict:
    """Return all that is printed, with its labels: texts, and two drawings as SVG."""
    return {
        "language": get_language(),
        "site": settings.WAGTAIL_SITE_NAME,
        "heading": _("Certificate"),
        "name": face["name"],
        "completed": _("has completed"),
        "title": face["title"],
        "title_language": face["title"].language,
        "facts": facts(face),
        "number_label": pgettext("certificate", "Number"),
        "number": face["number"],
        "check": _("Anyone can check it at"),
        "check_url": check_url,
        "note": _(
            "It says that this person completed every required part of this edition of the course on this site. It "
            "is not a licence or a public qualification. Whether it is still valid, the page above says."
        ),
        "mark": mark(),
        "code": qr_code(check_url),
        "code_text": _("QR code with the address where this certificate can be checked"),
    }


def facts(face: dict) -> list[tuple[str, str]]:
    """Return (label, value) as on the screen, in its order."""
    found = []
    if face["hours"]:
        found.append((_("Learning time"), hours_words(face["hours"])))
    found.append((_("Edition"), str(face["edition"])))
    found.append((_("Issued"), date_format(face["issued_on"], "DATE_FORMAT")))
    if face["expires_on"]:
        found.append((_("Valid until"), date_format(face["expires_on"], "DATE_FORMAT")))
    return found


def qr_code(address: str) -> SafeString:
    """Return the QR code of `address` as SVG, at a level that bears a crease or a stain."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        border=0, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(drawing)


@cache
def mark() -> str:
    """Return the site's mark in the colours of print."""
    drawing = (Path(settings.BASE_DIR) / "static" / "icons" / "mark.svg").read_text(encoding="utf-8")
    return drawing.replace("var(--mark-accent, #a86f10)", HIGHLIGHT).replace("currentColor", ACCENT)
