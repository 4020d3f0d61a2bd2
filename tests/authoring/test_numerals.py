"""Numbers in English and Japanese texts. No database."""

import pytest

from authoring.review.numerals import figures_in, numbers_in, numbers_in_digits


class TestDigits:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("between 20–30 people", [20, 30]),
            ("20〜30人", [20, 30]),
            ("約３倍", [3]),
            ("61% against 23%", [61, 23]),
            ("in 2010, and in the 1980s", [2010, 1980]),
            ("2010年度から", [2010]),
            ("FY2010-FY2013", [2010, 2013]),
            ("1,450,000 people, 145万人", [1450000, 1450000]),
            ("5万5000社、5万5千社", [55000, 55000]),
            ("1.45 million", [1450000]),
            ("a risk ratio of 1.63, r = .34", [1.63, 0.34]),
            ("1/3 of them", [1, 3]),
            ("20, 30 and 40", [20, 30, 40]),
        ],
    )
    def test_are_read(self, text, numbers):
        assert numbers_in_digits(text) == numbers

    @pytest.mark.parametrize("text", ["IPS-25", "item I009", "eleven trials", "11月に", "十一件"])
    def test_are_not_in_names_months_and_words(self, text):
        assert numbers_in_digits(text) == []

    def test_count_months_but_do_not_name_them(self):
        assert numbers_in_digits("6か月、4月間、11月") == [6, 4]

    def test_count_in_a_compound(self):
        assert numbers_in_digits("the 25-item scale") == [25]


class TestFigures:
    def test_are_more_than_a_small_count(self):
        assert figures_in("3つの懸念のうち1つ目は、20社の3割") == [20, 3]

    def test_are_all_numbers_in_digits_otherwise(self):
        assert figures_in("61% of 11 trials") == [61, 11]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("eleven trials", 11),
            ("Twenty-one people", 21),
            ("two hundred people", 200),
            ("a six-month study", 6),
            ("twice a week", 2),
            ("十一件の試験", 11),
            ("二十三人", 23),
            ("二〇一〇年", 2010),
            ("三つの懸念", 3),
            ("ふたりで", 2),
            ("五万人", 50000),
        ],
    )
    def test_are_found(self, text, number):
        assert number in numbers_in(text)

    @pytest.mark.parametrize("text", ["一般就労", "someone", "often", "統一する"])
    def test_are_not_found_inside_other_words(self, text):
        assert numbers_in(text) == set()
