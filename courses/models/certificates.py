import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enrollments import Enrollment

# Without 0, O, 1, I and L, so that a number can be read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def certificate_number() -> str:
    """Return a public number that cannot be guessed: 16 of 31 characters, about 79 bits, in groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _position in range(16))
    return "-".join(drawn[start : start + 4] for start in range(0, 16, 4))


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(enrollment__learner=user) if user.is_authenticated else self.none()


class Certificate(models.Model):
    """One issued proof: a copy of what was true on the day, and the number under which anyone may check it."""

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
    revocation_reason = models.TextField(blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]

    def __str__(self):
        return self.number

    def state(self, today) -> str:
        """Return "valid", "expired" or "revoked" as of the date `today`; it is still valid on its last day."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_on and today > self.expires_on else "valid"
