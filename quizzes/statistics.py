"""What the responses to a question say about it: figures from sums that the database adds up. No Django.

Which sums, the query that brings them, the formulas and a worked example are in docs/question-statistics.md; a test
reads the tables and runs the query. A figure that rests on too little is None and says why:

    facility(ItemSums(scored=40, x=30.0))    Figure(0.75, 40, "")
    facility(ItemSums(scored=9, x=9.0))      Figure(None, 9, "too_few")
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple

from questions.folding import folded
from questions.scoring import strings

# Below this a share or a mean says more about chance than about the question: one person more or less moves it by a
# tenth.
MINIMUM_RESPONSES = 10
# A correlation of thirty pairs is uncertain by about 0.18 either way; of ten, by a third.
MINIMUM_ATTEMPTS = 30
# What is below is the rounding of an attempt's score, kept to six decimals, and not a difference between people.
LEAST_VARIANCE = 1e-9
MOST_COMMON = 10

TOO_FEW, NO_VARIANCE = "too_few", "no_variance"


class Figure(NamedTuple):
    """A figure and how many responses it rests on. Where `value` is None, `reason` is one of the words above."""

    value: float | None
    n: int
    reason: str = ""


class Share(NamedTuple):
    """How often something was answered. `share` (0 to 1) is None where too few responses are behind it."""

    what: str
    count: int
    share: float | None


@dataclass(frozen=True)
class ItemSums:
    """The counts and sums of one question. x is a correctness, r the rest score of the attempt it stands in.

    The paired ones are of the responses that have a rest score: those in wholly scored attempts of two questions or
    more.
    """

    asked: int = 0
    answered: int = 0
    scored: int = 0
    x: float = 0.0
    paired: int = 0
    paired_x: float = 0.0
    paired_xx: float = 0.0
    paired_r: float = 0.0
    paired_rr: float = 0.0
    paired_xr: float = 0.0
    rated: int = 0
    sure: int = 0
    sure_wrong: int = 0


def share_of(part: float, n: int) -> Figure:
    return Figure(part / n, n) if n >= MINIMUM_RESPONSES else Figure(None, n, TOO_FEW)


def facility(sums: ItemSums) -> Figure:
    """Return the mean correctness, 0.0 (nobody knows it) to 1.0 (everybody does). Not answered counts as 0."""
    return share_of(sums.x, sums.scored)


def sure_and_wrong(sums: ItemSums) -> Figure:
    """Return the share of wrong responses among those that somebody was sure of."""
    return share_of(sums.sure_wrong, sums.sure)


def discrimination(sums: ItemSums) -> Figure:
    """Return the correlation of the question with the rest of its attempts, -1.0 to 1.0.

    Above 0, those who know this know the others too; below 0, look whether the key is right.
    """
    n = sums.paired
    if n < MINIMUM_ATTEMPTS:
        return Figure(None, n, TOO_FEW)
    x, r = sums.paired_x / n, sums.paired_r / n
    variance_x, variance_r = sums.paired_xx / n - x * x, sums.paired_rr / n - r * r
    if min(variance_x, variance_r) < LEAST_VARIANCE:
        return Figure(None, n, NO_VARIANCE)
    correlation = (sums.paired_xr / n - x * r) / sqrt(variance_x * variance_r)
    return Figure(min(1.0, max(-1.0, correlation)), n)


def median(counts: Iterable[tuple[int, int]]) -> Figure:
    """Return the median of a histogram: (seconds, how many responses took that long), in any order."""
    ordered = sorted(counts)
    n = sum(count for _seconds, count in ordered)
    if n < MINIMUM_RESPONSES:
        return Figure(None, n, TOO_FEW)
    return Figure((at_place(ordered, (n - 1) // 2) + at_place(ordered, n // 2)) / 2, n)


def at_place(ordered: Iterable[tuple[int, int]], place: int) -> int:
    """Return the value at a place, from 0, of all that the histogram counts."""
    for value, count in ordered:
        place -= count
        if place < 0:
            return value
    raise IndexError(place)


def chosen(ids: Sequence[str], rows: Iterable[tuple[Any, int]]) -> list[Share]:
    """Return how often each choice was chosen, those of `ids` first and in their order, never chosen ones too.

    `rows` are (response, how often it was given) of a single choice, a multiple choice ("true" and "false" are the ids
    of true or false). The shares are of the responses; those of a multiple choice may add up to more than 1. A choice
    that the question does not have any more stands at the end.
    """
    counts: Counter[str] = Counter()
    n = 0
    for response, count in rows:
        found = {response} if isinstance(response, str) else set(strings(response))
        counts.update(dict.fromkeys(found, count))
        n += count if found else 0
    gone = sorted(set(counts) - set(ids), key=lambda one: (-counts[one], one))
    return [Share(one, counts[one], share_of(counts[one], n).value) for one in (*ids, *gone)]


def most_common(rows: Iterable[tuple[Any, int]], summary: Callable[[Any], str]) -> list[Share]:
    """Return the ten most common responses as `summary` words them, the most common one first.

    `rows` are (response, how often it was given). Spellings that are compared as one (questions/folding.py) are counted
    as one, in the words that most people used. The shares are of all responses that say something.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for response, count in rows:
        if words := summary(response).strip():
            spellings[folded(words)][words] += count
    n = sum(one.total() for one in spellings.values())
    found = [(one.total(), min(one, key=lambda words: (-one[words], words))) for one in spellings.values()]
    found.sort(key=lambda one: (-one[0], one[1]))
    return [Share(words, count, share_of(count, n).value) for count, words in found[:MOST_COMMON]]
