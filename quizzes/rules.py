"""The rules of a quiz, decided from plain values: no Django, no clock.

Example: a quiz of four questions with a mastery score of 0.8 is passed with 3.2 of 4: three and a half are enough,
three are not. After a failed attempt at ten o'clock, with 48 hours between attempts, the next one may begin at ten
o'clock two days later; a passed quiz may be repeated as practice, but nothing is taken away by it.
"""

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

BEST, LAST = "best", "last"
MINIMUM_FACTOR, MAXIMUM_FACTOR = 1.0, 4.0
# Sums of thirds and tenths: 0.1 + 0.2 is to be 0.3.
NEARLY = 1e-9


@dataclass(frozen=True)
class Finished:
    """An attempt that is over. `correctness` (0 to 1) is None while a response waits for review."""

    submitted_at: datetime
    correctness: float | None
    mastery_score: float

    @property
    def is_passed(self) -> bool:
        return self.correctness is not None and self.correctness >= self.mastery_score - NEARLY


@dataclass(frozen=True)
class Permission:
    """Whether an attempt may begin. `reason`: "" | "none_left" | "wait"; `begins_at`: when, if it is a wait."""

    reason: str = ""
    begins_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        return not self.reason


def may_begin(finished: Collection[Finished], *, attempts_allowed: int, wait_hours: int, now: datetime) -> Permission:
    """Say whether another attempt may begin. `attempts_allowed` 0 is any number; a pass ends the waiting."""
    if attempts_allowed and len(finished) >= attempts_allowed:
        return Permission("none_left")
    if not finished or not wait_hours or any(attempt.is_passed for attempt in finished):
        return Permission()
    begins_at = max(attempt.submitted_at for attempt in finished) + timedelta(hours=wait_hours)
    return Permission("wait", begins_at) if now < begins_at else Permission()


def counting(finished: Sequence[Finished], *, counts: str) -> Finished | None:
    """Return the attempt that counts: the best one (the first of equals) or the last; None without any."""
    ordered = sorted(finished, key=lambda attempt: attempt.submitted_at)
    if not ordered:
        return None
    if counts == LAST:
        return ordered[-1]
    return max(ordered, key=lambda attempt: -1.0 if attempt.correctness is None else attempt.correctness)


def total(worths: Collection[float | None]) -> tuple[float | None, int]:
    """Return (score given, score maximum) of the questions of an attempt; None while one waits for review."""
    if any(worth is None for worth in worths):
        return None, len(worths)
    return round(sum(worths), 6), len(worths)


def deadline(started_at: datetime, *, time_limit_minutes: int, extra_time: float = 1.0) -> datetime | None:
    """Return when the attempt ends; None without a limit. `extra_time` is the learner's own factor, 1.0 to 4.0."""
    if not time_limit_minutes:
        return None
    factor = min(max(extra_time, MINIMUM_FACTOR), MAXIMUM_FACTOR)
    return started_at + timedelta(minutes=time_limit_minutes * factor)


KEEP, WRITE, ASK = "keep", "write", "ask"


def version(response: Any, confidence: str) -> str:
    """Return a short name for an answer: the same for the same answer, and as good as never for another."""
    text = json.dumps([response, confidence], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def merged(*, seen: str | None, given: str, stored: str, is_meant: bool = False) -> str:
    """Say what becomes of an answer that was `given` on a page which had `seen` another; all are versions.

    "keep" what is stored, "write" what is given, or "ask" the learner, who answered on two devices. Who touched
    nothing takes nothing back, unless it `is_meant`: a page left open elsewhere sends old answers with new ones.
    Without `seen`, the later answer counts.
    """
    if given == stored or (given == seen and not is_meant):
        return KEEP
    return WRITE if seen in (None, stored) else ASK


class Candidate(NamedTuple):
    """A question that could be asked. `pk` is its row, `key` its identity in every language."""

    pk: int
    key: str
    place: str
    tags: Sequence[str] = ()
    checked_until: date | None = None


@dataclass(frozen=True)
class Draw:
    """How many questions are drawn from a place, 0 for all of them, and which tag they must have."""

    place: str
    count: int = 0
    tag: str = ""


def draw(
    candidates: Sequence[Candidate], *, own: str, draws: Sequence[Draw], seed: str, is_shuffled: bool, today: date
) -> list[Candidate]:
    """Return the questions of an attempt in their order: all of the quiz's `own`, then those drawn.

    No question twice, none whose fact was to be checked before today. The same seed draws the same.
    """
    source = random.Random(seed)
    fresh = defaultdict(list)
    for one in candidates:
        if one.checked_until is None or one.checked_until >= today:
            fresh[one.place].append(one)
    chosen = {one.key: one for one in fresh[own]}
    for rule in draws:
        possible = [
            one for one in fresh[rule.place] if one.key not in chosen and (not rule.tag or rule.tag in one.tags)
        ]
        picked = source.sample(possible, min(rule.count or len(possible), len(possible)))
        chosen |= {one.key: one for one in picked}
    asked = list(chosen.values())
    return source.sample(asked, len(asked)) if is_shuffled else asked
