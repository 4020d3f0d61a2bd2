"""Every page costs the same queries whatever the size: five lessons and sixty-four."""

import pytest
from django.urls import reverse

from courses import actions
from tests import factories
from tests.factories import NOW

SMALL, LARGE = (1, 5), (8, 8)
QUESTION = {"prompt": "What would you do?", "choices": [{"text": "Ask", "is_correct": True}, {"text": "Wait"}]}


@pytest.fixture(params=[SMALL, LARGE], ids=["5 lessons", "64 lessons"])
def course(request, db):
    return factories.course_with_lessons(*request.param)


@pytest.fixture
def reader(signed_in, learner, course):
    """A learner in the middle of the course, who has been here before: what is kept for everyone is kept."""
    factories.enrolled(learner, course)
    for lesson in factories.lessons_of(course)[:3]:
        actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
    for url in ("/en/learning/", "/en/courses/", course.url, factories.lessons_of(course)[1].url):
        signed_in.get(url)
    return signed_in


# Always: session, user. A page of the tree besides: the page by its address, privacy.


def test_the_course_page(reader, course, django_assert_num_queries):
    # Besides: enrollment, completions, position, prerequisites, audience.
    with django_assert_num_queries(9):
        reader.get(course.url)


def test_a_lesson_page(reader, course, django_assert_num_queries):
    # Besides: the course, enrollment, completions.
    url = factories.lessons_of(course)[1].url
    with django_assert_num_queries(7):
        reader.get(url)


def test_my_learning(reader, django_assert_num_queries):
    # Besides: enrollments with certificates, completions, positions, privacy, courses, what is asked.
    with django_assert_num_queries(8):
        reader.get("/en/learning/")


def test_the_catalog(reader, django_assert_num_queries):
    # Besides: privacy for the list, courses, privacy, languages, enrollments, completions, what is asked.
    with django_assert_num_queries(11):
        reader.get("/en/courses/")


def test_marking_complete(reader, course, django_assert_num_queries):
    # Besides: privacy, the activity, its course, enrollment, begin, lock, completions, insert, standing,
    # commit, what is next.
    url = reverse("courses:activity_complete", args=[factories.lessons_of(course)[4].activity_key])
    with django_assert_num_queries(13):
        reader.post(url)


def test_a_lesson_with_an_answered_opening_question(signed_in, learner, course, django_assert_num_queries):
    lesson = factories.lesson(course.get_children().first().specific, body=[("opening_question", QUESTION)])
    factories.enrolled(learner, course)
    actions.commit(
        learner=learner,
        course_key=course.course_key,
        activity_key=lesson.activity_key,
        question_key=lesson.body[0].id,
        response="a",
        now=NOW,
    )
    signed_in.get(lesson.url)
    # As a lesson page, and what the learner answered; not the lesson's body.
    with django_assert_num_queries(8):
        signed_in.get(lesson.url)


def test_a_search_for_one_word(reader, django_assert_num_queries):
    factories.GlossaryTermFactory(name_en="lesson plan")
    reader.get("/en/search/?q=lesson")
    # Besides: privacy; for terms the word, their titles, the rows; for pages the word, their titles, the rows, their
    # kind, their courses, those of their modules that are locked.
    with django_assert_num_queries(13):
        reader.get("/en/search/?q=lesson")


def test_a_search_for_two_words(reader, django_assert_num_queries):
    factories.GlossaryTermFactory(name_en="lesson plan")
    reader.get("/en/search/?q=lesson")
    # Besides what one word asks: the other word and the phrase, for terms and for pages; the Japanese name of the term
    # that is meant, for pages.
    with django_assert_num_queries(18):
        reader.get("/en/search/?q=lesson+plan")
