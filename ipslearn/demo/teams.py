"""The demo's organisation: three teams in nine professions over sixteen months, with somebody in every state.

Everything is made through the apps' own actions, each at its own moment, oldest first. Names are invented.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from authoring.actions import key_of
from courses import actions as learning
from courses.assignment import open_next_cycles
from courses.models import Completion, CoursePage
from courses.outlines import activity_kinds, outline_of
from ipslearn.accounts.demo import DEMO_DOMAIN
from ipslearn.base.models import Profession, User
from ipslearn.demo.acts import act
from ipslearn.demo.quizzes import take_quiz
from quizzes.models import QuizPage
from teams import actions, planning
from teams import requirements as rules
from teams.effects import Change, Line
from teams.models import Organisation, Team, TrainingPlan
from teams.nightly import run_night

NAME = "Aoba Community Mental Health Center"
NORTH, SOUTH, VISITS = "Aoba North", "Aoba South", "Home visits"
FOUNDATIONS, TEAMWORK, SHARED = "ips-foundations", "working-as-a-team", "shared-decision-making"
BEGAN = 480
"""So many days ago the organisation began with the site."""


@dataclass(frozen=True)
class Colleague:
    """Somebody in the organisation. `done` and `begun` hold, by course, how many days ago that was."""

    key: str
    name: str
    team: str
    profession: str
    joined: int
    done: dict[str, tuple[int, ...]] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    reading: str = ""
    """In kana; who has one writes their name in kanji and reads Japanese."""
    is_leader: bool = False
    left: int | None = None

    @property
    def language(self) -> str:
        return "ja" if self.reading else "en"

    @property
    def email(self) -> str:
        return f"{self.key}@{DEMO_DOMAIN}"


PEOPLE = (
    Colleague(
        "leader", "Naoko Hirano", NORTH, "team-leader", 470, {FOUNDATIONS: (430, 90), TEAMWORK: (60,)}, is_leader=True
    ),
    Colleague("learner", "Yuki Tanabe", NORTH, "employment-specialist", 40),
    Colleague(
        "m.ogawa",
        "Mika Ogawa",
        NORTH,
        "employment-specialist",
        470,
        {FOUNDATIONS: (320,), TEAMWORK: (50,), SHARED: (30,)},
    ),
    Colleague(
        "t.hayama", "Takeru Hayama", NORTH, "case-manager", 400, {FOUNDATIONS: (330,), SHARED: (100,)}, {TEAMWORK: 6}
    ),
    Colleague(
        "s.takahashi", "髙橋 早苗", NORTH, "nurse", 380, {FOUNDATIONS: (310,)}, {SHARED: 9}, reading="たかはし さなえ"
    ),
    Colleague("d.mizuno", "水野 大地", NORTH, "nurse", 84, {}, {FOUNDATIONS: 20}, reading="みずの だいち"),
    Colleague("k.arai", "Kenji Arai", NORTH, "psychiatrist", 300, {SHARED: (200,)}),
    Colleague(
        "r.nomura",
        "野村 理恵",
        NORTH,
        "social-worker",
        260,
        {FOUNDATIONS: (190,), TEAMWORK: (20,)},
        reading="のむら りえ",
    ),
    Colleague("j.kubo", "Jun Kubo", NORTH, "peer-supporter", 12, {}),
    Colleague(
        "south", "Eiji Matsuda", SOUTH, "team-leader", 465, {FOUNDATIONS: (420, 70), TEAMWORK: (40,)}, is_leader=True
    ),
    Colleague(
        "h.yoshida",
        "𠮷田 春香",
        SOUTH,
        "employment-specialist",
        450,
        {FOUNDATIONS: (400,)},
        {TEAMWORK: 3},
        reading="よしだ はるか",
    ),
    Colleague("n.sakai", "Nozomi Sakai", SOUTH, "employment-specialist", 150, {FOUNDATIONS: (70,)}, {SHARED: 12}),
    Colleague("y.uchida", "Yuto Uchida", SOUTH, "case-manager", 220, {}, {FOUNDATIONS: 160}),
    Colleague(
        "c.maeda",
        "前田 千尋",
        SOUTH,
        "occupational-therapist",
        340,
        {FOUNDATIONS: (280,), SHARED: (250,)},
        reading="まえだ ちひろ",
    ),
    Colleague("g.endo", "遠藤 剛", SOUTH, "psychiatrist", 330, reading="えんどう ごう"),
    Colleague("a.kikuchi", "菊池 彩香", SOUTH, "nurse", 78, {}, {FOUNDATIONS: 30}, reading="きくち あやか"),
    Colleague("f.ishii", "Fumiko Ishii", SOUTH, "psychologist", 200, {FOUNDATIONS: (130,), SHARED: (60,)}),
    Colleague(
        "visits", "Shinobu Kato", VISITS, "team-leader", 460, {FOUNDATIONS: (300,), TEAMWORK: (80,)}, is_leader=True
    ),
    Colleague(
        "o.fujita", "藤田 修", VISITS, "nurse", 455, {FOUNDATIONS: (380,), SHARED: (340,)}, reading="ふじた おさむ"
    ),
    Colleague("e.okada", "Emi Okada", VISITS, "nurse", 190, {FOUNDATIONS: (110,), SHARED: (40,), TEAMWORK: (15,)}),
    Colleague("w.goto", "Wataru Goto", VISITS, "occupational-therapist", 170, {}, {FOUNDATIONS: 90}),
    Colleague(
        "i.hasegawa", "長谷川 泉", VISITS, "daily-living-staff", 280, {FOUNDATIONS: (210,)}, reading="はせがわ いずみ"
    ),
    Colleague(
        "p.murakami",
        "村上 亮",
        VISITS,
        "peer-supporter",
        130,
        {FOUNDATIONS: (50,)},
        {TEAMWORK: 2},
        reading="むらかみ りょう",
    ),
    Colleague("z.kondo", "近藤 善太", VISITS, "social-worker", 25, reading="こんどう ぜんた"),
    Colleague("l.nagai", "Hiro Nagai", SOUTH, "nurse", 400, {FOUNDATIONS: (350,)}, left=60),
)


def create_organisation() -> Organisation | None:
    """Create the demo organisation with its people and what they did; None if it is there already.

    The administrator, the first leader and the learner have their accounts before.
    """
    if Organisation.objects.filter(name=NAME).exists():
        return None
    now = timezone.now()
    office = User.objects.get(email=f"office@{DEMO_DOMAIN}")
    began = now - timedelta(days=BEGAN)
    organisation = actions.create_organisation(
        name=NAME, language="en", time_zone="Asia/Tokyo", administrator=office, by=office, now=began
    )
    make_plan(organisation, office, began)
    for name in (NORTH, SOUTH, VISITS):
        actions.create_team(organisation=organisation, name=name, by=office, now=began)
    for moment, event in sorted(history(organisation, office, now), key=lambda one: one[0]):
        event(moment)
    act(organisation, now)
    run_night(organisation, now=now)
    return organisation


def make_plan(organisation: Organisation, office: User, now: datetime) -> TrainingPlan:
    """Ask everybody for the foundations and for teamwork, and those who prescribe or plan care for shared decisions."""
    plan = planning.create_plan(organisation=organisation, name="Training plan", by=office, now=now)
    today = organisation.today(now)
    clinical = frozenset({"case-manager", "nurse", "psychiatrist", "social-worker", "occupational-therapist"})
    rest = frozenset({"employment-specialist", "psychologist", "peer-supporter"})
    asked = [
        (FOUNDATIONS, {"due_within_days": 90, "valid_months": 12, "valid_from": "expiry", "renewal": "what_changed"}),
        (TEAMWORK, {"due_on": organisation.today(now + timedelta(days=BEGAN + 20))}),
        (SHARED, {"due_within_days": 180, "professions": clinical}),
        (SHARED, {"necessity": "recommended", "professions": rest}),
    ]
    courses = {page.course_key: page for page in CoursePage.objects.live().order_by("-path")}
    lines = tuple(
        Line(key_of(course), courses[key_of(course)].title, rules.Requirement(pk=0, applies_from=today, **terms))
        for course, terms in asked
        if key_of(course) in courses
    )
    return planning.change_plan(plan=plan, change=Change(lines=lines), by=office, now=now)


Event = tuple[datetime, Callable[[datetime], None]]


def history(organisation: Organisation, office: User, now: datetime) -> Iterator[Event]:
    """Yield what happened, as (moment, what to do then)."""
    teams = {team.name: team for team in organisation.teams.all()}
    courses = {page.course_key: page for page in CoursePage.objects.live().order_by("-path")}
    for colleague in PEOPLE:
        person = account(colleague)
        yield now - timedelta(days=colleague.joined), partial(joins, colleague, person, teams[colleague.team], office)
        for name, days in colleague.done.items():
            for ago in days:
                if key_of(name) in courses:
                    yield now - timedelta(days=ago), partial(finishes, person, courses[key_of(name)])
        for name, ago in colleague.begun.items():
            if key_of(name) in courses:
                yield now - timedelta(days=ago), partial(begins, person, courses[key_of(name)])
        if colleague.left:
            yield now - timedelta(days=colleague.left), partial(leaves, person, office)


def account(colleague: Colleague) -> User:
    """Return the account; most of the demo's people cannot sign in."""
    found = User.objects.filter(email=colleague.email).first()
    return found or User.objects.create_user(
        colleague.email,
        None,
        name=colleague.name,
        name_reading=colleague.reading,
        preferred_language=colleague.language,
    )


def joins(colleague: Colleague, person: User, team: Team, office: User, now: datetime) -> None:
    actions.join(
        team=team,
        user=person,
        profession=Profession.objects.get(pk=colleague.profession),
        joined_on=team.organisation.today(now),
        is_leader=colleague.is_leader,
        by=office,
        now=now,
    )


def leaves(person: User, office: User, now: datetime) -> None:
    membership = person.memberships.current().get()
    today = membership.team.organisation.today(now)
    actions.leave(membership=membership, left_on=today, by=office, now=now)


def finishes(person: User, course: CoursePage, now: datetime) -> None:
    """Do everything that the course requires and is not done, within a few days."""
    open_cycle(person, course, now)
    work_on(person, course, now, share=1.0)


def begins(person: User, course: CoursePage, now: datetime) -> None:
    """Do the first part of the course."""
    open_cycle(person, course, now)
    work_on(person, course, now, share=0.45)


def open_cycle(person: User, course: CoursePage, now: datetime) -> None:
    """Enroll; who has completed the course before begins the next cycle."""
    learning.enroll(learner=person, course=course, now=now)
    open_next_cycles(pairs=[(person.pk, course.course_key)], now=now)


def work_on(person: User, course: CoursePage, now: datetime, *, share: float) -> None:
    luck = random.Random(f"{person.email} {course.slug} {now.date()}")
    enrollment = learning.current_enrollment(learner=person, course_key=course.course_key)
    done = learning.completed_keys(enrollment)
    required = [activity for activity in outline_of(course).activities if activity.is_required]
    pages = {page.activity_key: page for kind in activity_kinds() for page in kind.objects.live().descendant_of(course)}
    for activity in required[: round(len(required) * share)]:
        if activity.key in done:
            continue
        page = pages[activity.key]
        now += timedelta(minutes=activity.minutes + luck.randint(1, 90))
        if isinstance(page, QuizPage):
            take_quiz(person, page, luck, skill=1.0, now=now)
        else:
            rule = Completion.Rule.DECLARED
            learning.record_completion(enrollment=enrollment, activity=page, course=course, rule=rule, now=now)
