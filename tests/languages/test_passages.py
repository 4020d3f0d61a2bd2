import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.languages.passages import has_words, in_place_of, name_of, passages, replaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One paragraph.", ["One paragraph."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One\nbroken line.", ["One broken line."]),
        ("A verse  \nand its second line.", ["A verse  \nand its second line."]),
        ("## A heading\nand a text", ["A heading", "and a text"]),
        ("- one\n- two\n  of it\n- three", ["one", "two of it", "three"]),
        ("1. one\n2. two", ["one", "two"]),
        ("> quoted", ["quoted"]),
        ("| a | b |\n|---|---|\n| c | d |", ["| a | b |", "| c | d |"]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("The same.\n\nThe same.", ["The same."]),
        ("1989\n\n61 %\n\n---\n\n[@bond-2008]", []),
        ("In 1989.\n1990", ["In 1989. 1990"]),
        ("", []),
    ],
)
def test_what_is_translated_by_itself(text, expected):
    assert passages(text) == expected


def test_signs_stay_where_they_are():
    text = "## Why\n\n- it pays\n\n| a | b |\n|---|---|\n\n1989\n"
    assert replaced(text, str.upper) == "## WHY\n\n- IT PAYS\n\n| A | B |\n|---|---|\n\n1989\n"


@pytest.mark.parametrize("text", ["A [[term]] here.", "So it is. [@bond-2008]", "[[a|b]]\n\n- [@one; @two] says so"])
def test_marks_are_part_of_their_passage(text):
    assert replaced(text, lambda passage: passage) == text


def test_a_citation_or_a_number_alone_is_nothing_to_translate():
    assert [has_words(text) for text in ("[@bond-2008]", "61 %", "https://example.org/a", "61 weeks", "支援")] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_a_text_is_known_by_its_words_and_not_by_its_lines():
    assert name_of("one\n two") == name_of("one two") != name_of("one, two")


@pytest.mark.parametrize(
    ("passage", "words", "expected"),
    [
        ("One.", "一。", "一。"),
        ("| a | b |", "| 一\n| 二 |", "| 一 | 二 |"),
        ("One.", "一。\n\n- 二。\n", "一。 - 二。"),
        ("A verse  \nand more.", "一行\n二行", "一行  \n二行"),
        ("A verse  \nand more.", "一行  \n二行", "一行  \n二行"),
        ("One.", "一。  \n二。", "一。  \n二。"),
    ],
)
def test_a_translation_has_the_shape_of_its_passage(passage, words, expected):
    assert in_place_of(passage, words) == expected


@given(st.text(alphabet="ab 1#-*>|\n[]@支", max_size=60))
def test_nothing_is_lost(text):
    """But for soft line breaks and the spaces around them, a text without translations stays as it is."""
    assert replaced(text, lambda passage: passage).split() == text.split()


@given(st.text(alphabet="ab 1#-*>|\n\r[]@支.", max_size=60))
def test_what_was_put_together_falls_into_the_same_passages(text):
    once = replaced(text, lambda passage: passage)
    assert replaced(once, lambda passage: passage) == once
