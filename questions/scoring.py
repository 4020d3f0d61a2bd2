"""How a response is scored: from 0.0 to 1.0, decided from plain values. No Django.

The credit rules with worked examples are in docs/scoring.md, and a test reads that table. What is not answered
scores 0. What is not of the question (an unknown id, an id given twice) counts for nothing: no response can raise an
error or leave the range. An open response that nobody has looked at yet has no score: None.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from questions.folding import folded, matches, number_of

UNANSWERED, WAITING, WRONG, PARTLY, CORRECT = "unanswered", "waiting", "wrong", "partly", "correct"
# Thirds and sixths as decimals add up to nearly one: Moodle's 33.33333 three times is all of it.
NEARLY = 0.0001


@dataclass(frozen=True)
class Outcome:
    """What a response is worth. `parts` says for each id of a part whether, or how far, it is right."""

    correctness: float | None
    parts: dict[str, float] = field(default_factory=dict)
    is_answered: bool = True

    @property
    def state(self) -> str:
        """Return "unanswered", "waiting", "wrong", "partly" or "correct"."""
        if not self.is_answered:
            return UNANSWERED
        if self.correctness is None:
            return WAITING
        if self.correctness <= 0:
            return WRONG
        return CORRECT if self.correctness >= 1 else PARTLY


NOTHING = Outcome(0.0, is_answered=False)


def score(question: Question, response: Any) -> Outcome:
    """Return what the response is worth. Any JSON value is fine as a response."""
    return SCORERS[type(question)](question, response)


def bounded(credit: float) -> float:
    """Return a credit between 0 and 1; what is within a ten-thousandth of an end is that end."""
    if credit < NEARLY:
        return 0.0
    return 1.0 if credit > 1 - NEARLY else credit


def single_choice(question: SingleChoice, response: Any) -> Outcome:
    chosen = next((choice for choice in question.choices if choice.id == response), None)
    if chosen is None:
        return NOTHING
    return Outcome(bounded(chosen.credit), {chosen.id: bounded(chosen.credit)})


def multiple_choice(question: MultipleChoice, response: Any) -> Outcome:
    ids = set(strings(response))
    chosen = [choice for choice in question.choices if choice.id in ids]
    if not chosen:
        return NOTHING
    parts = {choice.id: float(choice.is_correct) for choice in chosen}
    return Outcome(CHOICE_RULES[question.rule](question.choices, chosen), parts)


def all_or_nothing(choices: Collection[Choice], chosen: Collection[Choice]) -> float:
    """1 for exactly the correct choices, else 0."""
    return float({one.id for one in chosen} == {one.id for one in choices if one.is_correct})


def proportional(choices: Collection[Choice], chosen: Collection[Choice]) -> float:
    """The share of the correct choices that were chosen; one wrong choice takes all."""
    correct = sum(one.is_correct for one in choices)
    if not correct or not all(one.is_correct for one in chosen):
        return 0.0
    return len(chosen) / correct


def weighted(choices: Collection[Choice], chosen: Collection[Choice]) -> float:
    """The sum of the credits chosen; ticking everything earns nothing where something is wrong."""
    if len(chosen) == len(choices) and not all(one.is_correct for one in choices):
        return 0.0
    return bounded(sum(one.credit for one in chosen))


CHOICE_RULES = {"all_or_nothing": all_or_nothing, "proportional": proportional, "weighted": weighted}


def true_false(question: TrueFalse, response: Any) -> Outcome:
    if response not in ("true", "false"):
        return NOTHING
    return Outcome(float((response == "true") == question.is_true))


def matching(question: Matching, response: Any) -> Outcome:
    """The share of left sides with their right side; equal right sides may stand for each other."""
    rights = {pair.id: folded(pair.right) for pair in question.pairs}
    given = mapping(response)
    answered = [pair for pair in question.asked if given.get(pair.id) in rights]
    if not answered:
        return NOTHING
    parts = {pair.id: float(rights[given[pair.id]] == folded(pair.right)) for pair in answered}
    return Outcome(sum(parts.values()) / len(question.asked), parts)


def ordering(question: Ordering, response: Any) -> Outcome:
    right = [entry.id for entry in question.entries]
    given = list(dict.fromkeys(one for one in strings(response) if one in right))
    if not given:
        return NOTHING
    places = dict(zip(given, right, strict=False))
    parts = {entry: float(expected == entry) for entry, expected in places.items()}
    return Outcome(ORDER_RULES[question.rule](given, right), parts)


def exact(given: list[str], right: list[str]) -> float:
    """1 for exactly this order, else 0."""
    return float(given == right)


def by_position(given: list[str], right: list[str]) -> float:
    """The share of entries that stand in their place."""
    return sum(a == b for a, b in zip(given, right, strict=False)) / len(right)


def by_neighbours(given: list[str], right: list[str]) -> float:
    """The share of entries that are followed by the right one: moving one entry costs little."""
    wanted = set(pairwise(right))
    if not wanted:
        return float(given == right)
    return len(wanted & set(pairwise(given))) / len(wanted)


ORDER_RULES = {"exact": exact, "position": by_position, "neighbours": by_neighbours}


def sorting(question: Sorting, response: Any) -> Outcome:
    """The share of cards in their bin."""
    bins = {one.id for one in question.bins}
    given = mapping(response)
    parts = {card.id: float(given[card.id] == card.bin) for card in question.cards if given.get(card.id) in bins}
    if not parts:
        return NOTHING
    return Outcome(sum(parts.values()) / len(question.cards), parts)


def numeric(question: Numeric, response: Any) -> Outcome:
    if not isinstance(response, str) or not response.strip():
        return NOTHING
    accepted = accepted_number(question, response)
    if accepted is None:
        return Outcome(0.0)
    return Outcome(bounded(accepted.credit), {accepted.id: bounded(accepted.credit)})


def accepted_number(question: Numeric, typed: str) -> AcceptedNumber | None:
    """Return the accepted number that fits best what was typed, with its unit; None if none does."""
    found = number_of(typed)
    if found is None:
        return None
    number, unit = found
    units = {folded(one) for one in question.units}
    if (unit and unit not in units) or (not unit and units and question.is_unit_required):
        return None
    fitting = [one for one in question.accepted if one.value is None or is_near(number, one)]
    return max(fitting, key=lambda one: one.credit, default=None)


def is_near(number: float, accepted: AcceptedNumber) -> bool:
    """Say whether the number is within the tolerance; its end is inside, whatever binary fractions make of it."""
    slack = 1e-9 * max(1.0, abs(accepted.value))
    return abs(number - accepted.value) <= accepted.tolerance + slack


def short_text(question: ShortText, response: Any) -> Outcome:
    if not isinstance(response, str) or not response.strip():
        return NOTHING
    accepted = accepted_text(question.accepted, response, is_case_kept=question.is_case_kept)
    if accepted is None:
        return Outcome(0.0)
    return Outcome(bounded(accepted.credit), {accepted.id: bounded(accepted.credit)})


def accepted_text(accepted: Collection[AcceptedText], typed: str, *, is_case_kept: bool) -> AcceptedText | None:
    """Return the first spelling that fits, as the trainer ordered them; None if none does."""
    return next((one for one in accepted if matches(typed, one.text, is_case_kept=is_case_kept)), None)


def gaps(question: Gaps, response: Any) -> Outcome:
    """The share of gaps filled rightly, each counted by its weight."""
    given = {key: text for key, text in mapping(response).items() if text.strip()}
    parts = {gap.id: gap_credit(question, gap, given[gap.id]) for gap in question.gaps if gap.id in given}
    total = sum(gap.weight for gap in question.gaps)
    if not parts or not total:
        return NOTHING
    earned = sum(parts[gap.id] * gap.weight for gap in question.gaps if gap.id in parts)
    return Outcome(bounded(earned / total), parts)


def gap_credit(question: Gaps, gap: Gap, given: str) -> float:
    if gap.choices:
        return bounded(next((choice.credit for choice in gap.choices if choice.id == given), 0.0))
    accepted = accepted_text(gap.accepted, given, is_case_kept=question.is_case_kept)
    return bounded(accepted.credit) if accepted else 0.0


def open_response(question: OpenResponse, response: Any) -> Outcome:
    """The share of criteria met; all of it where there are none. None until somebody has looked."""
    given = response if isinstance(response, dict) else {}
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        return NOTHING
    if "met" not in given:
        return Outcome(None)
    met = set(strings(given["met"]))
    parts = {entry.id: float(entry.id in met) for entry in question.criteria}
    return Outcome(sum(parts.values()) / len(parts) if parts else 1.0, parts)


def strings(response: Any) -> list[str]:
    return [one for one in response if isinstance(one, str)] if isinstance(response, list | tuple) else []


def mapping(response: Any) -> dict[str, str]:
    if not isinstance(response, dict):
        return {}
    return {key: value for key, value in response.items() if isinstance(key, str) and isinstance(value, str)}


SCORERS: dict[type, Callable[[Any, Any], Outcome]] = {
    SingleChoice: single_choice,
    MultipleChoice: multiple_choice,
    TrueFalse: true_false,
    Matching: matching,
    Ordering: ordering,
    Sorting: sorting,
    Numeric: numeric,
    ShortText: short_text,
    Gaps: gaps,
    OpenResponse: open_response,
}
