from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CompletionIsFinal(Exception):
    """Completions are evidence: they are added, never changed or deleted."""


class EnrollmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the enrollments `user` may see: their own."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def current(self):
        """Leave out what the learner left."""
        return self.filter(withdrawn_at=None)

    def open(self):
        return self.current().filter(completed_at=None)


class Enrollment(models.Model):
    """One learner's one cycle in one course, whatever the language. Status is derived, never stored twice."""

    class Source(models.TextChoices):
        SELF = "self", _("enrolled themselves")
        ASSIGNED = "assigned", _("assigned")
        IMPORTED = "imported", _("brought in from elsewhere")

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("not started")
        IN_PROGRESS = "in_progress", _("in progress")
        COMPLETED = "completed", _("completed")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("learning", "left")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments")
    course_key = models.UUIDField(db_index=True)
    cycle = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.SELF)
    edition = models.PositiveSmallIntegerField(help_text=_("The edition begun, and once completed the one completed."))
    enrolled_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key", "cycle"], name="one_enrollment_per_learner_course_and_cycle"
            ),
            models.UniqueConstraint(
                fields=["learner", "course_key"],
                condition=Q(completed_at=None),
                name="one_open_cycle_per_learner_and_course",
            ),
        ]

    def __str__(self):
        return f"{self.learner_id} {self.course_key} #{self.cycle}"

    def status(self, *, has_completions: bool, today) -> "Enrollment.Status":
        """Return the status on the date `today` of somebody who has, or has not, completed an activity."""
        if self.withdrawn_at:
            return self.Status.WITHDRAWN
        if self.expires_on and today > self.expires_on:
            return self.Status.EXPIRED
        if self.completed_at:
            return self.Status.COMPLETED
        return self.Status.IN_PROGRESS if has_completions else self.Status.ASSIGNED


class CompletionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(enrollment__learner=user) if user.is_authenticated else self.none()

    def update(self, **kwargs):
        raise CompletionIsFinal

    def delete(self):
        raise CompletionIsFinal


class Completion(models.Model):
    """One activity finished in one cycle: evidence that keeps its own copy of what was finished."""

    class Rule(models.TextChoices):
        DECLARED = "declared", _("declared by the learner")
        REFLECTIONS = "reflections", _("every reflection written")
        QUIZ_PASSED = "quiz_passed", _("quiz passed")
        QUIZ_DONE = "quiz_done", _("practice quiz done")
        TESTED_OUT = "tested_out", _("shown in a test before the module")
        GRANTED = "granted", _("granted")
        KEPT = "kept", _("kept from the cycle before")

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="completions")
    activity_key = models.UUIDField()
    rule = models.CharField(max_length=20, choices=Rule.choices)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)
    edition = models.PositiveSmallIntegerField()
    revision = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("The revision that was read."))
    minutes = models.PositiveSmallIntegerField()
    score_given = models.FloatField(null=True, blank=True)
    score_maximum = models.FloatField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    completed_at = models.DateTimeField()

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ["completed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "activity_key"], name="one_completion_per_enrollment_and_activity"
            ),
            models.CheckConstraint(
                condition=Q(score_given=None, score_maximum=None)
                | Q(score_given__gte=0, score_given__lte=models.F("score_maximum")),
                name="a_score_lies_between_zero_and_its_maximum",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.pk:
            raise CompletionIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise CompletionIsFinal
