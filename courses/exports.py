import json
from collections.abc import Callable, Iterable
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Certificate, Commitment, Completion, CoursePage, Enrollment, ReadingPosition, Reflection
from ipslearn.base.models import User

ENROLLMENT = (
    *("course_key", "cycle", "source", "edition", "enrolled_at", "completed_at", "withdrawn_at"),
    "expires_on",
)
COMPLETION = (
    *("activity_key", "title", "language", "edition", "revision", "rule", "minutes"),
    *("score_given", "score_maximum", "completed_at"),
)
CERTIFICATE = (
    *("number", "name", "title", "language", "edition", "hours", "issued_at", "expires_on"),
    *("revoked_at", "revocation_reason"),
)
READING_POSITION = ("course_key", "activity_key", "anchor", "seen_at")
COMMITMENT = ("course_key", "activity_key", "question_key", "response", "committed_at")
REFLECTION = ("course_key", "activity_key", "block_id", "title", "prompt", "text", "saved_at")


# What apps above this one add to a person's data, by its name; they put it here when Django starts.
ALSO: dict[str, Callable[[User], list]] = {}


def reflections_as_markdown(reflections: Iterable[Reflection]) -> str:
    """Return the reflections as one Markdown text: lesson, question, date, what was written."""
    parts = [f"# {_('My reflections')}\n"]
    for reflection in reflections:
        saved = date_format(timezone.localtime(reflection.saved_at), "DATE_FORMAT")
        question = "\n".join(f"> {line}" for line in reflection.prompt.splitlines())
        parts.append(f"## {reflection.title}\n\n{question}\n\n{saved}\n\n{reflection.text}\n")
    return "\n".join(parts)


def person_as_json(person: User) -> str:
    """Return what the site keeps about `person` and their learning: text as it is, dates in ISO 8601 (UTC)."""
    return json.dumps(person_as_data(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def person_as_data(person: User) -> dict:
    """Return the person's own rows under plain names. Ten queries, and those of other apps.

    Without the password, and without the names of others who granted or exempted something.
    """
    of_enrollment = {"course_key": F("enrollment__course_key"), "cycle": F("enrollment__cycle")}
    enrollments = list(Enrollment.objects.visible_to(person).values(*ENROLLMENT))
    titles = course_titles(person, {row["course_key"] for row in enrollments})
    return {
        "account": account_as_data(person),
        "enrollments": [{"course": titles.get(row["course_key"], ""), **row} for row in enrollments],
        "completions": list(Completion.objects.visible_to(person).values(*COMPLETION, **of_enrollment)),
        "certificates": list(Certificate.objects.visible_to(person).values(*CERTIFICATE, **of_enrollment)),
        "reading_positions": list(ReadingPosition.objects.visible_to(person).values(*READING_POSITION)),
        "commitments": list(Commitment.objects.visible_to(person).values(*COMMITMENT)),
        "reflections": list(Reflection.objects.visible_to(person).values(*REFLECTION)),
        **{name: read(person) for name, read in ALSO.items()},
    }


def account_as_data(person: User) -> dict:
    return {
        "name": person.name,
        "name_reading": person.name_reading,
        "email": person.email,
        "email_addresses": list(person.emailaddress_set.order_by("pk").values("email", "verified", "primary")),
        "language": person.preferred_language,
        "time_zone": person.time_zone,
        "joined_at": person.date_joined,
        "last_signed_in_at": person.last_login,
        "roles": list(person.groups.order_by("name").values_list("name", flat=True)),
        "is_administrator": person.is_superuser,
    }


def course_titles(person: User, keys: set[UUID]) -> dict[UUID, str]:
    """Return {course_key: title} of the courses the person may see, in the page's language where there is one."""
    courses = CoursePage.objects.visible_to(person).filter(translation_key__in=keys)
    rows = courses.values_list("translation_key", "title", "locale__language_code")
    return {key: title for key, title, code in sorted(rows, key=lambda row: row[2] == get_language())}
