import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.search.asking import parts_of
from ipslearn.search.extracts import CJK_LENGTH, LENGTH, MAX_TEXT_LENGTH, extract, mark, text_units
from ipslearn.search.spellings import fold_spelling
from ipslearn.search.stems import fold_word
from ipslearn.search.tokens import RUN, index_tokens, normalize, query_terms

LETTERS = "aBzéß 09ﾊﾟｶﾞＢ１㍻㈱個別支援計画型々ーあがジョブ・コーチ葛\U000e0100𠮷、。-'’\"\0🎉\n"
mixed_text = st.text(st.sampled_from(LETTERS), max_size=60)
ENGLISH = "Supported employment helps people to find work that they choose. " * 20
JAPANESE = "本人の希望にもとづいて仕事をさがします。" * 20


def matches(text, query, **options):
    return [piece.text for piece in extract(text, query, **options) if piece.is_match]


def joined(text, query, **options):
    return "".join(piece.text for piece in extract(text, query, **options))


class TestMatches:
    @pytest.mark.parametrize(
        ("text", "query", "expected"),
        [
            ("一人ひとりの個別支援計画", "個別支援", ["個別支援"]),
            ("就労継続支援B型事業所", "Ｂ型", ["B型"]),
            ("就労継続支援Ｂ型事業所", "b型", ["Ｂ型"]),
            ("ｶﾞｲﾄﾞを読む", "ガイド", ["ｶﾞｲﾄﾞ"]),
            ("ガイドを読む", "ｶﾞｲﾄﾞ", ["ガイド"]),
            ("㍻の話", "平成", ["㍻"]),
            ("㍻の話", "成", ["㍻"]),
            ("型どおり", "型", ["型"]),
            ("ジョブ・コーチの役割", "ジョブコーチ", ["ジョブ・コーチ"]),
            ("葛\U000e0100城市", "葛城", ["葛\U000e0100城"]),
            ("Two Plans and a plan", "plan", ["Plans", "plan"]),
            ("planning", "plan", ["planning"]),
            ("planet", "plan", []),
            ("ケースマネージャーと", "マネジャー", ["マネージャー"]),
            ("ピアサポータの話", "サポーター", ["サポータ"]),
            ("ピアサポーターの話", "サポータ", ["サポータ"]),
            ("ヴァーモント州", "バーモント", ["ヴァーモント"]),
            ("様々な人々", "様様", ["様々"]),
            ("she predicted it", "predicting", ["predicted"]),
            ("CAFE\u0301 here", "café", ["CAFE\u0301"]),
            ("支援と計画", "計画 支援", ["支援", "計画"]),
            ("支援計画", "支援 計画", ["支援計画"]),
            ("job coach, coach", '"job coach"', ["job coach"]),
            ("就労支援", "就労-支援", ["就労支援"]),
        ],
    )
    def test_what_the_index_would_find_is_marked(self, text, query, expected):
        assert matches(text, query) == expected

    @given(mixed_text, mixed_text)
    def test_a_match_is_marked_exactly_when_the_index_holds_the_term(self, text, query):
        tokens = index_tokens(text)
        for term in query_terms(query):
            size = len(term.tokens)
            windows = [tokens[i : i + size] for i in range(len(tokens) - size + 1)]
            is_held = any(
                window[:-1] == list(term.tokens[:-1])
                and (window[-1].startswith(term.tokens[-1]) if term.is_prefix else window[-1] == term.tokens[-1])
                for window in windows
            )
            is_marked = bool(matches(text, term.text))
            # Of a word that is not held, its parts are marked.
            assert is_marked == is_held or (is_marked and parts_of(term))

    @given(mixed_text)
    def test_each_run_of_a_text_is_found_by_its_own_query(self, text):
        for run in RUN.finditer(normalize(text)):
            assert matches(text, run[0])


class TestWindow:
    def test_no_match_shows_the_beginning(self):
        assert ENGLISH.startswith(joined(ENGLISH, "zebra"))

    def test_an_empty_query_shows_the_beginning(self):
        assert [piece.is_match for piece in extract(ENGLISH, "")] == [False]

    def test_an_empty_text_has_no_extract(self):
        assert extract("", "plan") == []

    def test_white_space_has_no_extract(self):
        assert extract(" \n ", "plan") == []

    def test_a_short_text_is_shown_whole(self):
        assert joined("A short plan.", "plan") == "A short plan."

    def test_an_english_extract_is_about_160_characters_long(self):
        assert LENGTH - 15 <= len(joined(ENGLISH + "zebra " + ENGLISH, "zebra")) <= LENGTH

    def test_a_japanese_extract_is_about_90_characters_long(self):
        assert CJK_LENGTH - 2 <= len(joined(JAPANESE + "個別支援" + JAPANESE, "個別")) <= CJK_LENGTH

    def test_the_part_with_most_terms_is_shown(self):
        text = "coach " * 5 + ENGLISH + "a coach and a zebra " + ENGLISH
        assert matches(text, "coach zebra") == ["coach", "zebra"]

    def test_of_equal_parts_the_first_is_shown(self):
        assert joined("a zebra. " + ENGLISH + "zebra", "zebra").startswith("a zebra.")

    def test_some_text_stands_before_the_match(self):
        assert not extract(ENGLISH + "zebra " + ENGLISH, "zebra")[0].is_match

    def test_a_match_at_the_end_has_a_full_extract(self):
        assert len(joined(JAPANESE + "個別", "個別")) == CJK_LENGTH

    @pytest.mark.parametrize("length", range(20, 60))
    def test_no_word_is_cut(self, length):
        text = "Wouldn't a well-being “programme’s” view of Café\u0301 résumés find zebra unexpectedly? "
        shown = joined(text * 3, "zebra", length=length)
        words = re.compile(r"[^\s“”?]+")
        assert set(words.findall(shown)) <= set(words.findall(text))

    def test_a_match_longer_than_the_window_is_shown_whole(self):
        assert matches("支" * 40, "支" * 40, length=10) == ["支" * 40]

    def test_what_is_too_long_for_a_word_may_be_cut(self):
        assert len(joined("x" * 5000, "y")) == LENGTH

    def test_a_variation_selector_stays_with_its_character(self):
        assert joined("葛\U000e0100" * 80, "y", length=9) == "葛\U000e0100" * 5


class TestQuestions:
    def test_parts_are_marked_where_the_word_is_not_there(self):
        assert matches("年金がなくなると働けない。働く人の年金。", "働くと年金はどうなる") == ["年金", "働く", "年金"]

    def test_parts_are_not_where_it_is(self):
        assert matches("支援の計画と支援", "支援の計画") == ["支援の計画"]

    def test_words_that_say_nothing_are_not_marked(self):
        assert matches("what is the job", "what is the job about") == ["job"]

    def test_another_name_is_marked_where_the_query_is_not_there(self):
        assert matches("共同意思決定の話", "SDM", also=["共同意思決定"]) == ["共同意思決定"]

    def test_it_is_not_where_the_query_is(self):
        assert matches("共同意思決定（SDM）", "SDM", also=["共同意思決定"]) == ["SDM"]

    def test_the_first_name_that_is_there_is_marked_as_a_whole(self):
        assert matches("同意と共同の決定", "SDM", also=["共同意思決定", "共同の決定"]) == ["共同の決定"]

    def test_a_title_is_shown_whole(self):
        title = "長い題名の" * 40 + "支援"
        assert "".join(piece.text for piece in mark(title, "支援")) == title

    def test_a_stretch_begins_with_a_sentence(self):
        text = "別の話をします。" * 20 + "ここから始まるのが支援の話。" + "別の話をします。" * 20
        assert joined(text, "支援", length=40).startswith("ここから始まる")


class TestSafety:
    @given(st.text(), st.text(), st.integers(1, 50))
    def test_pieces_joined_are_a_part_of_the_text(self, text, query, length):
        assert joined(text, query, length=length) in text

    @given(mixed_text, mixed_text, st.integers(1, 20))
    def test_pieces_are_not_empty_and_alternate(self, text, query, length):
        pieces = extract(text, query, length=length)
        assert all(piece.text for piece in pieces)
        assert all(a.is_match != b.is_match for a, b in pairwise(pieces))

    @given(mixed_text)
    def test_units_agree_with_the_index(self, text):
        words = [run[0] for run in RUN.finditer(fold_spelling(normalize(text) + "\n"))]
        characters = "".join(word.replace("・", "") if RUN.match(word)["cjk"] else fold_word(word) for word in words)
        assert "".join(text_units(text).values) == characters

    @pytest.mark.parametrize("text", ["支" * 200_000, "a " * 100_000, "ｶﾞ" * 100_000, "-'" * 100_000])
    def test_a_huge_text_is_quick(self, text):
        started = time.process_time()
        extract(text, "支 a ガ")
        assert time.process_time() - started < 4

    def test_only_the_beginning_of_a_huge_text_is_searched(self):
        assert matches("あ" * MAX_TEXT_LENGTH + "支援", "支援") == []
