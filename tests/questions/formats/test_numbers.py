"""Numbers and percentages as files write them."""

import pytest

from questions.formats.numbers import number_in, percent, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3.0),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("３．５", 3.5),
        ("−2", -2.0),
        ("1,5", None),
        ("1_000", None),
        ("nan", None),
        ("1e999", None),
        ("", None),
    ],
)
def test_a_number_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("number", "text"), [(3.0, "3"), (0.1, "0.1"), (1e-7, "1e-07"), (1e300, "1e+300"), (-2.0, "-2")]
)
def test_a_number_is_written_short(number, text):
    assert written(number) == text


@pytest.mark.parametrize(
    ("credit", "text"),
    [(1.0, "100"), (1 / 3, "33.33333"), (-1.0, "-100"), (0.0, "0"), (-0.0, "0"), (1 / 7, "14.28571")],
)
def test_a_credit_is_written_as_moodle_does(credit, text):
    assert percent(credit) == text
