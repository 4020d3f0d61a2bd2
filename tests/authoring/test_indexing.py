"""What a load saves is searched and referred to once, however often it is saved."""

import pytest
from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler

from authoring.indexing import indexed_once
from courses.models import LessonPage
from tests import factories

pytestmark = pytest.mark.django_db


class Noting:
    """A task that notes what it was asked for."""

    def __init__(self, name, found):
        self.name, self.found = name, found

    def enqueue(self, _app, model, _pk):
        self.found.append((self.name, model))


@pytest.fixture
def indexed(monkeypatch):
    """Return the list of what is indexed, a name for each time."""
    found = []
    for name in ("insert_or_update_object_task", "update_reference_index_task"):
        monkeypatch.setattr(f"authoring.indexing.{name}", Noting(name, found))
    return found


@pytest.fixture
def lesson():
    return factories.lessons_of(factories.course_with_lessons(1, 1))[0]


def save_twice(page):
    for title in ("Once", "Twice"):
        page.title = title
        page.save()


def test_each_page_is_indexed_once(lesson, indexed):
    with indexed_once():
        save_twice(lesson)
        assert indexed == []
    assert sorted(indexed) == [
        ("insert_or_update_object_task", "lessonpage"),
        ("update_reference_index_task", "lessonpage"),
    ]


def test_what_was_undone_is_not_indexed(lesson, indexed):
    with indexed_once():
        save_twice(lesson)
        LessonPage.objects.filter(pk=lesson.pk).delete()
        indexed.clear()
    assert indexed == []


def test_what_is_saved_is_found(lesson):
    with indexed_once():
        save_twice(lesson)
    assert [page.title for page in LessonPage.objects.search("twice")] == ["Twice"]


def fail_inside(page):
    with indexed_once():
        save_twice(page)
        raise ZeroDivisionError


def test_after_a_failure_what_was_saved_is_indexed(lesson, indexed):
    with pytest.raises(ZeroDivisionError):
        fail_inside(lesson)
    assert len(indexed) == 2


def test_after_a_failure_saving_indexes_as_before(lesson):
    with pytest.raises(ZeroDivisionError):
        fail_inside(lesson)
    assert post_save_signal_handler in post_save._live_receivers(LessonPage)[0]
