"""What an organisation asks of its people: plans, requirements, and what differs for a team or a person."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ipslearn.base.models import Profession
from teams import requirements as rules

from .people import Membership, Organisation, Team


class TrainingPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the plans of the organisations `user` administers or leads a team of: a leader reads, and no more."""
        led = Team.objects.led_by(user).values("organisation")
        return self.filter(Q(organisation__in=led) | Q(organisation__in=Organisation.objects.administered_by(user)))

    def administered_by(self, user):
        """Return the plans that `user` may change."""
        return self.filter(organisation__in=Organisation.objects.administered_by(user))


class TrainingPlan(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("in force"), default=True)
    created_at = models.DateTimeField()

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("training plan")
        verbose_name_plural = _("training plans")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_plan_name_per_organisation")]

    def __str__(self):
        return self.name


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=TrainingPlan.objects.visible_to(user))

    def administered_by(self, user):
        """Return the requirements that `user` may change."""
        return self.filter(plan__in=TrainingPlan.objects.administered_by(user))

    def in_force(self):
        return self.filter(plan__is_active=True, ended_at=None)


class Requirement(models.Model):
    """A course that a plan asks of people by profession; of everybody where no profession is named."""

    class Necessity(models.TextChoices):
        ESSENTIAL = rules.ESSENTIAL, _("essential")
        RECOMMENDED = rules.RECOMMENDED, _("recommended")
        OPTIONAL = rules.OPTIONAL, _("optional")

    class ValidFrom(models.TextChoices):
        COMPLETION = rules.FROM_COMPLETION, _("counted from the day of completion")
        EXPIRY = rules.FROM_EXPIRY, _("counted from the day the last one expired")
        FIXED_DAY = rules.FIXED_DAY, _("until a fixed day of the year")

    class Edition(models.TextChoices):
        ANY = rules.ANY, _("any edition")
        CURRENT = rules.CURRENT, _("the current edition")

    class Renewal(models.TextChoices):
        WHOLE_COURSE = rules.WHOLE_COURSE, _("the whole course")
        WHAT_CHANGED = rules.WHAT_CHANGED, _("the final quiz and what changed")

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="requirements")
    course_key = models.UUIDField()
    title = models.CharField(max_length=255, help_text=_("The course's title when it was added."))
    professions = models.ManyToManyField(Profession, blank=True, related_name="+", verbose_name=_("professions"))
    necessity = models.CharField(_("necessity"), max_length=20, choices=Necessity.choices, default=Necessity.ESSENTIAL)
    applies_from = models.DateField(_("applies from"))
    due_within_days = models.PositiveSmallIntegerField(
        _("due within so many days"), null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    valid_from = models.CharField(_("validity"), max_length=20, choices=ValidFrom.choices, default=ValidFrom.COMPLETION)
    renew_month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    renew_day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    edition = models.CharField(_("edition"), max_length=20, choices=Edition.choices, default=Edition.ANY)
    renewal = models.CharField(
        _("to renew, one does"), max_length=20, choices=Renewal.choices, default=Renewal.WHOLE_COURSE
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["plan", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_within_days=None), name="due_on_a_date_or_within_days_not_both"
            ),
            models.CheckConstraint(
                condition=~Q(valid_from=rules.FIXED_DAY)
                | Q(valid_months__isnull=False, renew_month__range=(1, 12), renew_day__range=(1, 31)),
                name="a_fixed_day_is_named",
            ),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1), name="validity_is_at_least_a_month"
            ),
        ]

    def __str__(self):
        return self.title


class AdjustmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what differs for the teams `user` leads and who is in them now, or in the organisations they run."""
        led = Team.objects.led_by(user)
        members = Membership.objects.current().filter(
            team__in=led, team__organisation=OuterRef("requirement__plan__organisation"), user=OuterRef("person")
        )
        administered = Organisation.objects.administered_by(user)
        return self.filter(Q(requirement__plan__organisation__in=administered) | Q(team__in=led) | Q(Exists(members)))

    def changeable_by(self, user):
        """Return those `user` may end: a leader what is for people, an administrator what is for teams as well.

        Nobody decides about themselves.
        """
        administered = Organisation.objects.administered_by(user)
        of_people_or_own = Q(team=None) | Q(requirement__plan__organisation__in=administered)
        return self.visible_to(user).filter(of_people_or_own).exclude(person=user)


class Adjustment(models.Model):
    """What a requirement asks differently of one team or one person, and why."""

    class Necessity(models.TextChoices):
        NOT_REQUIRED = rules.NOT_REQUIRED, _("not required")
        ESSENTIAL = rules.ESSENTIAL, _("essential")
        RECOMMENDED = rules.RECOMMENDED, _("recommended")
        OPTIONAL = rules.OPTIONAL, _("optional")

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="adjustments")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="adjustments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="adjustments"
    )
    necessity = models.CharField(_("necessity"), max_length=20, choices=Necessity.choices, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    adjusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    adjusted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        ordering = ["adjusted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "team"],
                condition=Q(ended_at=None),
                name="one_adjustment_per_requirement_and_team",
            ),
            models.UniqueConstraint(
                fields=["requirement", "person"],
                condition=Q(ended_at=None),
                name="one_adjustment_per_requirement_and_person",
            ),
            models.CheckConstraint(
                condition=Q(team=None, person__isnull=False) | Q(team__isnull=False, person=None),
                name="an_adjustment_is_for_a_team_or_a_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_adjustment_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(necessity="") | Q(due_on__isnull=False), name="an_adjustment_changes_something"
            ),
        ]

    def __str__(self):
        return f"{self.requirement_id} · {self.team_id or self.person_id}"
