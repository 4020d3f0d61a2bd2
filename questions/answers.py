"""The right response to a question, as plain JSON: for the demo, the bench and whoever checks a key. No Django."""

from typing import Any

from questions.definitions import (
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


def right_response(question: Question) -> Any:
    """Return a response that is worth all; of an open response one whose every criterion is seen."""
    match question:
        case SingleChoice():
            return max(question.choices, key=lambda one: one.credit).id
        case MultipleChoice():
            return [one.id for one in question.choices if one.is_correct]
        case TrueFalse():
            return "true" if question.is_true else "false"
        case Matching():
            return {pair.id: pair.id for pair in question.asked}
        case Ordering():
            return [entry.id for entry in question.entries]
        case Sorting():
            return {card.id: card.bin for card in question.cards}
        case Numeric():
            number = next(one for one in question.accepted if one.value is not None and one.credit >= 1)
            return f"{number.value!r} {question.units[0] if question.units else ''}".strip()
        case ShortText():
            return spelling(question.accepted)
        case Gaps():
            return {gap.id: gap_response(gap) for gap in question.gaps}
        case OpenResponse():
            return {"text": question.model_answer or "…", "met": [one.id for one in question.criteria]}
    raise TypeError(f"there is no right response to {type(question).__name__}")


def gap_response(gap: Gap) -> str:
    if gap.choices:
        return next(one.id for one in gap.choices if one.credit >= 1)
    return spelling(gap.accepted)


def spelling(accepted) -> str:
    """Return the first right spelling, with a letter for each asterisk that stands for anything."""
    text = next(one.text for one in accepted if one.credit >= 1)
    return text.replace("\\*", "\0").replace("*", "x").replace("\0", "*")
