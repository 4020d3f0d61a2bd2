"""From a question to scores: which terms are looked up, and when answers in part are asked for. Pure.

The words, the phrase, and the other names are looked up first; the parts of words only where fewer than three objects
hold every word. So a question costs one look at the index for each word, and no more for most.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .asking import Asked, read_query
from .questions import Question
from .scoring import ENOUGH, Hit, Hits, Key, score, whole_answers
from .tokens import Term

# Another name of what was asked counts nearly as much as the words themselves.
BY_ANOTHER_NAME = 0.9

LookUp = Callable[[Term], Mapping[Key, Hit]]
TitlesOf = Callable[[set[Key]], Mapping[Key, str]]


@dataclass(frozen=True)
class Answers:
    """Key to score, more is better; `is_partial` where none of them holds every word."""

    scores: dict[Key, float] = field(default_factory=dict)
    is_partial: bool = False


def answer(question: Question, look_up: LookUp, titles_of: TitlesOf) -> Answers:
    """Return the answers among the keys that `titles_of` lets through: it returns the title of each of those.

    `look_up` returns all hits of a term. `titles_of` is called at most twice.
    """
    asked = read_query(question.text)
    if asked is None:
        return Answers()
    others = [other for other in map(read_query, question.also) if other]
    wanted = [term for one in [asked, *others] for term in _terms(one)]
    hits, titles = _look_up(wanted, look_up, titles_of)
    in_part = asked.may_answer_in_part and len(_wholes([asked, *others], hits)) < ENOUGH
    if in_part:
        parts = [part for word in asked.words for part in word.parts if part not in hits]
        more, their_titles = _look_up(parts, look_up, titles_of)
        hits, titles = {**hits, **more}, {**titles, **their_titles}
    scores = score(asked, _only(hits, asked, in_part), titles, in_part=in_part)
    for other in others:
        for key, value in score(other, _only(hits, other, False), titles, in_part=False).items():
            scores[key] = max(scores.get(key, 0.0), round(BY_ANOTHER_NAME * value, 6))
    return Answers(scores, bool(scores) and not _wholes([asked, *others], hits))


def _terms(asked: Asked) -> list[Term]:
    return [word.term for word in asked.words] + ([asked.phrase] if asked.phrase else [])


def _look_up(terms: Iterable[Term], look_up: LookUp, titles_of: TitlesOf) -> tuple[Hits, Mapping]:
    """Return the hits of `terms`, as far as they are let through, and the titles of those."""
    hits = {term: look_up(term) for term in dict.fromkeys(terms)}
    keys = {key for found in hits.values() for key in found}
    titles = titles_of(keys) if keys else {}
    return {term: {key: hit for key, hit in found.items() if key in titles} for term, found in hits.items()}, titles


def _wholes(askings: Iterable[Asked], hits: Hits) -> set[Key]:
    return set().union(*(whole_answers(asked, hits) for asked in askings))


def _only(hits: Hits, asked: Asked, in_part: bool) -> Hits:
    """Return the hits of what `asked` is made of, so that other names do not count as its own words."""
    terms = _terms(asked) + [part for word in asked.words for part in word.parts if in_part]
    return {term: hits[term] for term in terms}
