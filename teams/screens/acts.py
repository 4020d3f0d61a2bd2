"""What a leader sees before acting for somebody: whom it is about, and what will happen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ipslearn.base.models import User
from ipslearn.languages.foreign import guessed
from teams import acts
from teams.letters import letter_of
from teams.mailing import Letter
from teams.models import Membership, Organisation, Requirement, Standing, Team, TrainingRecord
from teams.plan_facts import course_facts, people_facts, plan_facts
from teams.status import status_of


@dataclass(frozen=True)
class Subject:
    """A person in an organisation, for somebody who leads or administers them."""

    organisation: Organisation
    person: User

    @property
    def url(self) -> str:
        return reverse("teams:person_detail", args=[self.organisation.pk, self.person.pk])


def led_memberships(reader: User) -> QuerySet[Membership]:
    """Return the memberships of those for whom the reader may act: who is led now, or was ever administered."""
    administered = Organisation.objects.administered_by(reader)
    return Membership.objects.filter(
        Q(team__organisation__in=administered) | Q(team__in=Team.objects.led_by(reader), left_on=None)
    )


def subject_or_404(reader: User, organisation: int, person: int) -> Subject:
    """Return the person. Hidden is 404; nobody decides about themselves, which is 403."""
    rows = led_memberships(reader).filter(user=person, team__organisation=organisation)
    found = rows.select_related("user", "team__organisation").first()
    if found is None or not found.user.is_active:
        raise Http404
    if found.user_id == reader.pk:
        raise PermissionDenied
    return Subject(found.team.organisation, found.user)


def standing_or_404(subject: Subject, course_key: UUID) -> Standing:
    """Return where the person stands in a course that is asked of them."""
    found = Standing.objects.filter(
        organisation=subject.organisation, person=subject.person, course_key=course_key
    ).first()
    if found is None:
        raise Http404
    return found


def course_title(organisation: Organisation, course_key: UUID) -> str:
    """Return the course's title; where it is not published, the one in the plan."""
    if facts := course_facts([course_key], get_language()).get(course_key):
        return facts.title
    rows = Requirement.objects.filter(plan__organisation=organisation, course_key=course_key)
    kept = rows.values_list("title", flat=True).last()
    return guessed(kept) if kept else _("A course that is no longer published")


def act_screen(subject: Subject, course_key: UUID, standing: Standing | None = None) -> dict:
    """Return what every form about one course of one person shows."""
    return {
        "subject": subject,
        "course_title": course_title(subject.organisation, course_key),
        "standing": standing,
        "back_url": reverse("teams:cell_detail", args=[subject.organisation.pk, subject.person.pk, course_key]),
    }


def due_again(subject: Subject, course_key: UUID, now: datetime) -> str:
    """Return the due date that the course would have if it were asked for again now, in words; empty for none."""
    organisation, today = subject.organisation, subject.organisation.today(now)
    plan = plan_facts(organisation)
    facts = people_facts(organisation, [subject.person.pk], plan.courses)
    record = facts.records.get((subject.person.pk, course_key))
    asked = plan.asked_of(subject.person.pk, facts.belongings.get(subject.person.pk, []), course_key, today)
    if asked is None or record is None:
        return ""
    due_on = status_of(asked, acts.as_reopened(record, today), today).due_on
    return date_format(due_on, "DATE_FORMAT") if due_on else ""


def reminder_screen(subject: Subject, reader: User, note: str, now: datetime) -> dict:
    """Return the reminder as it would go out, or why there is none."""
    letter, refusal = preview(subject, reader, note, now), ""
    if acts.was_mailed_today(organisation=subject.organisation, person=subject.person, now=now):
        refusal = _("They have had a mail about their courses today. You can remind them again tomorrow.")
    elif letter is None:
        refusal = _("There is nothing that they have to do.")
    return {"subject": subject, "letter": letter, "refusal": refusal, "back_url": subject.url}


def preview(subject: Subject, reader: User, note: str, now: datetime) -> Letter | None:
    try:
        mail = acts.reminder_to(organisation=subject.organisation, person=subject.person, by=reader, note=note, now=now)
    except acts.NothingToRemind:
        return None
    return letter_of(mail, now)


def late_members(team: Team, reader: User) -> list[User]:
    """Return who of the team is overdue or has an expired course, by name; never the reader. One query."""
    late = Standing.objects.filter(organisation=team.organisation, necessity="essential")
    late = late.filter(state__in=(Standing.State.OVERDUE, Standing.State.EXPIRED))
    members = Membership.objects.current().filter(team=team).exclude(user=reader)
    people = User.objects.filter(pk__in=members.values("user"), is_active=True).filter(pk__in=late.values("person"))
    return list(people.order_by("sort_name", "pk"))


def training_courses(organisation: Organisation, person: User) -> list[tuple[str, str]]:
    """Return (key, title) of the courses that are asked of the person. Two queries."""
    keys = Standing.objects.filter(organisation=organisation, person=person).values_list("course_key", flat=True)
    facts = course_facts(list(keys), get_language())
    return sorted(((str(one.key), one.title) for one in facts.values()), key=lambda one: one[1])


def records_to_review(reader: User, organisation: Organisation) -> QuerySet[TrainingRecord]:
    """Return what waits of those whom the reader leads or administers, oldest first."""
    led = led_memberships(reader).filter(team__organisation=organisation).values("user")
    rows = TrainingRecord.objects.filter(organisation=organisation, person__in=led)
    rows = rows.filter(state=TrainingRecord.State.WAITING).exclude(person=reader)
    return rows.select_related("person").order_by("added_at", "pk")
