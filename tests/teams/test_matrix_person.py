"""One person's page, why a cell is as it is, and certificates: what is shown to whom, and what never is."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from courses import actions as learning
from courses.models import Completion
from quizzes.actions import start_attempt, submit_attempt
from teams.models import Adjustment, Exemption, TrainingRecord
from teams.standings import refresh
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.questions.samples import SAMPLES
from tests.teams import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", UserFactory(name="Emi Abe")).user


@pytest.fixture
def look(client, organisation, nurse):
    """Look at the nurse's page of that name."""

    def get(user, name: str = "person_detail", *arguments):
        client.force_login(user)
        return client.get(reverse(f"teams:{name}", args=[organisation.pk, nurse.pk, *arguments]))

    return get


@pytest.fixture
def why(look, leader, course):
    """Return what the page of the cell says, as one text without tags."""

    def read(user=None) -> str:
        context = look(user or leader, "cell_detail", course.course_key).context
        lines = [*context["requirements"], *context["reasons"], context["strictest"], context["edition"]]
        return "\n".join(" ".join(line) for line in [*lines, context["next"], context["mails"]])

    return read


class TestPerson:
    def test_shows_completions_with_the_certificate(self, look, leader, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        certificate = site.complete_all(nurse, course).certificate
        text = look(leader).content.decode()
        assert certificate.number in text
        assert "Completed" in text

    def test_leaves_out_courses_that_the_plan_does_not_ask_for(self, look, leader, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        site.complete_all(nurse, site.course_with_lessons(title="Private"))
        assert "Private" not in look(leader).content.decode()

    def test_shows_the_score_of_what_was_passed_and_no_other(self, look, leader, plan, nurse, course):
        row = factories.requirement(plan, course, ["nurse"])
        enrollment = nurse.enrollments.get()
        given = {"rule": "quiz_passed", "title": "Final quiz", "language": "en", "edition": 1, "minutes": 5}
        Completion.objects.create(
            enrollment=enrollment,
            activity_key=row.course_key,
            score_given=9,
            score_maximum=10,
            completed_at=NOW,
            **given,
        )
        site.complete_all(nurse, course)
        assert look(leader).context["transcript"][0]["scores"] == [{"title": "Final quiz", "percent": 90}]

    def test_calls_course_and_quiz_what_they_are_called_on_the_page(self, look, leader, plan, nurse, course):
        """What was done in English is read in Japanese under the Japanese titles, certificates too."""
        factories.requirement(plan, course, ["nurse"])
        keys = {"translation_key": course.translation_key}
        quiz = site.quiz(course, SAMPLES[:1], title="Final quiz")
        other = site.course("基礎", "ja", **keys)
        site.quiz(other, SAMPLES[:1], title="修了クイズ", translation_key=quiz.translation_key)
        given = {"rule": "quiz_passed", "title": "Final quiz", "language": "en", "edition": 1, "minutes": 5}
        Completion.objects.create(
            enrollment=nurse.enrollments.get(),
            activity_key=quiz.quiz_key,
            score_given=9,
            score_maximum=10,
            completed_at=NOW,
            **given,
        )
        site.complete_all(nurse, course)
        with translation.override("ja"):
            context = look(leader).context
        row = context["transcript"][0]
        assert (row["title"], row["scores"]) == ("基礎", [{"title": "修了クイズ", "percent": 90}])
        assert [one["title"] for one in context["certificates"]] == ["基礎"]

    def test_shows_outside_training_and_exemptions(self, look, leader, organisation, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        TrainingRecord.objects.create(
            organisation=organisation, person=nurse, title="A day elsewhere", hours=6, completed_on=NOW, added_at=NOW
        )
        Exemption.objects.create(
            organisation=organisation, person=nurse, course_key=course.course_key, reason="Taught it", granted_at=NOW
        )
        text = look(leader).content.decode()
        assert "A day elsewhere" in text
        assert "Taught it" in text

    def test_shows_what_was_done_in_words(self, look, leader):
        assert look(leader).context["acts"][0]["html"] == "Joined the team <bdi>North</bdi>"

    def test_tells_the_person_what_others_see(self, look, nurse):
        assert "This is what your team leader" in look(nurse).content.decode()

    def test_offers_acts_to_others_only(self, look, leader, nurse):
        assert look(leader).context["seen"].may_act
        assert not look(nurse).context["seen"].may_act

    def test_shows_a_leader_the_time_in_their_own_team_alone(self, look, leader, administrator, organisation, nurse):
        factories.member(factories.team(organisation, "South"), "nurse", nurse)
        assert [one.team.name for one in look(leader).context["seen"].memberships] == ["North"]
        assert len(look(administrator).context["seen"].memberships) == 2

    def test_who_left_is_hidden_from_the_leader_and_not_from_the_administrator(
        self, look, leader, administrator, nurse
    ):
        factories.actions.leave(membership=nurse.memberships.get(), left_on=factories.TODAY, by=leader, now=NOW)
        assert (look(leader).status_code, look(administrator).status_code) == (404, 200)

    def test_costs_the_same_with_more(self, look, leader, plan, nurse, course, django_assert_num_queries, client):
        factories.requirement(plan, course, ["nurse"])
        site.complete_all(nurse, course)
        url = look(leader).request["PATH_INFO"]
        # Session, user, memberships; courses asked, their pages, readiness, standings, cycles, scores, courses asked,
        # certificates, outside training, exemptions, acts.
        with django_assert_num_queries(14):
            client.get(url)
        for number in range(3):
            other = site.course_with_lessons(title=f"Course {number}")
            factories.requirement(plan, other, ["nurse"])
            site.complete_all(nurse, other)
        client.get(url)
        with django_assert_num_queries(14):
            client.get(url)


class TestCertificate:
    @pytest.fixture
    def number(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        return site.complete_all(nurse, course).certificate.number

    def test_is_shown_to_the_leader(self, look, leader, number):
        assert number in look(leader, "person_certificate", number).content.decode()

    def test_comes_as_a_file(self, look, leader, number):
        response = look(leader, "person_certificate_pdf", number)
        assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")

    def test_of_a_course_that_is_not_asked_for_is_hidden(self, look, leader, nurse):
        number = site.complete_all(nurse, site.course_with_lessons(title="Private")).certificate.number
        assert look(leader, "person_certificate", number).status_code == 404

    def test_of_somebody_else_is_hidden(self, look, leader, plan, team, course, number):
        other = factories.member(team, "nurse").user
        foreign = site.complete_all(other, course).certificate.number
        assert look(leader, "person_certificate", foreign).status_code == 404

    def test_that_is_revoked_has_no_file(self, look, leader, nurse, number):
        type(nurse.enrollments.get().certificate).objects.update(revoked_at=NOW, revocation_reason="A mistake")
        assert look(leader, "person_certificate_pdf", number).status_code == 302

    def test_an_administrator_finds_the_way_to_revoke_it(self, look, administrator, number):
        assert "Revoke this certificate" in look(administrator, "person_certificate", number).content.decode()

    def test_a_leader_does_not(self, look, leader, number):
        assert "Revoke this certificate" not in look(leader, "person_certificate", number).content.decode()


class TestWhy:
    def test_names_plan_profession_and_days(self, why, plan, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=30, valid_months=12)
        text = why()
        assert "The plan “Training plan” asks it of: nurse." in text
        assert "within 30 days" in text
        assert "valid for 12 months" in text

    def test_counts_from_the_day_of_joining(self, why, plan, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=300)
        assert "since 1 April 2026. 300 days after 1 April 2026 is 26 January 2027." in why()

    def test_says_who_moved_the_date_and_why(self, why, plan, course, nurse, leader, organisation):
        row = factories.requirement(plan, course, ["nurse"])
        Adjustment.objects.create(
            requirement=row,
            person=nurse,
            due_on=date(2027, 5, 1),
            reason="Long leave",
            adjusted_by=leader,
            adjusted_at=NOW,
        )
        refresh(organisation, now=NOW)
        assert "Ken Ito changed it for this person on 22 November 2026: due on 1 May 2027. Reason: Long leave" in why()

    def test_says_which_of_two_is_stricter(self, why, plan, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=365)
        factories.requirement(plan, course, [], due_on=date(2026, 12, 24), due_within_days=None)
        text = why()
        assert "The strictest wins" in text
        assert "Due on 24 December 2026, because of the team North as nurse." in text

    def test_says_what_happens_next_and_when(self, why, plan, course):
        factories.requirement(plan, course, ["nurse"], due_on=date(2027, 1, 31), due_within_days=None)
        text = why()
        assert "On 17 January 2027 it becomes “Due soon”." in text
        assert "On 1 February 2027 it becomes “Overdue”" in text

    def test_says_who_is_mailed_and_when(self, why, plan, course):
        factories.requirement(plan, course, ["nurse"], due_on=date(2027, 1, 31), due_within_days=None)
        assert "From 28 January 2027 a mail says: it is due within 3 days." in why()

    def test_of_a_completion_says_until_when_it_counts(self, why, plan, course, nurse):
        factories.requirement(plan, course, ["nurse"], valid_months=12)
        site.complete_all(nurse, course)
        text = why()
        assert "On 23 September 2027 it becomes “Expires soon”." in text
        assert "On 23 November 2027 it becomes “Expired”" in text

    def test_says_that_another_profession_is_not_asked(self, look, leader, plan, course):
        factories.requirement(plan, course, ["psychiatrist"])
        text = look(leader, "cell_detail", course.course_key).content.decode()
        assert "not of this person as they are now" in text

    def test_of_a_course_outside_the_plan_is_hidden(self, look, leader, course):
        assert look(leader, "cell_detail", course.course_key).status_code == 404

    def test_shows_which_parts_are_done(self, look, leader, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        modules = look(leader, "cell_detail", course.course_key).context["modules"]
        assert [(one["title"], one["done"], one["total"]) for one in modules] == [("M1", 1, 2), ("M2", 0, 2)]

    def test_shows_nothing_of_an_attempt_that_failed(self, look, leader, plan, nurse, course):
        quiz = site.quiz(course, SAMPLES[:1], title="Final quiz")
        factories.requirement(plan, course, ["nurse"])
        attempt = start_attempt(learner=nurse, quiz=quiz, course=course, now=NOW)
        submit_attempt(attempt=attempt, now=NOW)
        modules = look(leader, "cell_detail", course.course_key).context["modules"]
        row = modules[-1]["activities"][0]
        assert (row["title"], row["state"], row["percent"]) == ("Final quiz", "todo", None)

    def test_costs_the_same_with_more_lessons(
        self, look, leader, plan, nurse, course, django_assert_num_queries, client
    ):
        factories.requirement(plan, course, ["nurse"])
        large = site.course_with_lessons(4, 8, title="Large")
        factories.requirement(plan, large, ["nurse"])
        counts = []
        for one in (course, large):
            url = reverse(
                "teams:cell_detail", args=[look(leader).context["seen"].organisation.pk, nurse.pk, one.course_key]
            )
            client.get(url)
            # Session, user, memberships; requirements with professions, pages, adjustments; memberships, cycles,
            # completions, outside training, reviews, exemptions; teams, professions, adjustments; exemption, acts;
            # cycles, completions, pages.
            with django_assert_num_queries(21):
                counts.append(client.get(url).status_code)
        assert counts == [200, 200]
