"""The backend on the database of the settings: run it on SQLite and on PostgreSQL."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import FilterFieldError
from modelsearch.query import MATCH_ALL, MATCH_NONE, Phrase, PlainText
from wagtail.models import Page
from wagtail.search import index

from ipslearn.search import backend as backend_module
from ipslearn.search.documents import Passage, read_document
from ipslearn.search.questions import Question
from ipslearn.search.tokens import RUN, index_tokens, normalize

SENTENCE = "就労継続支援B型事業所では、一人ひとりの個別支援計画をつくります。"
LETTERS = "aBzéßЙё 09ﾊﾟｶﾞＢ１㍻㈱個別支援計画型々ーあがジョブ・コーチ葛\U000e0100𠮷한국어ñø、。-_.:/'\"\\\0%🎉"


class TestJapanese:
    @pytest.mark.parametrize(
        "query",
        [
            "個別支援",
            "支援",
            "計画を",
            "個",
            "。つくります",
            "り",
            "B型",
            "Ｂ型",
            "ｂ型",
            "支援Ｂ型事業所",
            "一人ひとり",
        ],
    )
    def test_a_part_of_a_sentence_is_found(self, add_page, titles, query):
        add_page(SENTENCE)
        assert titles(query) == [SENTENCE]

    @pytest.mark.parametrize("query", ["介護", "援支", "A型", "別計", "個別計画", "支援 介護"])
    def test_what_is_not_there_is_not_found(self, add_page, titles, query):
        add_page(SENTENCE)
        assert titles(query) == []

    def test_two_terms_are_both_asked_for(self, add_page, titles):
        add_page("介護と支援")
        add_page("支援")
        assert titles("支援　介護") == ["介護と支援"]

    @pytest.mark.parametrize("query", ["ジョブコーチ", "ジョブ・コーチ", "ｼﾞｮﾌﾞｺｰﾁ", "コーチ"])
    def test_katakana_is_found_in_all_its_spellings(self, add_page, titles, query):
        add_page("ｼﾞｮﾌﾞ・コーチの役割")
        assert len(titles(query)) == 1

    def test_the_long_vowel_mark_counts(self, add_page, titles):
        add_page("サーバー")
        assert titles("サバ") == []


class TestEnglish:
    @pytest.mark.parametrize(
        "query", ["plan", "PLANS", "ＰＬＡＮ", "policy", "café", "resume", "1e5", "learner's", "1e5 plan"]
    )
    def test_a_word_is_found(self, add_page, titles, query):
        title = "Plans, policies and the Cafe: a résumé of 1e5 learner's"
        add_page(title)
        assert titles(query) == [title]

    @pytest.mark.parametrize("query", ["pla", "lan", "1e", "e5"])
    def test_a_part_of_a_word_is_not(self, add_page, titles, query):
        add_page("Plans 1e5")
        assert titles(query) == []

    def test_quoted_words_stand_together(self, add_page, titles):
        add_page("supported employment")
        assert titles('"supported employment"') == ["supported employment"]
        assert titles('"employment supported"') == []

    @pytest.mark.parametrize(
        "query", ["plan OR zebra", "plan NOT zebra", "plan AND NEAR", "plan | zebra", "plan !zebra"]
    )
    def test_operators_of_the_databases_are_words(self, add_page, titles, query):
        add_page("plan")
        assert titles(query) == []


def each_way(backend, query):
    yield backend.search(query, Page)
    yield backend.search(Question(query), Page)
    yield backend.autocomplete(query, Page)


class TestHostileQueries:
    @pytest.mark.parametrize(
        "query", ["", " ", "　", "\0", '"', "'", "*", "\\", ":", "(", ")", "%", "-", "🎉", "・", "{}", "^"]
    )
    def test_a_query_of_symbols_finds_nothing(self, backend, add_page, query):
        add_page(SENTENCE)
        for results in each_way(backend, query):
            assert (list(results), results.count()) == ([], 0)

    @pytest.mark.parametrize(
        "symbol", ['"', "'", "*", "\\", ":", "(", ")", "\0", "🎉", "%", "|", "&", "!", "<->", "--", ";"]
    )
    def test_symbols_around_a_word_are_harmless(self, add_page, titles, symbol):
        add_page("支援 plan s")
        query = f"{symbol}plan{symbol} {symbol}支援{symbol}"
        assert titles(query) == titles(Question(query)) == ["支援 plan s"]

    @pytest.mark.parametrize("query", ["支援" * 5000, "x" * 10_000, "a " * 5000, '"' * 10_000, "介 " * 5000])
    def test_a_huge_query_is_answered(self, backend, add_page, query):
        add_page(SENTENCE)
        assert list(backend.search(query, Page)) == []
        assert list(backend.autocomplete(query, Page)) == []
        assert set(backend.search(Question(query), Page)) <= {Page.objects.get(title=SENTENCE)}

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=30))
    def test_no_text_breaks_a_search(self, backend, query):
        for results in each_way(backend, query):
            results.count()


class TestIndexing:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.sampled_from(LETTERS), min_size=1, max_size=40))
    def test_each_run_of_an_indexed_text_is_found(self, backend, text):
        page = Page.get_first_root_node()
        page.title = text
        backend.add(page)
        for run in RUN.finditer(normalize(text)):
            assert page in list(backend.search(run[0], Page)), run[0]

    def test_an_object_indexed_again_is_replaced(self, backend, add_page, titles):
        page = add_page("支援")
        page.title = "介護"
        backend.add(page)
        assert titles("支援") == []
        assert backend.search("介護", Page).count() == 1

    def test_a_deleted_object_is_no_longer_found(self, backend, add_page, titles):
        page = add_page("支援")
        backend.delete(page)
        assert titles("支援") == []

    def test_many_are_indexed_at_once_and_twice(self, backend, add_page):
        pages = [add_page(f"支援 {n}") for n in range(3)]
        backend.add_bulk(Page, pages + pages)
        assert backend.search("支援", Page).count() == 3

    def test_nothing_to_index_is_no_error(self, backend):
        backend.add_bulk(Page, [])

    def test_a_rebuild_keeps_what_is_there(self, backend, add_page, titles):
        add_page("支援")
        index = backend.get_index_for_model(Page)
        rebuilder = backend.rebuilder_class(index)
        rebuilder.start().add_items(Page, Page.objects.all())
        rebuilder.finish()
        assert titles("支援") == ["支援"]

    @pytest.mark.parametrize("length", [100, 16_180, 16_183, 16_380, 16_384, 32_366])
    def test_a_phrase_late_in_a_long_text_is_found(self, add_page, backend, length):
        words = [f"{chr(0x4E00 + n % 20_000)}" for n in range(length)]
        add_page("long", indexed_title="".join(words) + "、個別支援計画")
        assert backend.search("個別支援計画", Page).count() == 1

    def test_a_text_too_large_for_the_database_is_indexed_in_part(self, add_page, backend):
        words = " ".join(f"{n:064d}" for n in range(30_000))
        add_page("huge", indexed_title=words)
        assert backend.search("0" * 64, Page).count() == 1


class TestRanking:
    @pytest.mark.parametrize("query", ["個別支援計画", "支援", "個別 支援"])
    def test_a_title_comes_before_a_text_that_repeats_the_word(self, backend, add_page, query):
        # So long a text that the page with the title is at a disadvantage.
        title = add_page("title", indexed_title="個別支援計画の手引き")
        self.index_with_body(backend, title, "別の話をします。" * 400)
        body = add_page("body", indexed_title="別の話")
        self.index_with_body(backend, body, "個別支援計画について。" * 100)
        for n in range(3):
            self.index_with_body(backend, add_page("other", indexed_title="別の話"), "別の話をします。" * n)
        assert [page.pk for page in backend.search(query, Page)] == [title.pk, body.pk]

    def test_a_shorter_title_comes_before_a_longer_one(self, add_page, titles):
        add_page("支援のページ")
        add_page("支援をめぐるさまざまな話題を集めた長い題名のページ")
        assert titles("支援")[0] == "支援のページ"

    def test_equals_come_newest_first(self, add_page, backend):
        pages = [add_page("支援") for _ in range(3)]
        assert list(backend.search("支援", Page)) == pages[::-1]

    def test_the_score_is_the_order(self, backend, add_page):
        add_page("支援をめぐるさまざまな話題")
        add_page("支援")
        scores = [page.relevance for page in backend.search("支援", Page).annotate_score("relevance")]
        assert len(scores) == 2
        assert scores == sorted(scores, reverse=True)

    @staticmethod
    def index_with_body(backend, page, text):
        """Index `page` with `text` among the other fields, as a page class with a body would be."""
        document = read_document(page)
        document.body.append(Passage(index_tokens(text)))
        columns = backend.get_index_for_model(Page).columns(document)
        page.index_entries.update(**columns)


class TestResults:
    @pytest.fixture
    def pages(self, add_page):
        return [add_page("支援 c", live=False), add_page("支援 a"), add_page("支援 b")]

    def test_a_slice_is_a_part_of_the_whole(self, backend, pages):
        results = backend.search("支援", Page)
        assert list(results[1:3]) == list(results)[1:3]
        assert [results[0]] == list(results)[:1]
        assert backend.search("支援", Page)[1:].count() == 2
        assert list(results[5:9]) == []

    def test_the_queryset_is_respected(self, backend, titles, pages):
        assert backend.search("支援", Page.objects.live()).count() == 2
        assert set(titles("支援", Page.objects.live())) == {"支援 a", "支援 b"}
        assert set(titles("支援", Page.objects.exclude(title="支援 a"))) == {"支援 b", "支援 c"}

    def test_the_order_of_the_queryset_may_rule(self, titles, pages):
        ordered = titles("支援", Page.objects.order_by("title"), order_by_relevance=False)
        assert ordered == ["支援 a", "支援 b", "支援 c"]

    def test_without_any_order_it_is_newest_first(self, titles, pages):
        assert titles("支援", Page.objects.order_by(), order_by_relevance=False) == [
            "支援 b",
            "支援 a",
            "支援 c",
        ]

    def test_unranked_results_are_counted_and_sliced(self, backend, pages):
        results = backend.search("支援", Page, order_by_relevance=False)
        assert (results.count(), [page.title for page in results[1:2]]) == (3, ["支援 a"])

    def test_facets_are_counted(self, backend, pages):
        assert dict(backend.search("支援", Page).facet("live")) == {True: 2, False: 1}

    def test_a_facet_needs_a_filter_field(self, backend, pages):
        with pytest.raises(FilterFieldError):
            backend.search("支援", Page).facet("slug")

    def test_specific_pages_are_returned(self, backend, pages):
        assert set(backend.search("支援", Page.objects.specific())) == set(pages)

    def test_fields_choose_between_the_title_and_the_rest(self, titles, pages, backend, monkeypatch):
        monkeypatch.setattr(Page, "search_fields", [*Page.search_fields, index.SearchField("seo_title")])
        TestRanking.index_with_body(backend, pages[0], "介護の話")
        assert titles("介護") == ["支援 c"]
        assert titles("介護", fields=["seo_title"]) == ["支援 c"]
        assert titles("介護", fields=["title"]) == []
        assert titles("支援", fields=["seo_title"]) == []

    def test_terms_may_be_in_different_fields(self, backend, pages, titles):
        TestRanking.index_with_body(backend, pages[0], "介護の話")
        assert titles("支援 介護") == ["支援 c"]

    def test_either_term_may_be_enough(self, titles, pages):
        assert len(titles("支援 zebra", operator="or")) == 3

    def test_three_queries_find_a_page_of_results_whatever_their_number(
        self, backend, add_page, django_assert_num_queries
    ):
        for number in (3, 30):
            for n in range(number):
                add_page(f"支援 {n}")
            backend.search("支援", Page).count()
            # The matches in the index, those of them in the queryset, the objects of the slice.
            with django_assert_num_queries(3):
                results = backend.search("支援", Page.objects.live())
                assert results.count() >= number
                assert list(results[:2])


class TestQueryObjects:
    @pytest.fixture(autouse=True)
    def pages(self, add_page):
        add_page("支援 plan")
        add_page("介護 plan")

    def test_not_leaves_the_others(self, titles):
        assert titles(PlainText("plan") & ~PlainText("介護")) == ["支援 plan"]

    def test_not_alone_is_all_but_the_matches(self, titles):
        found = titles(~PlainText("介護"))
        assert "支援 plan" in found
        assert "介護 plan" not in found

    def test_a_phrase_or_a_word(self, titles):
        assert set(titles(Phrase("支援 plan") | PlainText("介護"))) == {"支援 plan", "介護 plan"}

    def test_all_and_none(self, backend):
        assert backend.search(MATCH_ALL, Page).count() == Page.objects.count()
        assert backend.search(MATCH_NONE, Page).count() == 0


class TestQuestions:
    def test_a_title_comes_before_a_text(self, backend, add_page, titles):
        page = add_page("介護の話")
        TestRanking.index_with_body(backend, page, "支援。" * 50)
        add_page("支援をめぐるさまざまな話題を集めた長い題名のページ")
        assert titles(Question("支援")) == ["支援をめぐるさまざまな話題を集めた長い題名のページ", "介護の話"]

    def test_the_title_that_is_asked_for_comes_first(self, add_page, titles):
        add_page("一般就労が目標")
        add_page("目標")
        add_page("月曜日を変える目標")
        assert titles(Question("月曜日を変える目標"))[0] == "月曜日を変える目標"
        assert titles(Question("目標"))[0] == "目標"

    @pytest.mark.parametrize("title", ["年金と仕事", "年金の制度"])
    def test_a_sentence_is_answered_by_what_holds_a_part(self, add_page, titles, title):
        add_page(title)
        add_page("介護の話")
        assert titles(Question("働くと年金はどうなりますか")) == [title]

    def test_another_name_is_found_too(self, add_page, titles):
        add_page("共同意思決定の話")
        assert titles(Question("SDM", ("共同意思決定",))) == ["共同意思決定の話"]

    def test_the_queryset_is_respected(self, backend, add_page):
        add_page("支援", live=False)
        assert backend.search(Question("支援"), Page.objects.live()).count() == 0

    def test_a_boosted_field_counts_for_more_than_the_rest(self, backend, add_page):
        boosted, plain = add_page("a"), add_page("b")
        for page, boost in ((boosted, 1.5), (plain, 1.0)):
            document = read_document(page)
            document.body += [Passage(index_tokens("個別支援"), boost), Passage(index_tokens("別の話をします。" * 20))]
            page.index_entries.update(**backend.get_index_for_model(Page).columns(document))
        assert list(backend.search(Question("個別支援"), Page)) == [boosted, plain]

    def test_a_phrase_does_not_reach_from_a_boosted_text_to_itself(self, backend, add_page):
        page = add_page("a")
        document = read_document(page)
        document.body.append(Passage(index_tokens("supported employment"), 1.5))
        page.index_entries.update(**backend.get_index_for_model(Page).columns(document))
        assert backend.search('"employment supported"', Page).count() == 0

    def test_symbols_find_nothing(self, backend, add_page):
        add_page("支援")
        assert backend.search(Question("、"), Page).count() == 0

    def test_it_may_be_asked_in_another_order_and_counted_by_facets(self, backend, add_page):
        for title in ("支援 b", "支援 a"):
            add_page(title)
        ordered = backend.search(Question("支援"), Page.objects.order_by("title"), order_by_relevance=False)
        assert [page.title for page in ordered] == ["支援 a", "支援 b"]
        assert dict(backend.search(Question("支援"), Page).facet("live")) == {True: 2}

    def test_its_queries_grow_with_the_words_and_not_with_the_pages(self, backend, add_page, django_assert_num_queries):
        for number in (3, 30):
            for n in range(number):
                add_page(f"支援の計画 {n}")
            backend.search(Question("支援"), Page).count()
            # Each word and their phrase in the index, the titles of what the queryset has, the objects of the slice.
            with django_assert_num_queries(5):
                results = backend.search(Question("支援 計画"), Page.objects.live())
                assert results.count() >= number
                assert list(results[:2])


class TestAutocomplete:
    @pytest.mark.parametrize("query", ["Pla", "plans", "PLANS f", "個別", "個", "支援計", "計画 pl"])
    def test_the_beginning_of_a_title_is_found(self, backend, add_page, query):
        page = add_page("個別支援計画 Plans for jobs")
        assert list(backend.autocomplete(query, Page)) == [page]

    @pytest.mark.parametrize("query", ["lans", "plan job", "介護"])
    def test_other_text_is_not(self, backend, add_page, query):
        add_page("個別支援計画 Plans for jobs")
        assert list(backend.autocomplete(query, Page)) == []

    def test_it_is_counted_sliced_and_faceted(self, backend, add_page):
        pages = [add_page("支援"), add_page("支援")]
        results = backend.autocomplete("支", Page.objects.live())
        assert (results.count(), list(results[:1])) == (2, pages[1:])
        assert dict(results.facet("live")) == {True: 2}


class TestSetup:
    def test_wagtail_finds_the_backend_by_its_module(self, db):
        backend = get_search_backend("ipslearn.search.backend")
        assert connection.vendor in type(backend).__name__.lower().replace("postgres", "postgresql")

    def test_another_database_is_refused(self, monkeypatch):
        monkeypatch.setattr(connection, "vendor", "oracle")
        with pytest.raises(ImproperlyConfigured, match="oracle"):
            backend_module.SearchBackend({})
