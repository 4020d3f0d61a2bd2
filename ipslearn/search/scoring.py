"""How well an object answers what was asked, the same for both databases. Pure.

Of a page that holds all words, one in whose title they stand comes first, then one that holds the query as a phrase,
then the one with the most of it. A page that lacks a word counts only if too few hold them all, and by the square of
what it holds of them, a rare word for more than a common one.
"""

from collections.abc import Iterable, Mapping
from math import log2
from typing import NamedTuple, TypeVar

from .asking import Asked, Word
from .tokens import Term, index_tokens

Key = TypeVar("Key")

# With fewer whole answers than this, answers in part are shown after them.
ENOUGH = 3
# The least share of what was asked that an answer in part holds: one of two words, unless the other is much rarer.
LEAST = 0.4

# A word of one page weighs twice as much as one of fifty.
COMMON = 6

IN_TITLE = 2.0
IN_TEXT, BY_STRENGTH = 0.6, 0.4
PHRASE, PHRASE_IN_TITLE = 0.5, 1.0
WHOLE_TITLE = 1.5


class Hit(NamedTuple):
    """Where a term was found: whether in the title, and how much of it there is by the database's own measure."""

    is_in_title: bool
    strength: float


Hits = Mapping[Term, Mapping[Key, Hit]]


def whole_answers(asked: Asked, hits: Hits) -> set[Key]:
    """Return the keys of what holds every word."""
    return set.intersection(*(set(hits[word.term]) for word in asked.words))


def score(asked: Asked, hits: Hits, titles: Mapping[Key, str], *, in_part: bool) -> dict[Key, float]:
    """Return key to score of every answer, more is better; `titles` may lack some.

    `hits` holds each word and the phrase, and with `in_part` the parts of each word.
    """
    wholes = whole_answers(asked, hits)
    keys = {key for found in hits.values() for key in found} if in_part else wholes
    weights = {term: 1 / log2(COMMON + len(found)) for term, found in hits.items()}
    strongest = {term: max((hit.strength for hit in found.values()), default=0) for term, found in hits.items()}
    scores: dict[Key, float] = {}
    for key in keys:
        found = _held(asked, hits, weights, key, in_part=in_part)
        coverage = 1.0 if key in wholes else _coverage(asked, hits, weights, found)
        if coverage < LEAST:
            continue
        content = _content({term: hits[term][key] for term in found}, weights, strongest)
        bonus = _phrase(hits.get(asked.phrase, {}).get(key)) + _closeness(found, hits, key, titles.get(key))
        scores[key] = round(coverage**2 * (content + bonus) + (key in wholes), 6)
    return scores


def _held(asked: Asked, hits: Hits, weights: Mapping[Term, float], key: Key, *, in_part: bool) -> list[Term]:
    """Return the words that `key` holds, and of the others the parts."""
    held: list[Term] = []
    for word in asked.words:
        if key in hits[word.term]:
            held.append(word.term)
        elif in_part:
            held += [part for part in word.parts if key in hits[part]]
    return held


def _coverage(asked: Asked, hits: Hits, weights: Mapping[Term, float], found: Iterable[Term]) -> float:
    """Return the weight of what was found by that of what there is to find: a word nobody has does not count."""
    held = set(found)
    there, had = 0.0, 0.0
    for word in asked.words:
        weight, share = _share(word, hits, weights, held)
        there += weight
        had += weight * share
    return had / there if there else 0.0


def _share(word: Word, hits: Hits, weights: Mapping[Term, float], held: set[Term]) -> tuple[float, float]:
    """Return what a word weighs, and the share of it that is held, from 0.0 to 1.0."""
    parts = [part for part in word.parts if hits.get(part)]
    weight = max((weights[term] for term in [word.term, *parts] if hits[term]), default=0.0)
    if word.term in held or not parts:
        return weight, float(word.term in held)
    return weight, sum(weights[part] for part in parts if part in held) / sum(weights[part] for part in parts)


def _content(found: Mapping[Term, Hit], weights: Mapping[Term, float], strongest: Mapping[Term, float]) -> float:
    """Return the mean worth of the hits, the rarer the term the more it counts."""
    total = sum(weights[term] for term in found)
    worth = sum(
        weights[term] * (IN_TITLE * hit.is_in_title + IN_TEXT + BY_STRENGTH * hit.strength / (strongest[term] or 1))
        for term, hit in found.items()
    )
    return worth / total if total else 0.0


def _phrase(hit: Hit | None) -> float:
    return 0.0 if hit is None else PHRASE_IN_TITLE if hit.is_in_title else PHRASE


def _closeness(found: Iterable[Term], hits: Hits, key: Key, title: str | None) -> float:
    """Return how much of the title was asked for: all of it, and it is most likely this page that is meant."""
    asked_for = sum(len(index_tokens(term.text)) for term in found if hits[term][key].is_in_title)
    if not title or not asked_for:
        return 0.0
    return WHOLE_TITLE * min(1.0, asked_for / max(1, len(index_tokens(title))))
