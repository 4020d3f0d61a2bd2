"""How long a lesson may be and take; the boundaries in pairs. No database."""

import pytest

from authoring.review.pace import dishonest_minutes, minutes_needed, too_long_or_short
from tests.authoring.reviewed import lesson, messages

QUESTION = "::: single-choice\nname: q{}\n\nWhich?\n\n- [x] This\n- [ ] That\n:::\n"
REFLECTION = "::: reflection\nname: r\n\nWhat?\n:::\n"
TITLE_AND_SUMMARY = 6  # “Title of alpha”, “In one sentence.”


def words(number: int) -> str:
    return " ".join(["word"] * number)


class TestMinutes:
    def test_are_counted_at_160_english_words(self):
        assert minutes_needed(lesson(words(1600 - TITLE_AND_SUMMARY))) == 10

    def test_are_counted_at_400_japanese_characters(self):
        assert minutes_needed(lesson("字" * 4000, "ja")) == pytest.approx(10, abs=0.1)

    def test_count_tables_and_questions_as_reading(self):
        table = f"::: table\ncaption: C\n\n| a | b |\n|---|---|\n| {words(797)} | c |\n:::\n"
        assert minutes_needed(lesson(table)) == pytest.approx(5, abs=0.1)

    def test_are_one_more_for_a_question(self):
        assert minutes_needed(lesson(QUESTION.format(1))) == pytest.approx(1.1, abs=0.1)

    def test_are_two_more_for_a_reflection(self):
        assert minutes_needed(lesson(REFLECTION)) == pytest.approx(2.1, abs=0.1)

    @pytest.mark.parametrize(("stated", "is_honest"), [(8, False), (9, True), (12, True), (13, False)])
    def test_may_differ_by_a_fifth_of_what_is_stated(self, stated, is_honest):
        file = lesson(words(1600 - TITLE_AND_SUMMARY), minutes=str(stated))
        assert (list(dishonest_minutes(file)) == []) is is_honest

    def test_are_reported_with_both_numbers(self):
        file = lesson(words(1600 - TITLE_AND_SUMMARY), minutes="20")
        assert messages(dishonest_minutes(file)) == ["says 20 minutes; reading and answering take about 10"]

    def test_of_a_field_task_are_working_time(self):
        assert list(dishonest_minutes(lesson("Short.", minutes="60", required="false"))) == []


class TestProse:
    @pytest.mark.parametrize(("number", "fits"), [(299, False), (300, True), (700, True), (701, False)])
    def test_of_a_lesson_has_300_to_700_words(self, number, fits):
        assert (list(too_long_or_short(lesson(words(number)))) == []) is fits

    @pytest.mark.parametrize(("number", "fits"), [(199, False), (200, True)])
    def test_of_a_field_task_has_at_least_200(self, number, fits):
        assert (list(too_long_or_short(lesson(words(number), required="false"))) == []) is fits

    def test_is_not_counted_in_japanese(self):
        assert list(too_long_or_short(lesson("短い。", "ja"))) == []
