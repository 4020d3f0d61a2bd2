import re
from datetime import timedelta

import pytest
from django.urls import reverse

from courses.models import CourseAudience
from ipslearn.base.models import Profession
from teams import planning
from teams.effects import SHOWN
from teams.models import Adjustment, LogEntry, Requirement, Standing, TrainingPlan
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories
from tests.teams.factories import TODAY

pytestmark = pytest.mark.django_db
NO_KEY = "0" * 32


@pytest.fixture(autouse=True)
def that_day(monkeypatch):
    """The pages are looked at on the day of NOW."""
    for name in ("plans", "previews", "adjustments"):
        monkeypatch.setattr(f"teams.views.{name}.timezone.now", lambda: NOW)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", UserFactory(name="Emi Kato")).user


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def led(client, team, leader):
    client.force_login(leader)
    return client


def url(name, one) -> str:
    return reverse(f"teams:{name}", args=[one.pk])


def typed(course, **fields) -> dict:
    return {
        "course": str(course.course_key),
        "professions": ["nurse"],
        "necessity": "essential",
        "applies_from": "2026-11-22",
        "due": "days",
        "due_within_days": "90",
        "valid": "always",
        "edition": "any",
        "renewal": "whole_course",
        **fields,
    }


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def stamp(response) -> str:
    return response.context["effects"].stamp


class TestPlanList:
    def test_shows_plans_and_how_much_they_ask(self, office, plan, organisation, course):
        factories.requirement(plan, course)
        assert "Training plan In force 1 requirement" in text(office.get(url("plan_list", organisation)))

    def test_says_what_to_do_where_there_is_none(self, office, organisation):
        assert url("plan_add", organisation) in office.get(url("plan_list", organisation)).content.decode()

    def test_offers_a_leader_nothing_to_change(self, led, organisation, plan):
        assert url("plan_add", organisation) not in led.get(url("plan_list", organisation)).content.decode()

    def test_does_not_cost_more_with_more_plans(self, office, organisation, plan, django_assert_num_queries):
        address = url("plan_list", organisation)
        office.get(address)
        # session, user; organisation; may change; plans
        with django_assert_num_queries(5):
            office.get(address)
        for n in range(10):
            factories.plan(organisation, f"Plan {n}")
        with django_assert_num_queries(5):
            office.get(address)


class TestPlanForms:
    def test_a_plan_is_made_and_shown(self, office, organisation):
        response = office.post(url("plan_add", organisation), {"name": "Basics"}, follow=True)
        assert "This plan asks for nothing yet" in text(response)

    def test_a_name_that_is_taken_is_refused_in_words(self, office, organisation, plan):
        response = office.post(url("plan_add", organisation), {"name": plan.name})
        assert "There is a plan of this name already." in text(response)

    def test_a_plan_keeps_its_own_name(self, office, plan):
        assert office.post(url("plan_rename", plan), {"name": plan.name}).status_code == 302

    def test_renaming_shows_everywhere(self, office, plan):
        office.post(url("plan_rename", plan), {"name": "Basics"})
        plan.refresh_from_db()
        assert plan.name == "Basics"


class TestPlanPage:
    def test_says_what_is_asked_in_words(self, office, plan, course):
        factories.requirement(plan, course, ["nurse"], due_within_days=30, valid_months=12)
        shown = text(office.get(url("plan_detail", plan)))
        assert "Nurse Essential within 30 days of joining" in shown
        assert "12 months, counted from completion Any edition to renew: The whole course" in shown

    def test_says_what_another_plan_asks_as_well(self, office, organisation, plan, course):
        factories.requirement(plan, course, ["nurse"])
        factories.requirement(factories.plan(organisation, "Fire safety"), course)
        assert "also asked for in “Fire safety”: the strictest counts" in text(office.get(url("plan_detail", plan)))

    def test_says_nothing_of_a_plan_for_other_professions(self, office, organisation, plan, course):
        factories.requirement(plan, course, ["nurse"])
        factories.requirement(factories.plan(organisation, "Fire safety"), course, ["psychiatrist"])
        assert "also asked for" not in text(office.get(url("plan_detail", plan)))

    def test_a_leader_reads_it_and_cannot_change_it(self, led, plan, course):
        row = factories.requirement(plan, course, ["nurse"])
        shown = led.get(url("plan_detail", plan)).content.decode()
        assert course.title in shown
        assert (url("requirement_change", row) + '"' in shown, url("adjustment_add", row) in shown) == (False, True)

    def test_a_leader_sees_what_differs_for_their_own_people_only(self, led, organisation, plan, nurse, leader, course):
        row = factories.requirement(plan, course, ["nurse"])
        elsewhere = factories.member(factories.team(organisation, "South"), "nurse", UserFactory(name="Jun Abe")).user
        for person in (nurse, elsewhere):
            planning.adjust(requirement=row, person=person, due_on=TODAY, reason="Leave.", by=leader, now=NOW)
        shown = text(led.get(url("plan_detail", plan)))
        assert ("Emi Kato" in shown, "Jun Abe" in shown) == (True, False)

    def test_does_not_cost_more_with_more_requirements(
        self, office, plan, nurse, leader, course, django_assert_num_queries
    ):
        def add(page):
            row = factories.requirement(plan, page, ["nurse"])
            planning.adjust(requirement=row, person=nurse, due_on=TODAY, reason="Leave.", by=leader, now=NOW)

        add(course)
        office.get(url("plan_detail", plan))
        # session, user; plan; requirements 2; adjustments 2; may change; titles, names; overlapping 2
        with django_assert_num_queries(11):
            office.get(url("plan_detail", plan))
        for n in range(5):
            add(site.course(f"Course {n}"))
        with django_assert_num_queries(11):
            office.get(url("plan_detail", plan))


class TestPreview:
    def test_is_shown_before_anything_is_saved(self, office, plan, nurse, course):
        shown = text(office.post(url("requirement_add", plan), typed(course)))
        assert "1 person gets the course as new , due 20 February 2027" in shown
        assert "Emi Kato Not required Not started · due 20 February 2027" in shown
        assert not Requirement.objects.exists()

    def test_the_button_saves_what_was_shown(self, office, plan, nurse, course):
        first = office.post(url("requirement_add", plan), typed(course))
        office.post(url("requirement_add", plan), typed(course, stamp=stamp(first), confirm=1, reason="Audit."))
        assert Standing.objects.get(person=nurse).due_on == TODAY + timedelta(days=90)
        assert LogEntry.objects.get(kind="requirement_added").reason == "Audit."

    def test_is_shown_again_where_the_people_changed_meanwhile(self, office, plan, team, nurse, course):
        first = office.post(url("requirement_add", plan), typed(course))
        factories.member(team, "nurse")
        again = office.post(url("requirement_add", plan), typed(course, stamp=stamp(first), confirm=1, reason=""))
        assert "2 people get the course as new" in text(again)
        assert not Requirement.objects.exists()

    def test_without_having_been_shown_nothing_is_saved(self, office, plan, nurse, course):
        office.post(url("requirement_add", plan), typed(course, confirm=1, reason=""))
        assert not Requirement.objects.exists()

    def test_one_can_go_back_to_the_form_with_what_was_typed(self, office, plan, course):
        shown = office.post(url("requirement_add", plan), typed(course, due_within_days="77", back=1))
        assert 'value="77"' in shown.content.decode()

    def test_everybody_of_a_group_is_shown_in_pages(self, office, plan, team, nurse, course):
        for n in range(SHOWN):
            factories.member(team, "nurse", UserFactory(name=f"Person {n:02}"))
        group = f"{course.course_key}:new:2"
        shown = text(office.post(url("requirement_add", plan), typed(course, show=group)))
        assert f"{SHOWN + 1} people get the course as new" in shown
        assert (f"Person {SHOWN - 1}" in shown, "Emi Kato" in shown) == (True, False)

    @pytest.mark.parametrize(
        "group", ["x", "a:b:c", f"{'0' * 32}:new:1", f"{'0' * 32}:nothing:1", f"{'0' * 32}:new:-5"]
    )
    def test_a_group_that_is_not_there_is_all_of_them(self, office, plan, nurse, course, group):
        assert "What this changes" in text(office.post(url("requirement_add", plan), typed(course, show=group)))

    def test_a_reason_that_is_too_long_is_not_lost(self, office, plan, nurse, course):
        first = office.post(url("requirement_add", plan), typed(course))
        long = typed(course, stamp=stamp(first), confirm=1, reason="a" * 1001)
        assert "a" * 1001 in office.post(url("requirement_add", plan), long).content.decode()
        assert not Requirement.objects.exists()

    def test_of_a_plan_out_of_force_says_so(self, office, plan, nurse, course):
        TrainingPlan.objects.update(is_active=False)
        shown = text(office.post(url("requirement_add", plan), typed(course)))
        assert "Nothing changes for anybody." in shown
        assert "The plan is not in force." in shown


class TestChanging:
    @pytest.fixture
    def requirement(self, plan, nurse, course):
        return factories.requirement(plan, course, ["nurse"])

    def test_the_form_begins_with_what_is_asked(self, office, requirement):
        assert (
            'name="due_within_days" value="365"' in office.get(url("requirement_change", requirement)).content.decode()
        )

    def test_now_and_then_are_said(self, office, requirement, course):
        shown = text(office.post(url("requirement_change", requirement), typed(course, due_within_days="30")))
        assert "Now Essential · Nurse · within 365 days of joining" in shown
        assert "Then Essential · Nurse · within 30 days of joining" in shown

    def test_saving_changes_the_row(self, office, requirement, course):
        fields = typed(course, due_within_days="30")
        first = office.post(url("requirement_change", requirement), fields)
        office.post(url("requirement_change", requirement), {**fields, "stamp": stamp(first), "confirm": 1})
        # Without the field of the reason nothing was confirmed.
        office.post(
            url("requirement_change", requirement), {**fields, "stamp": stamp(first), "confirm": 1, "reason": ""}
        )
        requirement.refresh_from_db()
        assert requirement.due_within_days == 30

    def test_ending_shows_who_no_longer_needs_it(self, office, requirement):
        assert "1 person no longer needs it" in text(office.get(url("requirement_end", requirement)))

    def test_ending_ends(self, office, requirement):
        first = office.get(url("requirement_end", requirement))
        office.post(url("requirement_end", requirement), {"stamp": stamp(first), "confirm": 1, "reason": ""})
        requirement.refresh_from_db()
        assert requirement.ended_at == NOW

    def test_looking_ends_nothing(self, office, requirement):
        office.get(url("requirement_end", requirement))
        requirement.refresh_from_db()
        assert requirement.ended_at is None

    def test_a_plan_is_taken_out_of_force_after_it_was_looked_at(self, office, plan, requirement):
        first = office.get(url("plan_force", plan))
        assert "1 person no longer needs it" in text(first)
        confirm = {"wanted": "out", "stamp": stamp(first), "confirm": 1, "reason": ""}
        office.post(url("plan_force", plan), confirm)
        plan.refresh_from_db()
        assert not plan.is_active


class TestSuggested:
    @pytest.fixture
    def meant(self, course):
        """A course that is essential for nurses and psychiatrists, and recommended to peer supporters."""
        for code, necessity in (
            ("nurse", "essential"),
            ("psychiatrist", "essential"),
            ("peer-supporter", "recommended"),
        ):
            CourseAudience.objects.create(course=course, profession_id=code, necessity=necessity)
        return course

    def take(self, course, *necessities, **fields) -> dict:
        taken = {f"take-{course.course_key.hex}-{one}": "on" for one in necessities}
        return {"applies_from": "2026-11-22", f"days-{course.course_key.hex}-essential": "90", **taken, **fields}

    def test_says_for_whom_a_course_is_meant(self, office, plan, meant):
        shown = text(office.get(url("plan_suggested", plan)))
        assert "Foundations Essential Psychiatrist, nurse" in shown
        assert "Foundations Recommended Peer supporter" in shown

    def test_says_everybody_where_it_is_meant_for_every_profession(self, office, plan, course):
        for profession in Profession.objects.all():
            CourseAudience.objects.create(course=course, profession=profession)
        assert "Foundations Essential Everybody" in text(office.get(url("plan_suggested", plan)))

    def test_is_looked_at_and_saved_like_any_change(self, office, plan, nurse, meant):
        taken = self.take(meant, "essential", "recommended")
        first = office.post(url("plan_suggested", plan), taken)
        assert "1 person gets the course as new" in text(first)
        office.post(url("plan_suggested", plan), {**taken, "stamp": stamp(first), "confirm": 1, "reason": ""})
        asked = [
            (row.necessity, row.due_within_days, sorted(row.professions.values_list("pk", flat=True)))
            for row in Requirement.objects.order_by("necessity")
        ]
        assert asked == [("essential", 90, ["nurse", "psychiatrist"]), ("recommended", None, ["peer-supporter"])]

    def test_what_is_not_ticked_is_not_taken(self, office, plan, meant):
        assert len(office.post(url("plan_suggested", plan), self.take(meant, "essential")).context["lines"]) == 1

    def test_nothing_ticked_is_said(self, office, plan, meant):
        assert "Tick at least one course." in text(office.post(url("plan_suggested", plan), self.take(meant)))

    def test_says_what_the_plan_asks_already(self, office, plan, meant):
        factories.requirement(plan, meant, ["nurse"])
        assert "this plan asks for it already" in text(office.get(url("plan_suggested", plan)))


class TestAdjusting:
    @pytest.fixture
    def requirement(self, plan, nurse, course):
        return factories.requirement(plan, course, ["nurse"])

    def adjust(self, client, requirement, who, **fields):
        typed = {"who": who, "due_on": "2027-03-01", "reason": "Leave.", **fields}
        return client.post(url("adjustment_add", requirement), typed)

    def test_a_leader_gives_one_of_their_people_more_time(self, led, requirement, nurse):
        self.adjust(led, requirement, f"person-{nurse.pk}")
        assert Adjustment.objects.get().person == nurse

    def test_a_leader_cannot_adjust_for_a_team(self, led, requirement, team):
        self.adjust(led, requirement, f"team-{team.pk}")
        assert not Adjustment.objects.exists()

    def test_a_leader_cannot_adjust_for_somebody_elsewhere(self, led, requirement, organisation):
        elsewhere = factories.member(factories.team(organisation, "South"), "nurse").user
        self.adjust(led, requirement, f"person-{elsewhere.pk}")
        assert not Adjustment.objects.exists()

    def test_an_administrator_adjusts_for_a_team(self, office, requirement, team):
        self.adjust(office, requirement, f"team-{team.pk}")
        assert Adjustment.objects.get().team == team

    def test_a_reason_is_asked_for(self, office, requirement, team):
        assert "This field is required." in text(self.adjust(office, requirement, f"team-{team.pk}", reason=" "))

    def test_something_has_to_differ(self, office, requirement, team):
        shown = text(self.adjust(office, requirement, f"team-{team.pk}", due_on=""))
        assert "so far nothing would differ" in shown

    def test_the_person_of_the_address_is_chosen(self, led, requirement, nurse):
        shown = led.get(url("adjustment_add", requirement), {"person": nurse.pk}).content.decode()
        assert f'value="person-{nurse.pk}" selected' in shown

    def test_among_many_people_one_is_named_by_address(self, office, requirement, nurse, monkeypatch):
        monkeypatch.setattr("teams.forms.plans.LISTED", 1)
        self.adjust(office, requirement, "", email=nurse.email)
        assert Adjustment.objects.get().person == nurse

    def test_an_address_of_nobody_here_is_refused(self, office, requirement, other, monkeypatch):
        monkeypatch.setattr("teams.forms.plans.LISTED", 1)
        assert "Nobody here has this address." in text(self.adjust(office, requirement, "", email=other.email))

    def test_it_is_ended_with_a_reason(self, led, requirement, nurse, leader):
        row = planning.adjust(requirement=requirement, person=nurse, due_on=TODAY, reason="Leave.", by=leader, now=NOW)
        led.post(url("adjustment_end", row), {"reason": "Back."})
        row.refresh_from_db()
        assert row.ended_at == NOW

    def test_a_leader_does_not_end_what_is_for_a_team(self, led, requirement, team, administrator):
        row = planning.adjust(
            requirement=requirement, team=team, due_on=TODAY, reason="Move.", by=administrator, now=NOW
        )
        assert led.get(url("adjustment_end", row)).status_code == 404
