"""The kinds of question: how each is authored, answered and shown. What it is worth is in `questions.scoring`."""

from typing import Any

from questions.definitions import Question
from questions.kinds.arranged import MatchingBlock, OrderingBlock, SortingBlock
from questions.kinds.base import HIDDEN, OWN, RIGHT, QuestionBlock, Shown
from questions.kinds.choice import MultipleChoiceBlock, SingleChoiceBlock, TrueFalseBlock
from questions.kinds.gaps import GapsBlock
from questions.kinds.typed import NumericBlock, OpenResponseBlock, ShortTextBlock

BLOCK_TYPES: dict[str, type[QuestionBlock]] = {
    block.model.kind: block
    for block in (
        *(SingleChoiceBlock, MultipleChoiceBlock, TrueFalseBlock, MatchingBlock, OrderingBlock),
        *(SortingBlock, NumericBlock, ShortTextBlock, GapsBlock, OpenResponseBlock),
    )
}
BLOCKS: dict[str, QuestionBlock] = {kind: block() for kind, block in BLOCK_TYPES.items()}
SCORED_KINDS = tuple(kind for kind in BLOCK_TYPES if kind != "open_response")


def read_response(question: Question, data, prefix: str = "r") -> Any:
    """Return the response in a submitted form (a QueryDict) as plain JSON; None if there is none."""
    return BLOCKS[question.kind].read(question, data, prefix)


def definitions_of(stream) -> list[Question]:
    """Return the questions of a StreamField's value, in order; other blocks are passed over."""
    return [child.block.definition(child.id, child.value) for child in stream if isinstance(child.block, QuestionBlock)]


__all__ = [
    "BLOCKS",
    "BLOCK_TYPES",
    "HIDDEN",
    "OWN",
    "RIGHT",
    "SCORED_KINDS",
    "GapsBlock",
    "MatchingBlock",
    "MultipleChoiceBlock",
    "NumericBlock",
    "OpenResponseBlock",
    "OrderingBlock",
    "QuestionBlock",
    "ShortTextBlock",
    "Shown",
    "SingleChoiceBlock",
    "SortingBlock",
    "TrueFalseBlock",
    "definitions_of",
    "read_response",
]
