import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.search.spellings import fold_spelling, fold_with_places

LETTERS = "サポータマネジャバイスヴァン々様髙ー・の\nab"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("サポータの", "サポーターの"),
        ("サポーターの", "サポーターの"),
        ("パーティを", "パーティーを"),
        ("マネージャー", "マネジャー"),
        ("マネージメント", "マネジメント"),
        ("スーパーバイザー", "スーパバイザー"),
        ("ヴァーモント", "バーモント"),
        ("インタヴュー", "インタビュー"),
        ("サーヴ", "サーブ"),
        ("様々", "様様"),
        ("髙橋、國", "高橋、国"),
    ],
)
def test_a_word_has_one_spelling(text, expected):
    assert fold_spelling(text) == expected


@pytest.mark.parametrize(
    "text", ["コース", "コスト", "サポータ", "ページ", "マネー", "ペンの", "カバン", "ジョブ・コーチ", "々", "サーバー"]
)
def test_all_else_stays(text):
    assert fold_spelling(text) == text


@given(st.text(st.sampled_from(LETTERS), max_size=30))
def test_every_character_has_a_place(text):
    folded, places = fold_with_places(text)
    assert folded == fold_spelling(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


def test_what_is_added_stands_with_the_character_before_it():
    assert fold_with_places("ータの") == ("ーターの", [0, 1, 1, 2])
