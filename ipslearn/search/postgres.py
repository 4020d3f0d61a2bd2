"""PostgreSQL: tokens as tsvectors, phrases as tsqueries, ranked by ts_rank.

Vectors and queries are written as literals, which is what the configuration "simple" would make of the
tokens, without its parser: that one would cut "1e5" or "b型" in its own way, depending on the locale.

The column `title` holds the title (label A). The column `body` holds the title again and then the other
fields, so that one index answers a search over all of them, also for one term here and the other there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchQueryField, SearchRank, SearchVectorField
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models import Expression as SQLExpression
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.postgres import IndexEntry, PostgresIndex, PostgresSearchBackend
from modelsearch.utils import get_descendants_content_types_pks

from .documents import Document, Passage, title_boost
from .entries import TokenIndexMixin
from .expressions import AllOf, AnyOf, ButNot, Expression
from .results import TokenQueryCompiler, TokenSearchResults
from .tokens import MAX_QUERY_LENGTH, Term

# PostgreSQL gives every token after the 16,383rd the same position, which would lose phrases: we begin again,
# and repeat as many tokens as the longest query has, for the phrases across the break.
OVERLAP = MAX_QUERY_LENGTH
STEP = 16_383 - OVERLAP
# A vector of more than 1,048,575 bytes is refused.
MAX_VECTOR_BYTES = 900_000
# ts_rank's weights for the labels D, C, B, A.
WEIGHTS = [0.05, 0.1, 0.2, 1.0]
TEXT_WEIGHTS = [*WEIGHTS[:3], 0.0]


class Matches(Func):
    """`vector @@ query`."""

    arg_joiner = " @@ "
    template = "%(expressions)s"
    output_field = BooleanField()


def vector(passages: Iterable[tuple[str, Passage]]) -> str:
    """Return (label, passage) pairs as a tsvector literal; what would be too large is cut at the end."""
    positions: dict[str, list[str]] = {}
    size = 0
    for n, (label, token) in enumerate(_labelled(passages)):
        size += 4 if token in positions else len(token.encode()) + 12
        if size > MAX_VECTOR_BYTES:
            break
        place = n % STEP + 1
        places = positions.setdefault(token, [])
        places.append(f"{place}{label}")
        if n >= STEP and place <= OVERLAP:
            places.append(f"{place + STEP}{label}")
    return " ".join(f"'{token}':{','.join(places)}" for token, places in positions.items())


def query_literal(expression: Expression, labels: str = "") -> str:
    """Return `expression` as a tsquery literal, restricted to `labels` if there are any."""
    match expression:
        case Term():
            *first, last = expression.tokens
            lexemes = [f"'{token}':{labels}" for token in first]
            lexemes.append(f"'{last}':{'*' if expression.is_prefix else ''}{labels}")
            return f"({' <-> '.join(lexeme.removesuffix(':') for lexeme in lexemes)})"
        case AllOf():
            return f"({' & '.join(query_literal(part, labels) for part in expression.parts)})"
        case AnyOf():
            return f"({' | '.join(query_literal(part, labels) for part in expression.parts)})"
        case ButNot():
            wanted = query_literal(expression.wanted, labels)
            return f"({wanted} & !{query_literal(expression.unwanted, labels)})"


class PostgresTokenIndex(TokenIndexMixin, PostgresIndex):
    def columns(self, document: Document) -> dict[str, Any]:
        title = [("A", passage) for passage in document.title]
        body = [(_label(passage.boost), passage) for passage in document.body]
        return {
            "title": _vector_value(title),
            "body": _vector_value(title + body),
            "autocomplete": _vector_value([("", passage) for passage in document.autocomplete]),
            # Copies of the text for modelsearch's fuzzy search, which we do not offer.
            "title_text": "",
            "body_text": "",
        }


class PostgresTokenQueryCompiler(TokenQueryCompiler):
    def find(self) -> Iterable[tuple[str, float]]:
        column, query = self._target(self.selection.expression)
        return self._entries(column, query).values_list("object_id", self._rank(column, query))

    def find_places(self, term: Term) -> Iterable[tuple[str, bool, float]]:
        column, query = self._target(term)
        # 1: divided by 1 + the logarithm of the length, as FTS5's bm25 counts the length of a text.
        rank = SearchRank(F(column), query, weights=TEXT_WEIGHTS, normalization=1)
        return self._entries(column, query).values_list("object_id", Matches(F("title"), query), rank)

    def _entries(self, column: str, query: SQLExpression) -> QuerySet:
        content_types = get_descendants_content_types_pks(self.queryset.model)
        return IndexEntry._default_manager.filter(Matches(F(column), query), content_type_id__in=content_types)

    def restrict(self, queryset: QuerySet, keys: list[Any]) -> QuerySet:
        return queryset.filter(pk__in=keys)

    def _target(self, expression: Expression) -> tuple[str, SQLExpression]:
        """Return the column to look in and the query to ask of it."""
        match self.columns:
            case ("body",):
                column, labels = "body", "BCD"
            case ("title", "body") | ("body", "title"):
                column, labels = "body", ""
            case (column,):
                labels = ""
        literal = query_literal(expression, labels)
        return column, Cast(Value(literal), SearchQueryField())

    def _rank(self, column: str, query: SQLExpression) -> SQLExpression:
        """Return the order. ts_rank is below 1, and a title counts twice: once in `body`, once by its boost."""
        rank = SearchRank(F(column), query, weights=WEIGHTS)
        if "title" not in self.columns:
            return rank
        boost = title_boost(self.queryset.model)
        # 1: divided by 1 + the logarithm of the length, so that of two titles the shorter is better.
        return rank + Value(boost) * SearchRank(F("title"), query, weights=WEIGHTS, normalization=1)


class PostgresTokenAutocompleteCompiler(PostgresTokenQueryCompiler):
    is_autocomplete = True


class PostgresTokenSearchBackend(PostgresSearchBackend):
    query_compiler_class = PostgresTokenQueryCompiler
    autocomplete_query_compiler_class = PostgresTokenAutocompleteCompiler
    index_class = PostgresTokenIndex
    results_class = TokenSearchResults


def _label(boost: float) -> str:
    """Return the tsvector label of a field other than the title; none is the same as D."""
    if boost >= 2:
        return "B"
    return "C" if boost > 1 else ""


def _labelled(passages: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, str]]:
    for label, passage in passages:
        for token in passage.tokens:
            yield label, token


def _vector_value(passages: list[tuple[str, Passage]]) -> SQLExpression:
    return Cast(Value(vector(passages)), SearchVectorField())
