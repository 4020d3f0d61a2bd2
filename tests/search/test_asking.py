import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.search.asking import MAX_PARTS, read_query


def words(query):
    return [word.term.text for word in read_query(query).words]


def parts(query):
    return [part.text for word in read_query(query).words for part in word.parts]


def test_words_that_say_nothing_are_left_out():
    assert words("what is the fact sheet about") == ["fact", "sheet"]


@pytest.mark.parametrize("query", ["what's IPS", "What’s IPS?", "what is it. IPS", "don't we do IPS", "I'm in IPS"])
def test_they_are_also_with_what_is_drawn_together_with_them(query):
    assert words(query) == ["ips"]


def test_they_stay_where_nothing_else_is_asked():
    assert words("about who") == ["about", "who"]


def test_a_word_asked_twice_counts_once():
    assert words("work work") == ["work"]


@pytest.mark.parametrize("query", ["", "、", '"'])
def test_symbols_ask_for_nothing(query):
    assert read_query(query) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("働くと年金はどうなる", ["働く", "年金"]),
        ("薬の副作用", ["薬", "副作用"]),
        ("就労支援計画", ["就労", "労支", "支援", "援計", "計画"]),
        ("ケースマネージャの負担", ["ケースマネージャ", "負担"]),
        ("IPSの支援", ["ips", "支援"]),
        ("見学 仕事のイメージ", ["仕事", "イメージ"]),
    ],
)
def test_a_japanese_word_has_parts(query, expected):
    assert parts(query) == expected


@pytest.mark.parametrize("query", ["支援", "サポーター", "half-remembered", "ふるい", "けーす"])
def test_what_cannot_be_parted_has_none(query):
    assert parts(query) == []


@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_query_of_any_length_has_so_many_parts_at_most(number):
    letters = iter(range(0x4E00, 0x9FFF))
    query = " ".join("".join(chr(next(letters)) for _ in range(192 // number - 1)) for _ in range(number))
    assert number < len(parts(query)) <= MAX_PARTS


def test_several_words_are_a_phrase_as_well():
    assert read_query("fact sheet").phrase.tokens == ("fact", "sheet")
    assert read_query("fact").phrase is None


def test_quoted_words_are_never_answered_in_part():
    assert read_query("fact sheet").may_answer_in_part
    assert not read_query('"fact sheet" form').may_answer_in_part
    assert not read_query("＂fact sheet＂ form").may_answer_in_part


@given(st.text())
def test_no_text_breaks_it(text):
    asked = read_query(text)
    assert asked is None or asked.words
