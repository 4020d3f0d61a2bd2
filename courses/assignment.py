"""Enrollments that somebody else asks for: assigned, taken back, opened again when the last cycle ends.

Called with pairs of (user id, course key), for any number of people in the same few queries. Each may be repeated.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Completion, CoursePage, Enrollment
from courses.outlines import outline_of
from courses.progress import Outline, kept_when_renewed

Pairs = Collection[tuple[int, UUID]]


@transaction.atomic(savepoint=False)
def assign(*, pairs: Pairs, now: datetime) -> None:
    """Enroll each in their course; who had left it is in it again. Courses that are not published are passed over."""
    courses = published(pairs)
    Enrollment.objects.bulk_create(
        [
            Enrollment(
                learner_id=person,
                course_key=key,
                source=Enrollment.Source.ASSIGNED,
                edition=courses[key].edition,
                enrolled_at=now,
            )
            for person, key in pairs
            if key in courses
        ],
        ignore_conflicts=True,
    )
    for key, people in by_course(pairs).items():
        left = Enrollment.objects.filter(learner__in=people, course_key=key, completed_at=None)
        left.exclude(withdrawn_at=None).update(withdrawn_at=None)


@transaction.atomic(savepoint=False)
def take_back(*, pairs: Pairs, now: datetime) -> None:
    """Take each out of a course that was assigned, if they have done nothing in it; what was begun goes on."""
    for key, people in by_course(pairs).items():
        assigned = Enrollment.objects.filter(learner__in=people, course_key=key, source=Enrollment.Source.ASSIGNED)
        assigned.open().filter(completions=None).update(withdrawn_at=now)


@transaction.atomic(savepoint=False)
def open_next_cycles(*, pairs: Pairs, now: datetime, keeps_unchanged: bool = False) -> None:
    """Open the next cycle of each whose newest one is completed; the old cycle stays as it was.

    With `keeps_unchanged` the next cycle begins with what need not be done again
    (`courses.progress.kept_when_renewed`): those completions are copied, and say that they were kept.
    """
    courses = published(pairs)
    for key, people in by_course(pairs).items():
        if key in courses:
            open_cycles_of_course(courses[key], people, now, keeps_unchanged=keeps_unchanged)


def open_cycles_of_course(course: CoursePage, people: Collection[int], now: datetime, *, keeps_unchanged: bool) -> None:
    """Open the next cycle in one course. Three queries; five where completions are kept."""
    newest = {}
    rows = Enrollment.objects.select_for_update().filter(learner__in=people, course_key=course.course_key)
    for enrollment in rows.order_by("cycle"):
        newest[enrollment.learner_id] = enrollment
    ended = {person: last for person, last in newest.items() if last.completed_at is not None}
    Enrollment.objects.bulk_create(
        [
            Enrollment(
                learner_id=person,
                course_key=course.course_key,
                cycle=last.cycle + 1,
                source=Enrollment.Source.ASSIGNED,
                edition=course.edition,
                enrolled_at=now,
            )
            for person, last in ended.items()
        ],
        ignore_conflicts=True,
    )
    if keeps_unchanged and ended:
        keep_completions(course, ended, now)


def keep_completions(course: CoursePage, ended: dict[int, Enrollment], now: datetime) -> None:
    """Copy into the open cycles what need not be done again."""
    outline = outline_of(course)
    opened = Enrollment.objects.open().filter(learner__in=list(ended), course_key=course.course_key)
    by_person = {enrollment.learner_id: enrollment for enrollment in opened}
    done = defaultdict(list)
    for completion in Completion.objects.filter(enrollment__in=list(ended.values())).select_related("enrollment"):
        done[completion.enrollment.learner_id].append(completion)
    copies = [
        copied(completion, by_person[person], now)
        for person, completions in done.items()
        if person in by_person
        for completion in unchanged(course, outline, ended[person], completions)
    ]
    Completion.objects.bulk_create(copies, ignore_conflicts=True)


def unchanged(
    course: CoursePage, outline: Outline, last: Enrollment, completions: list[Completion]
) -> list[Completion]:
    """Return the completions that still stand for what the course asks today."""
    is_renewed = course.edition > last.edition or bool(
        course.refreshed_on and course.refreshed_on > last.completed_at.date()
    )
    revisions = {completion.activity_key: completion.revision for completion in completions}
    present = live_revisions(course) if is_renewed else {}
    changed = {key for key, revision in revisions.items() if is_renewed and present.get(key) != revision}
    kept = kept_when_renewed(outline, set(revisions), changed)
    return [completion for completion in completions if completion.activity_key in kept]


def live_revisions(course: CoursePage) -> dict[UUID, int | None]:
    """Return {activity key: live revision} of every page below the course. One query."""
    pages = course.get_descendants().live()
    return dict(pages.values_list("translation_key", "live_revision_id"))


def copied(completion: Completion, enrollment: Enrollment, now: datetime) -> Completion:
    return Completion(
        enrollment=enrollment,
        activity_key=completion.activity_key,
        rule=Completion.Rule.KEPT,
        title=completion.title,
        language=completion.language,
        edition=completion.edition,
        revision=completion.revision,
        minutes=completion.minutes,
        completed_at=now,
    )


def published(pairs: Pairs) -> dict[UUID, CoursePage]:
    """Return one published course page for each key. One query."""
    courses = CoursePage.objects.live().filter(translation_key__in={key for _person, key in pairs}).order_by("-path")
    return {course.course_key: course for course in courses} if pairs else {}


def by_course(pairs: Pairs) -> dict[UUID, list[int]]:
    grouped = defaultdict(list)
    for person, key in pairs:
        grouped[key].append(person)
    return grouped
