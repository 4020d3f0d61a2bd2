"""The counts of the database are those of docs/question-statistics.md."""

import uuid

import pytest
from django.db import connection

from quizzes import reports
from quizzes.models import Attempt
from quizzes.statistics import Figure, ItemSums, median
from tests.factories import key
from tests.quizzes.asked import PLACE, add_attempts
from tests.quizzes.test_statistics import SECONDS_QUERY, SUMS_QUERY, number, shown, table

pytestmark = pytest.mark.django_db
QUESTIONS = {name: key(f"question {name}") for name in "ABCDE"}
A, B = QUESTIONS["A"], QUESTIONS["B"]


@pytest.fixture
def example():
    """The worked example of the page, as rows."""
    for times, *worths in table("Attempts"):
        asked = {QUESTIONS[name]: float(cell) for name, cell in zip("ABCDE", worths, strict=True) if cell != "–"}
        add_attempts([asked] * int(times))


def rows_of(query: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def uuid_of(stored) -> uuid.UUID:
    """Return the key as the database in use hands it out."""
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(stored)


class TestSums:
    @pytest.mark.parametrize(("name", "expected"), [(row[0], row[1:]) for row in table("Question")])
    def test_of_the_worked_example(self, example, name, expected):
        found = reports.figures_of()[QUESTIONS[name]]
        own = found.sums
        sums = [own.paired, own.paired_x, own.paired_xx, own.paired_r, own.paired_rr, own.paired_xr]
        figures = [shown(found.facility), shown(found.discrimination)]
        assert [*(round(one, 4) for one in sums), *figures] == [number(cell) for cell in expected]

    def test_are_those_of_the_query_of_the_page(self, example):
        add_attempts([{A: 0.0, B: None}], confidence="sure")
        add_attempts([{A: {"correctness": 0.5, "confidence": "sure"}}, {B: {"correctness": 0.0, "is_answered": False}}])
        expected = {uuid_of(row.pop("question_key")): row for row in rows_of(SUMS_QUERY)}
        found = reports.figures_of()
        assert {one: pytest.approx(vars(figures.sums)) for one, figures in found.items()} == expected

    def test_only_those_asked_for(self, example):
        assert set(reports.figures_of([A])) == {A}

    def test_a_question_never_asked_has_none(self):
        assert reports.figures_of([A]) == {}
        assert reports.Figures().facility == Figure(None, 0, "too_few")

    def test_second_attempts_and_open_ones_do_not_count(self):
        add_attempts([{A: 1.0}], number=2)
        add_attempts([{A: 1.0}], is_submitted=False)
        assert reports.figures_of() == {}

    def test_an_attempt_of_one_question_has_no_rest(self):
        add_attempts([{A: 1.0}])
        assert reports.figures_of()[A].sums == ItemSums(asked=1, answered=1, scored=1, x=1.0)

    def test_both_languages_count_as_one(self):
        add_attempts([{A: 1.0}] * 2)
        Attempt.objects.filter(pk=Attempt.objects.latest("pk").pk).update(language="ja")
        assert reports.figures_of()[A].asked == 2

    def test_of_a_place_are_those_of_all_its_questions(self):
        add_attempts([{A: 1.0, B: 0.0}] * 6)
        add_attempts([{A: 1.0}], place=key("another bank"))
        found = reports.figures_of_places([PLACE])
        assert list(found) == [PLACE]
        assert (found[PLACE].asked, found[PLACE].facility) == (12, Figure(0.5, 12))


class TestSeconds:
    def test_are_those_of_the_query_of_the_page(self):
        add_attempts([{A: {"correctness": 1.0, "seconds": 10 + place % 3}, B: 0.0} for place in range(11)])
        add_attempts([{A: {"correctness": 0.0, "seconds": 99, "is_answered": False}}])
        rows = [(row["seconds"], row["responses"]) for row in rows_of(SECONDS_QUERY)]
        assert reports.figures_of()[A].seconds == median(rows) == Figure(11.0, 11)


class TestResponses:
    def test_are_counted_as_they_were_given(self):
        add_attempts([{A: 1.0}] * 3)
        add_attempts([{A: 1.0}], response=["a", "b"])
        add_attempts([{A: 0.0}], response=None, is_answered=False)
        assert sorted(reports.responses_to(A), key=str) == [("a", 3), (["a", "b"], 1)]


@pytest.mark.parametrize("count", [1, 40])
def test_costs_the_same_for_few_and_many(count, django_assert_num_queries):
    add_attempts([{key(f"{place} {one}"): 1.0 for one in range(4)} for place in range(count)])
    # Sums, seconds.
    with django_assert_num_queries(2):
        assert len(reports.figures_of()) == 4 * count
