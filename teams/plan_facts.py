"""A plan and what people did, read from the database as the plain values that the rules decide from."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef

from courses.models import Completion, CoursePage, Enrollment
from courses.outlines import CourseReference, outline_of
from ipslearn.languages.titles import Title
from questions.definitions import OpenResponse
from quizzes.models import Attempt
from teams import requirements as rules
from teams.models import Adjustment, Exemption, Membership, Organisation, Reopening, Requirement, TrainingRecord
from teams.status import Done, Record


@dataclass(frozen=True)
class CourseFacts:
    """A published course as plans see it. `required` are the keys of its required activities."""

    key: UUID
    title: Title
    url: str
    edition: int
    edition_on: date | None
    required: frozenset[UUID]


@dataclass
class PlanFacts:
    """An organisation's requirements by course, and what is adjusted for teams and people."""

    requirements: dict[UUID, list[rules.Requirement]]
    of_teams: list[rules.Adjusted] = field(default_factory=list)
    of_people: dict[int, list[rules.Adjusted]] = field(default_factory=dict)
    courses: dict[UUID, CourseFacts] = field(default_factory=dict)

    def asked_of(self, person: int, belongings: list[rules.Belonging], key: UUID, today: date) -> rules.Asked | None:
        adjustments = (
            [*self.of_teams, *self.of_people.get(person, ())] if self.of_teams else self.of_people.get(person, ())
        )
        return rules.asked_of(belongings, self.requirements[key], adjustments, today)


def plan_facts(organisation: Organisation, language: str | None = None) -> PlanFacts:
    """Return what the plans in force ask. Five queries; outlines come from the cache."""
    return with_requirements(organisation, requirement_rows(organisation), language)


def requirement_rows(organisation: Organisation) -> list[tuple[UUID, rules.Requirement]]:
    """Return (course key, rule) of every requirement in force. Two queries."""
    rows = Requirement.objects.in_force().filter(plan__organisation=organisation).prefetch_related("professions")
    return [(row.course_key, as_rule(row)) for row in rows]


def with_requirements(organisation, rows: Iterable[tuple[UUID, rules.Requirement]], language=None) -> PlanFacts:
    """Return the facts of a plan as it is, or as it would be with these requirements."""
    by_course = defaultdict(list)
    for key, rule in rows:
        by_course[key].append(rule)
    facts = PlanFacts(requirements=dict(by_course), courses=course_facts(by_course, language or organisation.language))
    adjustments = Adjustment.objects.filter(requirement__plan__organisation=organisation, ended_at=None)
    for requirement, team, person, necessity, due_on in adjustments.values_list(
        "requirement", "team", "person", "necessity", "due_on"
    ):
        adjusted = rules.Adjusted(requirement, team, necessity, due_on)
        if person is None:
            facts.of_teams.append(adjusted)
        else:
            facts.of_people.setdefault(person, []).append(adjusted)
    return facts


def as_rule(row: Requirement, professions: Collection[str] | None = None) -> rules.Requirement:
    """Return a requirement as a plain value; its professions are read unless they are given."""
    if professions is None:
        professions = [one.pk for one in row.professions.all()]
    return rules.Requirement(
        pk=row.pk,
        professions=frozenset(professions),
        necessity=row.necessity,
        applies_from=row.applies_from,
        due_within_days=row.due_within_days,
        due_on=row.due_on,
        valid_months=row.valid_months,
        valid_from=row.valid_from,
        renew_month=row.renew_month or 0,
        renew_day=row.renew_day or 0,
        edition=row.edition,
        renewal=row.renewal,
    )


def course_facts(keys: Collection[UUID], language: str) -> dict[UUID, CourseFacts]:
    """Return the published courses by key, in the language where there is one. One query when outlines are cached."""
    found = {}
    rows = CoursePage.objects.live().filter(translation_key__in=keys).order_by("path")
    columns = ("pk", "outline_stamp", "translation_key", "edition", "edition_on", "locale__language_code")
    for pk, stamp, key, edition, edition_on, code in rows.values_list(*columns):
        if key in found and code != language:
            continue
        outline = outline_of(CourseReference(pk, stamp, key))
        required = frozenset(activity.key for activity in outline.activities if activity.is_required)
        found[key] = CourseFacts(key, outline.title, outline.url, edition, edition_on, required)
    return found


@dataclass
class PeopleFacts:
    """What some people are and did: by person, and by (person, course)."""

    belongings: dict[int, list[rules.Belonging]]
    records: dict[tuple[int, UUID], Record]
    newest: dict[tuple[int, UUID], dict]
    done: dict[int, int]


def people_facts(organisation: Organisation, people: Collection[int], courses: dict[UUID, CourseFacts]) -> PeopleFacts:
    """Return what the people are and did in the courses. Eight queries."""
    belongings = defaultdict(list)
    rows = Membership.objects.filter(team__organisation=organisation, user__in=people)
    for user, team, profession, joined, left in rows.values_list("user", "team", "profession", "joined_on", "left_on"):
        belongings[user].append(rules.Belonging(team, profession, joined, left))
    reopened = reopening_facts(organisation, people)
    newest, completed = enrollment_facts(organisation, people, courses, reopened)
    done, started = progress_facts(organisation, newest, courses)
    outside, waiting = outside_facts(organisation, people, reopened)
    for pair, since in review_facts(organisation, newest, courses, done).items():
        waiting[pair] = min(since, waiting.get(pair, date.max))
    exempt = {
        (person, key): day(moment, organisation)
        for person, key, moment in Exemption.objects.filter(
            organisation=organisation, person__in=people, ended_at=None
        ).values_list("person", "course_key", "granted_at")
    }
    for pair, days in outside.items():
        completed.setdefault(pair, []).extend(days)
    records = {}
    for pair in {*newest, *completed, *exempt, *waiting}:
        course = courses.get(pair[1])
        records[pair] = Record(
            completed=sorted(completed.get(pair, ()), key=lambda one: one.on),
            started_on=started.get(pair),
            exempt_on=exempt.get(pair),
            waiting_since=waiting.get(pair),
            edition=course.edition if course else 1,
            edition_on=course.edition_on if course else None,
            reopened_on=day(reopened[pair], organisation) if pair in reopened else None,
        )
    return PeopleFacts(belongings, records, newest, done)


def day(moment: datetime, organisation: Organisation) -> date:
    return moment.astimezone(ZoneInfo(organisation.time_zone)).date()


def reopening_facts(organisation, people) -> dict[tuple[int, UUID], datetime]:
    """Return the last moment each course was asked for again, by (person, course). One query."""
    rows = Reopening.objects.filter(organisation=organisation, person__in=people).order_by("reopened_at")
    return {(person, key): at for person, key, at in rows.values_list("person", "course_key", "reopened_at")}


def is_before(moment: datetime | None, reopened: datetime | None) -> bool:
    return bool(moment and reopened and moment <= reopened)


def enrollment_facts(organisation, people, courses, reopened) -> tuple[dict, dict]:
    """Return ({(person, key): newest enrollment}, {(person, key): completions}). One query."""
    newest, completed = {}, defaultdict(list)
    rows = Enrollment.objects.filter(learner__in=people, course_key__in=list(courses)).order_by("cycle")
    columns = ("pk", "learner", "course_key", "cycle", "source", "edition", "completed_at", "withdrawn_at")
    zone = ZoneInfo(organisation.time_zone)
    for row in rows.values_list(*columns):
        pk, learner, key, cycle, source, edition, completed_at, withdrawn_at = row
        newest[learner, key] = {
            "pk": pk,
            "cycle": cycle,
            "source": source,
            "is_open": completed_at is None and withdrawn_at is None,
            "is_left": withdrawn_at is not None,
            "is_completed": completed_at is not None,
        }
        if completed_at:
            again = is_before(completed_at, reopened.get((learner, key)))
            completed[learner, key].append(Done(completed_at.astimezone(zone).date(), edition, again))
    return newest, completed


def progress_facts(organisation, newest, courses) -> tuple[dict, dict]:
    """Return ({enrollment: required activities done}, {(person, key): day begun}) of the open cycles. One query."""
    pairs = {row["pk"]: pair for pair, row in newest.items() if row["is_open"]}
    if not pairs:
        return {}, {}
    required = {key for course in {pair[1] for pair in pairs.values()} for key in courses[course].required}
    rows = (
        Completion.objects.filter(enrollment__in=list(pairs), activity_key__in=list(required))
        .order_by()
        .values_list("enrollment")
        .annotate(Count("pk"), Min("completed_at"))
    )
    done, started = {}, {}
    for pk, number, first in rows:
        done[pk] = number
        started[pairs[pk]] = day(first, organisation)
    return done, started


def review_facts(organisation, newest, courses, done) -> dict[tuple[int, UUID], date]:
    """Return since when a trainer's review is all that is missing, by (person, course). One query.

    Quizzes wait whose open responses nobody has read yet; with anything else left to do, the learner is not done.
    """
    pairs = {row["pk"]: pair for pair, row in newest.items() if row["is_open"]}
    read = Completion.objects.filter(enrollment=OuterRef("enrollment"), activity_key=OuterRef("quiz_key"))
    rows = Attempt.objects.submitted().filter(
        enrollment__learner__in={person for person, _key in pairs.values()},
        enrollment__completed_at=None,
        score_given=None,
        responses__kind=OpenResponse.kind,
        responses__correctness=None,
        responses__snapshot__review="reviewer",
    )
    waiting = defaultdict(dict)
    for pk, quiz, at in (
        rows.exclude(Exists(read)).order_by("-submitted_at").values_list("enrollment", "quiz_key", "submitted_at")
    ):
        if pk in pairs and quiz in courses[pairs[pk][1]].required:
            waiting[pk][quiz] = day(at, organisation)
    return {
        pairs[pk]: min(quizzes.values())
        for pk, quizzes in waiting.items()
        if done.get(pk, 0) + len(quizzes) >= len(courses[pairs[pk][1]].required)
    }


def outside_facts(organisation, people, reopened) -> tuple[dict, dict]:
    """Return (accepted training outside by (person, key), what waits for review since when). One query.

    Whether training counts that was asked for again, the day decides on which it was accepted.
    """
    accepted, waiting = defaultdict(list), {}
    rows = TrainingRecord.objects.filter(organisation=organisation, person__in=people).exclude(course_key=None)
    for person, key, state, completed_on, added_at, decided_at in rows.values_list(
        "person", "course_key", "state", "completed_on", "added_at", "decided_at"
    ):
        if state == TrainingRecord.State.ACCEPTED:
            again = is_before(decided_at, reopened.get((person, key)))
            accepted[person, key].append(Done(completed_on, is_reopened=again))
        elif state == TrainingRecord.State.WAITING:
            waiting[person, key] = min(day(added_at, organisation), waiting.get((person, key), date.max))
    return accepted, waiting
