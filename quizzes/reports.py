"""The counts behind the statistics of questions: set-based queries for quizzes.statistics, for all languages at once.

Only first attempts that were submitted count; what each sum means, and why, is in docs/question-statistics.md. Nobody
is named: a question has figures, a person has none.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import NullIf

from quizzes import statistics
from quizzes.models import Response
from quizzes.statistics import Figure, ItemSums

WITH_REST = Q(rest__isnull=False)
SURE = Q(is_answered=True, worth__isnull=False, confidence=Response.Confidence.SURE)
SUMS = {
    "asked": Count("pk"),
    "answered": Count("pk", filter=Q(is_answered=True)),
    "scored": Count("worth"),
    "x": Sum("worth", default=0.0),
    "paired": Count("rest"),
    "paired_x": Sum("worth", filter=WITH_REST, default=0.0),
    "paired_xx": Sum(F("worth") * F("worth"), filter=WITH_REST, default=0.0),
    "paired_r": Sum("rest", default=0.0),
    "paired_rr": Sum(F("rest") * F("rest"), default=0.0),
    "paired_xr": Sum(F("worth") * F("rest"), default=0.0),
    "rated": Count("pk", filter=Q(is_answered=True) & ~Q(confidence="")),
    "sure": Count("pk", filter=SURE),
    "sure_wrong": Count("pk", filter=SURE & Q(worth__lte=0)),
}


@dataclass(frozen=True)
class Figures:
    """What is known of a question, or of all questions of a place together. `seconds` is a median."""

    sums: ItemSums = field(default_factory=ItemSums)
    histogram: tuple[tuple[int, int], ...] = ()

    @property
    def asked(self) -> int:
        return self.sums.asked

    @property
    def facility(self) -> Figure:
        return statistics.facility(self.sums)

    @property
    def discrimination(self) -> Figure:
        return statistics.discrimination(self.sums)

    @property
    def sure_and_wrong(self) -> Figure:
        return statistics.sure_and_wrong(self.sums)

    @property
    def seconds(self) -> Figure:
        return statistics.median(self.histogram)


def counted() -> QuerySet:
    """Return the responses that count."""
    return Response.objects.filter(attempt__number=1, attempt__submitted_at__isnull=False)


def figures_of(keys: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, Figures]:
    """Return the figures of these questions, of all if None; one that was never asked is not in it. Two queries."""
    rows = among(counted(), "question_key", keys)
    sums, histograms = sums_by(rows, "question_key"), histograms_by(rows, "question_key")
    return {key: Figures(own, tuple(histograms[key])) for key, own in sums.items()}


def figures_of_places(places: Collection[uuid.UUID]) -> dict[uuid.UUID, Figures]:
    """Return the figures of all questions of a bank or quiz together, without seconds. One query."""
    sums = sums_by(among(counted(), "place", places), "place")
    return {place: Figures(own) for place, own in sums.items()}


def responses_to(key: uuid.UUID) -> list[tuple[Any, int]]:
    """Return each response that was given to the question, and how often. One query."""
    rows = counted().filter(question_key=key, is_answered=True)
    return list(rows.order_by().values_list("response").annotate(count=Count("pk")))


def among(rows: QuerySet, column: str, keys: Collection[uuid.UUID] | None) -> QuerySet:
    return rows if keys is None else rows.filter(**{f"{column}__in": keys})


def sums_by(rows: QuerySet, column: str) -> dict[uuid.UUID, ItemSums]:
    """Return the sums of the rows that have the same key in `column`."""
    others = NullIf(F("attempt__score_maximum") - 1, 0.0)
    paired = rows.alias(worth=F("correctness"), rest=(F("attempt__score_given") - F("correctness")) / others)
    grouped = paired.order_by().values(column).annotate(**SUMS)
    return {row.pop(column): ItemSums(**row) for row in grouped}


def histograms_by(rows: QuerySet, column: str) -> dict[uuid.UUID, list[tuple[int, int]]]:
    """Return how many responses took how many seconds, by key."""
    timed = rows.filter(is_answered=True, seconds__isnull=False).order_by()
    found = defaultdict(list)
    for key, seconds, count in timed.values_list(column, "seconds").annotate(count=Count("pk")):
        found[key].append((seconds, count))
    return found
