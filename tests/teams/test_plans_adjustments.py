from datetime import date

import pytest

from teams import planning
from teams.models import Adjustment, LogEntry, Standing
from tests.factories import NOW
from tests.teams import factories

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 1)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse").user


@pytest.fixture
def requirement(plan, nurse, course):
    return factories.requirement(plan, course, ["nurse"])


def adjust(requirement, by, **fields):
    return planning.adjust(requirement=requirement, by=by, now=NOW, **{"reason": "Long leave.", **fields})


class TestAdjust:
    def test_another_due_date_counts_at_once(self, requirement, nurse, leader):
        adjust(requirement, leader, person=nurse, due_on=DUE)
        assert Standing.objects.get(person=nurse).due_on == DUE

    def test_another_necessity_counts_at_once(self, requirement, nurse, leader):
        adjust(requirement, leader, person=nurse, necessity="not_required")
        assert not Standing.objects.filter(person=nurse).exists()

    def test_for_a_team_counts_for_everybody_in_it(self, requirement, team, nurse, administrator):
        second = factories.member(team, "nurse").user
        adjust(requirement, administrator, team=team, due_on=DUE)
        assert {row.due_on for row in Standing.objects.filter(person__in=[nurse, second])} == {DUE}

    def test_for_a_team_leaves_other_teams_alone(self, requirement, team, organisation, administrator):
        elsewhere = factories.member(factories.team(organisation, "South"), "nurse").user
        adjust(requirement, administrator, team=team, due_on=DUE)
        assert Standing.objects.get(person=elsewhere).due_on == date(2027, 4, 1)

    def test_takes_the_place_of_the_one_before(self, requirement, nurse, leader):
        first = adjust(requirement, leader, person=nurse, due_on=DUE)
        second = adjust(requirement, leader, person=nurse, necessity="optional")
        first.refresh_from_db()
        assert (first.ended_at, second.ended_at) == (NOW, None)

    def test_the_same_again_writes_nothing(self, requirement, nurse, leader):
        first = adjust(requirement, leader, person=nurse, due_on=DUE)
        assert adjust(requirement, leader, person=nurse, due_on=DUE) == first
        assert LogEntry.objects.filter(kind="adjusted").count() == 1

    def test_is_logged_with_before_and_after(self, requirement, nurse, leader):
        adjust(requirement, leader, person=nurse, due_on=DUE)
        adjust(requirement, leader, person=nurse, necessity="optional")
        entry = LogEntry.objects.filter(kind="adjusted").first()
        assert (entry.person, entry.course_key, entry.reason) == (nurse, requirement.course_key, "Long leave.")
        assert entry.details["before"] == {"necessity": "", "due_on": "2027-03-01"}
        assert entry.details["after"] == {"necessity": "optional", "due_on": ""}

    def test_needs_a_reason(self, requirement, nurse, leader):
        with pytest.raises(planning.ReasonMissing):
            adjust(requirement, leader, person=nurse, due_on=DUE, reason=" ")

    def test_changes_something(self, requirement, nurse, leader):
        with pytest.raises(planning.NothingAdjusted):
            adjust(requirement, leader, person=nurse)


class TestExtend:
    def test_keeps_the_necessity_adjusted_before(self, requirement, nurse, leader):
        adjust(requirement, leader, person=nurse, necessity="essential")
        later = planning.extend(requirement=requirement, person=nurse, due_on=DUE, reason="Ill.", by=leader, now=NOW)
        assert (later.necessity, later.due_on) == ("essential", DUE)


class TestEndAdjustment:
    def test_asks_what_the_requirement_asks_again(self, requirement, nurse, leader):
        adjustment = adjust(requirement, leader, person=nurse, due_on=DUE)
        planning.end_adjustment(adjustment=adjustment, reason="Back.", by=leader, now=NOW)
        assert Standing.objects.get(person=nurse).due_on == date(2027, 4, 1)

    def test_is_logged_once(self, requirement, nurse, leader):
        adjustment = adjust(requirement, leader, person=nurse, due_on=DUE)
        for _n in range(2):
            planning.end_adjustment(adjustment=adjustment, reason="Back.", by=leader, now=NOW)
        assert [entry.reason for entry in LogEntry.objects.filter(kind="adjustment_ended")] == ["Back."]

    def test_needs_a_reason(self, requirement, nurse, leader):
        adjustment = adjust(requirement, leader, person=nurse, due_on=DUE)
        with pytest.raises(planning.ReasonMissing):
            planning.end_adjustment(adjustment=adjustment, reason="", by=leader, now=NOW)


class TestOwnTraining:
    def test_a_leader_is_not_offered_themselves(self, client, requirement, leader, nurse):
        client.force_login(leader)
        page = client.get(f"/en/teams/requirements/{requirement.pk}/adjust/").content.decode()
        assert (f"person-{nurse.pk}" in page, f"person-{leader.pk}" in page) == (True, False)

    def test_what_a_leader_sends_about_themselves_changes_nothing(self, client, requirement, leader):
        client.force_login(leader)
        sent = {"who": f"person-{leader.pk}", "necessity": "not_required", "reason": "I know it."}
        client.post(f"/en/teams/requirements/{requirement.pk}/adjust/", sent)
        assert not Adjustment.objects.exists()

    def test_nobody_ends_what_somebody_else_asked_of_them(self, client, requirement, leader, administrator):
        own = adjust(requirement, administrator, person=leader, due_on=DUE)
        client.force_login(leader)
        assert client.get(f"/en/teams/adjustments/{own.pk}/end/").status_code == 404
