"""Two at once: real threads and real transactions, on whichever database the tests run on."""

import threading

import pytest
from django.db import connection, connections

from courses import actions
from courses.models import Certificate, Completion, CoursePage, Enrollment, Reflection
from tests import factories
from tests.factories import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


def at_once(*calls):
    """Run the calls at the same moment in threads of their own; return the exceptions they raised."""
    barrier, raised = threading.Barrier(len(calls)), []

    def run(call):
        try:
            barrier.wait()
            call()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def course(transactional_db):
    return factories.course_with_lessons(1, 2)


def completing(learner, course, lesson):
    return lambda: actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)


def test_enrolling_twice_at_once_makes_one_enrollment(learner, course):
    raised = at_once(*[lambda: factories.enrolled(learner, course)] * 4)
    assert (raised, Enrollment.objects.count()) == ([], 1)


def test_completing_twice_at_once_makes_one_row(learner, course):
    factories.enrolled(learner, course)
    lesson = factories.lessons_of(course)[0]
    raised = at_once(*[completing(learner, course, lesson)] * 4)
    assert (raised, Completion.objects.count()) == ([], 1)


def test_completing_the_last_two_at_once_completes_the_course_once(learner, course):
    enrollment = factories.enrolled(learner, course)
    raised = at_once(*[completing(learner, course, lesson) for lesson in factories.lessons_of(course)])
    enrollment.refresh_from_db()
    assert (raised, enrollment.completed_at, Certificate.objects.count()) == ([], NOW, 1)


def test_saving_a_reflection_twice_at_once_keeps_one(learner, course):
    lesson = factories.lesson(factories.module(course), body=[("reflection", {"prompt": "Why?"})])
    block_id = next(iter(lesson.reflections))

    def save():
        actions.save_reflection(
            learner=learner,
            lesson=lesson,
            course=CoursePage.objects.get(),
            block_id=block_id,
            prompt="Why?",
            text="Because.",
            now=NOW,
        )

    assert (at_once(save, save), Reflection.objects.count()) == ([], 1)


def test_these_tests_run_on_a_database_with_many_writers():
    assert connection.vendor == "postgresql"
