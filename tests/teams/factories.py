"""Starting points for tests of teams: an organisation, a team with people, a plan that asks for a course."""

from datetime import date

from ipslearn.base.models import Profession, User
from teams import actions
from teams.models import Administrator, Membership, Organisation, Requirement, Team, TrainingPlan
from teams.standings import refresh
from tests.factories import NOW, UserFactory

TODAY = date(2026, 11, 22)
"""The day of NOW in Tokyo."""


def organisation(name: str = "Minato Clinic", administrator: User | None = None, **fields) -> Organisation:
    found = Organisation.objects.create(
        name=name, **{"language": "en", "time_zone": "Asia/Tokyo", "created_at": NOW, **fields}
    )
    if administrator:
        Administrator.objects.create(organisation=found, user=administrator, since=NOW)
    return found


def team(of: Organisation, name: str = "North") -> Team:
    return actions.create_team(organisation=of, name=name, by=None, now=NOW)


def member(of: Team, profession: str = "nurse", user: User | None = None, now=NOW, **fields) -> Membership:
    return actions.join(
        team=of,
        user=user or UserFactory(),
        profession=Profession.objects.get(pk=profession),
        by=None,
        now=now,
        **{"joined_on": date(2026, 4, 1), **fields},
    )


def plan(of: Organisation, name: str = "Training plan") -> TrainingPlan:
    return TrainingPlan.objects.get_or_create(organisation=of, name=name, defaults={"created_at": NOW})[0]


def requirement(of: TrainingPlan, course, professions=(), now=NOW, refreshed: bool = True, **fields) -> Requirement:
    """Return a requirement of the course, with the standings brought up to date."""
    row = Requirement.objects.create(
        plan=of,
        course_key=course.course_key,
        title=course.title,
        **{"applies_from": date(2026, 1, 1), "due_within_days": 365, **fields},
    )
    row.professions.set(professions)
    if refreshed:
        refresh(of.organisation, now=now)
    return row
