"""Matching, order, slices, counts and facets: what is the same for both databases.

A search asks the full-text index once for (object id, score) of every match, then the queryset for the keys
among them that it lets through, then for the objects of the slice: three queries, whatever the size, and
count() shares the first two. A Question asks the index once for each of its words. Ranking inside the
queryset's own SQL would ask the full-text index again for every row, which is what makes modelsearch's own
SQLite backend quadratic.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Model, QuerySet, Value
from django.utils.functional import cached_property
from modelsearch.backends.base import BaseSearchQueryCompiler, BaseSearchResults, FilterFieldError

from .answers import Answers, answer
from .expressions import Selection, select
from .questions import Question
from .scoring import Hit
from .tokens import Term


class TokenQueryCompiler(BaseSearchQueryCompiler):
    """A query and the queryset it is asked of. Each database says how in `find` and `restrict`.

    What was found is kept, so that the count and the pages of one search agree; ask anew for fresh results.
    """

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    is_autocomplete = False

    def find(self) -> Iterable[tuple[str, float]]:
        """Return (object id, score) of each entry that matches the selection's expression; more is better."""
        raise NotImplementedError

    def find_places(self, term: Term) -> Iterable[tuple[str, bool, float]]:
        """Return (object id, whether in the title, strength) of each entry that holds `term`; more is stronger."""
        raise NotImplementedError

    def restrict(self, queryset: QuerySet, keys: list[Any]) -> QuerySet:
        """Return `queryset` without the objects whose primary key is not in `keys`, of any number."""
        raise NotImplementedError

    @cached_property
    def selection(self) -> Selection:
        return select(self.query, is_autocomplete=self.is_autocomplete)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the index columns to look in: the index keeps the title apart and all other fields as one.

        So fields=["summary"] looks in every field but the title, and autocompletion knows no fields at all.
        """
        if self.is_autocomplete:
            return ("autocomplete",)
        if not self.fields:
            return ("title", "body")
        return tuple(sorted({name if name == "title" else "body" for name in self.fields}))

    @cached_property
    def scores(self) -> dict[Any, float]:
        """Primary key to score for every match of the expression, whether or not the queryset has it."""
        if isinstance(self.query, Question):
            return self.answers.scores
        if self.selection.expression is None:
            return {}
        to_python = self.queryset.model._meta.pk.to_python
        return {to_python(object_id): score for object_id, score in self.find()}

    @cached_property
    def answers(self) -> Answers:
        """What answers a Question, out of the queryset."""
        return answer(self.query, self._hits, self._titles)

    def _hits(self, term: Term) -> dict[Any, Hit]:
        to_python = self.queryset.model._meta.pk.to_python
        return {to_python(object_id): Hit(*place) for object_id, *place in self.find_places(term)}

    def _titles(self, keys: set[Any]) -> dict[Any, str]:
        """Return the title of each of `keys` that the queryset has; "" where its model keeps none."""
        names = {field.name for field in self.queryset.model._meta.concrete_fields}
        title = F("title") if "title" in names else Value("")
        return dict(self.restrict(self.queryset.order_by(), list(keys)).values_list("pk", title))

    @property
    def is_ranked(self) -> bool:
        return self.order_by_relevance and not self.selection.is_complement

    @cached_property
    def ranking(self) -> list[Any]:
        """The primary keys of all matches in the queryset, best first; equals in the order newest first."""
        keys = set(self.scores)
        if not isinstance(self.query, Question):
            keys = set(self.restrict(self.queryset.order_by(), list(keys)).values_list("pk", flat=True))
        return sorted(sorted(keys, reverse=True), key=self.scores.__getitem__, reverse=True)

    def matching(self) -> QuerySet:
        """Return the queryset narrowed to the matches, in its own order or else newest first."""
        queryset = self.queryset
        if not self.selection.is_complement:
            queryset = self.restrict(queryset, list(self.scores))
        elif self.scores:
            found = self.restrict(self.queryset.model._base_manager.all(), list(self.scores))
            queryset = queryset.exclude(pk__in=found.values("pk"))
        if not self.order_by_relevance and not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset

    def fetch(self, start: int, stop: int | None) -> list[Model]:
        """Return the objects from `start` up to `stop` (None: to the end)."""
        if not self.is_ranked:
            return list(self.matching()[start:stop])
        keys = self.ranking[start:stop]
        objects = {obj.pk: obj for obj in self.restrict(self.queryset.order_by(), keys)}
        return [objects[key] for key in keys if key in objects]

    def count(self, start: int, stop: int | None) -> int:
        if not self.is_ranked:
            return self.matching()[start:stop].count()
        return len(self.ranking[start:stop])


class TokenSearchResults(BaseSearchResults):
    """The results of one search: model instances, so the queryset must not be one of values()."""

    supports_facet = True
    query_compiler: TokenQueryCompiler

    def _do_search(self) -> list[Model]:
        objects = self.query_compiler.fetch(self.start, self.stop)
        if self._score_field is not None:
            for obj in objects:
                setattr(obj, self._score_field, self.query_compiler.scores.get(obj.pk, 0.0))
        return objects

    def _do_count(self) -> int:
        return self.query_compiler.count(self.start, self.stop)

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Return the number of matches for each value of a FilterField, the largest first.

        Raise FilterFieldError if the model declares no such FilterField.
        """
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f'index.FilterField("{field_name}") to {self.model.__name__}.search_fields.',
                field_name=field_name,
            )
        groups = compiler.matching().values(field_name).annotate(count=Count("pk")).order_by("-count")
        return OrderedDict((group[field_name], group["count"]) for group in groups)
