"""What a preview says of a change, and that saving it does exactly that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teams import planning
from teams.effects import Change, Line, effects_of, stamp_of
from teams.models import Membership, Requirement, Standing, TrainingPlan
from teams.plan_facts import as_rule
from teams.requirements import Requirement as Rule
from teams.standings import refresh
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories
from tests.teams.factories import TODAY

pytestmark = pytest.mark.django_db
RULE = Rule(pk=0, professions=frozenset({"nurse"}), applies_from=TODAY, due_within_days=90)


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", UserFactory(name="Emi")).user


def new_line(course, **terms) -> Line:
    return Line(course.course_key, course.title, replace(RULE, **terms))


def changed(requirement, **terms) -> Change:
    line = Line(requirement.course_key, requirement.title, replace(as_rule(requirement), **terms))
    return Change(lines=(line,))


def counted(effects, course) -> dict:
    return {group.difference: group.count for group in effects.groups.get(course.course_key, ())}


class TestGroups:
    def test_who_is_asked_as_new_and_who_is_not_asked(self, plan, nurse, course):
        effects = effects_of(plan, Change(lines=(new_line(course),)), now=NOW)
        assert counted(effects, course) == {"new": 1, "not_asked": 1}

    def test_says_until_when(self, plan, nurse, course):
        group = effects_of(plan, Change(lines=(new_line(course),)), now=NOW).groups[course.course_key][0]
        assert (group.first_due, group.last_due) == (date(2027, 2, 20), date(2027, 2, 20))

    def test_who_becomes_overdue(self, plan, nurse, course):
        row = factories.requirement(plan, course, ["nurse"])
        effects = effects_of(plan, changed(row, due_within_days=None, due_on=date(2026, 10, 1)), now=NOW)
        assert counted(effects, course) == {"overdue": 1, "not_asked": 1}

    def test_who_no_longer_needs_it(self, plan, nurse, course):
        row = factories.requirement(plan, course, ["nurse"])
        assert counted(effects_of(plan, Change(ended=frozenset({row.pk})), now=NOW), course) == {
            "ended": 1,
            "not_asked": 1,
        }

    def test_who_stays_as_they_are(self, plan, nurse, course):
        row = factories.requirement(plan, course, ["nurse"])
        effects = effects_of(plan, changed(row, professions=frozenset({"nurse", "psychiatrist"})), now=NOW)
        assert counted(effects, course) == {"same": 1, "not_asked": 1}

    def test_names_people_by_name(self, plan, nurse, team, course):
        factories.member(team, "nurse", UserFactory(name="Ai"))
        effects = effects_of(plan, Change(lines=(new_line(course),)), now=NOW)
        rows = effects.groups[course.course_key][0].rows
        assert [effects.names[person] for person, _before, _after in rows] == ["Ai", "Emi"]

    def test_keeps_only_those_that_are_shown(self, plan, nurse, team, course):
        factories.member(team, "nurse", UserFactory(name="Ai"))
        group = effects_of(plan, Change(lines=(new_line(course),)), now=NOW, shown=range(1, 2)).groups[
            course.course_key
        ][0]
        assert (group.count, [person for person, *_stands in group.rows]) == (2, [nurse.pk])

    def test_a_course_that_is_not_touched_is_left_out(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        other = site.course("Another")
        assert list(effects_of(plan, Change(lines=(new_line(other),)), now=NOW).groups) == [other.course_key]

    def test_a_stricter_plan_elsewhere_still_counts(self, plan, organisation, nurse, course):
        factories.requirement(factories.plan(organisation, "Fire safety"), course, due_within_days=1)
        effects = effects_of(plan, Change(lines=(new_line(course),)), now=NOW)
        assert counted(effects, course) == {"same": 2}

    def test_taking_a_plan_out_of_force_ends_what_it_asks(self, plan, nurse, course):
        factories.requirement(plan, course, ["nurse"])
        assert counted(effects_of(plan, Change(is_active=False), now=NOW), course)["ended"] == 1

    def test_a_plan_out_of_force_asks_nothing(self, plan, nurse, course):
        TrainingPlan.objects.update(is_active=False)
        plan.refresh_from_db()
        assert effects_of(plan, Change(lines=(new_line(course),)), now=NOW).groups == {}


class TestStamp:
    def test_stays_while_nothing_changes(self, organisation, nurse):
        assert stamp_of(organisation, NOW) == stamp_of(organisation, NOW + timedelta(hours=1))

    def test_changes_with_a_requirement(self, organisation, plan, nurse, course):
        before = stamp_of(organisation, NOW)
        factories.requirement(plan, course)
        assert stamp_of(organisation, NOW) != before

    def test_changes_with_the_professions_of_one(self, organisation, plan, nurse, course):
        row = factories.requirement(plan, course)
        before = stamp_of(organisation, NOW)
        row.professions.set(["nurse"])
        assert stamp_of(organisation, NOW) != before

    def test_changes_with_the_people(self, organisation, team, nurse):
        before = stamp_of(organisation, NOW)
        factories.member(team)
        assert stamp_of(organisation, NOW) != before

    def test_changes_with_an_adjustment(self, organisation, plan, leader, nurse, course):
        row = factories.requirement(plan, course)
        before = stamp_of(organisation, NOW)
        planning.adjust(requirement=row, person=nurse, necessity="optional", reason="Leave.", by=leader, now=NOW)
        assert stamp_of(organisation, NOW) != before

    def test_changes_with_the_day(self, organisation, nurse):
        assert stamp_of(organisation, NOW) != stamp_of(organisation, NOW + timedelta(days=1))


class TestQueries:
    def test_do_not_grow_with_people(self, plan, team, nurse, course, django_assert_num_queries):
        factories.requirement(plan, course)
        change = Change(lines=(new_line(course),))
        effects_of(plan, change, now=NOW)
        # 4 stamp; 2 requirements; courses, adjustments; names; memberships and what they did (7)
        with django_assert_num_queries(16):
            effects_of(plan, change, now=NOW)
        for _n in range(60):
            factories.member(team)
        with django_assert_num_queries(16):
            effects_of(plan, change, now=NOW)


days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
professions = st.sampled_from(["nurse", "psychiatrist", "case-manager"])
terms = st.fixed_dictionaries(
    {
        "professions": st.frozensets(professions, max_size=2),
        "necessity": st.sampled_from(["essential", "recommended", "optional"]),
        "applies_from": days,
        "due": st.one_of(st.none(), st.integers(0, 400), days),
        "valid_months": st.one_of(st.none(), st.integers(1, 24)),
        "valid_from": st.sampled_from(["completion", "expiry", "fixed_day"]),
        "edition": st.sampled_from(["any", "current"]),
    }
)


def rule_of(drawn: dict, pk: int = 0) -> Rule:
    drawn = dict(drawn)
    due, valid_months, valid_from = drawn.pop("due"), drawn["valid_months"], drawn.pop("valid_from")
    dated = {"due_within_days": due} if isinstance(due, int) else {"due_on": due}
    is_fixed = valid_from == "fixed_day" and valid_months is not None
    fixed = {"valid_from": "fixed_day", "renew_month": 3, "renew_day": 31} if is_fixed else {}
    if not fixed and valid_months is not None:
        fixed = {"valid_from": "expiry" if valid_from == "fixed_day" else valid_from}
    return Rule(pk=pk, **drawn, **dated, **fixed)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    present=st.lists(terms, min_size=1, max_size=2),
    wanted=terms,
    what=st.sampled_from(["add", "change", "end", "out of force"]),
    joined=st.lists(st.tuples(professions, days), min_size=3, max_size=3),
    completed=st.lists(st.one_of(st.none(), days), min_size=3, max_size=3),
)
def test_saving_does_what_the_preview_said(small_world, present, wanted, what, joined, completed):
    plan, course, people = small_world
    begin_again(plan, people, joined, completed)
    lines = tuple(Line(course.course_key, course.title, rule_of(one)) for one in present)
    planning.change_plan(plan=plan, change=Change(lines=lines, is_active=True), by=None, now=NOW)
    row = plan.requirements.filter(ended_at=None).first()
    change = {
        "add": Change(lines=(Line(course.course_key, course.title, rule_of(wanted)),)),
        "change": Change(lines=(Line(course.course_key, course.title, rule_of(wanted, row.pk)),)),
        "end": Change(ended=frozenset({row.pk})),
        "out of force": Change(is_active=False),
    }[what]
    plan.refresh_from_db()
    effects = effects_of(plan, change, now=NOW)
    said = [row for group in effects.groups.get(course.course_key, ()) for row in group.rows]
    assert not said or {person: was for person, was, _will_be in said} == found(people)
    planning.change_plan(plan=plan, change=change, by=None, now=NOW, stamp=effects.stamp)
    assert not said or {person: will_be for person, _was, will_be in said} == found(people)


@pytest.fixture
def small_world(plan, organisation, course):
    team = factories.team(organisation)
    return plan, course, [factories.member(team).user for _n in range(3)]


def begin_again(plan, people, joined, completed):
    Requirement.objects.filter(plan=plan).update(ended_at=NOW)
    for person, (profession, joined_on), day in zip(people, joined, completed, strict=True):
        Membership.objects.filter(user=person).update(profession=profession, joined_on=joined_on)
        person.training_records.all().delete()
        if day:
            person.training_records.create(
                organisation=plan.organisation,
                course_key=site.CoursePage.objects.get().course_key,
                title="Elsewhere",
                hours=1,
                completed_on=day,
                state="accepted",
                added_at=NOW,
                decided_at=NOW,
            )
    refresh(plan.organisation, now=NOW)


def found(people) -> dict:
    """Return where the people stand by the rows that were written."""
    nobody = ("", "not_required", None, None)
    rows = Standing.objects.filter(person__in=people).values_list(
        "person", "necessity", "state", "due_on", "expires_on"
    )
    return {person.pk: nobody for person in people} | {row[0]: row[1:] for row in rows}
