"""Whether two texts are the same question in two languages: the same parts, worth the same, under other words.

Only then may a learner who began in one language go on in the other: the order shown, the answers and what they are
worth refer to the ids of parts. What is typed as words is accepted in each language by spellings of its own.
"""

from typing import Any

from questions.definitions import (
    AcceptedNumber,
    Choice,
    Gap,
    Numeric,
    Question,
    SingleChoice,
    TrueFalse,
)


def asks_the_same(one: Question, other: Question) -> bool:
    return one.kind == other.kind and one.id == other.id and rules_of(one) == rules_of(other)


def rules_of(question: Question) -> tuple[Any, ...]:
    """Return what an answer is judged by, without words: parts in their order, what each is worth, and the rule."""
    parts = [tuple(map(rule_of, getattr(question, name))) for name in question.parts]
    if isinstance(question, TrueFalse):
        return (question.is_true,)
    if isinstance(question, Numeric):
        return (*parts, question.is_unit_required)
    if question.kind in ("short_text", "open_response"):
        return ()
    return (*parts, "" if isinstance(question, SingleChoice) else getattr(question, "rule", ""))


def rule_of(part: Any) -> tuple[Any, ...]:
    """Return the id of a part and what it is worth."""
    if isinstance(part, Choice):
        return part.id, part.credit
    if isinstance(part, AcceptedNumber):
        return part.value, part.tolerance, part.credit
    if isinstance(part, Gap):
        return part.id, part.weight, bool(part.accepted), tuple(map(rule_of, part.choices))
    if bin_of := getattr(part, "bin", ""):
        return part.id, bin_of
    return part.id, bool(getattr(part, "left", True)), getattr(part, "is_depends", False)
