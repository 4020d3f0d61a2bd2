"""What a query object asks for, in terms of tokens, the same for both databases. Pure.

A query of modelsearch (PlainText, Phrase, And, Or, Not ...) becomes a Selection: the objects that match an
expression, or all the others. FTS5 knows "a NOT b" and no "NOT b", hence the complement is kept outside:

    And([PlainText("支援 計画"), Not(PlainText("draft"))])  ->  ButNot(AllOf((支援, 計画)), draft)
    Not(PlainText("draft"))                               ->  everything but draft
    MatchAll()                                            ->  everything but nothing
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from .questions import Question
from .tokens import Term, phrase_term, query_terms


@dataclass(frozen=True)
class AllOf:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class ButNot:
    wanted: "Expression"
    unwanted: "Expression"


Expression: TypeAlias = Term | AllOf | AnyOf | ButNot


@dataclass(frozen=True)
class Selection:
    """What matches `expression`, or with `is_complement` all else; the expression None matches nothing."""

    expression: Expression | None
    is_complement: bool = False

    def __invert__(self) -> "Selection":
        return replace(self, is_complement=not self.is_complement)


NOTHING = Selection(None)
EVERYTHING = ~NOTHING


def select(query: SearchQuery, *, is_autocomplete: bool = False) -> Selection:
    """Return what `query` asks for. A blank or symbol-only text asks for nothing.

    Boost weights nothing and Fuzzy is taken word for word. Raise NotImplementedError for an unknown class.
    """
    match query:
        case PlainText() | Fuzzy():
            combine = all_of if query.operator == "and" else any_of
            return combine(_texts(query.query_string, is_autocomplete))
        case Question():
            return all_of(_texts(query.text, is_autocomplete))
        case Phrase():
            return Selection(phrase_term(query.query_string, fold_words=not is_autocomplete))
        case And():
            return all_of([select(part, is_autocomplete=is_autocomplete) for part in query.subqueries])
        case Or():
            return any_of([select(part, is_autocomplete=is_autocomplete) for part in query.subqueries])
        case Not():
            return ~select(query.subquery, is_autocomplete=is_autocomplete)
        case Boost():
            return select(query.subquery, is_autocomplete=is_autocomplete)
        case MatchAll():
            return EVERYTHING
    raise NotImplementedError(f"{type(query).__name__} is not a query that this search knows.")


def all_of(selections: Iterable[Selection]) -> Selection:
    """Return what is in every one of `selections`; of none at all, nothing."""
    selections = list(selections)
    if not selections or NOTHING in selections:
        return NOTHING
    wanted = [s.expression for s in selections if s.expression and not s.is_complement]
    unwanted = [s.expression for s in selections if s.expression and s.is_complement]
    if not wanted and not unwanted:
        return EVERYTHING
    if not wanted:
        return Selection(_one_or(AnyOf, unwanted), is_complement=True)
    found = _one_or(AllOf, wanted)
    return Selection(ButNot(found, _one_or(AnyOf, unwanted)) if unwanted else found)


def any_of(selections: Iterable[Selection]) -> Selection:
    """Return what is in at least one of `selections`; of none at all, nothing."""
    selections = [s for s in selections if s != NOTHING]
    if not selections:
        return NOTHING
    if any(s.is_complement for s in selections):
        return ~all_of([~s for s in selections])
    return Selection(_one_or(AnyOf, [s.expression for s in selections if s.expression]))


def _one_or(node: type[AllOf] | type[AnyOf], parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else node(tuple(parts))


def _texts(text: str, is_autocomplete: bool) -> list[Selection]:
    terms = query_terms(text, last_is_prefix=is_autocomplete, fold_words=not is_autocomplete)
    return [Selection(term) for term in terms]
