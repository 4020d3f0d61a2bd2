"""A large organisation: teams of ten, a plan of so many courses, and where everybody stands in each.

The standings are drawn, not derived from records: what is measured reads them, and does not ask where they came from.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone
from wagtail.models import Locale

from authoring.pages import publish
from courses.models import CatalogPage, CoursePage
from ipslearn.base.models import HomePage, Profession, User
from teams import status
from teams.models import Membership, Organisation, Readiness, Requirement, Standing, Team, TrainingPlan
from teams.standings import add, dates_of

NAME = "A large organisation"
AT_ONCE = 2000
TEAM_SIZE = 10
FAMILY = ("Sato", "Suzuki", "Takahashi", "Tanaka", "Ito", "Watanabe", "佐藤", "鈴木", "高橋", "田中")
GIVEN = ("Haruka", "Ken", "Yui", "Daichi", "Mei", "Sota", "陽子", "健太", "結衣", "大輔")
STATES = (
    *("completed",) * 12,
    *("in_progress", "in_progress", "not_started", "not_started", "expiring", "due_soon", "overdue"),
    *("expired", "exempt", "waiting"),
)


def seed_organisation(people: int, courses: int) -> Organisation:
    """Return the organisation with so many people in teams of ten, each asked for about three of four courses."""
    organisation = Organisation.objects.create(
        name=NAME, language="en", time_zone="Asia/Tokyo", created_at=timezone.now()
    )
    dice = random.Random(1)
    pages = [course_page(number) for number in range(courses)]
    professions = list(Profession.objects.all())
    wanted = add_plan(organisation, pages, professions)
    members = add_people(organisation, people, professions, dice)
    today = organisation.today(timezone.now())
    add_standings(organisation, members, wanted, today, dice)
    return organisation


def course_page(number: int) -> CoursePage:
    """Return a published course, the same for every organisation; a catalog is made for it where there is none."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    title = f"Course {number + 1} of a plan with a title"
    if found := CoursePage.objects.filter(title=title).first():
        return found
    catalog = CatalogPage.objects.filter(locale=locale).first()
    if catalog is None:
        home = HomePage(title="Home", slug="en", lead="Learn.", locale=locale)
        publish(home, None)
        catalog = CatalogPage(title="Courses", slug="courses", locale=locale)
        publish(catalog, home)
    page = CoursePage(title=title, locale=locale, credit_hours=1)
    publish(page, catalog)
    return page


def add_plan(organisation, pages, professions) -> dict[str, list]:
    """Ask each profession for three of four courses; return {profession: course keys}."""
    plan = TrainingPlan.objects.create(organisation=organisation, name="Plan", created_at=timezone.now())
    wanted = {profession.pk: [] for profession in professions}
    for number, page in enumerate(pages):
        row = Requirement.objects.create(
            plan=plan, course_key=page.course_key, title=page.title, applies_from=date(2020, 1, 1), due_within_days=90
        )
        asked = [one for place, one in enumerate(professions) if (place + number) % 4]
        row.professions.set(asked)
        for one in asked:
            wanted[one.pk].append((row.pk, page.course_key))
    return wanted


def add_people(organisation, people, professions, dice) -> list[Membership]:
    users = [
        User(email=f"member{number}-{organisation.pk}@example.org", name=f"{dice.choice(FAMILY)} {dice.choice(GIVEN)}")
        for number in range(people)
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, batch_size=AT_ONCE)
    now = timezone.now()
    count = -(-people // TEAM_SIZE)
    teams = Team.objects.bulk_create(
        [Team(organisation=organisation, name=f"Team {number + 1:04}", created_at=now) for number in range(count)]
    )
    return Membership.objects.bulk_create(
        [
            Membership(
                user=user,
                team=teams[place // TEAM_SIZE],
                profession=dice.choice(professions),
                is_leader=place % TEAM_SIZE == 0,
                joined_on=now.date() - timedelta(days=dice.randint(10, 2000)),
            )
            for place, user in enumerate(users)
        ],
        batch_size=AT_ONCE,
    )


def add_standings(organisation, members, wanted, today, dice) -> None:
    rest = iter(members)
    while some := list(islice(rest, AT_ONCE // 4)):
        rows = [row for member in some for row in standings_of(organisation, member, wanted, today, dice)]
        Standing.objects.bulk_create(rows, batch_size=AT_ONCE)
        counted = {}
        for row in rows:
            own = Readiness(organisation=organisation, person_id=row.person_id, refreshed_on=today)
            add(counted.setdefault(row.person_id, own), row)
        Readiness.objects.bulk_create(counted.values(), batch_size=AT_ONCE)


def standings_of(organisation, member, wanted, today, dice) -> Iterator[Standing]:
    for pk, key in wanted[member.profession_id]:
        state = dice.choice(STATES)
        is_done = state in {status.COMPLETED, status.EXPIRING, status.EXPIRED}
        drawn = drawn_status(state, today, dice.randint(1, 30))
        yield Standing(
            organisation=organisation,
            person_id=member.user_id,
            course_key=key,
            necessity=Requirement.Necessity.ESSENTIAL,
            completed_on=today - timedelta(days=dice.randint(300, 400)) if is_done else None,
            done=10 if is_done else dice.randint(1, 9) if state == status.IN_PROGRESS else 0,
            total=10,
            sources=[pk],
            **dates_of(drawn),
        )


def drawn_status(state: str, today: date, days: int) -> status.Status:
    """Return a status in that state with dates that fit it."""
    later, before = today + timedelta(days=days), today - timedelta(days=days)
    if state == status.COMPLETED:
        return status.Status(state, since=before, expires_on=later + timedelta(days=90))
    if state == status.EXPIRING:
        return status.Status(state, since=before, expires_on=later)
    if state in {status.OVERDUE, status.EXPIRED}:
        return status.Status(state, since=before, due_on=before, expires_on=before if state == status.EXPIRED else None)
    if state == status.EXEMPT:
        return status.Status(state, since=before)
    return status.Status(state, since=before, due_on=today + timedelta(days=days + 20))
