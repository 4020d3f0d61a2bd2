"""What the people of a large organisation have done: courses of 130 lessons, some finished, some begun."""

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from courses.models import Completion, CoursePage, Enrollment, LessonPage, ModulePage
from courses.outlines import outline_of, renew_outlines
from teams.models import Organisation, Readiness, Requirement, Standing
from teams.standings import refresh

LESSONS = 130
AT_ONCE = 5000


def add_records(organisation: Organisation) -> None:
    """Give every required course its lessons, enroll everybody, and let half finish and an eighth begin."""
    for course in courses_of(organisation):
        add_lessons(course)
    Standing.objects.filter(organisation=organisation).delete()
    Readiness.objects.filter(organisation=organisation).delete()
    now, dice = timezone.now(), random.Random(3)
    refresh(organisation, now=now)
    enrollments = list(Enrollment.objects.filter(learner__memberships__team__organisation=organisation).distinct())
    finished = [one for one in enrollments if dice.random() < 0.5]
    for enrollment in finished:
        enrollment.completed_at = now - timedelta(days=dice.randint(1, 400))
    Enrollment.objects.bulk_update(finished, ["completed_at"], batch_size=500)
    begun = [one for one in enrollments if one.completed_at is None and dice.random() < 0.25]
    rows = completions(begun, dice)
    while some := list(islice(rows, AT_ONCE)):
        Completion.objects.bulk_create(some)
    refresh(organisation, now=now)


def courses_of(organisation: Organisation) -> list[CoursePage]:
    keys = Requirement.objects.filter(plan__organisation=organisation).values("course_key")
    return list(CoursePage.objects.filter(translation_key__in=keys))


def add_lessons(course: CoursePage) -> None:
    """Put 130 published lessons into one module, without a revision: only their keys matter here."""
    if course.get_children().exists():
        return
    module = course.add_child(instance=ModulePage(title="Module", locale=course.locale))
    for number in range(LESSONS):
        title = f"Lesson {number + 1}"
        module.add_child(instance=LessonPage(title=title, slug=f"lesson-{number + 1}", locale=course.locale))
    renew_outlines([course.path])


def completions(enrollments: list[Enrollment], dice: random.Random) -> Iterator[Completion]:
    keys: dict[uuid.UUID, list] = {}
    for course in CoursePage.objects.filter(translation_key__in={one.course_key for one in enrollments}):
        keys[course.course_key] = [activity.key for activity in outline_of(course).activities]
    for enrollment in enrollments:
        for key in keys[enrollment.course_key][: dice.randint(1, 60)]:
            yield Completion(
                enrollment=enrollment,
                activity_key=key,
                rule=Completion.Rule.DECLARED,
                title="Lesson",
                language="en",
                edition=1,
                minutes=5,
                completed_at=enrollment.enrolled_at,
            )
