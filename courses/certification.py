"""Issuing, revoking and reinstating certificates. Each action is atomic and may be repeated without harm.

Example: a certificate is revoked by mistake, and reinstated the next day. It is valid again with its old number; the
log keeps both rows, each with who did it, when and why.
"""

from datetime import datetime

from django.db import transaction

from courses.models import Certificate, CertificateEvent, CoursePage, Enrollment
from ipslearn.base.models import User


class ReasonMissing(Exception):
    """A certificate is revoked, or reinstated, with a reason only."""


@transaction.atomic
def issue_certificate(*, enrollment: Enrollment, course: CoursePage, now: datetime) -> Certificate:
    """Issue the certificate of a completed cycle; the present one if there is one. Call with the enrollment locked."""
    certificate, _created = Certificate.objects.get_or_create(
        enrollment=enrollment,
        defaults={
            "name": enrollment.learner.name,
            "title": course.title,
            "language": course.locale.language_code,
            "edition": course.edition,
            "hours": course.credit_hours,
            "issued_at": now,
            "expires_on": enrollment.expires_on,
        },
    )
    return certificate


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: User, reason: str, now: datetime) -> Certificate:
    """Take the certificate's validity away, for good until it is reinstated. A second call changes nothing.

    Raise ReasonMissing if `reason` is blank.
    """
    reason, certificate = checked(reason), locked(certificate)
    if certificate.revoked_at is None:
        certificate.revoked_at, certificate.revoked_by, certificate.revocation_reason = now, by, reason
        certificate.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
        log(certificate, CertificateEvent.Kind.REVOKED, by, reason, now)
    return certificate


@transaction.atomic
def reinstate_certificate(*, certificate: Certificate, by: User, reason: str, now: datetime) -> Certificate:
    """Make a revoked certificate what it was before. The log keeps the revocation. A second call changes nothing.

    Raise ReasonMissing if `reason` is blank.
    """
    reason, certificate = checked(reason), locked(certificate)
    if certificate.revoked_at is not None:
        certificate.revoked_at, certificate.revoked_by, certificate.revocation_reason = None, None, ""
        certificate.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
        log(certificate, CertificateEvent.Kind.REINSTATED, by, reason, now)
    return certificate


def checked(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def locked(certificate: Certificate) -> Certificate:
    """Return the row as it is now, locked: of two at once one waits and finds what the other wrote."""
    return Certificate.objects.select_for_update().get(pk=certificate.pk)


def log(certificate: Certificate, kind: str, by: User, reason: str, now: datetime) -> None:
    CertificateEvent.objects.create(certificate=certificate, kind=kind, by=by, reason=reason, at=now)
