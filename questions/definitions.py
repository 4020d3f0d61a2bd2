"""What a question is, as plain values: no Django, nothing of a person.

The editor's blocks, the import formats and an attempt's snapshot all say the same thing in this shape; scoring,
feedback and summaries read nothing else. Texts are Markdown. Ids are stable for ever: responses refer to them.

    question = SingleChoice(id="q", prompt="Which?", choices=(Choice("a", "This", credit=1), Choice("b", "That")))
    from_json(to_json(question)) == question

A response is plain JSON too; what it looks like is said at each kind. None means: not answered.
"""

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar


@dataclass(frozen=True)
class Choice:
    """Something to choose. `credit` runs from -1.0 to 1.0; above 0 the choice is (partly) correct."""

    id: str
    text: str
    feedback: str = ""
    credit: float = 0.0

    @property
    def is_correct(self) -> bool:
        return self.credit > 0


@dataclass(frozen=True)
class Pair:
    """What belongs together. An empty `left` is a distractor: an answer that fits nothing."""

    id: str
    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True)
class Entry:
    """A part of an order, or a criterion of an open response."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True)
class Bin:
    """Where cards are put. In the one that `is_depends`, a reason matters more than the place."""

    id: str
    text: str
    is_depends: bool = False


@dataclass(frozen=True)
class Card:
    """What is sorted: the id of its bin, and the reason why it belongs there."""

    id: str
    text: str
    bin: str
    feedback: str = ""


@dataclass(frozen=True)
class AcceptedNumber:
    """Numbers from `value - tolerance` to `value + tolerance`, both ends included. None is any number."""

    id: str
    value: float | None
    tolerance: float = 0.0
    credit: float = 1.0
    feedback: str = ""


@dataclass(frozen=True)
class AcceptedText:
    """A spelling. `*` stands for anything; a real asterisk is written `\\*`."""

    id: str
    text: str
    credit: float = 1.0
    feedback: str = ""


@dataclass(frozen=True)
class Gap:
    """A gap named `name` in the text: typed if `choices` is empty, else chosen. `weight` counts it more."""

    id: str
    name: str
    accepted: tuple[AcceptedText, ...] = ()
    choices: tuple[Choice, ...] = ()
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every kind has. `lesson` is the activity_key to read again, `source` the key of a source."""

    kind: ClassVar[str] = ""
    parts: ClassVar[dict[str, type]] = {}

    id: str
    prompt: str
    name: str = ""
    feedback: str = ""
    hint: str = ""
    source: str = ""
    lesson: str = ""
    principle: int | None = None
    fidelity_item: str = ""
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    checked_until: str = ""
    """The day until which its fact is checked, as 2027-03-31; empty for ever."""
    language: str = ""
    foreign: tuple[str, ...] = ()
    """Names of the texts that are in `language` and not in the one it is asked in (`questions.foreign`)."""


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    """Response: the id of a choice."""

    kind = "single_choice"
    parts = {"choices": Choice}

    choices: tuple[Choice, ...] = ()
    is_order_fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Question):
    """Response: a list of ids of choices. `rule`: see docs/scoring.md."""

    kind = "multiple_choice"
    parts = {"choices": Choice}

    choices: tuple[Choice, ...] = ()
    rule: str = "proportional"
    is_order_fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    """Response: "true" or "false"."""

    kind = "true_false"

    is_true: bool = True
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True, kw_only=True)
class Matching(Question):
    """Response: {id of a pair with a left side: id of the pair whose right side was chosen}."""

    kind = "matching"
    parts = {"pairs": Pair}

    pairs: tuple[Pair, ...] = ()

    @property
    def asked(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.left)


@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """`entries` in the right order. Response: a list of their ids in the learner's order."""

    kind = "ordering"
    parts = {"entries": Entry}

    entries: tuple[Entry, ...] = ()
    rule: str = "position"


@dataclass(frozen=True, kw_only=True)
class Sorting(Question):
    """Response: {id of a card: id of a bin}."""

    kind = "sorting"
    parts = {"bins": Bin, "cards": Card}

    bins: tuple[Bin, ...] = ()
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """Response: what was typed, with or without the unit. `units` are the accepted spellings, the first one shown."""

    kind = "numeric"
    parts = {"accepted": AcceptedNumber}

    accepted: tuple[AcceptedNumber, ...] = ()
    units: tuple[str, ...] = ()
    is_unit_required: bool = False


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """Response: what was typed."""

    kind = "short_text"
    parts = {"accepted": AcceptedText}

    accepted: tuple[AcceptedText, ...] = ()
    is_case_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Gaps(Question):
    """`text` has a `{name}` for each gap. Response: {id of a gap: what was typed, or the id of a choice}."""

    kind = "gaps"
    parts = {"gaps": Gap}

    text: str = ""
    gaps: tuple[Gap, ...] = ()
    is_case_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenResponse(Question):
    """Response: {"text": what was written, "met": ids of the criteria found in it, absent before a review}.

    `review` is "self" (the learner compares with the model answer) or "reviewer" (a trainer or team leader does).
    """

    kind = "open_response"
    parts = {"criteria": Entry}

    criteria: tuple[Entry, ...] = ()
    model_answer: str = ""
    review: str = "self"


KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (
        *(SingleChoice, MultipleChoice, TrueFalse, Matching, Ordering),
        *(Sorting, Numeric, ShortText, Gaps, OpenResponse),
    )
}
PARTS_OF_GAPS = {"accepted": AcceptedText, "choices": Choice}


def to_json(question: Question) -> dict[str, Any]:
    """Return the question as a dictionary that JSON can hold."""
    return {"kind": question.kind, **dataclasses.asdict(question)}


def from_json(data: dict[str, Any]) -> Question:
    """Return the question of a dictionary made by `to_json`. Raise ValueError for a kind nobody knows."""
    model = KINDS.get(data.get("kind", ""))
    if model is None:
        raise ValueError(f"there is no kind of question “{data.get('kind')}”")
    values = known_values(model, data)
    for field, part in model.parts.items():
        values[field] = tuple(part_from_json(part, one) for one in values.get(field, ()))
    for field in {"units", "tags", "foreign"} & set(values):
        values[field] = tuple(values[field])
    return model(**values)


def part_from_json(part: type, data: dict[str, Any]):
    values = known_values(part, data)
    if part is Gap:
        for field, inner in PARTS_OF_GAPS.items():
            values[field] = tuple(inner(**known_values(inner, one)) for one in values.get(field, ()))
    return part(**values)


def known_values(model: type, data: dict[str, Any]) -> dict[str, Any]:
    """Return what the class knows of `data`: a snapshot of an older day may hold more, or less."""
    names = names_of(model)
    return {name: value for name, value in data.items() if name in names}


@cache
def names_of(model: type) -> frozenset[str]:
    """Return the names of a class's fields: of ten questions they are asked for fifty times a page."""
    return frozenset(field.name for field in dataclasses.fields(model))
