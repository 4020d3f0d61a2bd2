"""What learners did in quizzes: attempts and the responses in them."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connections, models, router
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Enrollment
from quizzes.rules import Finished, version


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the attempts `user` may look at: their own."""
        return self.filter(enrollment__learner=user) if user.is_authenticated else self.none()

    def open(self):
        return self.filter(submitted_at=None)

    def submitted(self):
        return self.exclude(submitted_at=None)

    def overdue(self, now):
        return self.open().filter(deadline_at__lt=now)


class Attempt(models.Model):
    """One go at one quiz. What was drawn, in which order and until when is decided at its start, and kept."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attempts")
    quiz_key = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)
    edition = models.PositiveSmallIntegerField()
    rules = models.JSONField(default=dict, help_text=_("The quiz's settings as they were at the start."))
    mastery_score = models.FloatField()
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False, help_text=_("Closed by the clock, with what was saved before."))
    score_given = models.FloatField(null=True, blank=True)
    score_maximum = models.FloatField(null=True, blank=True)
    is_pass_kept = models.BooleanField(
        default=False, help_text=_("Passed, and still is, though a question scored again took it below the pass mark.")
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "quiz_key"],
                condition=Q(submitted_at=None),
                name="one_open_attempt_per_quiz_and_learner",
            ),
            models.UniqueConstraint(
                fields=["enrollment", "quiz_key", "number"], name="an_attempts_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(score_given=None) | Q(score_given__gte=0, score_given__lte=F("score_maximum")),
                name="an_attempts_score_lies_between_zero_and_its_maximum",
            ),
        ]
        indexes = [models.Index(fields=["quiz_key", "submitted_at"], name="submitted_attempts_of_a_quiz")]

    def __str__(self):
        return f"{self.title} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def correctness(self) -> float | None:
        """The share of the score, 0.0 to 1.0; None while it is open or waits for a review."""
        if self.score_given is None or not self.score_maximum:
            return None
        return self.score_given / self.score_maximum

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that a failed attempt never reads like a pass."""
        return None if self.correctness is None else int(self.correctness * 100 + 1e-9)

    @property
    def finished(self) -> Finished:
        mastery_score = 0.0 if self.is_pass_kept else self.mastery_score
        return Finished(self.submitted_at, self.correctness, mastery_score)

    @property
    def is_passed(self) -> bool:
        return not self.is_open and self.finished.is_passed

    def is_over(self, now) -> bool:
        """Say whether the time is over at `now`, submitted or not."""
        return self.deadline_at is not None and now > self.deadline_at


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(attempt__enrollment__learner=user) if user.is_authenticated else self.none()

    def write(self, rows: Collection["Response"], names: Sequence[str]) -> None:
        """Write these columns of the rows, each by its key. One statement for any number of rows, none for no row.

        `bulk_update` says the same as one CASE of every row in every column, which took half of a request to compose.
        """
        if not rows:
            return
        connection = connections[router.db_for_write(self.model)]
        fields = [self.model._meta.get_field(name) for name in names]
        quoted = connection.ops.quote_name
        columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
        key = self.model._meta.pk
        sql = f"UPDATE {quoted(self.model._meta.db_table)} SET {columns} WHERE {quoted(key.column)} = %s"
        values = [
            [field.get_db_prep_save(getattr(row, field.attname), connection) for field in [*fields, key]]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


class Response(models.Model):
    """One question as it was asked in an attempt: a snapshot of it, the order shown, and what was answered."""

    class Confidence(models.TextChoices):
        SURE = "sure", _("sure")
        UNSURE = "unsure", _("not sure")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    question_key = models.UUIDField()
    place = models.UUIDField(help_text=_("The quiz or bank it was drawn from."))
    kind = models.CharField(max_length=30)
    snapshot = models.JSONField()
    language = models.CharField(max_length=10, help_text=_("The language of the snapshot."))
    order = models.JSONField(default=list)
    response = models.JSONField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    is_answered = models.BooleanField(default=False)
    is_final = models.BooleanField(default=False, help_text=_("Its feedback was shown: it cannot change any more."))
    correctness = models.FloatField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="a_position_in_an_attempt_is_taken_once"),
            models.UniqueConstraint(fields=["attempt", "question_key"], name="a_question_is_asked_once_in_an_attempt"),
            models.CheckConstraint(
                condition=Q(correctness=None) | Q(correctness__gte=0, correctness__lte=1),
                name="correctness_lies_between_zero_and_one",
            ),
        ]
        indexes = [models.Index(fields=["question_key", "attempt"], name="responses_to_a_question")]

    def __str__(self):
        return f"{self.attempt_id} {self.position}"

    @property
    def version(self) -> str:
        """A short name of what is answered, for the form it is shown in."""
        return version(self.response, self.confidence)


class Regrading(models.Model):
    """A question that was scored again: when, by whom, why, and what it changed. Names no learner."""

    question_key = models.UUIDField(db_index=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    asked = models.PositiveIntegerField()
    better = models.PositiveIntegerField()
    worse = models.PositiveIntegerField()
    passing = models.JSONField(default=list, help_text=_("The attempts that pass since."))
    failing = models.JSONField(default=list, help_text=_("The attempts that are below the pass mark since."))
    took_passes_away = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_regrading_has_a_reason")]

    def __str__(self):
        return f"{self.question_key} {self.made_at:%Y-%m-%d}"


class ExtraTime(models.Model):
    """How much longer somebody has in quizzes with a time limit. Why is nobody's business here."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_time", verbose_name=_("learner")
    )
    factor = models.DecimalField(
        _("factor"),
        max_digits=3,
        decimal_places=2,
        default=1.5,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text=_("1.5 gives half as much time again."),
    )

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")

    def __str__(self):
        return f"{self.learner} × {self.factor}"
