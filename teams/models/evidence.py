"""What counts beside the courses of the site: exemptions and outside training; and the log of who did what."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .people import Membership, Organisation


def private_storage():
    """Return where evidence files are kept: never under the public media address."""
    return storages["private"]


def evidence_path(record, name: str) -> str:
    """Return a path that says nothing about the person; the ending is kept."""
    return f"evidence/{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:8]}"


class OfPeopleQuerySet(models.QuerySet):
    """Rows about a `person` in an `organisation`."""

    def visible_to(self, user):
        """Return rows about `user`, about people in teams they lead now, and of organisations they administer."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        led = Membership.objects.current().filter(user=user, is_leader=True)
        people = Membership.objects.current().filter(
            team__in=led.values("team"), team__organisation=models.OuterRef("organisation")
        )
        return self.filter(
            Q(organisation__in=Organisation.objects.administered_by(user))
            | Q(models.Exists(people.filter(user=models.OuterRef("person"))))
            | Q(person=user)
        )


class Exemption(models.Model):
    """An organisation does not ask one person for one course, and says why. It counts for this organisation only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exemptions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exemptions")
    course_key = models.UUIDField()
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["granted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "course_key"],
                condition=Q(ended_at=None),
                name="one_exemption_per_organisation_person_and_course",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_exemption_says_why"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.course_key}"


class Reopening(models.Model):
    """An organisation asks one person to do a course again: what was completed until then counts here no more."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reopenings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reopenings")
    course_key = models.UUIDField()
    reason = models.TextField(_("reason"))
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField()

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ["reopened_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_reopening_says_why")]
        indexes = [models.Index(fields=["organisation", "person", "course_key"], name="reopenings_of_a_person")]

    def __str__(self):
        return f"{self.person_id} · {self.course_key}"


class TrainingRecord(models.Model):
    """Training outside the site, with its evidence. Once accepted it counts for the course it names, if any."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for review")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="training_records")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training_records")
    course_key = models.UUIDField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=255)
    provider = models.CharField(_("given by"), max_length=255, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    completed_on = models.DateField(_("completed on"))
    evidence = models.FileField(_("evidence"), upload_to=evidence_path, storage=private_storage, blank=True)
    evidence_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ["-completed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="outside_training_takes_time"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="a_decision_has_its_moment",
            ),
        ]

    def __str__(self):
        return self.title


class LogQuerySet(OfPeopleQuerySet):
    def update(self, **kwargs):
        raise LogIsFinal

    def delete(self):
        raise LogIsFinal


class LogIsFinal(Exception):
    """What was done is added to the log, never changed or taken out of it."""


class LogEntry(models.Model):
    """One act: who did what for whom, when and why. `details` are plain values that the words are made from."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="log")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    course_key = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField()

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-done_at"], name="log_of_an_organisation")]

    def __str__(self):
        return self.kind

    def save(self, *args, **kwargs):
        if self.pk:
            raise LogIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LogIsFinal
