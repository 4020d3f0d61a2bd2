"""A team for browser tests: who leads it, a nurse who has completed the small course and one who has not."""

from datetime import timedelta

from django.utils import timezone

from courses.models import CoursePage
from ipslearn.base.models import User
from teams.models import Requirement, Team
from teams.standings import refresh
from tests import factories as site
from tests.browser.site import SMALL_COURSE
from tests.teams import factories

DONE, OPEN = "Emi Abe", "田中 陽子"


def small_course() -> CoursePage:
    return CoursePage.objects.get(title=SMALL_COURSE["en"])


def led_team(leader: User, *, due_in: int) -> Team:
    """Return a team whose nurses are asked for the small course; it is due in so many days, negative for overdue."""
    now = timezone.now()
    organisation = factories.organisation(f"Clinic {leader.pk}", administrator=site.UserFactory())
    found = factories.team(organisation)
    day = organisation.today(now)
    joined_on = day - timedelta(days=9)
    factories.member(found, "employment-specialist", leader, now=now, joined_on=joined_on, is_leader=True)
    done = factories.member(found, "nurse", site.UserFactory(name=DONE), now=now, joined_on=joined_on).user
    factories.member(found, "nurse", site.UserFactory(name=OPEN), now=now, joined_on=joined_on)
    terms = {"due_on": day - timedelta(days=1), "due_within_days": None, "applies_from": joined_on}
    plan = factories.plan(organisation)
    factories.requirement(plan, small_course(), ["nurse"], now=now, refreshed=False, **terms)
    Requirement.objects.filter(plan=plan).update(due_on=day + timedelta(days=due_in))
    site.complete_all(done, small_course(), now=now)
    refresh(organisation, now=now)
    return found


def member_named(team: Team, name: str) -> User:
    return User.objects.get(name=name, memberships__team=team)
