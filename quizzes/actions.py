"""Every change of an attempt. The server owns the quiz: draw, order, clock, answers and score are rows.

Each action is atomic and may be repeated without harm. The attempt's row is locked for whatever changes it, so that of
two tabs, or a click and the clock, one comes after the other.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import starmap
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Replace
from django.utils import timezone

from courses import listeners
from courses.actions import enrollment_for_work, record_completion
from courses.models import Completion, CoursePage, Enrollment
from courses.outlines import CourseReference, activity_kinds, course_above, outline_of
from ipslearn.base.models import User
from questions.arranging import arrange
from questions.definitions import from_json
from questions.scoring import score
from quizzes import rules
from quizzes.models import Attempt, ExtraTime, PublishedQuestion, QuizPage, Response
from quizzes.translations import translate

SNAPSHOT_RULES = ("purpose", "paging", "feedback", "shows", "right_when", "counts", "asks_confidence", "is_test_out")
DRAWN = ("question_key", "place", "kind", "definition")
MAXIMUM_SECONDS = 3600
Given = Mapping[int, tuple[Any, str]]
IN_WORDS = ("snapshot", "language")
SAVED = ("response", "is_answered", "answered_at", "seconds", "confidence", "is_final", "correctness")


class MayNotBegin(Exception):
    """No attempt may begin now. `args[0]` is the rules.Permission that says why."""


class NothingToAsk(Exception):
    """The quiz has no questions, or none whose fact is still checked."""


class AttemptClosed(Exception):
    """The attempt was submitted before, or its time is over; what was saved until then counts."""


class AnswerIsFinal(Exception):
    """The feedback to this question was shown: its answer stays as it is."""


class NotForReview(Exception):
    """The response is not an open one that waits, or its attempt is still open."""


# Beginning ----------------------------------------------------------------------------------------


def start_attempt(*, learner: User, quiz: QuizPage, course: CoursePage | CourseReference, now: datetime) -> Attempt:
    """Return the learner's open attempt, or begin one: draw the questions and set the deadline.

    Raise NotEnrolled or ActivityLocked (of courses.actions), MayNotBegin, NothingToAsk.
    """
    enrollment = enrollment_for_work(learner=learner, activity=quiz, course=course)
    attempts = list(enrollment.attempts.filter(quiz_key=quiz.quiz_key))
    attempts = [submit_attempt(attempt=one, now=now) if one.is_open and one.is_over(now) else one for one in attempts]
    if running := next((attempt for attempt in attempts if attempt.is_open), None):
        return running
    permission = rules.may_begin(
        [attempt.finished for attempt in attempts],
        attempts_allowed=quiz.attempts_allowed,
        wait_hours=quiz.wait_hours,
        now=now,
    )
    if not permission.is_given:
        raise MayNotBegin(permission)
    try:
        with transaction.atomic():
            return begin(enrollment=enrollment, quiz=quiz, number=len(attempts) + 1, now=now)
    except IntegrityError:
        # Another request was first: its attempt is the one.
        return enrollment.attempts.open().get(quiz_key=quiz.quiz_key)


def begin(*, enrollment: Enrollment, quiz: QuizPage, number: int, now: datetime) -> Attempt:
    """Write a new attempt with its responses. Raise NothingToAsk."""
    seed = secrets.token_hex(8)
    drawn = drawn_questions(quiz, seed, timezone.localdate(now))
    if not drawn:
        raise NothingToAsk
    extra = ExtraTime.objects.filter(learner=enrollment.learner_id).first() if quiz.time_limit_minutes else None
    attempt = Attempt.objects.create(
        enrollment=enrollment,
        quiz_key=quiz.quiz_key,
        number=number,
        title=quiz.title,
        language=quiz.locale.language_code,
        edition=enrollment.edition,
        rules={name: getattr(quiz, name) for name in SNAPSHOT_RULES},
        mastery_score=quiz.mastery_score,
        started_at=now,
        deadline_at=rules.deadline(
            now, time_limit_minutes=quiz.time_limit_minutes, extra_time=float(extra.factor) if extra else 1.0
        ),
    )
    write_responses(attempt, drawn, seed, is_fixed=quiz.choices_order == QuizPage.Order.FIXED)
    return attempt


def write_responses(attempt: Attempt, drawn: Sequence[dict[str, Any]], seed: str, *, is_fixed: bool) -> None:
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            question_key=row["question_key"],
            place=row["place"],
            kind=row["kind"],
            snapshot=row["definition"],
            language=attempt.language,
            order=arrange(from_json(row["definition"]), seed, is_fixed=is_fixed),
        )
        for position, row in enumerate(drawn, start=1)
    )


def drawn_questions(quiz: QuizPage, seed: str, today) -> list[dict[str, Any]]:
    """Return what a new attempt asks, in order: the columns of DRAWN. Three queries, whatever the size of the banks."""
    draws = [
        rules.Draw(place.hex, count, tag)
        for place, count, tag in quiz.draws.order_by("sort_order").values_list("bank__translation_key", "count", "tag")
    ]
    places = [quiz.quiz_key, *(one.place for one in draws)]
    fresh = Q(checked_until=None) | Q(checked_until__gte=today)
    rows = PublishedQuestion.objects.filter(fresh, place__in=places, locale=quiz.locale_id).order_by(
        "place", "position"
    )
    # Of a large bank only what the draws ask for is read, keys as plain text: a thousand UUIDs take ten milliseconds.
    columns = ["pk", Cast("question_key", CharField()), Replace(Cast("place", CharField()), Value("-"))]
    columns += ["tags"] if any(one.tag for one in draws) else []
    candidates = list(starmap(rules.Candidate, rows.values_list(*columns)))
    drawn = rules.draw(
        candidates,
        own=quiz.quiz_key.hex,
        draws=draws,
        seed=seed,
        is_shuffled=quiz.order == QuizPage.Order.SHUFFLED,
        today=today,
    )
    found = PublishedQuestion.objects.filter(pk__in=[one.pk for one in drawn]).order_by()
    by_pk = {row["pk"]: row for row in found.values("pk", *DRAWN)}
    return [by_pk[one.pk] for one in drawn if one.pk in by_pk]


# Answering ----------------------------------------------------------------------------------------


class Saved(NamedTuple):
    """What became of a form: the rows that are as it says, and those that were answered on another device."""

    rows: list[Response]
    elsewhere: list[Response]


@transaction.atomic
def save_responses(
    *,
    attempt: Attempt,
    given: Given,
    now: datetime,
    seen: Mapping[int, str] | None = None,
    is_final: bool = False,
    language: str = "",
) -> Saved:
    """Save what was answered: {position: (response, confidence)}.

    A response of None takes the answer back. `is_final` closes the question, where feedback follows at once.
    `seen` are the versions of the answers that the form was filled in over (rules.merged); what was answered
    elsewhere since then stays as it is. `language` is the one that the questions were answered in, if not their own.
    Raise AttemptClosed, with everything before the deadline scored, or
    AnswerIsFinal; then nothing is saved.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open or attempt.is_over(now):
        raise AttemptClosed
    every = list(attempt.responses.order_by("position").defer("order", *(() if is_final else ("snapshot",))))
    rows = [row for row in every if row.position in given]
    if any(row.is_final for row in rows):
        raise AnswerIsFinal
    since = seconds_since_last_sign(attempt, every, now)
    ways = {row: way_of(row, *given[row.position], (seen or {}).get(row.position), is_final=is_final) for row in rows}
    saved = [row for row in rows if ways[row] != rules.ASK]
    translated = translate(reworded(saved, given, language), language)
    changed = [
        row
        for row in saved
        if (ways[row] == rules.WRITE or is_final)
        and answer(row, *given[row.position], now=now, since=since, is_final=is_final)
    ]
    Response.objects.write([row for row in changed if row not in translated], SAVED)
    Response.objects.write([row for row in changed if row in translated], (*SAVED, *IN_WORDS))
    return Saved(saved, [row for row in rows if ways[row] == rules.ASK])


def reworded(rows: Collection[Response], given: Given, language: str) -> list[Response]:
    """Return the rows that are answered anew in another language than their own, with their snapshots."""
    own = [row for row in rows if language and row.language != language and given[row.position][0] != row.response]
    if own:
        snapshots = Response.objects.in_bulk([row.pk for row in own])
        for row in own:
            row.snapshot = snapshots[row.pk].snapshot
    return own


def way_of(row: Response, response: Any, confidence: str, seen: str | None, *, is_final: bool) -> str:
    """Say what becomes of an answer to the row; see rules.merged."""
    given = rules.version(response, confidence if confidence in Response.Confidence.values else row.confidence)
    return rules.merged(seen=seen, given=given, stored=row.version, is_meant=is_final)


def answer(row: Response, response: Any, confidence: str, *, now: datetime, since: int, is_final: bool) -> bool:
    """Put an answer into the row; say whether anything changed. `since` are the seconds since the last sign."""
    before = (row.response, row.confidence, row.is_final)
    if response != row.response:
        row.answered_at = now
        row.seconds = min((row.seconds or 0) + since, MAXIMUM_SECONDS)
    row.response, row.is_answered = response, response is not None
    if confidence in Response.Confidence.values:
        row.confidence = confidence
    row.is_final = is_final and row.is_answered
    if row.is_final:
        row.correctness = score(from_json(row.snapshot), row.response).correctness
    return (row.response, row.confidence, row.is_final) != before


def seconds_since_last_sign(attempt: Attempt, rows: Collection[Response], now: datetime) -> int:
    """Return the whole seconds since any of the attempt's `rows` was answered, or since it began."""
    newest = max((row.answered_at for row in rows if row.answered_at), default=attempt.started_at)
    return max(0, int((now - newest).total_seconds()))


# Ending -------------------------------------------------------------------------------------------


@transaction.atomic
def submit_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Score the attempt, close it, and record completion if it passes. A second call changes nothing.

    An unanswered question scores 0. After the deadline it is closed as late, with what was saved before.
    """
    attempt = Attempt.objects.select_for_update().select_related("enrollment").get(pk=attempt.pk)
    if not attempt.is_open:
        return attempt
    attempt.is_late = attempt.is_over(now)
    attempt.submitted_at = attempt.deadline_at if attempt.is_late else now
    score_responses(attempt)
    settle(attempt, now)
    if attempt.score_given is None:
        listeners.tell(enrollment=attempt.enrollment, now=now)
    return attempt


def score_responses(attempt: Attempt) -> None:
    rows = list(attempt.responses.order_by("position").only("attempt", "snapshot", "response", "correctness"))
    changed = []
    for row in rows:
        before, row.correctness = row.correctness, score(from_json(row.snapshot), row.response).correctness
        if row.correctness != before:
            changed.append(row)
    Response.objects.write(changed, ["correctness"])
    attempt.score_given, attempt.score_maximum = rules.total([row.correctness for row in rows])


def settle(attempt: Attempt, now: datetime) -> None:
    """Save the attempt's score and record what follows from it. Call with the attempt locked."""
    attempt.save(update_fields=["submitted_at", "is_late", "score_given", "score_maximum"])
    is_practice = attempt.rules.get("purpose") == QuizPage.Purpose.PRACTICE
    if attempt.is_passed or is_practice:
        record_passing(attempt, now, is_practice=is_practice and not attempt.is_passed)


def record_passing(attempt: Attempt, now: datetime, *, is_practice: bool) -> None:
    """Record the quiz as completed, and its module where a passed test exempts from it; nothing if it is gone."""
    quiz = published_quiz(attempt)
    if quiz is None:
        return
    course = course_above(quiz)
    rule = Completion.Rule.QUIZ_DONE if is_practice else Completion.Rule.QUIZ_PASSED
    record_completion(
        enrollment=attempt.enrollment,
        activity=quiz,
        course=course,
        rule=rule,
        now=now,
        score_given=attempt.score_given,
        score_maximum=attempt.score_maximum,
    )
    if attempt.is_passed and attempt.rules.get("is_test_out"):
        test_out(attempt, quiz, course, now)


def published_quiz(attempt: Attempt, columns: Sequence[str] = (), language: str = "") -> QuizPage | None:
    """Return the quiz as it is now; None if it is gone. One query.

    In `language` if it can be, which is the attempt's if none is named. `columns` are all that is read of it; without
    them, all but what is kept rendered.
    """
    quizzes = QuizPage.objects.live().filter(translation_key=attempt.quiz_key).order_by("path").select_related("locale")
    quizzes = quizzes.only(*columns, "locale__language_code") if columns else quizzes.defer(*QuizPage.kept_rendered)
    wanted = language or attempt.language
    return min(quizzes, key=lambda quiz: quiz.locale.language_code != wanted, default=None)


def test_out(attempt: Attempt, quiz: QuizPage, course: CoursePage, now: datetime) -> None:
    """Record the required activities of the quiz's module as shown in its test."""
    module = outline_of(course).module_of(quiz.quiz_key)
    keys = [one.key for one in module.activities if one.is_required and one.key != quiz.quiz_key] if module else []
    for kind in activity_kinds():
        pages = kind.objects.filter(translation_key__in=keys, locale=quiz.locale_id).defer(*kind.kept_rendered)
        for page in pages.select_related("locale"):
            record_completion(
                enrollment=attempt.enrollment,
                activity=page,
                course=course,
                rule=Completion.Rule.TESTED_OUT,
                now=now,
            )


def close_overdue(*, now: datetime) -> int:
    """Submit everybody's open attempts whose time is over; return how many."""
    closed = [submit_attempt(attempt=attempt, now=now) for attempt in Attempt.objects.overdue(now)]
    return len(closed)


# Reviewing ----------------------------------------------------------------------------------------


@transaction.atomic
def review_response(*, response: Response, met: Collection[str], now: datetime) -> Attempt:
    """Say which criteria an open response meets; with the last one that waits, the attempt gets its score.

    Done again, it replaces what was said before, but a pass that was recorded stays. Raise NotForReview.
    """
    attempt = Attempt.objects.select_for_update().select_related("enrollment").get(pk=response.attempt_id)
    row = attempt.responses.get(pk=response.pk)
    if attempt.is_open or row.kind != "open_response" or not row.is_answered:
        raise NotForReview
    known = [criterion["id"] for criterion in row.snapshot.get("criteria", [])]
    row.response = row.response | {"met": [one for one in known if one in set(met)]}
    row.save(update_fields=["response"])
    score_responses(attempt)
    settle(attempt, now)
    listeners.tell(enrollment=attempt.enrollment, now=now)
    return attempt
