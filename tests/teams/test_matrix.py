"""The matrix: who stands where, narrowed and sorted, at the same cost whatever the size."""

from datetime import date

import pytest
from django.urls import reverse

from courses import actions as learning
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", UserFactory(name="Emi Abe")).user


@pytest.fixture
def doctor(team):
    return factories.member(team, "psychiatrist", UserFactory(name="Jun Oda")).user


@pytest.fixture
def asked(plan, course, nurse, doctor):
    """The course is asked of everybody, by a day long past."""
    return factories.requirement(plan, course, due_on=date(2026, 11, 1), due_within_days=None)


@pytest.fixture
def look(client, now):
    """Sign in, and return the context of an address with these parameters."""

    def get(user, of, screen: str = "matrix", **parameters):
        client.force_login(user)
        kind = "team" if of._meta.model_name == "team" else "organisation"
        return client.get(reverse(f"teams:{kind}_{screen}", args=[of.pk]), parameters)

    get.client = client
    return get


def names(response) -> list[str]:
    return [row["person"].name for _name, rows in response.context["groups"] for row in rows]


def cell_of(response, name: str) -> str:
    return next(row["cells"] for _n, rows in response.context["groups"] for row in rows if row["person"].name == name)


class TestSums:
    def test_count_people_percent_and_what_is_late(self, look, leader, team, asked, nurse, course):
        site.complete_all(nurse, course)
        context = look(leader, team).context
        assert (context["people"], context["percent"], context["overdue"]) == (3, 33, 2)

    def test_name_who_turns_red_next(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], due_on=date(2026, 12, 2), due_within_days=None)
        found = look(leader, team).context["next"]
        assert (found["on"], found["name"], found["course"]) == (date(2026, 12, 3), "Emi Abe", "Foundations")

    def test_of_an_organisation_count_who_is_in_two_teams_once(self, look, administrator, organisation, nurse, asked):
        factories.member(factories.team(organisation, "South"), "nurse", nurse)
        assert look(administrator, organisation).context["people"] == 3

    def test_without_requirements_there_is_no_percent(self, look, leader, team):
        assert look(leader, team).context["percent"] is None


class TestCells:
    def test_say_the_state_and_the_day(self, look, leader, team, asked):
        cell = cell_of(look(leader, team), "Emi Abe")
        assert "Overdue" in cell
        assert "due 1 Nov 2026" in cell

    def test_say_how_far_somebody_is(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        lesson = site.lessons_of(course)[0]
        learning.complete_activity(learner=nurse, activity=lesson, course=course, now=NOW)
        assert "25% · due 1 Apr 2027" in cell_of(look(leader, team), "Emi Abe")

    def test_say_when_it_was_completed(self, look, leader, team, asked, nurse, course):
        site.complete_all(nurse, course)
        assert "<small>22 Nov 2026</small>" in cell_of(look(leader, team), "Emi Abe")

    def test_name_what_is_only_recommended(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="recommended")
        assert "<small>recommended</small>" in cell_of(look(leader, team), "Emi Abe")

    def test_of_others_say_that_it_is_not_required(self, look, leader, team, plan, nurse, doctor, course):
        factories.requirement(plan, course, ["nurse"])
        assert "Not required" in cell_of(look(leader, team), "Jun Oda")

    def test_lead_to_why_it_is_so(self, look, leader, team, asked, nurse, organisation, course):
        url = reverse("teams:cell_detail", args=[organisation.pk, nurse.pk, course.course_key])
        assert f'href="{url}"' in cell_of(look(leader, team), "Emi Abe")

    def test_escape_names_and_titles(self, look, leader, team, plan, nurse):
        odd = site.course("<b>Odd</b>")
        factories.requirement(plan, odd, ["nurse"])
        nurse.name = "<i>Emi</i>"
        nurse.save()
        text = look(leader, team).content.decode()
        assert "<b>Odd" not in text
        assert "<i>Emi" not in text

    def test_in_japanese_are_in_japanese_order(self, client, now, leader, team, asked):
        client.force_login(leader)
        assert "2026/11/01" in client.get(f"/ja/teams/{team.pk}/").content.decode()


class TestColumns:
    def test_of_a_team_leave_out_what_is_for_other_professions(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["psychiatrist"])
        assert look(leader, team).context["columns"] == []

    def test_of_an_organisation_are_all_courses_of_its_plan(self, look, administrator, organisation, plan, course):
        factories.requirement(plan, course, ["psychiatrist"])
        assert [one.title for one in look(administrator, organisation).context["columns"]] == ["Foundations"]

    def test_keep_the_title_of_a_course_that_is_unpublished(self, look, administrator, organisation, plan, course):
        factories.requirement(plan, course)
        course.unpublish()
        assert [one.title for one in look(administrator, organisation).context["columns"]] == ["Foundations"]

    def test_leave_out_what_a_plan_asked_once(self, look, administrator, organisation, asked):
        type(asked).objects.update(ended_at=NOW)
        assert look(administrator, organisation).context["columns"] == []


class TestChoice:
    def test_stands_by_profession_first(self, look, leader, team, asked):
        groups = look(leader, team).context["groups"]
        assert [name for name, _rows in groups] == ["employment specialist", "psychiatrist", "nurse"]

    def test_by_name(self, look, leader, team, asked):
        assert names(look(leader, team, q="emi")) == ["Emi Abe"]

    def test_by_profession(self, look, leader, team, asked):
        assert names(look(leader, team, profession="psychiatrist")) == ["Jun Oda"]

    def test_by_state(self, look, leader, team, asked, nurse, course):
        site.complete_all(nurse, course)
        assert names(look(leader, team, state="completed")) == ["Emi Abe"]

    def test_by_what_is_overdue_or_expired(self, look, leader, team, asked, nurse, course):
        site.complete_all(nurse, course)
        assert names(look(leader, team, state="late", sort="name")) == ["Jun Oda", "Ken Ito"]

    def test_by_course_shows_this_course_alone(self, look, leader, team, plan, asked, course):
        factories.requirement(plan, site.course("Another"))
        columns = look(leader, team, course=str(course.course_key)).context["columns"]
        assert [one.title for one in columns] == ["Foundations"]

    def test_by_state_in_a_course_looks_at_this_course(self, look, leader, team, plan, asked):
        other = site.course("Another")
        factories.requirement(plan, other, ["nurse"])
        assert names(look(leader, team, state="late", course=str(other.course_key))) == []

    def test_by_team(self, look, administrator, organisation, team, asked):
        south = factories.team(organisation, "South")
        factories.member(south, "nurse", UserFactory(name="Mei Kato"))
        assert names(look(administrator, organisation, team=south.pk)) == ["Mei Kato"]

    def test_that_cannot_be_understood_narrows_nothing_and_says_so(self, look, leader, team, asked):
        response = look(leader, team, state="nonsense")
        assert len(names(response)) == 3
        assert response.context["form"].errors["state"]

    def test_sorts_by_name(self, look, leader, team, asked):
        assert names(look(leader, team, sort="name")) == ["Emi Abe", "Jun Oda", "Ken Ito"]

    def test_sorts_by_reading_where_there_is_one(self, look, leader, team, asked):
        for name, reading in (("渡辺 愛", "わたなべ あい"), ("青木 遥", "あおき はるか")):
            factories.member(team, "nurse", UserFactory(name=name, name_reading=reading))
        assert names(look(leader, team, sort="name"))[-2:] == ["青木 遥", "渡辺 愛"]

    def test_sorts_the_most_overdue_first(self, look, leader, team, plan, asked):
        factories.requirement(
            plan, site.course("Another"), ["psychiatrist"], due_on=date(2026, 11, 2), due_within_days=None
        )
        assert names(look(leader, team, sort="overdue")) == ["Jun Oda", "Emi Abe", "Ken Ito"]

    def test_sorts_the_next_date_first(self, look, leader, team, plan, nurse, doctor, course):
        factories.requirement(plan, course, ["psychiatrist"], due_on=date(2027, 1, 1), due_within_days=None)
        assert names(look(leader, team, sort="next"))[0] == "Jun Oda"

    def test_leaves_the_sums_as_they_are(self, look, leader, team, asked):
        assert look(leader, team, q="emi").context["people"] == 3

    def test_who_left_is_not_there(self, look, leader, team, asked, nurse):
        factories.actions.leave(membership=nurse.memberships.get(), left_on=factories.TODAY, by=leader, now=NOW)
        assert "Emi Abe" not in names(look(leader, team))

    def test_who_is_in_two_teams_is_there_once(self, look, administrator, organisation, asked, nurse):
        factories.member(factories.team(organisation, "South"), "case-manager", nurse)
        assert names(look(administrator, organisation)).count("Emi Abe") == 1


class TestEmpty:
    def test_a_team_without_a_plan_says_so(self, look, leader, team):
        assert "asks for no course yet" in look(leader, team).content.decode()

    def test_a_choice_that_nobody_fits_says_so(self, look, leader, team, asked):
        assert "Nobody fits" in look(leader, team, q="nobody").content.decode()


class TestPages:
    @pytest.fixture
    def many(self, team, asked):
        for number in range(27):
            factories.member(team, "nurse", UserFactory(name=f"Person {number:02}"))

    def test_hold_25_people(self, look, leader, team, many):
        assert [len(names(look(leader, team, page=number))) for number in (1, 2)] == [25, 5]

    def test_cost_the_same_with_more_people_and_courses(
        self, look, leader, team, plan, asked, django_assert_num_queries
    ):
        # Session, user, team; courses asked, its professions, their pages, all professions; two sums and who is next;
        # people, memberships, standings, what is counted.
        factories.requirement(plan, site.course("Another"), due_within_days=900)
        look(leader, team)
        with django_assert_num_queries(13):
            look_again(look, leader, team)
        for number in range(4):
            factories.requirement(plan, site.course(f"Course {number}"), due_within_days=900)
        for number in range(20):
            factories.member(team, "nurse", UserFactory(name=f"Person {number:02}"))
        look(leader, team)
        with django_assert_num_queries(13):
            look_again(look, leader, team)

    def test_of_an_organisation_cost_no_more_when_narrowed(
        self, look, administrator, organisation, asked, django_assert_max_num_queries
    ):
        look(administrator, organisation)
        look(administrator, organisation, q="a")
        with django_assert_max_num_queries(15):
            look_again(look, administrator, organisation, q="a", state="late", sort="overdue")


def look_again(look, user, of, **parameters):
    """Look without what signing in costs."""
    look.client.get(reverse(f"teams:{of._meta.model_name}_matrix", args=[of.pk]), parameters)


class TestPaper:
    def test_shows_everybody_and_what_was_chosen(self, look, leader, team, asked):
        response = look(leader, team, "matrix_print", profession="nurse")
        text = response.content.decode()
        assert ("Profession", "nurse") in response.context["about"]
        assert "Emi Abe" in text
        assert "Jun Oda" not in text

    def test_says_when_there_are_too_many(self, look, leader, team, asked, monkeypatch):
        monkeypatch.setattr("teams.screens.paper.MOST_ON_PAPER", 2)
        assert "the first 2 of 3 people" in look(leader, team, "matrix_print").content.decode()


class TestReadiness:
    def test_counts_by_profession(self, look, leader, team, asked, nurse, course):
        factories.member(team, "nurse", UserFactory(name="Mei Kato"))
        site.complete_all(nurse, course)
        found = look(leader, team, "readiness").context["courses"]
        counts = {one.name: (one.current, one.people) for one in found[0].professions}
        assert counts == {"psychiatrist": (0, 1), "nurse": (1, 2), "employment specialist": (0, 1)}

    def test_counts_all_once(self, look, administrator, organisation, asked, nurse):
        factories.member(factories.team(organisation, "South"), "case-manager", nurse)
        assert look(administrator, organisation, "readiness").context["courses"][0].all.people == 3

    def test_names_the_next_day(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], valid_months=12)
        site.complete_all(nurse, course)
        found = look(leader, team, "readiness").context["courses"][0]
        assert found.all.turns_red_on == date(2027, 11, 23)

    def test_leaves_out_what_is_not_essential(self, look, leader, team, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"], necessity="recommended")
        assert look(leader, team, "readiness").context["courses"] == []

    def test_costs_the_same_with_more(self, look, leader, team, plan, asked, django_assert_num_queries):
        look(leader, team, "readiness")
        url = reverse("teams:team_readiness", args=[team.pk])
        # Session, user, team; its people, all counted, counted by profession; professions, courses asked, professions
        # of the team, pages; two sums. Less one: nothing turns red any more.
        with django_assert_num_queries(11):
            look.client.get(url)
        for number in range(3):
            factories.requirement(plan, site.course(f"Course {number}"), due_on=date(2026, 11, 1), due_within_days=None)
            factories.member(team, "nurse", UserFactory(name=f"Person {number:02}"))
        look.client.get(url)
        with django_assert_num_queries(11):
            look.client.get(url)


class TestOverview:
    def test_puts_teams_side_by_side(self, look, administrator, organisation, team, asked, nurse, course):
        site.complete_all(nurse, course)
        factories.team(organisation, "South")
        rows = look(administrator, organisation, "overview").context["teams"]
        assert [(row.name, row.people, row.percent, row.overdue) for row in rows] == [
            ("North", 3, 33, 2),
            ("South", 0, None, 0),
        ]

    def test_names_the_leaders(self, look, administrator, organisation, team):
        assert look(administrator, organisation, "overview").context["teams"][0].leaders == ("Ken Ito",)

    def test_costs_the_same_with_more_teams(self, look, administrator, organisation, asked, django_assert_num_queries):
        look(administrator, organisation, "overview")
        url = reverse("teams:organisation_overview", args=[organisation.pk])
        with django_assert_num_queries(9):
            look.client.get(url)
        for number in range(5):
            factories.member(factories.team(organisation, f"Team {number}"), "nurse")
        look.client.get(url)
        with django_assert_num_queries(9):
            look.client.get(url)


class TestTeams:
    def test_who_leads_one_team_comes_to_its_matrix(self, client, leader, team):
        client.force_login(leader)
        assert client.get("/en/teams/").url == f"/en/teams/{team.pk}/"

    def test_who_leads_two_chooses(self, client, leader, team, organisation):
        factories.member(factories.team(organisation, "South"), "nurse", leader, is_leader=True)
        client.force_login(leader)
        rows = client.get("/en/teams/").context["led"][0][1]
        assert [row.name for row in rows] == ["North", "South"]

    def test_who_runs_an_organisation_sees_its_teams(self, client, administrator, organisation):
        client.force_login(administrator)
        assert client.get("/en/teams/").url == f"/en/teams/organisations/{organisation.pk}/overview/"

    def test_who_leads_none_reads_what_this_is(self, client, nurse):
        client.force_login(nurse)
        text = client.get("/en/teams/").content.decode()
        assert "You lead no team" in text
        assert "what your team sees of you" in text


class TestLink:
    """The link in the header."""

    def test_is_there_for_a_leader(self, client, leader, team):
        client.force_login(leader)
        assert 'href="/en/teams/"' in client.get("/en/learning/").content.decode()

    def test_is_not_there_for_a_member(self, client, nurse):
        client.force_login(nurse)
        assert 'href="/en/teams/"' not in client.get("/en/learning/").content.decode()

    def test_goes_with_the_role(self, client, leader, team):
        client.force_login(leader)
        client.get("/en/learning/")
        membership = leader.memberships.get()
        factories.actions.set_leader(membership=membership, is_leader=False, by=leader, now=NOW)
        assert 'href="/en/teams/"' not in client.get("/en/learning/").content.decode()

    def test_comes_with_the_role(self, client, organisation, nurse):
        client.force_login(nurse)
        client.get("/en/learning/")
        factories.actions.add_administrator(organisation=organisation, user=nurse, by=None, now=NOW)
        assert 'href="/en/teams/"' in client.get("/en/learning/").content.decode()

    def test_costs_no_query_once_known(self, client, nurse, django_assert_num_queries):
        client.force_login(nurse)
        client.get("/en/glossary/")
        with django_assert_num_queries(3):
            client.get("/en/glossary/")
