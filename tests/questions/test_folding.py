import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.folding import folded, matches, number_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＩＰＳ　モデル。", "ips もでる"),
        ("ﾘｶﾊﾞﾘｰ", "りかばりー"),
        ("ヴィジョン", "ゔぃじょん"),
        ("place–train", "place-train"),
        ("Kenta’s plan", "kenta's plan"),
        ("STRASSE", "straße"),
        (" a \n b ", "a b"),
    ],
)
def test_these_are_the_same(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("回復", "かいふく"), ("はし", "ばし"), ("きよう", "きょう"), ("カー", "カ")]
)
def test_these_are_different(one, other):
    assert folded(one) != folded(other)


def test_capitals_can_be_kept():
    assert folded("IPS", is_case_kept=True) == "IPS"


@given(text=st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "accepted", "fits"),
    [
        ("zero exclusion", "zero*", True),
        ("no exclusion at all", "*exclusion*", True),
        ("ab", "ab*ba", False),
        ("abba", "ab*ba", True),
        ("a*b", r"a\*b", True),
        ("axb", r"a\*b", False),
        ("anything", "*", True),
        ("", "*", False),
        ("", "", False),
        ("one two three", "one*three", True),
        ("one two", "one*three", False),
    ],
)
def test_an_asterisk_stands_for_anything(typed, accepted, fits):
    assert matches(typed, accepted) is fits


@given(text=st.text(alphabet=st.characters(exclude_characters="*\\"), min_size=1))
def test_a_spelling_fits_itself(text):
    assert matches(text, text) is bool(folded(text))


@pytest.mark.parametrize(
    ("typed", "number", "beside"),
    [
        ("61", 61, ""),
        ("1,234", 1234, ""),
        ("1,234,567.5", 1234567.5, ""),
        ("1.234,5", 1234.5, ""),
        ("1 234,5", 1234.5, ""),
        ("1,23", 1.23, ""),
        ("0,234", 0.234, ""),
        ("１２．５％", 12.5, "%"),
        ("−3 ℃", -3, "°c"),
        ("$ 12", 12, "$"),
        ("1e3", 1000, ""),
        (".5", 0.5, ""),
    ],
)
def test_a_number_is_read(typed, number, beside):
    assert number_of(typed) == (number, beside)


@pytest.mark.parametrize(
    "typed", ["", "x", "1.2.3", "3 or 4", "1,2,3", "--3", "1e999", "9" * 500, "nan", "inf", "12,34.5"]
)
def test_what_is_not_one_number_is_refused(typed):
    assert number_of(typed) is None


@given(typed=st.text())
def test_any_text_can_be_asked_for_its_number(typed):
    found = number_of(typed)
    assert found is None or isinstance(found[0], float)
