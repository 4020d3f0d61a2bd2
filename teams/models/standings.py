"""Where everybody stands, kept as rows so that a page over 10,000 people costs what one over ten does.

A standing is derived: `teams.standings.refresh` makes it from the records and the plan, in the same transaction as
what changed, and again every night, because days pass by themselves.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teams import status as rules

from .evidence import OfPeopleQuerySet
from .people import Organisation
from .plans import Requirement


class Standing(models.Model):
    """One person's status in one course that an organisation asks of them. No row means not required."""

    class State(models.TextChoices):
        OVERDUE = rules.OVERDUE, _("overdue")
        EXPIRED = rules.EXPIRED, _("expired")
        DUE_SOON = rules.DUE_SOON, _("due soon")
        EXPIRING = rules.EXPIRING, _("expires soon")
        WAITING = rules.WAITING, _("waiting for review")
        IN_PROGRESS = rules.IN_PROGRESS, _("in progress")
        NOT_STARTED = rules.NOT_STARTED, _("not started")
        COMPLETED = rules.COMPLETED, _("completed")
        EXEMPT = rules.EXEMPT, _("exempt")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="standings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings")
    course_key = models.UUIDField()
    necessity = models.CharField(max_length=20, choices=Requirement.Necessity.choices)
    state = models.CharField(max_length=20, choices=State.choices)
    since = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    changes_on = models.DateField(null=True, blank=True)
    next_state = models.CharField(max_length=20, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    sources = models.JSONField(default=list)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "course_key"], name="one_standing_per_organisation_person_and_course"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "course_key", "state"], name="standings_of_a_course"),
            models.Index(fields=["person", "course_key"], name="standings_of_a_person"),
            models.Index(fields=["organisation", "changes_on"], name="standings_that_change"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.course_key} · {self.state}"

    @property
    def percent(self) -> int:
        """Whole percent of the required parts done in this cycle, rounded down."""
        return self.done * 100 // self.total if self.total else 0


class Readiness(models.Model):
    """One person's standings of essential courses, counted: what lists sort and sum by."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="readiness")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readiness")
    required = models.PositiveSmallIntegerField(default=0)
    current = models.PositiveSmallIntegerField(default=0, help_text=_("Completed and valid, or exempt."))
    overdue = models.PositiveSmallIntegerField(default=0, help_text=_("Overdue or expired."))
    due_soon = models.PositiveSmallIntegerField(default=0, help_text=_("Due soon or expiring."))
    turns_red_on = models.DateField(null=True, blank=True, help_text=_("The next day a course becomes overdue."))
    refreshed_on = models.DateField()

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("readiness")
        verbose_name_plural = _("readiness")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_readiness_per_organisation_and_person")
        ]
        indexes = [models.Index(fields=["organisation", "refreshed_on"], name="readiness_by_day")]

    def __str__(self):
        return f"{self.person_id} · {self.current}/{self.required}"
