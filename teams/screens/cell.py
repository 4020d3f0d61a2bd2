"""Why a cell of the matrix is as it is: what is asked and by whom, what was done, and what comes next."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language

from courses.models import Completion, CoursePage, Enrollment
from courses.outlines import CourseReference, outline_of
from courses.progress import Outline
from ipslearn.base.models import Profession
from ipslearn.languages.foreign import guessed
from teams import explaining, reminders, status
from teams import requirements as rules
from teams.explaining import Reason
from teams.models import Adjustment, Exemption, Requirement, Team
from teams.plan_facts import PeopleFacts, as_rule, people_facts, with_requirements
from teams.screens.person import acts_of, of
from teams.screens.seen import Seen
from teams.standings import empty_record


def cell_screen(seen: Seen, key: UUID, now: datetime) -> dict | None:
    """Return what is to be said of the course; None if the plan does not ask anybody for it."""
    rows = Requirement.objects.in_force().filter(plan__organisation=seen.organisation, course_key=key)
    rows = list(rows.select_related("plan").prefetch_related("professions"))
    if not rows:
        return None
    today, person = seen.organisation.today(now), seen.person.pk
    plan = with_requirements(seen.organisation, [(key, as_rule(row)) for row in rows], get_language())
    facts = people_facts(seen.organisation, [person], plan.courses)
    asked = plan.asked_of(person, facts.belongings.get(person, []), key, today)
    record = facts.records.get((person, key)) or empty_record(plan, key)
    found = status.status_of(asked, record, today)
    reasons = reasons_of(seen, rows, facts, today)
    course = plan.courses.get(key)
    return {
        "seen": seen,
        "course_key": key,
        "title": course.title if course else guessed(rows[0].title),
        "course_url": course.url if course else "",
        "status": found,
        "since": explaining.since_words(found),
        "asked": asked,
        "requirements": requirement_words(rows, asked),
        "reasons": [explaining.reason_words(reason) for reason in reasons],
        "strictest": explaining.strictest_words(reasons, asked),
        "edition": explaining.edition_words(asked, record),
        "exemption": exemption_of(seen, key),
        "next": explaining.next_words(found),
        "mails": [explaining.mail_words(*one) for one in mails_to_come(asked, record, found, today)],
        "acts": acts_of(seen, {}, key),
        **done_in(seen, key),
    }


def requirement_words(rows: list[Requirement], asked: rules.Asked | None) -> list[list[str]]:
    """Return those requirements in words that ask this person; all of them where none does."""
    field = Profession.name_field()
    shown = [row for row in rows if asked and row.pk in asked.sources] or rows
    return [explaining.requirement_words(row, [getattr(one, field) for one in row.professions.all()]) for row in shown]


def reasons_of(seen: Seen, rows: list[Requirement], facts: PeopleFacts, today) -> list[Reason]:
    """Return each requirement with each membership that it applies to now. Three queries."""
    belongings = facts.belongings.get(seen.person.pk, [])
    teams = dict(Team.objects.filter(pk__in={one.team for one in belongings}).values_list("pk", "name"))
    names = Profession.objects.names(get_language())
    adjustments = adjustments_of(seen, rows, teams)
    return [
        reason(row, as_rule(row), belonging, belongings, adjustments, teams, names)
        for row in rows
        for belonging in belongings
        if belonging.is_current(today) and rules.applies(as_rule(row), belonging)
    ]


def reason(row, rule, belonging, belongings, adjustments, teams, names) -> Reason:
    own = tuple(one for one in adjustments if one.requirement_id == row.pk and one.team_id in (belonging.team, None))
    adjusted = [rules.Adjusted(one.requirement_id, one.team_id, one.necessity, one.due_on) for one in own]
    asked = rules.asked_by(rule, belonging, belongings, adjusted)
    return Reason(row, belonging, teams[belonging.team], names[belonging.profession], asked, own)


def adjustments_of(seen: Seen, rows: list[Requirement], teams) -> list[Adjustment]:
    """Return what is adjusted for the person or their teams, teams first."""
    found = Adjustment.objects.filter(requirement__in=rows, ended_at=None).select_related("adjusted_by", "team")
    own = found.filter(person=seen.person) | found.filter(team__in=list(teams))
    return sorted(own, key=lambda one: one.team_id is None)


def mails_to_come(asked, record: status.Record, found: status.Status, today: date) -> list[tuple[date, str]]:
    """Return (day, event) of each mail that would go to the person if they did nothing."""
    if asked is None:
        return []
    days = [found.changes_on, *days_around(found.due_on, (-14, -3, 1)), *days_around(found.expires_on, (-60, -14, 1))]
    mails = {}
    for day in sorted({one for one in days if one and one > today}):
        then = status.status_of(asked, record, day)
        course = reminders.Course("", asked.necessity, then.state, then.since, then.due_on, then.expires_on)
        if item := reminders.item_of(course, day):
            mails.setdefault(item.event, day)
    return [(day, event) for event, day in mails.items()]


def days_around(day: date | None, offsets: tuple[int, ...]) -> list[date]:
    return [day + timedelta(days=offset) for offset in offsets] if day else []


def exemption_of(seen: Seen, key: UUID) -> Exemption | None:
    rows = Exemption.objects.visible_to(seen.reader).filter(**of(seen), course_key=key, ended_at=None)
    return rows.select_related("granted_by").first()


def done_in(seen: Seen, key: UUID) -> dict:
    """Return the newest cycle, its modules with what is done in them, and the cycles completed before."""
    cycles = list(Enrollment.objects.filter(learner=seen.person, course_key=key).order_by("-cycle"))
    newest = next((one for one in cycles if one.withdrawn_at is None), None)
    outline = published_outline(key)
    done = {}
    if newest:
        done = {one.activity_key: one for one in Completion.objects.filter(enrollment=newest)}
    return {
        "enrollment": newest,
        "modules": modules_of(outline, done, seen) if outline else [],
        "completed": [
            {"on": seen.organisation.today(one.completed_at), "edition": one.edition}
            for one in cycles
            if one.completed_at
        ],
    }


def published_outline(key: UUID) -> Outline | None:
    """Return the outline in the language of the page where there is one. One query."""
    pages = CoursePage.objects.live().filter(translation_key=key)
    rows = pages.values_list("pk", "outline_stamp", "translation_key", "locale__language_code")
    found = sorted(rows, key=lambda row: row[3] != get_language())
    return outline_of(CourseReference(*found[0][:3])) if found else None


def modules_of(outline: Outline, done: dict[UUID, Completion], seen: Seen) -> list[dict]:
    return [
        {
            "title": module.title,
            "done": sum(one.key in done for one in module.activities if one.is_required),
            "total": sum(one.is_required for one in module.activities),
            "activities": [activity_row(one, done.get(one.key), seen) for one in module.activities],
        }
        for module in outline.modules
    ]


def activity_row(activity, completion: Completion | None, seen: Seen) -> dict:
    has_score = completion is not None and completion.score_given is not None and completion.score_maximum
    return {
        "title": activity.title,
        "is_required": activity.is_required,
        "state": "done" if completion else ("todo" if activity.is_required else "optional"),
        "done_on": seen.organisation.today(completion.completed_at) if completion else None,
        "percent": int(completion.score_given * 100 / completion.score_maximum) if has_score else None,
    }
