"""The glossary's part of the search: the terms that somebody means, and what else to look for because of them."""

from typing import NamedTuple

from ipslearn.base import kana
from ipslearn.base.models import GlossaryTerm
from ipslearn.base.naming import EXACT, closeness, is_kana, other_names
from ipslearn.search.questions import Question

# So many of the matches are looked at for the nearest names, and so many are shown.
LOOKED_AT, SHOWN = 30, 3


class FoundTerms(NamedTuple):
    """The terms to show, best first, and other names of what was asked."""

    terms: list[GlossaryTerm]
    also: tuple[str, ...]


def find_terms(query: str) -> FoundTerms:
    """Return the terms whose names are nearest to `query`; where none is near, the one that says most about it.

    Three queries, and one more for each word. Terms that are exactly what was asked stand alone.
    """
    sounds = (kana.folded(query),) if is_kana(query) else ()
    results = GlossaryTerm.objects.all().search(Question(query, sounds))
    found = list(results[:LOOKED_AT])
    nearness = {term.pk: closeness(query, term.names) for term in found}
    best = max(nearness.values(), default=0)
    if best:
        least = EXACT if best == EXACT else 1
        near = [term for term in found if nearness[term.pk] >= least]
        terms = sorted(near, key=lambda term: -nearness[term.pk])[:SHOWN]
    else:
        terms = [] if results.query_compiler.answers.is_partial else found[:1]
    return FoundTerms(terms, tuple(other_names(query, [term.names for term in found])))
