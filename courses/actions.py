"""Every change of a learner's records. Pages, forms, views, importers and the demo all come through here.

Each action is atomic, may be repeated without harm and is safe when two requests run it at once: the unique
constraints decide who was first, and the other finds what the first one wrote.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses import listeners
from courses.certification import issue_certificate
from courses.models import (
    ActivityPage,
    Certificate,
    Commitment,
    Completion,
    CoursePage,
    Enrollment,
    LessonPage,
    ReadingPosition,
    Reflection,
)
from courses.models.reading import MAXIMUM_REFLECTION
from courses.outlines import outline_of
from courses.progress import LOCKED, further, is_locked, measure
from ipslearn.base.models import User
from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title


class CourseLocked(Exception):
    """A binding prerequisite is not completed. `args[0]` is the list of titles that are missing."""


class NotEnrolled(Exception):
    """The learner is not enrolled in the course of this activity."""


class ActivityLocked(Exception):
    """The module before this one must be completed first."""


class CourseRequired(Exception):
    """Somebody requires the course of the learner, who cannot leave it."""


class RuleNotMet(Exception):
    """The activity is not completed by declaration: its rule is not met yet."""


class CourseUnfinished(Exception):
    """A required activity of the course is still open."""


class ReflectionTooLong(Exception):
    """The text has more characters than a reflection can hold."""


@transaction.atomic
def enroll(*, learner: User, course: CoursePage, now: datetime, source: str = Enrollment.Source.SELF) -> Enrollment:
    """Enroll `learner` and return the enrollment; the present one if there is one, reopened if they had left.

    Raise CourseLocked if a binding prerequisite is not completed.
    """
    missing = missing_prerequisites(learner=learner, course=course)
    if missing:
        raise CourseLocked(missing)
    enrollment = current_enrollment(learner=learner, course_key=course.course_key, withdrawn=True)
    if enrollment is None:
        Enrollment.objects.bulk_create(
            [
                Enrollment(
                    learner=learner,
                    course_key=course.course_key,
                    source=source,
                    edition=course.edition,
                    enrolled_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        enrollment = current_enrollment(learner=learner, course_key=course.course_key, withdrawn=True)
    if enrollment.withdrawn_at:
        enrollment.withdrawn_at = None
        enrollment.save(update_fields=["withdrawn_at"])
    listeners.tell(enrollment=enrollment, now=now)
    return enrollment


@transaction.atomic
def withdraw(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """Leave the course. What was completed stays; a finished course cannot be left. Raise CourseRequired."""
    enrollment = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if listeners.is_required(enrollment.learner, enrollment.course_key):
        raise CourseRequired
    if enrollment.completed_at is None and enrollment.withdrawn_at is None:
        enrollment.withdrawn_at = now
        enrollment.save(update_fields=["withdrawn_at"])
        listeners.tell(enrollment=enrollment, now=now)
    return enrollment


def current_enrollment(*, learner: User, course_key: UUID, withdrawn: bool = False) -> Enrollment | None:
    """Return the newest cycle of `learner` in the course; one that was left only if `withdrawn`. One query."""
    enrollments = learner.enrollments.filter(course_key=course_key)
    if not withdrawn:
        enrollments = enrollments.current()
    return enrollments.order_by("-cycle").first()


def missing_prerequisites(*, learner: User, course: CoursePage, binding_only: bool = True) -> list[Title]:
    """Return the titles of the courses to complete first. One query, two if there are prerequisites."""
    asked = course.prerequisites.select_related("required_course__locale")
    if binding_only:
        asked = asked.filter(is_binding=True)
    courses = [one.required_course for one in asked]
    required = {one.course_key: guessed(one.title, one.locale.language_code) for one in courses}
    if not required:
        return []
    finished = learner.enrollments.filter(course_key__in=required).exclude(completed_at=None)
    for key in finished.values_list("course_key", flat=True):
        required.pop(key, None)
    return list(required.values())


@transaction.atomic
def complete_activity(*, learner: User, activity: ActivityPage, course: CoursePage, now: datetime) -> Completion:
    """Complete `activity` by the learner's own declaration.

    Raise NotEnrolled, ActivityLocked, or RuleNotMet where the activity is completed by another rule.
    """
    rule = getattr(activity, "completion_rule", None)
    if rule != LessonPage.CompletionRule.DECLARED:
        raise RuleNotMet
    enrollment = enrollment_for_work(learner=learner, activity=activity, course=course)
    return record_completion(
        enrollment=enrollment, activity=activity, course=course, rule=Completion.Rule.DECLARED, now=now
    )


def enrollment_for_work(*, learner: User, activity: ActivityPage, course: CoursePage) -> Enrollment:
    """Return the enrollment that work on `activity` counts for. Raise NotEnrolled or ActivityLocked."""
    enrollment = current_enrollment(learner=learner, course_key=course.course_key)
    if enrollment is None:
        raise NotEnrolled
    outline = outline_of(course)
    module = outline.module_of(activity.activity_key)
    if module and module.order == LOCKED and is_locked(outline, module, completed_keys(enrollment)):
        raise ActivityLocked
    return enrollment


def completed_keys(enrollment: Enrollment) -> set[UUID]:
    """Return the keys of the activities completed in this cycle. One query."""
    return set(enrollment.completions.values_list("activity_key", flat=True))


@transaction.atomic(savepoint=False)
def record_completion(
    *,
    enrollment: Enrollment,
    activity: ActivityPage,
    course: CoursePage,
    rule: str,
    now: datetime,
    score_given: float | None = None,
    score_maximum: float | None = None,
) -> Completion:
    """Record that `activity` is completed, and the course with it if nothing required is left.

    The one write path for progress. A second call returns the first completion unchanged. The enrollment's row is
    locked, so that of two at once one waits and finds what the other wrote.
    """
    enrollment = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    done = completed_keys(enrollment)
    if activity.activity_key in done:
        return enrollment.completions.get(activity_key=activity.activity_key)
    completion = Completion.objects.create(
        enrollment=enrollment,
        activity_key=activity.activity_key,
        rule=rule,
        title=activity.title,
        language=activity.locale.language_code,
        edition=course.edition,
        revision=activity.live_revision_id,
        minutes=activity.minutes,
        score_given=score_given,
        score_maximum=score_maximum,
        completed_at=now,
    )
    done.add(activity.activity_key)
    progress = measure(outline_of(course).activities, done)
    if enrollment.completed_at is None and progress.is_complete:
        complete_course(enrollment=enrollment, course=course, now=now)
    elif enrollment.completed_at is None:
        listeners.tell(enrollment=enrollment, now=now, done=progress.done)
    return completion


def is_everything_done(course: CoursePage, done: set[UUID]) -> bool:
    return measure(outline_of(course).activities, done).is_complete


@transaction.atomic
def finish_course(*, learner: User, course: CoursePage, now: datetime) -> Enrollment:
    """Complete the course of somebody who has done everything required, for example since a lesson was withdrawn.

    Raise NotEnrolled, or CourseUnfinished while something required is open.
    """
    enrollment = current_enrollment(learner=learner, course_key=course.course_key)
    if enrollment is None:
        raise NotEnrolled
    enrollment = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if enrollment.completed_at is None:
        if not is_everything_done(course, completed_keys(enrollment)):
            raise CourseUnfinished
        complete_course(enrollment=enrollment, course=course, now=now)
    return enrollment


def complete_course(*, enrollment: Enrollment, course: CoursePage, now: datetime) -> Certificate:
    """Close the cycle with the edition completed, and issue its certificate. Call with the enrollment locked."""
    enrollment.completed_at = now
    enrollment.edition = course.edition
    enrollment.expires_on = listeners.expiry_of(enrollment.learner, enrollment.course_key, now)
    enrollment.save(update_fields=["completed_at", "edition", "expires_on"])
    certificate = issue_certificate(enrollment=enrollment, course=course, now=now)
    listeners.tell(enrollment=enrollment, now=now)
    return certificate


@transaction.atomic
def save_reflection(
    *,
    learner: User,
    lesson: LessonPage,
    course: CoursePage,
    block_id: UUID,
    prompt: str,
    text: str,
    now: datetime,
) -> Reflection | None:
    """Keep what the learner wrote, in place of what they wrote before; an empty text deletes it (None).

    Completes a lesson whose rule is "every reflection written" once the last one is, if the learner is enrolled.
    Raise ReflectionTooLong.
    """
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > MAXIMUM_REFLECTION:
        raise ReflectionTooLong
    if not text:
        delete_reflection(learner=learner, activity_key=lesson.activity_key, block_id=block_id)
        return None
    reflection, _created = Reflection.objects.update_or_create(
        learner=learner,
        activity_key=lesson.activity_key,
        block_id=block_id,
        defaults={
            "course_key": course.course_key,
            "title": lesson.title,
            "prompt": prompt,
            "text": text,
            "saved_at": now,
        },
    )
    if lesson.completion_rule == LessonPage.CompletionRule.REFLECTIONS:
        complete_by_reflections(learner=learner, lesson=lesson, course=course, now=now)
    return reflection


def complete_by_reflections(*, learner: User, lesson: LessonPage, course: CoursePage, now: datetime) -> None:
    """Complete `lesson` if every reflection of it is written and the learner may complete it."""
    asked = {UUID(block_id) for block_id in lesson.reflections}
    written = set(learner.reflections.filter(activity_key=lesson.activity_key).values_list("block_id", flat=True))
    if not asked or not asked <= written:
        return
    try:
        enrollment = enrollment_for_work(learner=learner, activity=lesson, course=course)
    except (NotEnrolled, ActivityLocked):
        return
    record_completion(enrollment=enrollment, activity=lesson, course=course, rule=Completion.Rule.REFLECTIONS, now=now)


def delete_reflection(*, learner: User, activity_key: UUID, block_id: UUID) -> bool:
    """Delete what the learner wrote, for good; say whether there was anything. A completion stays."""
    deleted, _by_model = learner.reflections.filter(activity_key=activity_key, block_id=block_id).delete()
    return deleted > 0


@transaction.atomic
def remember_position(
    *, learner: User, course_key: UUID, activity_key: UUID, anchor: str, now: datetime, places: Sequence[str] = ()
) -> ReadingPosition:
    """Remember how far the learner is in the activity; the newest position is where "continue" leads.

    `places` are the anchors of the activity in their order: going back to an earlier one does not lose the place.
    """
    known = learner.positions.select_for_update().filter(activity_key=activity_key).first()
    position, _created = ReadingPosition.objects.update_or_create(
        learner=learner,
        activity_key=activity_key,
        defaults={
            "course_key": course_key,
            "anchor": further(places, known.anchor, anchor) if known else anchor,
            "seen_at": now,
        },
    )
    return position


def commit(
    *, learner: User, course_key: UUID, activity_key: UUID, question_key: UUID, response: Any, now: datetime
) -> Commitment:
    """Keep what the learner said before reading. The first answer counts: a second call returns it unchanged."""
    commitment, _created = Commitment.objects.get_or_create(
        learner=learner,
        activity_key=activity_key,
        question_key=question_key,
        defaults={"course_key": course_key, "response": response, "committed_at": now},
    )
    return commitment
