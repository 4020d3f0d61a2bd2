import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enrollments import Enrollment

# Without 0, O, 1, I and L, so that a number can be read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class EventIsFinal(Exception):
    """What happened to a certificate is a log: rows are added, never changed or deleted."""


def certificate_number() -> str:
    """Return a public number that cannot be guessed: 16 of 31 characters, about 79 bits, in groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _position in range(16))
    return "-".join(drawn[start : start + 4] for start in range(0, 16, 4))


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(enrollment__learner=user) if user.is_authenticated else self.none()

    def kept_by(self, user):
        """Return what the register of the editor shows `user`: every certificate, or none without the permission."""
        return self.all() if user.has_perm("courses.view_certificate") else self.none()

    def in_state(self, state: str, today):
        """Return those whose `state(today)` is `state`."""
        if state == Certificate.State.REVOKED:
            return self.exclude(revoked_at=None)
        expired = Q(expires_on__lt=today)
        return self.filter(expired if state == Certificate.State.EXPIRED else ~expired, revoked_at=None)


class Certificate(models.Model):
    """One issued proof: a copy of what was true on the day, and the number under which anyone may check it."""

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    enrollment = models.OneToOneField(Enrollment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=19, unique=True, default=certificate_number)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)
    edition = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revocation_reason = models.TextField(blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revocation_reason=""), name="a_revocation_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.number

    def state(self, today) -> "Certificate.State":
        """Return whether it is valid, expired or revoked as of the date `today`; it is still valid on its last day."""
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_on and today > self.expires_on else self.State.VALID


class CertificateEventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise EventIsFinal

    def delete(self):
        raise EventIsFinal


class CertificateEvent(models.Model):
    """What became of a certificate after it was issued, with who did it and why. Append-only."""

    class Kind(models.TextChoices):
        REVOKED = "revoked", _("revoked")
        REINSTATED = "reinstated", _("reinstated")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    objects = CertificateEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_event_of_a_certificate_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.certificate_id} {self.kind}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise EventIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise EventIsFinal
