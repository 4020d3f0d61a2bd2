"""Mail: what was sent, to whom, and who has asked for less of it. And invitations."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ipslearn.base.models import Profession

from .evidence import OfPeopleQuerySet
from .people import Organisation, Team


class Mail(models.Model):
    """One mail to one person. `key` names what it is about, so that no run sends the same thing twice."""

    class State(models.TextChoices):
        DUE = "due", _("to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        DROPPED = "dropped", _("no longer needed")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DUE)
    subject = models.CharField(max_length=255, blank=True)
    about = models.JSONField(default=list, blank=True, help_text=_("Courses and dates that the mail names."))
    reason = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "kind", "key"], name="no_mail_is_sent_twice")
        ]
        indexes = [
            models.Index(fields=["organisation", "-planned_at"], name="mails_of_an_organisation"),
            models.Index(fields=["person", "sent_at"], name="mails_of_a_person"),
        ]

    def __str__(self):
        return f"{self.kind} · {self.key}"


class MailPreference(models.Model):
    """Which mail somebody has asked not to get. What is overdue or expired is always sent."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    wants_early_reminders = models.BooleanField(_("reminders long before a date"), default=True)
    wants_digest = models.BooleanField(_("the weekly digest of my team"), default=True)

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")

    def __str__(self):
        return str(self.person_id)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the invitations to the teams `user` leads, and all of the organisations they administer."""
        administered = Organisation.objects.administered_by(user)
        return self.filter(Q(team__in=Team.objects.led_by(user)) | Q(organisation__in=administered))

    def open(self):
        """Leave out what was accepted or withdrawn; what has expired is still there, and can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """An address invited to a team; without one, to administer the organisation.

    Only the digest of the link's token is kept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    profession = models.ForeignKey(
        Profession, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("profession")
    )
    is_leader = models.BooleanField(_("leads the team"), default=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "team",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address_and_team",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(team=None, accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address_to_administer",
            ),
            models.CheckConstraint(
                condition=Q(team=None, profession=None) | Q(team__isnull=False, profession__isnull=False),
                name="an_invitation_to_a_team_names_a_profession",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-invited_at"], name="invitations_of_an_organisation")]

    def __str__(self):
        return self.email

    def state_at(self, now: datetime) -> str:
        """Return "accepted", "withdrawn", "expired", "unsent" (the mail did not go out yet) or "open"."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        if self.expires_at <= now:
            return "expired"
        return "open" if self.sent_at else "unsent"

    @property
    def place(self) -> str:
        """Return what it invites to, by name."""
        return self.team.name if self.team else self.organisation.name


class InvitationDraft(models.Model):
    """Lines that somebody read and had checked, and has not confirmed. One for each person, for a day at most."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    lines = models.JSONField(help_text=_("What each line says, and what was found about it."))
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation draft")
        verbose_name_plural = _("invitation drafts")

    def __str__(self):
        return str(self.owner_id)


def new_token() -> str:
    """Return a token for a link: 32 random bytes."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
