"""What the pages of quizzes show. Reads only; every learner's own rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.checks import read_on
from courses.models import Completion
from courses.outlines import course_reference, outline_of
from courses.progress import next_activity
from courses.screens import activity_screen
from ipslearn.base.rendering import cached_body
from questions.definitions import from_json
from questions.kinds import HIDDEN, OWN, RIGHT, Shown, definitions_of
from questions.summaries import summary
from quizzes import rules
from quizzes.actions import published_quiz
from quizzes.models import Attempt, PublishedQuestion, QuizPage, Response
from quizzes.translations import translate

# As much of a quiz as its results need: where it is, and whether there may be another attempt.
SHOWN_OF_QUIZ = ("path", "depth", "url_path", "translation_key", "locale", "attempts_allowed", "wait_hours", "counts")
TRUTH = {"true": _("True"), "false": _("False")}


def quiz_screen(quiz: QuizPage, request) -> dict[str, Any]:
    """The page before an attempt: what awaits the learner, and what they did so far."""
    screen = activity_screen(quiz, request)
    stamp = str(screen["course"].outline_stamp)
    attempts = list(quiz_attempts(screen["enrollment"], quiz.quiz_key))
    now = timezone.now()
    running = next((attempt for attempt in attempts if attempt.is_open), None)
    body = cached_body(quiz, "introduction", stamp=stamp, request=request)
    return screen | {
        "body": body,
        "foreign": body.foreign,
        "question_count": question_count(quiz),
        "attempts": [attempt for attempt in attempts if not attempt.is_open],
        "running": running,
        "preview_questions": preview_questions(quiz) if getattr(request, "is_preview", False) else [],
        "is_running_over": running is not None and running.is_over(now),
        **standing(quiz, attempts, now),
    }


def preview_questions(quiz: QuizPage) -> list[Shown]:
    """Return the quiz's own questions with their answers, for the editor's preview."""
    questions = enumerate(definitions_of(quiz.questions), start=1)
    return [Shown(one, prefix=prefix_of(number), seed="preview", reveal=RIGHT) for number, one in questions]


def quiz_attempts(enrollment, quiz_key):
    """Return the learner's attempts at a quiz in this cycle, the newest first. One query, none without enrollment."""
    return enrollment.attempts.filter(quiz_key=quiz_key) if enrollment else Attempt.objects.none()


def question_count(quiz: QuizPage) -> int:
    """Return how many questions an attempt asks. Two queries, three where a draw asks for a tag."""
    draws = list(quiz.draws.values_list("bank__translation_key", "count", "tag"))
    places = [quiz.quiz_key, *(place for place, _count, _tag in draws)]
    offered = PublishedQuestion.objects.filter(place__in=places, locale=quiz.locale_id).order_by()
    counts = dict(offered.values_list("place").annotate(Count("pk")))
    tagged = [place for place, _count, tag in draws if tag]
    rows = list(offered.filter(place__in=tagged).values_list("place", "tags")) if tagged else []
    total = counts.get(quiz.quiz_key, 0)
    for place, count, tag in draws:
        possible = sum(one == place and tag in tags for one, tags in rows) if tag else counts.get(place, 0)
        total += min(count or possible, possible)
    return total


def standing(quiz: QuizPage, attempts, now) -> dict[str, Any]:
    """Return what the learner may do next, and which attempt counts."""
    over = [attempt for attempt in attempts if not attempt.is_open]
    finished = {attempt.finished: attempt for attempt in reversed(over)}
    permission = rules.may_begin(
        list(finished), attempts_allowed=quiz.attempts_allowed, wait_hours=quiz.wait_hours, now=now
    )
    counting = rules.counting(list(finished), counts=quiz.counts)
    return {
        "permission": permission,
        "counting": finished[counting] if counting else None,
        "attempts_left": max(0, quiz.attempts_allowed - len(over)) if quiz.attempts_allowed else None,
        "is_over": bool(quiz.attempts_allowed and len(over) >= quiz.attempts_allowed)
        or any(attempt.is_passed for attempt in over),
    }


# In an attempt ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A question in the list of an attempt: its position and how far it is."""

    position: int
    is_answered: bool
    is_final: bool
    is_current: bool = False


def steps_of(attempt: Attempt, current: int = 0) -> list[Step]:
    """Return the questions of the attempt by position. One query without their texts."""
    rows = attempt.responses.order_by("position").values_list("position", "is_answered", "is_final")
    return [Step(position, answered, final, position == current) for position, answered, final in rows]


def asked(response: Response, *, reveal: str = HIDDEN) -> Shown:
    """Return the question of a response as the learner sees it, with what they answered."""
    return Shown(
        from_json(response.snapshot),
        prefix=prefix_of(response.position),
        response=response.response,
        order=response.order,
        reveal=reveal,
        language=response.language,
    )


def prefix_of(position: int | str) -> str:
    return f"q{position}"


def attempt_screen(attempt: Attempt, position: int, now) -> dict[str, Any] | None:
    """One question of the attempt; None if it has no such position. Two queries, three in another language."""
    response = attempt.responses.filter(position=position).order_by().first()
    if response is None:
        return None
    translate([response], get_language())
    shown = asked(response, reveal=RIGHT if response.is_final else HIDDEN)
    if response.is_final:
        shown.extra = read_on([shown.question], get_language())[shown.question.id]
    steps = steps_of(attempt, position)
    return {
        "attempt": attempt,
        "rows": [(response, shown)],
        "steps": steps,
        "position": position,
        "is_last": position == len(steps),
        "is_final": response.is_final,
        "asks_confidence": attempt.rules.get("asks_confidence"),
        "is_checked_at_once": attempt.rules.get("feedback") == QuizPage.Feedback.ONCE,
        **clock(attempt, now),
    }


def whole_attempt_screen(attempt: Attempt, now) -> dict[str, Any]:
    """All questions of the attempt on one page. One query, two in another language."""
    responses = list(attempt.responses.order_by("position"))
    translate(responses, get_language())
    rows = [(row, asked(row)) for row in responses]
    return {
        "attempt": attempt,
        "rows": rows,
        "steps": [Step(row.position, row.is_answered, row.is_final) for row, _shown in rows],
        "asks_confidence": attempt.rules.get("asks_confidence"),
        **clock(attempt, now),
    }


def asking_again(attempt: Attempt, given, seen, saved) -> dict[str, Any]:
    """The page of a form again, with what was typed and, where another device was first, what was answered there."""
    asked_of = {row.position: row for row in saved.elsewhere}
    now = timezone.now()
    if attempt.rules.get("paging") == QuizPage.Paging.ALL:
        screen = whole_attempt_screen(attempt, now)
    else:
        screen = attempt_screen(attempt, min(asked_of), now)
    for row, shown in screen["rows"]:
        if row.position in asked_of:
            shown.extra = {"seen": seen[row.position], "elsewhere": elsewhere_html(row)}
            shown.response, confidence = given[row.position]
            row.confidence = confidence or row.confidence
    return screen


def elsewhere_html(row: Response) -> SafeString:
    """Return what says that a question was answered on another device: that answer in words, and what one may do."""
    translate([row], get_language())
    words = summary(from_json(row.snapshot), row.response, words=TRUTH) if row.is_answered else ""
    return mark_safe(render_to_string("quizzes/elsewhere.html", {"row": row, "words": words}))


def place_of(attempt: Attempt, position: str) -> str:
    """Return the address of a question, on a page of its own or on that of all."""
    if attempt.rules.get("paging") == QuizPage.Paging.ALL or not position.isdecimal():
        return f"{reverse('quizzes:attempt_detail', args=[attempt.pk])}#q-{prefix_of(position)}"
    return step_url(attempt, int(position[:4]))


def clock(attempt: Attempt, now) -> dict[str, Any]:
    """Return the seconds left, None without a limit, and whether the time is over."""
    if attempt.deadline_at is None:
        return {"seconds_left": None, "is_time_over": False}
    left = int((attempt.deadline_at - now).total_seconds())
    return {"seconds_left": max(0, left), "is_time_over": left < 0}


# Results ------------------------------------------------------------------------------------------


def results_screen(attempt: Attempt, now) -> dict[str, Any]:
    """The results of a submitted attempt: as much as the rules it began with show."""
    quiz = published_quiz(attempt, SHOWN_OF_QUIZ, get_language())
    attempts = list(Attempt.objects.filter(enrollment=attempt.enrollment_id, quiz_key=attempt.quiz_key))
    place = standing(quiz, attempts, now) if quiz else {"permission": rules.Permission("none_left"), "is_over": True}
    rows = list(attempt.responses.order_by("position"))
    reveal = revealed(attempt, is_over=place["is_over"])
    shown = [asked(row, reveal=reveal) for row in rows] if reveal else []
    extra = read_on([one.question for one in shown], get_language())
    for one in shown:
        one.extra = extra[one.question.id]
    waiting = [row for row in rows if row.correctness is None]
    return {
        **place,
        **(way_on(attempt, quiz) if quiz and attempt.is_passed else {}),
        "attempt": attempt,
        "quiz": quiz,
        "rows": [(row, one, is_for_oneself(row)) for row, one in zip(rows, shown, strict=False)],
        "waiting": waiting,
        "is_waiting_for_oneself": all(is_for_oneself(row) for row in waiting),
        "is_right_hidden": reveal == OWN and attempt.rules.get("shows") == QuizPage.Shows.RIGHT,
        "correct_count": sum(row.correctness == 1 for row in rows),
        "question_count": len(rows),
        "needed": round(attempt.mastery_score * 100),
    }


def way_on(attempt: Attempt, quiz: QuizPage) -> dict[str, Any]:
    """Return where a passed quiz leads: to what is next in the course, or to the course at its end. Two queries."""
    outline = outline_of(course_reference(quiz))
    completions = Completion.objects.filter(enrollment=attempt.enrollment_id).order_by()
    done = set(completions.values_list("activity_key", flat=True))
    return {"upcoming": next_activity(outline, done, after=quiz.quiz_key), "course_url": outline.url}


def revealed(attempt: Attempt, *, is_over: bool) -> str:
    """Return how much of the truth the results show: "" for the score alone, "own", or "right"."""
    shows = attempt.rules.get("shows", QuizPage.Shows.RIGHT)
    if shows == QuizPage.Shows.SCORE:
        return HIDDEN
    is_later = attempt.rules.get("right_when") == QuizPage.RightWhen.OVER and not is_over
    return OWN if shows == QuizPage.Shows.OWN or is_later else RIGHT


def is_for_oneself(row: Response) -> bool:
    """Say whether the learner compares this response with the model answer now."""
    return row.kind == "open_response" and row.is_answered and row.snapshot.get("review") == "self"


def step_url(attempt: Attempt, position: int) -> str:
    return reverse("quizzes:attempt_question", args=[attempt.pk, position])


def connect():
    QuizPage.screen = quiz_screen
