"""Organisations, teams and who belongs to them. Who may see whom is decided here, in `visible_to`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ipslearn.base.models import Profession
from ipslearn.base.models.user import default_time_zone, validate_time_zone


class OrganisationQuerySet(models.QuerySet):
    def administered_by(self, user):
        """Return the organisations whose administrator `user` is; every one for a site administrator."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(administrators__user=user)

    def visible_to(self, user):
        """Return the organisations `user` administers or belongs to now."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        member = Membership.objects.current().filter(user=user).values("team__organisation")
        return self.filter(Q(pk__in=self.administered_by(user).values("pk")) | Q(pk__in=member))


class Organisation(models.Model):
    """An agency or hospital. Its time zone decides which day it is."""

    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=default_time_zone, validators=[validate_time_zone]
    )
    created_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def today(self, now: datetime):
        """Return the date it is at `now` in the organisation's time zone."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()


class Administrator(models.Model):
    """Somebody who may see and change everything of one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="administrators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="administrations")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("organisation administrator")
        verbose_name_plural = _("organisation administrators")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_administrator_per_organisation_and_user")
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"


class TeamQuerySet(models.QuerySet):
    def led_by(self, user):
        """Return the teams whose people's records `user` may see: those they lead, or whose organisation they run."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        led = Membership.objects.current().filter(user=user, is_leader=True).values("team")
        return self.filter(Q(organisation__administrators__user=user) | Q(pk__in=led)).distinct()

    visible_to = led_by


class Team(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField()

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_name_per_organisation")]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Leave out who has left. Who has not begun yet is there already."""
        return self.filter(left_on=None)

    def held_by(self, user):
        """Return where `user` is now, with team and organisation, in the order of joining."""
        return self.current().filter(user=user).select_related("team__organisation").order_by("joined_on")

    def visible_to(self, user):
        """Return the memberships of the teams `user` leads, and their own.

        Who leads a team sees who is in it now; an administrator sees who has left as well.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        led = Membership.objects.current().filter(user=user, is_leader=True).values("team")
        return self.filter(
            Q(team__organisation__in=Organisation.objects.administered_by(user))
            | Q(team__in=led, left_on=None)
            | Q(user=user)
        )


class Membership(models.Model):
    """Somebody's time in a team with one profession. A change of profession ends one and begins another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    profession = models.ForeignKey(Profession, on_delete=models.PROTECT, related_name="+", verbose_name=_("profession"))
    is_leader = models.BooleanField(_("leads the team"), default=False)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team"], condition=Q(left_on=None), name="one_current_membership_per_user_and_team"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="nobody_leaves_before_joining"
            ),
        ]
        indexes = [models.Index(fields=["team", "left_on", "profession"], name="members_of_a_team")]

    def __str__(self):
        return f"{self.user_id} · {self.team_id} · {self.profession_id}"
