"""SQLite: tokens as text in the FTS5 table, phrases as FTS5 phrases, ranked by bm25."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
)
from modelsearch.utils import get_descendants_content_types_pks

from .documents import Document, Passage, title_boost
from .entries import TokenIndexMixin
from .expressions import AllOf, AnyOf, ButNot, Expression
from .results import TokenQueryCompiler, TokenSearchResults
from .tokens import MAX_WORD_LENGTH, Term

# bm25 levels off with the number of hits and falls with the length of the whole entry. It takes this much for a
# title to win against a short page that repeats the word, even if the page with the title is a long one.
TITLE_WEIGHT = 500.0
# How often a passage is written that counts for more than the rest of the text.
BOOSTED = 3
# Stands between them, so that no phrase reaches across: longer than any word that can be asked for.
BREAK = f" {'x' * (MAX_WORD_LENGTH + 1)} "


def match_expression(expression: Expression) -> str:
    """Return `expression` in FTS5's query language."""
    match expression:
        case Term():
            return f'"{" ".join(expression.tokens)}"' + ("*" if expression.is_prefix else "")
        case AllOf():
            return f"({' AND '.join(match_expression(part) for part in expression.parts)})"
        case AnyOf():
            return f"({' OR '.join(match_expression(part) for part in expression.parts)})"
        case ButNot():
            return f"({match_expression(expression.wanted)} NOT {match_expression(expression.unwanted)})"


class SQLiteTokenIndex(TokenIndexMixin, SQLiteIndex):
    def columns(self, document: Document) -> dict[str, Any]:
        return {
            "title": _text(document.title),
            "body": _boosted(document.body),
            "autocomplete": _text(document.autocomplete),
        }


class SQLiteTokenQueryCompiler(TokenQueryCompiler):
    def find(self) -> Iterable[tuple[str, float]]:
        # The weights follow the order of the columns: autocomplete, body, title. bm25 is better when smaller.
        weight = TITLE_WEIGHT * title_boost(self.queryset.model)
        return self._ask(self.selection.expression, "-bm25({fts}, 1.0, 1.0, %s)", [weight])

    def find_places(self, term: Term) -> Iterable[tuple[str, bool, float]]:
        """With a weight for one column alone, bm25 is 0 where the term stands in the others only."""
        rows = self._ask(term, "bm25({fts}, 0.0, 0.0, 1.0) < 0, -bm25({fts}, 0.0, 1.0, 0.0)", [])
        return ((object_id, bool(is_in_title), strength) for object_id, is_in_title, strength in rows)

    def _ask(self, expression: Expression, values: str, parameters: list[float]) -> list[tuple]:
        """Ask FTS5 once: CROSS JOIN keeps its table first, else SQLite may ask it again for each entry."""
        fts, entry = SQLiteFTSIndexEntry._meta.db_table, IndexEntry._meta.db_table
        content_types = get_descendants_content_types_pks(self.queryset.model)
        query = f"{{{' '.join(self.columns)}}} : {match_expression(expression)}"
        sql = (
            f"SELECT {entry}.object_id, {values.format(fts=fts)} "
            f"FROM {fts} CROSS JOIN {entry} ON {entry}.id = {fts}.rowid "
            f"WHERE {fts} MATCH %s AND {entry}.content_type_id IN ({', '.join(['%s'] * len(content_types))})"
        )
        with connections[router.db_for_read(IndexEntry)].cursor() as cursor:
            cursor.execute(sql, [*parameters, query, *content_types])
            return cursor.fetchall()

    def restrict(self, queryset: QuerySet, keys: list[Any]) -> QuerySet:
        """Pass the keys as one JSON parameter, because SQLite bounds the number of parameters."""
        field, connection = queryset.model._meta.pk, connections[queryset.db]
        values = [field.get_db_prep_value(key, connection) for key in keys]
        return queryset.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(values)]))


class SQLiteTokenAutocompleteCompiler(SQLiteTokenQueryCompiler):
    is_autocomplete = True


class SQLiteTokenSearchBackend(SQLiteSearchBackend):
    query_compiler_class = SQLiteTokenQueryCompiler
    autocomplete_query_compiler_class = SQLiteTokenAutocompleteCompiler
    index_class = SQLiteTokenIndex
    results_class = TokenSearchResults


def _text(passages: list[Passage]) -> str:
    return " ".join(token for passage in passages for token in passage.tokens)


def _boosted(passages: list[Passage]) -> str:
    """Return the tokens as text, those of a boosted field several times: FTS5 knows no weights inside a column."""
    texts = [_text([passage]) for passage in passages]
    return " ".join(
        BREAK.join([text] * BOOSTED) if passage.boost > 1 else text
        for text, passage in zip(texts, passages, strict=True)
    )
