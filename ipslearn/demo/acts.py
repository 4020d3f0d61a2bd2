"""What the demo's leaders did about the training of their people, so that each kind of act can be seen."""

from datetime import datetime, timedelta
from decimal import Decimal

from authoring.actions import key_of
from courses.models import CoursePage
from ipslearn.accounts.demo import DEMO_DOMAIN
from ipslearn.base.models import User
from teams import acts, planning
from teams.models import Organisation, Requirement

FOUNDATIONS, TEAMWORK, SHARED = (
    key_of(name) for name in ("ips-foundations", "working-as-a-team", "shared-decision-making")
)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@{DEMO_DOMAIN}")


def act(organisation: Organisation, now: datetime) -> None:
    """Exempt, extend, accept outside training, leave some of it waiting, ask somebody to do it again."""
    there = set(CoursePage.objects.live().values_list("translation_key", flat=True))
    south, visits = person("south"), person("visits")
    terms = {"organisation": organisation, "by": south}
    if FOUNDATIONS in there:
        acts.exempt(
            person=person("g.endo"),
            course_key=FOUNDATIONS,
            reason="Has led an IPS programme abroad and teaches it.",
            now=now - timedelta(days=200),
            **terms,
        )
        planning.extend(
            requirement=Requirement.objects.get(plan__organisation=organisation, course_key=FOUNDATIONS),
            person=person("a.kikuchi"),
            due_on=organisation.today(now + timedelta(days=45)),
            reason="On leave for a month; agreed with her.",
            by=south,
            now=now - timedelta(days=5),
        )
    if SHARED in there:
        again = {"person": person("f.ishii"), "course_key": SHARED}
        acts.reopen(**again, reason="Wishes to do it again with the new team.", now=now - timedelta(days=8), **terms)
        learned_elsewhere(organisation, "w.goto", SHARED, "Shared decisions in psychiatry, two days", 11, visits, now)
    if TEAMWORK in there:
        own = person("i.hasegawa")
        learned_elsewhere(
            organisation, "i.hasegawa", TEAMWORK, "Working across professions, evening course", 4, own, now
        )


def learned_elsewhere(
    organisation: Organisation, who: str, course_key, title: str, hours: int, by: User, now: datetime
) -> None:
    """Enter training outside the site: accepted at once where a leader does it, waiting where they do it themselves."""
    acts.add_training(
        organisation=organisation,
        person=person(who),
        title=title,
        provider="Regional training centre",
        hours=Decimal(hours),
        completed_on=organisation.today(now - timedelta(days=30)),
        course_key=course_key,
        by=by,
        now=now - timedelta(days=3),
    )
