import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.search.tokens import (
    MAX_QUERY_LENGTH,
    MAX_TERMS,
    MAX_WORD_LENGTH,
    RUN,
    Term,
    index_tokens,
    normalize,
    phrase_term,
    query_terms,
)

LETTERS = "aBzéß 09ﾊﾟｶﾞＢ１㍻㈱個別支援計画型々ーあがジョブ・コーチ葛\U000e0100𠮷、。-'\"\0🎉"
mixed_text = st.text(st.sampled_from(LETTERS), max_size=40)


def holds(tokens: list[str], term: Term) -> bool:
    """Return whether `term` stands in `tokens`, as both databases understand a phrase."""
    *first, last = term.tokens
    for start in range(len(tokens) - len(first)):
        *head, tail = tokens[start : start + len(term.tokens)]
        if head == first and (tail.startswith(last) if term.is_prefix else tail == last):
            return True
    return False


class TestNormalize:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ｂ型", "b型"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("サーバー", "サーバー"),
            ("ｻｰﾊﾞｰ", "サーバー"),
            ("㍻", "平成"),
            ("Café", "cafe"),
            ("cafe\u0301", "cafe"),
            ("Straße", "strasse"),
            ("葛\U000e0100城", "葛城"),
            ("就労\u200b支援", "就労支援"),
            ("がパ", "がパ"),
        ],
    )
    def test_spellings_that_mean_the_same_become_one(self, text, expected):
        assert normalize(text) == expected

    @given(st.text())
    def test_twice_is_once(self, text):
        assert normalize(normalize(text)) == normalize(text)


class TestIndexTokens:
    def test_japanese_becomes_pairs_and_the_last_character(self):
        assert index_tokens("支援計画") == ["支援", "援計", "計画", "画"]

    def test_words_and_japanese_stand_in_their_order(self):
        assert index_tokens("B型のIPS plans") == ["b", "型の", "の", "ips", "plan"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("マネージャー", "マネジャー"),
            ("サポータ", "サポーター"),
            ("ｻﾎﾟｰﾀ", "サポーター"),
            ("サポータの役割", "サポーターの役割"),
            ("ヴァーモント州", "バーモント州"),
            ("人々", "人人"),
            ("髙橋", "高橋"),
            ("predicting", "predicted"),
        ],
    )
    def test_spellings_that_mean_the_same_become_one(self, one, other):
        assert index_tokens(one) == index_tokens(other)

    def test_a_middle_dot_inside_katakana_is_ignored(self):
        assert index_tokens("ジョブ・コーチ") == index_tokens("ジョブコーチ")

    def test_a_middle_dot_between_other_characters_parts(self):
        assert index_tokens("就労・支援") == ["就労", "労", "支援", "援"]

    def test_autocompletion_keeps_the_plural(self):
        assert index_tokens("Plans", fold_words=False) == ["plans"]

    def test_a_huge_word_is_cut(self):
        assert index_tokens("x" * 10_000) == ["x" * MAX_WORD_LENGTH]

    @given(st.text())
    def test_tokens_hold_letters_and_digits_only(self, text):
        assert all(token.isalnum() and len(token) <= MAX_WORD_LENGTH for token in index_tokens(text))


class TestQueryTerms:
    @pytest.mark.parametrize(
        ("query", "tokens"),
        [
            ("個別支援", [("個別", "別支", "支援")]),
            ("支援 計画", [("支援",), ("計画",)]),
            ("支援　計画", [("支援",), ("計画",)]),
            ("支援、計画", [("支援",), ("計画",)]),
            ("Ｂ型", [("b", "型")]),
            ("支援B型", [("支援", "援", "b", "型")]),
            ("well-being", [("well", "being")]),
            ('"job coaches" plan', [("job", "coach"), ("plan",)]),
            ('"job', [("job",)]),
            ("🎉 支援", [("支援",)]),
        ],
    )
    def test_terms_are_phrases_of_tokens(self, query, tokens):
        assert [term.tokens for term in query_terms(query)] == tokens

    def test_one_character_is_the_beginning_of_a_pair(self):
        assert query_terms("型") == [Term("型", ("型",), is_prefix=True)]

    def test_two_characters_are_a_whole_pair(self):
        assert query_terms("支援") == [Term("支援", ("支援",), is_prefix=False)]

    @pytest.mark.parametrize("query", ["", " ", "　", "\0", '"', '""', "'", "*", "\\", "()", ":", "🎉", "・", "%"])
    def test_a_query_without_letters_asks_for_nothing(self, query):
        assert query_terms(query) == []

    def test_only_the_last_word_may_be_unfinished(self):
        terms = query_terms("support pla", last_is_prefix=True, fold_words=False)
        assert [(term.tokens, term.is_prefix) for term in terms] == [(("support",), False), (("pla",), True)]

    def test_no_more_than_twelve_terms_count(self):
        assert len(query_terms("a b c d e f g h i j k l m n")) == MAX_TERMS

    @pytest.mark.parametrize("query", ["支" * 10_000, "\ufdfa" * 10_000, "x " * 10_000])
    def test_a_huge_query_is_cut(self, query):
        assert sum(len(term.text) for term in query_terms(query)) <= MAX_QUERY_LENGTH

    def test_a_phrase_is_one_term_whatever_parts_its_words(self):
        assert phrase_term("job, “coaches”").tokens == ("job", "coach")

    def test_a_phrase_of_symbols_is_none(self):
        assert phrase_term("“、”") is None


class TestTogether:
    @given(mixed_text)
    def test_a_text_holds_each_of_its_own_runs(self, text):
        tokens = index_tokens(text)
        for run in RUN.finditer(normalize(text)):
            assert all(holds(tokens, term) for term in query_terms(run[0]))

    @given(mixed_text, st.integers(0, 10), st.integers(1, 5))
    def test_a_japanese_text_holds_every_part_of_a_run(self, text, start, length):
        tokens = index_tokens(text)
        for run in RUN.finditer(normalize(text)):
            # An iteration mark without its character stands for nothing.
            if run["cjk"] and (part := run[0][start : start + length].strip("・").lstrip("々")):
                assert all(holds(tokens, term) for term in query_terms(part))

    @given(st.text(), st.booleans())
    def test_no_text_breaks_a_query(self, text, last_is_prefix):
        assert all(term.tokens for term in query_terms(text, last_is_prefix=last_is_prefix))
