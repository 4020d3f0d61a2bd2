from datetime import date, timedelta

import pytest

from courses import actions as learning
from courses.models import Completion, Enrollment
from teams import actions
from teams.models import Readiness, Standing
from teams.standings import refresh
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", joined_on=date(2025, 4, 1)).user


def standing(person, course) -> Standing:
    return Standing.objects.get(person=person, course_key=course.course_key)


class TestAssignment:
    def test_who_is_asked_for_an_essential_course_is_enrolled_in_it(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        enrollment = nurse.enrollments.get()
        assert (enrollment.course_key, enrollment.source) == (course.course_key, Enrollment.Source.ASSIGNED)

    def test_who_has_another_profession_is_not(self, plan, nurse, course):
        factories.requirement(plan, course, ["psychiatrist"])
        assert not Standing.objects.exists()
        assert not Enrollment.objects.exists()

    def test_a_recommended_course_enrolls_nobody(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="recommended")
        assert standing(nurse, course).state == "not_started"
        assert not nurse.enrollments.exists()

    def test_joining_later_assigns(self, plan, team, course):
        factories.requirement(plan, course, ["nurse"])
        late = factories.member(team, "nurse").user
        assert standing(late, course).due_on == date(2027, 4, 1)

    def test_a_change_of_profession_takes_back_what_was_not_begun(self, plan, team, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        change_to_psychiatrist(nurse)
        assert not Standing.objects.filter(person=nurse).exists()
        assert nurse.enrollments.get().withdrawn_at == NOW

    def test_a_change_of_profession_keeps_what_was_begun(self, plan, team, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        change_to_psychiatrist(nurse)
        assert nurse.enrollments.get().withdrawn_at is None

    def test_leaving_the_team_ends_what_is_asked_and_keeps_the_completion(self, plan, team, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        site.complete_all(nurse, course)
        actions.leave(membership=nurse.memberships.get(), left_on=date(2026, 11, 21), by=nurse, now=NOW)
        assert not Standing.objects.filter(person=nurse).exists()
        assert nurse.enrollments.get().completed_at == NOW

    def test_what_another_organisation_still_asks_is_not_taken_back(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        elsewhere = factories.organisation("Elsewhere")
        factories.member(factories.team(elsewhere), "nurse", nurse)
        factories.requirement(factories.plan(elsewhere), course, ["nurse"])
        change_to_psychiatrist(nurse)
        assert nurse.enrollments.get().withdrawn_at is None

    def test_a_required_course_cannot_be_left(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        with pytest.raises(learning.CourseRequired):
            learning.withdraw(enrollment=nurse.enrollments.get(), now=NOW)


def change_to_psychiatrist(person):
    membership = person.memberships.filter(team__organisation__name="Minato Clinic", left_on=None).get()
    profession = factories.Profession.objects.get(pk="psychiatrist")
    actions.change_profession(
        membership=membership, profession=profession, changed_on=factories.TODAY, by=person, now=NOW
    )


class TestProgress:
    def test_a_finished_lesson_shows_at_once(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        row = standing(nurse, course)
        assert (row.state, row.done, row.total, row.percent) == ("in_progress", 1, 4, 25)

    def test_refreshing_finds_what_the_progress_said(self, plan, organisation, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        assert refresh(organisation, now=NOW) == 0

    def test_a_finished_course_is_completed_at_once(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        site.complete_all(nurse, course)
        row = standing(nurse, course)
        assert (row.state, row.completed_on, row.done) == ("completed", factories.TODAY, 4)

    def test_the_certificate_shows_until_when_the_plan_lets_it_count(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], valid_months=12)
        certificate = site.complete_all(nurse, course).certificate
        assert certificate.expires_on == date(2027, 11, 22)

    def test_without_a_validity_it_never_ends(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        assert site.complete_all(nurse, course).certificate.expires_on is None


class TestReadiness:
    def test_counts_essential_courses(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=10)
        row = Readiness.objects.get(person=nurse)
        assert (row.required, row.current, row.overdue) == (1, 0, 1)

    def test_leaves_recommended_ones_out(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="recommended")
        row = Readiness.objects.get(person=nurse)
        assert (row.required, row.current, row.overdue) == (0, 0, 0)

    def test_names_the_day_that_turns_red(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=400)
        assert Readiness.objects.get(person=nurse).turns_red_on == date(2026, 1, 1) + timedelta(days=401)

    def test_goes_with_the_last_standing(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        change_to_psychiatrist(nurse)
        assert not Readiness.objects.filter(person=nurse).exists()


class TestNextCycle:
    @pytest.fixture
    def expiring(self, plan, nurse, course, organisation):
        """Completed a year ago but fifty days."""
        requirement = factories.requirement(plan, course, ["nurse"], valid_months=12)
        site.complete_all(nurse, course, now=NOW - timedelta(days=315))
        return requirement

    def test_opens_when_the_completion_nears_its_end(self, expiring, nurse, organisation):
        refresh(organisation, now=NOW)
        cycles = nurse.enrollments.order_by("cycle")
        assert [(one.cycle, one.completed_at is None) for one in cycles] == [(1, False), (2, True)]

    def test_opens_once(self, expiring, nurse, organisation):
        refresh(organisation, now=NOW)
        refresh(organisation, now=NOW)
        assert nurse.enrollments.count() == 2

    def test_shows_nothing_done_of_the_next_cycle_at_once(self, expiring, nurse, organisation, course):
        refresh(organisation, now=NOW)
        assert standing(nurse, course).done == 0

    def test_leaves_the_old_certificate_as_it_was(self, expiring, nurse, organisation):
        refresh(organisation, now=NOW)
        assert nurse.enrollments.get(cycle=1).certificate.revoked_at is None

    def test_its_progress_is_shown_while_the_old_one_is_valid(self, expiring, nurse, organisation, course):
        refresh(organisation, now=NOW)
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        row = standing(nurse, course)
        assert (row.state, row.done) == ("expiring", 1)

    def test_asks_for_the_whole_course(self, expiring, nurse, organisation):
        refresh(organisation, now=NOW)
        assert not nurse.enrollments.get(cycle=2).completions.exists()

    def test_or_keeps_what_did_not_change(self, expiring, nurse, organisation, course):
        site.quiz(course, [], title="Final quiz")
        type(expiring).objects.update(renewal="what_changed")
        refresh(organisation, now=NOW)
        kept = nurse.enrollments.get(cycle=2).completions.all()
        assert [(one.rule, one.title) for one in kept] == [
            (Completion.Rule.KEPT, title) for title in ("L1.1", "L1.2", "L2.1", "L2.2")
        ]


class TestQueries:
    def test_do_not_grow_with_people(self, plan, team, organisation, course, django_assert_num_queries):
        factories.requirement(plan, course)
        for _n in range(3):
            factories.member(team)
        refresh(organisation, now=NOW)
        # 2 who, 2 requirements, adjustments, courses; 3 savepoint and locks; memberships, enrollments, completions,
        # outside, reviews, exemptions, reopenings; standings, readiness
        with django_assert_num_queries(18):
            refresh(organisation, now=NOW)
        for _n in range(20):
            factories.member(team, user=UserFactory())
        with django_assert_num_queries(18):
            refresh(organisation, now=NOW)
