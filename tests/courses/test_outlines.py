import pytest

from courses.models import CoursePage
from courses.outlines import outline_of
from tests import factories


def titles(course):
    """Return the titles of the activities as a reader gets them, from a freshly read course."""
    return [activity.title for activity in outline_of(CoursePage.objects.get(pk=course.pk)).activities]


class TestFreshness:
    def test_it_is_read_once(self, course, django_assert_num_queries):
        course = CoursePage.objects.get()
        outline_of(course)
        with django_assert_num_queries(0):
            outline_of(course)

    def test_a_new_title_shows(self, course):
        lesson = factories.lessons_of(course)[0]
        titles(course)
        lesson.title = "Renamed"
        lesson.save_revision().publish()
        assert titles(course)[0] == "Renamed"

    def test_a_draft_does_not(self, course):
        lesson = factories.lessons_of(course)[0]
        lesson.title = "Draft"
        lesson.save_revision()
        assert "Draft" not in titles(course)

    def test_an_unpublished_lesson_goes(self, course):
        titles(course)
        factories.lessons_of(course)[0].unpublish()
        assert titles(course) == ["L1.2", "L2.1", "L2.2"]

    def test_a_deleted_lesson_goes(self, course):
        titles(course)
        factories.lessons_of(course)[0].delete()
        assert titles(course) == ["L1.2", "L2.1", "L2.2"]

    def test_a_moved_lesson_changes_both_courses(self, course):
        elsewhere = factories.course_with_lessons(1, 1, title="Elsewhere")
        titles(course), titles(elsewhere)
        target = factories.lessons_of(elsewhere)[0].get_parent()
        factories.lessons_of(course)[3].move(target, pos="last-child")
        assert (len(titles(course)), titles(elsewhere)) == (3, ["L1.1", "L2.2"])

    def test_another_course_keeps_its_stamp(self, course):
        elsewhere = factories.course_with_lessons(1, 1, title="Elsewhere")
        before = CoursePage.objects.get(pk=elsewhere.pk).outline_stamp
        factories.lessons_of(course)[0].save_revision().publish()
        assert CoursePage.objects.get(pk=elsewhere.pk).outline_stamp == before

    @pytest.mark.parametrize("make", [factories.GlossaryTermFactory, factories.SourceFactory])
    def test_a_changed_term_or_source_renews_every_course(self, course, make):
        made = make()
        before = CoursePage.objects.get().outline_stamp
        made.save()
        assert CoursePage.objects.get().outline_stamp != before


class TestContent:
    def test_only_published_pages_are_in_it(self, course):
        factories.lessons_of(course)[3].unpublish()
        assert titles(course) == ["L1.1", "L1.2", "L2.1"]

    def test_an_unpublished_module_takes_its_lessons_along(self, course):
        factories.lessons_of(course)[0].get_parent().specific.unpublish()
        assert titles(course) == ["L2.1", "L2.2"]

    def test_the_first_module_is_open(self, course):
        assert [one.is_open for one in outline_of(course).activities] == [True, True, False, False]

    def test_minutes_are_those_of_required_activities(self, course):
        factories.lesson(factories.lessons_of(course)[0].get_parent().specific, is_required=False, minutes=60)
        assert outline_of(CoursePage.objects.get()).minutes == 20


class TestRulesAreTheSameInEveryLanguage:
    @pytest.fixture
    def japanese(self, course):
        lesson = factories.lessons_of(course)[0]
        factories.catalog("ja")
        page = lesson.copy_for_translation(factories.locale("ja"), copy_parents=True)
        page.save_revision().publish()
        return page

    def test_a_published_rule_reaches_the_translation(self, course, japanese):
        lesson = factories.lessons_of(course)[0]
        lesson.minutes, lesson.is_required = 12, False
        lesson.save_revision().publish()
        japanese.refresh_from_db()
        assert (japanese.minutes, japanese.is_required) == (12, False)

    def test_a_title_does_not(self, course, japanese):
        lesson = factories.lessons_of(course)[0]
        lesson.title = "Renamed"
        lesson.save_revision().publish()
        japanese.refresh_from_db()
        assert japanese.title == "L1.1"
