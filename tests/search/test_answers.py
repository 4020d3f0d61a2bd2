"""Which terms are looked up, and how what they find is ordered: pages are plain numbers here."""

import pytest

from ipslearn.search.answers import answer
from ipslearn.search.questions import Question
from ipslearn.search.scoring import Hit

IN_TITLE, IN_TEXT, OFTEN = Hit(True, 0.0), Hit(False, 0.1), Hit(False, 0.2)


@pytest.fixture
def ask():
    """Return a function that answers a query over {term: {page: hit}}, and names the terms looked up."""

    def ask(query, index, *, titles=None, also=(), visible=range(100)):
        looked_up = []

        def look_up(term):
            looked_up.append(term.text)
            return index.get(term.text, {})

        def titles_of(keys):
            return {key: (titles or {}).get(key, "") for key in keys if key in visible}

        found = answer(Question(query, also), look_up, titles_of)
        found_best_first = sorted(found.scores, key=found.scores.__getitem__, reverse=True)
        return found_best_first, found.is_partial, looked_up

    return ask


def test_a_title_comes_before_a_text(ask):
    assert ask("job", {"job": {1: OFTEN, 2: IN_TITLE}})[0] == [2, 1]


def test_a_text_with_more_of_it_comes_first(ask):
    assert ask("job", {"job": {1: IN_TEXT, 2: OFTEN}})[0] == [2, 1]


def test_the_title_that_says_nothing_else_comes_first(ask):
    titles = {1: "Job coaches and employers", 2: "Job"}
    assert ask("job", {"job": {1: IN_TITLE, 2: IN_TITLE}}, titles=titles)[0] == [2, 1]


def test_a_phrase_comes_before_its_words(ask):
    index = {word: {1: IN_TEXT, 2: IN_TEXT} for word in ("fact", "sheet")} | {"fact sheet": {2: IN_TEXT}}
    assert ask("fact sheet", index)[0] == [2, 1]


def test_enough_whole_answers_stand_alone(ask):
    found, is_partial, _looked_up = ask(
        "job wish", {"job": dict.fromkeys(range(9), IN_TEXT), "wish": dict.fromkeys(range(3), IN_TEXT)}
    )
    assert sorted(found) == [0, 1, 2]
    assert not is_partial


def test_too_few_are_followed_by_answers_in_part(ask):
    found, is_partial, _looked_up = ask("job wish", {"job": {1: IN_TEXT, 2: IN_TITLE}, "wish": {1: IN_TEXT}})
    assert found == [1, 2]
    assert not is_partial


def test_a_word_that_nobody_has_does_not_hide_the_others(ask):
    assert ask("job zebra", {"job": {1: IN_TEXT}})[:2] == ([1], True)


def test_a_common_word_alone_is_no_answer(ask):
    index = {"job": dict.fromkeys(range(90), IN_TEXT), "wish": {1: IN_TEXT}}
    assert ask("job wish", index)[0] == [1]


def test_quotes_want_every_word(ask):
    assert ask('"job" "zebra"', {"job": {1: IN_TEXT}})[0] == []


def test_a_japanese_sentence_is_answered_by_its_parts(ask):
    index = {"働く": {1: IN_TEXT, 2: IN_TEXT}, "年金": {1: IN_TEXT}}
    assert ask("働くと年金はどうなる", index)[:2] == ([1, 2], True)


def test_parts_are_looked_up_only_where_the_whole_is_rare(ask):
    assert ask("支援の計画", {"支援の計画": dict.fromkeys(range(3), IN_TEXT)})[2] == ["支援の計画"]
    assert ask("支援の計画", {})[2] == ["支援の計画", "支援", "計画"]


def test_another_name_is_found_after_the_words_themselves(ask):
    index = {"sdm": {1: IN_TEXT}, "意思決定": {2: IN_TEXT, 3: IN_TITLE}}
    assert ask("SDM", {**index, "sdm": {1: IN_TITLE}}, also=("意思決定",))[0] == [1, 3, 2]


def test_what_is_hidden_neither_answers_nor_counts(ask):
    index = {"job": dict.fromkeys([1, 2, 3, 4], IN_TEXT), "wish": dict.fromkeys([1, 2, 3], IN_TEXT)}
    assert ask("job wish", index, visible=[1, 4])[0] == [1, 4]


def test_symbols_are_not_looked_up(ask):
    assert ask("、", {}) == ([], False, [])
