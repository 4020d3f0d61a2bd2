"""One person's page: where they stand, what they completed, with which proof, and what was done for them.

Of what somebody does in a course only completions are shown, with the scores of attempts that passed: never what they
answered, wrote for themselves, or did not pass.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from courses.models import Completion, Enrollment
from ipslearn.base import words
from ipslearn.languages.foreign import guessed
from ipslearn.languages.models import FOREIGN, foreign_from, with_foreign
from ipslearn.languages.titles import Title
from quizzes.models import QuizPage
from teams import status
from teams.exports import Table, file_name
from teams.log_words import course_of, words_as_html
from teams.models import Exemption, LogEntry, Readiness, Standing, TrainingRecord
from teams.plan_facts import course_facts
from teams.screens import cells
from teams.screens.seen import Seen
from teams.screens.sums import percent

NEWEST_ACTS = 20
OF_A_SCORE = ("enrollment", "activity_key", "title", "language", "score_given", "score_maximum")


def person_screen(seen: Seen, now: datetime) -> dict:
    """Return what is shown of one person. The same queries whatever they did."""
    keys = seen.keys()
    courses = course_facts(keys, get_language())
    readiness = Readiness.objects.filter(organisation=seen.organisation, person=seen.person).first()
    return {
        "seen": seen,
        "readiness": readiness,
        "percent": percent(vars(readiness)) if readiness else None,
        "standings": standings_of(seen, courses),
        "transcript": transcript_of(seen, keys, courses),
        "certificates": certificates_of(seen, courses, now),
        "records": TrainingRecord.objects.visible_to(seen.reader).filter(**of(seen)),
        "exemptions": exemptions_of(seen, courses),
        "acts": acts_of(seen, courses),
    }


def of(seen: Seen) -> dict:
    return {"organisation": seen.organisation, "person": seen.person}


def standings_of(seen: Seen, courses: dict) -> list[dict]:
    """Return the courses asked of the person, what needs doing first."""
    rows = Standing.objects.visible_to(seen.reader).filter(**of(seen), course_key__in=courses)
    found = [(course, cells.face(*rest)) for _person, course, *rest in rows.values_list(*cells.COLUMNS)]
    found.sort(key=lambda one: (status.STATES.index(one[1][0]), courses[one[0]].title))
    return [
        {
            "title": courses[course].title,
            "url": f"{seen.url}courses/{course}/",
            "html": mark_safe(cells.html(face, get_language())),
            "is_open": face[0] not in cells.SETTLED,
        }
        for course, face in found
    ]


def transcript_of(seen: Seen, keys, courses: dict) -> list[dict]:
    """Return the completed cycles in the plan's courses, newest first, with the scores of what was passed."""
    cycles = Enrollment.objects.filter(learner=seen.person, course_key__in=keys, completed_at__isnull=False)
    cycles = list(cycles.select_related("certificate").order_by("-completed_at", "-pk"))
    scores = defaultdict(list)
    passed = Completion.objects.filter(enrollment__in=cycles, score_maximum__gt=0).exclude(score_given=None)
    rows = list(passed.values_list(*OF_A_SCORE))
    titles = titles_of([key for _pk, key, *_rest in rows])
    for pk, key, title, language, given, maximum in rows:
        named = titles.get(key) or guessed(title, language)
        scores[pk].append({"title": named, "percent": int(given * 100 / maximum)})
    return [
        {
            "title": title_of(one, courses),
            "url": f"{seen.url}courses/{one.course_key}/",
            "completed_on": seen.organisation.today(one.completed_at),
            "edition": one.edition,
            "cycle": one.cycle,
            "hours": certificate.hours if (certificate := getattr(one, "certificate", None)) else None,
            "number": certificate.number if certificate else "",
            "scores": scores[one.pk],
        }
        for one in cycles
    ]


def titles_of(quizzes: Collection[UUID]) -> dict[UUID, Title]:
    """Return what the quizzes are called in the language of the page, as far as they are published in it. A query."""
    language = get_language()
    pages = QuizPage.objects.live().filter(translation_key__in=quizzes, locale__language_code=language)
    rows = with_foreign(pages).values_list("translation_key", "title", *FOREIGN)
    return {key: foreign_from(*foreign).title_of(title, language) for key, title, *foreign in rows}


def title_of(enrollment: Enrollment, courses: dict) -> str:
    """Return the course's title; where it is not published any more, the one on the certificate."""
    if enrollment.course_key in courses:
        return courses[enrollment.course_key].title
    certificate = getattr(enrollment, "certificate", None)
    return (
        guessed(certificate.title, certificate.language) if certificate else _("A course that is no longer published")
    )


def certificates_of(seen: Seen, courses: dict, now: datetime) -> list[dict]:
    today = seen.organisation.today(now)
    return [
        {
            "title": title_of(one.enrollment, courses),
            "number": one.number,
            "state": one.state(today).value,
            "issued_on": seen.organisation.today(one.issued_at),
            "expires_on": one.expires_on,
        }
        for one in seen.certificates()
    ]


def exemptions_of(seen: Seen, courses: dict) -> list[dict]:
    rows = Exemption.objects.visible_to(seen.reader).filter(**of(seen)).select_related("granted_by")
    return [
        {"row": row, "title": courses[row.course_key].title if row.course_key in courses else ""}
        for row in rows.order_by("-granted_at", "-pk")
    ]


def acts_of(seen: Seen, courses: dict, course_key=None) -> list[dict]:
    """Return the newest acts for the person, in words; about one course, if it is named."""
    rows = LogEntry.objects.visible_to(seen.reader).filter(**of(seen))
    if course_key:
        rows = rows.filter(course_key=course_key)
    titles = {key: course.title for key, course in courses.items()}
    return [
        {"entry": row, "html": words_as_html(row), "title": course_of(row, titles)}
        for row in rows.select_related("done_by")[:NEWEST_ACTS]
    ]


def transcript_table(seen: Seen) -> Table:
    keys = seen.keys()
    headings = [_("Course"), _("Completed on"), _("Edition"), _("Hours"), _("Certificate"), _("Passed with")]
    rows = (
        (row["title"], row["completed_on"], row["edition"], row["hours"], row["number"], scores_words(row["scores"]))
        for row in transcript_of(seen, keys, course_facts(keys, get_language()))
    )
    about = [(_("Organisation"), seen.organisation.name), (pgettext("person", "Name"), seen.person.name)]
    return Table(_("Transcript"), headings, rows, about)


def scores_words(scores: list[dict]) -> str:
    return words.listed_apart(words.labelled(one["title"], words.percent(one["percent"])) for one in scores)


def transcript_name(seen: Seen, now: datetime) -> str:
    day = seen.organisation.today(now).isoformat()
    return file_name(seen.organisation.name, seen.person.name, _("transcript"), day)
