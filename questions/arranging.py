"""In which order the parts of a question are shown. No Django; the same seed gives the same order.

A single or multiple choice is shuffled unless it or the quiz keeps its order. What has to be put in order, matched
or sorted is always shuffled: as it stands, it would be the answer. An order is never shown as already right.
"""

import random

from questions.definitions import Matching, MultipleChoice, Ordering, Question, SingleChoice, Sorting


def arrange(question: Question, seed: str, *, is_fixed: bool = False) -> list[str]:
    """Return the ids of the parts in the order in which they are shown; empty where there is nothing to arrange."""
    source = random.Random(f"{seed}:{question.id}")
    if isinstance(question, SingleChoice | MultipleChoice):
        ids = [choice.id for choice in question.choices]
        return ids if is_fixed or question.is_order_fixed else source.sample(ids, len(ids))
    if isinstance(question, Matching):
        ids = [pair.id for pair in question.pairs]
        return source.sample(ids, len(ids))
    if isinstance(question, Sorting):
        ids = [card.id for card in question.cards]
        return source.sample(ids, len(ids))
    if isinstance(question, Ordering):
        ids = [entry.id for entry in question.entries]
        shown = source.sample(ids, len(ids))
        return shown if shown != ids else ids[1:] + ids[:1]
    return []


def in_order(parts, order: list[str]) -> list:
    """Return the parts as `order` says; those it does not name come last, as they stand."""
    places = {part: place for place, part in enumerate(order)}
    return sorted(parts, key=lambda part: places.get(part.id, len(places)))
