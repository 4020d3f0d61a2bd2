"""Scoring a question again after its key was mended.

An edit never touches an attempt. A trainer who finds a wrong key mends and publishes the question, looks at what
scoring it again would change, and then does it, with a reason that is kept. A pass stays a pass unless the trainer says
otherwise; a completion stays in any case, because evidence is append-only.

Example: the key said B, it should be A. Forty people answered: the twelve who said A get their credit, three of them
pass now; of the nine who said B one would fall below the pass mark, and keeps the pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ipslearn.base.models import User
from questions.definitions import Question, from_json, to_json
from questions.scoring import score
from quizzes.actions import record_passing
from quizzes.models import Attempt, PublishedQuestion, Regrading, Response
from quizzes.rules import total

BATCH = 500


class ReasonMissing(Exception):
    """A regrading needs a reason: people will ask for it."""


class NothingPublished(Exception):
    """The question is not published anywhere, so there is no key to score by."""


@dataclass
class Effect:
    """What scoring again changes: counts of responses, and the primary keys of attempts that pass or fail since."""

    asked: int = 0
    better: int = 0
    worse: int = 0
    passing: list[int] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.better + self.worse


class Published(dict[str, Question]):
    """The question as it is published now, by language. What is typed is judged by the spellings of its language."""

    def __missing__(self, language: str) -> Question:
        """Return that of another language: what is chosen is worth the same in all."""
        return next(iter(self.values()))


def published_definitions(question_key: UUID) -> Published:
    rows = PublishedQuestion.objects.filter(question_key=question_key).order_by("-locale_id")
    found = Published((code, from_json(one)) for code, one in rows.values_list("locale__language_code", "definition"))
    if not found:
        raise NothingPublished
    return Published(reversed(found.items()))


def preview(question_key: UUID) -> Effect:
    """Return what `regrade` would change, and change nothing. Raise NothingPublished."""
    effect = Effect()
    for _changed in changed_responses(question_key, effect):
        pass
    return effect


def changed_responses(question_key: UUID, effect: Effect) -> Iterator[tuple[Response, Attempt]]:
    """Yield each response whose worth changes, with it set, and its attempt with its new score; count into `effect`."""
    definitions = published_definitions(question_key)
    responses = Response.objects.filter(question_key=question_key).exclude(attempt__submitted_at=None)
    for row in responses.select_related("attempt").order_by("pk").iterator(chunk_size=BATCH):
        effect.asked += 1
        worth = score(definitions[row.language], row.response).correctness
        if worth == row.correctness:
            continue
        if (worth or 0) > (row.correctness or 0):
            effect.better += 1
        else:
            effect.worse += 1
        row.correctness, attempt = worth, row.attempt
        was_passed = attempt.is_passed
        others = attempt.responses.exclude(pk=row.pk).values_list("correctness", flat=True)
        attempt.score_given, attempt.score_maximum = total([*others, worth])
        attempt.is_pass_kept = False
        if attempt.is_passed and not was_passed:
            effect.passing.append(attempt.pk)
        elif was_passed and not attempt.is_passed:
            effect.failing.append(attempt.pk)
        yield row, attempt


@transaction.atomic
def regrade(*, question_key: UUID, by: User, reason: str, now: datetime, takes_passes_away: bool = False) -> Regrading:
    """Score the question again by its published key in every submitted attempt, and keep a record of it.

    Attempts that pass now are recorded as passed. Raise ReasonMissing or NothingPublished.
    """
    if not reason.strip():
        raise ReasonMissing
    list(Attempt.objects.select_for_update().filter(responses__question_key=question_key).order_by("pk").values("pk"))
    effect, definitions = Effect(), published_definitions(question_key)
    for row, attempt in changed_responses(question_key, effect):
        row.snapshot = keyed(row.snapshot, definitions[row.language])
        row.save(update_fields=["correctness", "snapshot"])
        attempt.is_pass_kept = attempt.pk in effect.failing and not takes_passes_away
        attempt.save(update_fields=["score_given", "score_maximum", "is_pass_kept"])
        if attempt.pk in effect.passing:
            record_passing(attempt, now, is_practice=False)
    return Regrading.objects.create(
        question_key=question_key,
        made_by=by,
        made_at=now,
        reason=reason.strip(),
        asked=effect.asked,
        better=effect.better,
        worse=effect.worse,
        passing=effect.passing,
        failing=effect.failing,
        took_passes_away=takes_passes_away,
    )


def keyed(snapshot: dict, definition: Question) -> dict:
    """Return the mended question for the results page, with the question itself in the words it was asked in."""
    return to_json(definition) | {"prompt": snapshot["prompt"]}
