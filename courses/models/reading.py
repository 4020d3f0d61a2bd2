from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MAXIMUM_REFLECTION = 10_000


class ReadingPositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(learner=user) if user.is_authenticated else self.none()


class ReadingPosition(models.Model):
    """How far a learner read in an activity: the furthest block. The newest is where "continue" leads."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="positions")
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    anchor = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField()

    objects = ReadingPositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading position")
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key"], name="one_reading_position_per_learner_and_activity"
            )
        ]
        indexes = [models.Index(fields=["learner", "course_key", "-seen_at"], name="newest_position_in_a_course")]

    def __str__(self):
        return self.anchor


class ReflectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the reflections `user` may read: their own, and nobody else's whatever their role."""
        return self.filter(learner=user) if user.is_authenticated else self.none()


class Reflection(models.Model):
    """What a learner wrote for themselves. Deleted with the account, and whenever the learner wishes."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    block_id = models.UUIDField()
    title = models.CharField(max_length=255)
    prompt = models.TextField()
    text = models.TextField(max_length=MAXIMUM_REFLECTION)
    saved_at = models.DateTimeField()

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reflection")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key", "block_id"], name="one_reflection_per_learner_and_question"
            )
        ]

    def __str__(self):
        return self.title


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(learner=user) if user.is_authenticated else self.none()


class Commitment(models.Model):
    """What a learner said they would do before they read the lesson: shown to them again at its end."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="commitments")
    course_key = models.UUIDField()
    activity_key = models.UUIDField()
    question_key = models.UUIDField()
    response = models.JSONField()
    committed_at = models.DateTimeField()

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity_key", "question_key"], name="one_commitment_per_learner_and_question"
            )
        ]

    def __str__(self):
        return str(self.question_key)
