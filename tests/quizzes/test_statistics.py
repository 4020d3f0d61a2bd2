"""The figures of docs/question-statistics.md, its query, and that sums say the same as the responses themselves."""

import json
import re
import sqlite3
import statistics
from collections import defaultdict
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics import (
    LEAST_VARIANCE,
    MINIMUM_ATTEMPTS,
    MINIMUM_RESPONSES,
    NO_VARIANCE,
    TOO_FEW,
    Figure,
    ItemSums,
    chosen,
    discrimination,
    facility,
    median,
    most_common,
    sure_and_wrong,
)

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "question-statistics.md").read_text(encoding="utf-8")
SUMS_QUERY, SECONDS_QUERY = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
TABLES = """
CREATE TABLE quizzes_attempt (
    id INTEGER PRIMARY KEY, number INTEGER, submitted_at TEXT, score_given REAL, score_maximum REAL
);
CREATE TABLE quizzes_response (
    attempt_id INTEGER, question_key TEXT, correctness REAL, confidence TEXT DEFAULT '', is_answered BOOLEAN DEFAULT 1,
    seconds INTEGER
);
"""


def table(first_cell: str) -> list[list[str]]:
    """Return the cells of the table of the page that begins with this cell, without its head."""
    lines = re.search(rf"^\| {re.escape(first_cell)} \|.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE).group(1).splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[1:]]


def number(cell: str):
    return float(cell) if re.fullmatch(r"[\d.]+", cell) else cell


def shown(figure: Figure):
    return figure.reason or round(figure.value, 4)


class Quiz:
    """Attempts in a database in memory, as the query of the page expects them."""

    def __init__(self):
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(TABLES)
        self.database.row_factory = sqlite3.Row
        self.attempts = 0

    def add(self, responses: dict, *, is_submitted=True, number=1, **same):
        """Add an attempt of {question: correctness}; the other arguments are columns of each response."""
        self.attempts += 1
        worths = list(responses.values())
        total = None if None in worths else round(sum(worths), 6)
        day = "2026-11-22" if is_submitted else None
        row = (self.attempts, number, day, total, len(worths))
        self.database.execute("INSERT INTO quizzes_attempt VALUES (?, ?, ?, ?, ?)", row)
        columns = {"attempt_id": self.attempts, **same}
        for question, worth in responses.items():
            values = columns | {"question_key": question, "correctness": worth}
            places = ", ".join("?" * len(values))
            query = f"INSERT INTO quizzes_response ({', '.join(values)}) VALUES ({places})"
            self.database.execute(query, list(values.values()))

    def sums(self) -> dict[str, ItemSums]:
        rows = [dict(row) for row in self.database.execute(SUMS_QUERY)]
        return {row.pop("question_key"): ItemSums(**row) for row in rows}

    def seconds(self) -> dict[str, list[tuple[int, int]]]:
        found = defaultdict(list)
        for question, seconds, count in self.database.execute(SECONDS_QUERY):
            found[question].append((seconds, count))
        return found


@pytest.fixture
def quiz():
    return Quiz()


class TestWorkedExample:
    @pytest.fixture
    def sums(self, quiz):
        for times, *worths in table("Attempts"):
            asked = {name: float(cell) for name, cell in zip("ABCDE", worths, strict=True) if cell != "–"}
            for _one in range(int(times)):
                quiz.add(asked)
        return quiz.sums()

    @pytest.mark.parametrize(("question", "expected"), [(row[0], row[1:]) for row in table("Question")])
    def test_a_question(self, sums, question, expected):
        own = sums[question]
        found = [own.paired, own.paired_x, own.paired_xx, own.paired_r, own.paired_rr, own.paired_xr]
        figures = [shown(facility(own)), shown(discrimination(own))]
        assert [*(round(one, 4) for one in found), *figures] == [number(cell) for cell in expected]

    def test_choices(self):
        rows = [(json.loads(response), int(times)) for response, times in table("Response")]
        found = [[one.what, one.count, round(one.share, 4)] for one in chosen("abcd", rows)]
        assert found == [[what, int(times), float(share)] for what, times, share in table("Choice")]

    def test_seconds(self):
        assert median((int(seconds), int(times)) for seconds, times in table("Seconds")) == Figure(22.0, 12)

    def test_the_sums_are_those_of_the_class(self):
        named = {name for row in table("Sum") for name in re.findall(r"\w+", row[0])}
        assert named == {field.name for field in fields(ItemSums)}

    def test_the_thresholds_are_those_of_the_module(self):
        reasons = [(int(re.search(r"than (\d+)|$", row[1]).group(1) or 0), row[2]) for row in table("Reason")[:2]]
        assert reasons == [(MINIMUM_RESPONSES, "MINIMUM_RESPONSES"), (MINIMUM_ATTEMPTS, "MINIMUM_ATTEMPTS")]
        assert f"{LEAST_VARIANCE:.9f}" in table("Reason")[2][1]


class TestQuery:
    def test_an_open_attempt_does_not_count(self, quiz):
        quiz.add({"A": 1.0, "B": 1.0}, is_submitted=False)
        assert quiz.sums() == {}

    def test_a_second_attempt_does_not_count(self, quiz):
        quiz.add({"A": 1.0, "B": 1.0}, number=2)
        assert quiz.sums() == {}

    def test_an_attempt_of_one_question_has_no_rest(self, quiz):
        quiz.add({"A": 1.0})
        assert quiz.sums()["A"] == ItemSums(asked=1, answered=1, scored=1, x=1.0)

    def test_an_attempt_that_waits_for_review_has_no_rest(self, quiz):
        quiz.add({"A": 1.0, "B": None})
        assert quiz.sums()["A"] == ItemSums(asked=1, answered=1, scored=1, x=1.0)

    def test_what_waits_is_asked_and_not_scored(self, quiz):
        quiz.add({"A": 1.0, "B": None}, confidence="sure")
        assert quiz.sums()["B"] == ItemSums(asked=1, answered=1, rated=1)

    def test_what_is_not_answered_is_scored(self, quiz):
        quiz.add({"A": 0.0}, is_answered=0, confidence="sure")
        assert quiz.sums()["A"] == ItemSums(asked=1, scored=1)

    @pytest.mark.parametrize(("confidence", "worth", "counts"), [
        ("sure", 0.0, (1, 1, 1)),
        ("sure", 0.5, (1, 1, 0)),
        ("sure", 1.0, (1, 1, 0)),
        ("unsure", 0.0, (1, 0, 0)),
        ("", 0.0, (0, 0, 0)),
    ])  # fmt: skip
    def test_confidence(self, quiz, confidence, worth, counts):
        quiz.add({"A": worth}, confidence=confidence)
        sums = quiz.sums()["A"]
        assert (sums.rated, sums.sure, sums.sure_wrong) == counts

    def test_seconds_are_those_of_answers(self, quiz):
        quiz.add({"A": 1.0}, seconds=20)
        quiz.add({"A": 1.0}, seconds=20)
        quiz.add({"A": 0.0}, seconds=3, is_answered=0)
        quiz.add({"A": 1.0}, seconds=None)
        assert quiz.seconds() == {"A": [(20, 2)]}


# Twelfths: halves, thirds and quarters, as scoring makes them.
worths = st.integers(0, 12).map(lambda one: one / 12)
quizzes = st.lists(st.dictionaries(st.sampled_from("ABCD"), worths, min_size=1), min_size=30, max_size=80)


@given(attempts=quizzes)
def test_the_sums_say_what_the_responses_say(attempts):
    quiz = Quiz()
    for one in attempts:
        quiz.add(one)
    for question, sums in quiz.sums().items():
        mine = [(one.pop(question), list(one.values())) for one in map(dict, attempts) if question in one]
        assert same(facility(sums), directly([x for x, _rest in mine]))
        assert same(discrimination(sums), correlated([(x, statistics.fmean(rest)) for x, rest in mine if rest]))


def same(figure, expected):
    value = None if expected.value is None else pytest.approx(expected.value, abs=1e-4)
    return figure == (value, expected.n, expected.reason)


def directly(worths):
    n = len(worths)
    return Figure(statistics.fmean(worths), n) if n >= MINIMUM_RESPONSES else Figure(None, n, TOO_FEW)


def correlated(pairs):
    """Return the figure as it is computed from the pairs themselves."""
    if len(pairs) < MINIMUM_ATTEMPTS:
        return Figure(None, len(pairs), TOO_FEW)
    xs, rests = zip(*pairs, strict=True)
    if min(statistics.pvariance(xs), statistics.pvariance(rests)) < LEAST_VARIANCE:
        return Figure(None, len(pairs), NO_VARIANCE)
    return Figure(statistics.correlation(xs, rests), len(pairs))


@given(totals=st.lists(worths, min_size=30, max_size=40))
def test_it_is_the_usual_coefficient_where_all_attempts_have_one_length(totals):
    quiz = Quiz()
    for place, worth in enumerate(totals):
        quiz.add({"A": float(place % 2), "B": worth, "C": 1 - worth / 2})
    xs = [float(place % 2) for place in range(len(totals))]
    rests = [1 + worth / 2 for worth in totals]
    expected = correlated(list(zip(xs, rests, strict=True)))
    if expected.reason == "":
        assert same(discrimination(quiz.sums()["A"]), expected)


class TestThresholds:
    def test_nine_responses_have_no_facility(self):
        assert facility(ItemSums(scored=9, x=9.0)) == Figure(None, 9, TOO_FEW)

    def test_ten_have(self):
        assert facility(ItemSums(scored=10, x=9.0)) == Figure(0.9, 10)

    def test_nine_sure_ones_have_no_share(self):
        assert sure_and_wrong(ItemSums(answered=90, rated=90, sure=9, sure_wrong=3)) == Figure(None, 9, TOO_FEW)

    def test_ten_sure_ones_have(self):
        assert sure_and_wrong(ItemSums(answered=90, rated=90, sure=10, sure_wrong=3)) == Figure(0.3, 10)

    @pytest.mark.parametrize(("n", "expected"), [(29, Figure(None, 29, TOO_FEW)), (30, Figure(1.0, 30))])
    def test_a_discrimination_takes_thirty_attempts(self, n, expected):
        # Ten have all, the others nothing, of this question and of the rest.
        ten = dict.fromkeys(("paired_x", "paired_xx", "paired_r", "paired_rr", "paired_xr"), 10.0)
        assert discrimination(ItemSums(paired=n, **ten)) == pytest.approx(expected)

    def test_nothing_is_too_few(self):
        empty = ItemSums()
        figures = [facility(empty), sure_and_wrong(empty), discrimination(empty), median([])]
        assert figures == [Figure(None, 0, TOO_FEW)] * 4

    @pytest.mark.parametrize(("attempts", "what"), [
        ([{"A": 1.0, "B": 0.0}, {"A": 1.0, "B": 1.0}], "the question"),
        ([{"A": 1.0, "B": 1 / 3}, {"A": 0.0, "B": 1 / 3}], "the rest"),
    ])  # fmt: skip
    def test_without_differences_there_is_no_correlation(self, quiz, attempts, what):
        for one in attempts * 15:
            quiz.add(one)
        assert discrimination(quiz.sums()["A"]) == Figure(None, 30, NO_VARIANCE)


class TestMedian:
    def test_of_an_even_number_it_lies_between_the_two_in_the_middle(self):
        assert median([(10, 5), (20, 5)]) == Figure(15.0, 10)

    def test_the_order_of_the_rows_does_not_matter(self):
        assert median([(30, 4), (10, 4), (20, 3)]) == Figure(20.0, 11)

    def test_of_nine_there_is_none(self):
        assert median([(10, 9)]) == Figure(None, 9, TOO_FEW)

    @given(st.lists(st.integers(0, 50), min_size=10))
    def test_it_is_that_of_the_values(self, values):
        rows = [(value, values.count(value)) for value in set(values)]
        assert median(rows) == Figure(statistics.median(values), len(values))


class TestChosen:
    def test_of_nine_responses_there_are_counts_and_no_shares(self):
        assert chosen(["a"], [("a", 9)]) == [("a", 9, None)]

    def test_single_choices_are_ids(self):
        assert chosen(["a", "b"], [("a", 15), ("b", 5)]) == [("a", 15, 0.75), ("b", 5, 0.25)]

    @pytest.mark.parametrize("nothing", [None, [], {}, 3])
    def test_no_answer_is_no_response(self, nothing):
        assert chosen(["a"], [("a", 10), (nothing, 90)]) == [("a", 10, 1.0)]

    def test_one_ticked_twice_counts_once(self):
        assert chosen(["a"], [(["a", "a"], 10)]) == [("a", 10, 1.0)]


class TestMostCommon:
    def test_spellings_that_are_compared_as_one_count_as_one(self):
        rows = [("Zero exclusion", 6), ("zero exclusion.", 3), ("ｚｅｒｏ　ｅｘｃｌｕｓｉｏｎ", 1), ("no idea", 10)]
        assert most_common(rows, str) == [("Zero exclusion", 10, 0.5), ("no idea", 10, 0.5)]

    def test_ten_are_listed_and_the_shares_are_of_all(self):
        found = most_common([(f"answer {place}", 20 - place) for place in range(20)], str)
        assert (len(found), found[0]) == (10, ("answer 0", 20, 20 / 210))

    def test_what_says_nothing_is_not_counted(self):
        assert most_common([("", 50), ("  ", 4), ("work", 10)], str) == [("work", 10, 1.0)]

    def test_nine_have_counts_and_no_shares(self):
        assert most_common([("work", 9)], str) == [("work", 9, None)]
