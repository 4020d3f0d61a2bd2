import tomllib
from collections import Counter
from pathlib import Path

import pytest

from scripts.bench.recall import QUERIES, Question, outcome, read_questions, share

ROOT = Path(__file__).resolve().parents[2]
COURSES = [
    "ips-foundations", "recovery-and-strengths", "shared-decision-making", "work-and-benefits", "working-as-a-team",
]  # fmt: skip


def asked(answer):
    return Question("en", "job", answer, "title")


class TestOutcome:
    def test_the_first_page_is_first_although_a_term_stands_above_it(self):
        assert outcome(asked("a"), ["term:x", "a"]).is_first

    def test_a_page_below_another_is_not(self):
        assert not outcome(asked("a"), ["b", "a"]).is_first

    def test_the_fifth_entry_is_found(self):
        assert outcome(asked("a"), ["term:x", "b", "c", "d", "a"]).is_found

    def test_the_sixth_is_not(self):
        assert not outcome(asked("a"), ["term:x", "term:y", "b", "c", "d", "a"]).is_found

    def test_a_term_is_compared_with_terms(self):
        assert outcome(asked("term:x"), ["term:x", "a"]).is_first
        assert not outcome(asked("term:x"), ["term:y", "term:x"]).is_first

    def test_what_is_not_there_is_neither(self):
        fared = outcome(asked("a"), [])
        assert not fared.is_found
        assert not fared.is_first


def test_the_share_of_nothing_is_nothing():
    assert (share([]), share([True, False])) == (0.0, 0.5)


class TestQueries:
    @pytest.fixture
    def questions(self):
        return read_questions(QUERIES.read_text(encoding="utf-8"))

    @pytest.fixture
    def folders(self):
        """Return id to the folders from the course down, of every page of the curriculum."""
        found = {}
        for path in (ROOT / "curriculum" / "en").rglob("*.md"):
            if path.name != "bank.md":
                front = tomllib.loads(path.read_text(encoding="utf-8").split("+++")[1])
                found[front["id"]] = path.relative_to(ROOT / "curriculum" / "en").parts
        return found

    def test_there_are_forty_in_each_language(self, questions):
        counts = Counter(question.language for question in questions)
        assert set(counts) == {"en", "ja"}
        assert min(counts.values()) >= 40

    def test_none_is_asked_twice(self, questions):
        assert len({(question.language, question.text) for question in questions}) == len(questions)

    def test_every_answer_is_a_page_or_a_term(self, questions, folders):
        terms = tomllib.loads((ROOT / "curriculum" / "glossary.toml").read_text(encoding="utf-8"))
        answers = {question.answer for question in questions}
        assert answers <= {*folders, *(f"term:{key}" for key in terms)}

    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_they_ask_for_every_course_and_every_module_of_the_first(self, questions, folders, language):
        answers = [question.answer for question in questions if question.language == language]
        asked_for = {folders[answer][:2] for answer in answers if answer in folders}
        assert {parts[0] for parts in asked_for} >= set(COURSES)
        assert len({parts[1] for parts in asked_for if parts[0] == COURSES[0] and parts[1][0] == "0"}) == 9
