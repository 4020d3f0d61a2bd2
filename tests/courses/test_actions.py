from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from courses import actions
from courses.models import Certificate, Completion, CompletionIsFinal, CoursePage, Enrollment, Reflection
from courses.outlines import outline_of
from tests import factories
from tests.factories import NOW


class TestEnroll:
    def test_the_first_cycle_begins(self, learner, course):
        enrollment = factories.enrolled(learner, course)
        assert (enrollment.cycle, enrollment.edition, enrollment.enrolled_at) == (1, course.edition, NOW)

    def test_twice_is_one_enrollment(self, learner, course):
        assert factories.enrolled(learner, course) == factories.enrolled(learner, course)

    def test_coming_back_reopens_the_same_enrollment(self, learner, course):
        enrollment = factories.enrolled(learner, course)
        actions.withdraw(enrollment=enrollment, now=NOW)
        again = factories.enrolled(learner, course)
        assert (again.pk, again.withdrawn_at) == (enrollment.pk, None)

    def test_a_binding_prerequisite_refuses(self, learner, course):
        before = factories.course("Before")
        course.prerequisites.create(required_course=before, is_binding=True)
        with pytest.raises(actions.CourseLocked) as refused:
            factories.enrolled(learner, course)
        assert refused.value.args[0] == ["Before"]

    def test_an_advised_prerequisite_does_not(self, learner, course):
        course.prerequisites.create(required_course=factories.course("Before"), is_binding=False)
        assert factories.enrolled(learner, course).pk

    def test_a_completed_prerequisite_opens(self, learner, course):
        before = factories.course_with_lessons(1, 1, title="Before")
        course.prerequisites.create(required_course=before, is_binding=True)
        factories.complete_all(learner, before)
        assert factories.enrolled(learner, course).pk


class TestRecordCompletion:
    def test_it_keeps_its_own_copy_of_what_was_finished(self, learner, course):
        lesson = factories.lessons_of(course)[0]
        lesson.save_revision().publish()
        factories.enrolled(learner, course)
        done = actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
        assert (done.title, done.edition, done.revision, done.minutes, done.language, done.completed_at) == (
            "L1.1",
            1,
            lesson.live_revision_id,
            5,
            "en",
            NOW,
        )

    def test_a_second_time_changes_nothing(self, learner, course):
        lesson = factories.lessons_of(course)[0]
        factories.enrolled(learner, course)
        first = actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
        later = NOW.replace(hour=20)
        assert actions.complete_activity(learner=learner, activity=lesson, course=course, now=later) == first
        assert Completion.objects.get().completed_at == NOW

    def test_without_enrollment_it_is_refused(self, learner, course):
        lesson = factories.lessons_of(course)[0]
        with pytest.raises(actions.NotEnrolled):
            actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)

    def test_after_leaving_it_is_refused(self, learner, course):
        actions.withdraw(enrollment=factories.enrolled(learner, course), now=NOW)
        with pytest.raises(actions.NotEnrolled):
            actions.complete_activity(learner=learner, activity=factories.lessons_of(course)[0], course=course, now=NOW)

    def test_a_locked_module_is_refused(self, learner):
        course = factories.course()
        factories.lesson(factories.module(course), "First")
        locked = factories.lesson(factories.module(course, order="locked"), "Second")
        course.refresh_from_db()
        factories.enrolled(learner, course)
        with pytest.raises(actions.ActivityLocked):
            actions.complete_activity(learner=learner, activity=locked, course=course, now=NOW)

    def test_another_rule_cannot_be_declared(self, learner):
        course = factories.course()
        lesson = factories.lesson(factories.module(course), completion_rule="reflections")
        course.refresh_from_db()
        factories.enrolled(learner, course)
        with pytest.raises(actions.RuleNotMet):
            actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)

    def test_a_score_over_its_maximum_is_impossible(self, learner, course):
        enrollment = factories.enrolled(learner, course)
        with pytest.raises(IntegrityError), transaction.atomic():
            Completion.objects.create(
                enrollment=enrollment,
                activity_key=uuid4(),
                rule="granted",
                edition=1,
                minutes=1,
                score_given=2,
                score_maximum=1,
                completed_at=NOW,
            )

    @pytest.mark.parametrize("attempt", ["save", "delete", "update", "delete many"])
    def test_a_completion_is_final(self, learner, course, attempt):
        factories.complete_all(learner, course)
        completion = Completion.objects.first()
        attempts = {
            "save": completion.save,
            "delete": completion.delete,
            "update": lambda: Completion.objects.update(title="Another"),
            "delete many": lambda: Completion.objects.all().delete(),
        }
        with pytest.raises(CompletionIsFinal):
            attempts[attempt]()


class TestCompletingTheCourse:
    def test_the_last_required_activity_completes_it(self, learner, course):
        assert factories.complete_all(learner, course).completed_at == NOW

    def test_one_activity_less_does_not(self, learner, course):
        enrollment = factories.enrolled(learner, course)
        for lesson in factories.lessons_of(course)[:-1]:
            actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
        enrollment.refresh_from_db()
        assert enrollment.completed_at is None

    def test_optional_activities_do_not_matter(self, learner):
        course = factories.course()
        inside = factories.module(course)
        required = factories.lesson(inside, "Required")
        factories.lesson(inside, "Optional", is_required=False)
        course.refresh_from_db()
        enrollment = factories.enrolled(learner, course)
        actions.complete_activity(learner=learner, activity=required, course=course, now=NOW)
        enrollment.refresh_from_db()
        assert enrollment.completed_at == NOW

    def test_the_certificate_is_a_copy_of_the_day(self, learner, course):
        factories.complete_all(learner, course)
        learner.name = "Another Name"
        learner.save()
        certificate = Certificate.objects.get()
        assert (certificate.name, certificate.title, certificate.hours) == ("Yuki Tanabe", "Foundations", 1)

    def test_what_is_left_after_a_lesson_was_withdrawn_can_be_finished(self, learner, course):
        *first, last = factories.lessons_of(course)
        enrollment = factories.enrolled(learner, course)
        for lesson in first:
            actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
        last.unpublish()
        course.refresh_from_db()
        actions.finish_course(learner=learner, course=course, now=NOW)
        enrollment.refresh_from_db()
        assert enrollment.completed_at == NOW

    def test_an_unfinished_course_cannot_be_finished(self, learner, course):
        factories.enrolled(learner, course)
        with pytest.raises(actions.CourseUnfinished):
            actions.finish_course(learner=learner, course=course, now=NOW)


class TestEvidenceOutlivesContent:
    def test_a_new_lesson_takes_no_completion_away(self, learner, course):
        enrollment = factories.complete_all(learner, course)
        factories.lesson(factories.lessons_of(course)[0].get_parent().specific, "New")
        enrollment.refresh_from_db()
        assert (enrollment.completed_at, enrollment.completions.count()) == (NOW, 4)

    def test_deleting_the_course_deletes_no_evidence(self, learner, course):
        factories.complete_all(learner, course)
        course.delete()
        assert (Enrollment.objects.count(), Completion.objects.count(), Certificate.objects.count()) == (1, 4, 1)

    def test_a_person_with_records_cannot_be_deleted(self, learner, course):
        factories.enrolled(learner, course)
        with pytest.raises(IntegrityError):
            learner.delete()


class TestTwoLanguagesOneRecord:
    @pytest.fixture
    def japanese(self, course):
        factories.catalog("ja")
        locale = factories.locale("ja")
        for page in [course, *course.get_descendants().order_by("path").specific()]:
            page.copy_for_translation(locale, copy_parents=True).save_revision().publish()
        return CoursePage.objects.get(translation_key=course.translation_key, locale=locale)

    def test_enrolling_in_either_is_one_enrollment(self, learner, course, japanese):
        assert factories.enrolled(learner, course) == factories.enrolled(learner, japanese)

    def test_beginning_in_one_and_finishing_in_the_other_is_one_certificate(self, learner, course, japanese):
        enrollment = factories.enrolled(learner, course)
        first = factories.lessons_of(course)[:2]
        second = factories.lessons_of(japanese)[2:]
        for lesson in first:
            actions.complete_activity(learner=learner, activity=lesson, course=course, now=NOW)
        with translation.override("ja"):
            for lesson in second:
                actions.complete_activity(learner=learner, activity=lesson, course=japanese, now=NOW)
        enrollment.refresh_from_db()
        assert (enrollment.completed_at, Certificate.objects.count()) == (NOW, 1)

    def test_both_outlines_have_the_same_keys(self, course, japanese):
        keys = [[activity.key for activity in outline_of(page).activities] for page in (course, japanese)]
        assert keys[0] == keys[1]


class TestReflections:
    @pytest.fixture
    def lesson(self, course):
        inside = factories.lessons_of(course)[0].get_parent().specific
        body = [("reflection", {"prompt": "Why?"}), ("reflection", {"prompt": "How?"})]
        return factories.lesson(inside, "Asking", body=body, completion_rule="reflections")

    def save(self, learner, lesson, number, text):
        block_id = list(lesson.reflections)[number]
        return actions.save_reflection(
            learner=learner,
            lesson=lesson,
            course=CoursePage.objects.get(),
            block_id=block_id,
            prompt="Why?",
            text=text,
            now=NOW,
        )

    def test_a_second_text_replaces_the_first(self, learner, lesson):
        self.save(learner, lesson, 0, "One")
        self.save(learner, lesson, 0, "Two")
        assert Reflection.objects.get().text == "Two"

    def test_an_empty_text_deletes(self, learner, lesson):
        self.save(learner, lesson, 0, "One")
        assert self.save(learner, lesson, 0, "  ") is None
        assert not Reflection.objects.exists()

    def test_ten_thousand_characters_are_kept(self, learner, lesson):
        assert len(self.save(learner, lesson, 0, "あ" * 10_000).text) == 10_000

    def test_one_more_is_refused(self, learner, lesson):
        with pytest.raises(actions.ReflectionTooLong):
            self.save(learner, lesson, 0, "あ" * 10_001)

    def test_the_last_one_completes_the_lesson(self, learner, lesson):
        factories.enrolled(learner, CoursePage.objects.get())
        self.save(learner, lesson, 0, "One")
        assert not Completion.objects.exists()
        self.save(learner, lesson, 1, "Two")
        assert Completion.objects.get().rule == Completion.Rule.REFLECTIONS

    def test_without_enrollment_the_text_is_kept_all_the_same(self, learner, lesson):
        self.save(learner, lesson, 0, "One")
        self.save(learner, lesson, 1, "Two")
        assert (Reflection.objects.count(), Completion.objects.count()) == (2, 0)

    def test_deleting_one_leaves_the_completion(self, learner, lesson):
        factories.enrolled(learner, CoursePage.objects.get())
        self.save(learner, lesson, 0, "One")
        self.save(learner, lesson, 1, "Two")
        block_id = next(iter(lesson.reflections))
        assert actions.delete_reflection(learner=learner, activity_key=lesson.activity_key, block_id=block_id)
        assert Completion.objects.count() == 1
