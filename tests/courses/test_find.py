"""The search screen on the database of the settings: run it on SQLite and on PostgreSQL."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses import find as find_module
from courses.find import find_pages
from tests import factories

LESSONS = {
    "ja": {
        "静かな断り": "収入を失う不安は、めったにその名前では語られません。年金のことを聞ける相手はいますか。",
        "だれが担うのか": "期限のない支援の、ケースマネージャーの負担について学びます。",
        "バーモント州のチームを見る": "日本のサービスにはどの職がすでにあるか。",
        "一緒に決める": "共同意思決定を3通りに演じてみます。働く時間は本人と決めます。",
        "月曜日を変える目標": "年に20〜30人が一般の仕事に就きました。就労の数は増えました。",
    },
    "en": {
        "What can be predicted": "Some things shift the odds. Nothing tells who will manage.",
        "What a rumour costs": "Three fears that keep people from saying they want to work.",
        "An empty fact sheet": "Nine boxes to fill in with one person.",
        "Facts and a sheet of paper": "It is empty. A fact is written down.",
        "Deciding together": "Shared decision making, played out three times.",
    },
}
TERMS = [
    ("case-manager", "case manager", "ケースマネージャー", "けーすまねーじゃー", ""),
    ("sdm", "shared decision making (SDM)", "共同意思決定（SDM）", "きょうどういしけってい", "SDM\n共同意思決定"),
    ("transition", "transition support", "就労移行支援", "しゅうろういこうしえん", ""),
    ("readiness", "employment readiness", "就労準備性", "しゅうろうじゅんびせい", ""),
    ("agency", "transition support agency", "就労移行支援事業所", "しゅうろういこうしえんじぎょうしょ", ""),
    ("fidelity", "fidelity", "フィデリティ", "ふぃでりてぃ", ""),
]
FIRST_PAGES = [
    ("ja", "失う不安", "静かな断り"),
    ("ja", "収入 年金", "静かな断り"),
    ("ja", "年金はどうなるのか", "静かな断り"),
    ("ja", "ケースマネジャー", "だれが担うのか"),
    ("ja", "ｹｰｽﾏﾈｰｼﾞｬｰの負担", "だれが担うのか"),
    ("ja", "けーすまねーじゃー", "だれが担うのか"),
    ("ja", "ヴァーモント", "バーモント州のチームを見る"),
    ("ja", "きょうどういしけってい", "一緒に決める"),
    ("ja", "shared decision making", "一緒に決める"),
    ("ja", "ＳＤＭ", "一緒に決める"),
    ("ja", "20~30人", "月曜日を変える目標"),
    ("ja", "しゅうろう", "月曜日を変える目標"),
    ("ja", "月曜日を変える目標", "月曜日を変える目標"),
    ("en", "predicting", "What can be predicted"),
    ("en", "rumors", "What a rumour costs"),
    ("en", "fact sheet", "An empty fact sheet"),
    ("en", "what is an empty fact sheet?", "An empty fact sheet"),
    ("en", "共同意思決定", "Deciding together"),
    ("en", "SDM", "Deciding together"),
]
FIRST_TERMS = [
    ("ja", "しゅうろういこうしえん", "transition"),
    ("ja", "シュウロウジュンビセイ", "readiness"),
    ("ja", "就労移行支援", "transition"),
    ("ja", "フィデリティー", "fidelity"),
    ("ja", "fidelity", "fidelity"),
    ("en", "transition supports", "transition"),
    ("en", "what is SDM", "sdm"),
    ("en", "就労移行支援事業所", "agency"),
]


@pytest.fixture
def content(db):
    for code, lessons in LESSONS.items():
        module = factories.module(factories.course(f"Course {code}", code), "Module")
        for title, summary in lessons.items():
            factories.lesson(module, title, summary=summary)
    for key, en, ja, reading, other in TERMS:
        factories.GlossaryTermFactory(key=key, name_en=en, name_ja=ja, reading_ja=reading, other_names=other)


@pytest.fixture
def find(content):
    return lambda language, query: find_pages(query, AnonymousUser(), language, 1)


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


@pytest.mark.parametrize(("language", "query", "title"), FIRST_PAGES)
def test_the_page_that_is_meant_comes_first(find, language, query, title):
    assert [row["page"].title for row in find(language, query)["page"]][:1] == [title]


@pytest.mark.parametrize(("language", "query", "key"), FIRST_TERMS)
def test_the_term_that_is_meant_comes_first(find, language, query, key):
    assert [row["term"].key for row in find(language, query)["terms"]][:1] == [key]


def test_a_term_that_is_exactly_meant_stands_alone(find):
    assert len(find("ja", "就労移行支援")["terms"]) == 1


def test_of_terms_that_only_mention_it_one_is_shown(find):
    assert len(find("en", "what it means")["terms"]) <= 1


@pytest.mark.parametrize("query", ["", "、", "zebra", "しましま"])
def test_what_is_not_there_is_not_found(find, query):
    found = find("ja", query)
    assert (list(found["page"]), found["terms"]) == ([], [])


def test_answers_in_part_are_called_so(find):
    assert find("ja", "年金はどうなるのか")["is_partial"]
    assert not find("ja", "年金")["is_partial"]


def test_a_row_says_of_which_course_it_is(find):
    rows = {row["page"].title: row for row in find("en", "course deciding")["page"]}
    assert rows["Deciding together"]["course"] == "Course en"
    assert rows["Course en"]["course"] == ""


def test_the_hit_is_marked_in_another_spelling(find):
    (row,) = find("ja", "ケースマネジャの負担")["page"]
    assert shown(row["extract"]) == "期限のない支援の、[ケースマネージャーの負担]について学びます。"


def test_the_hit_is_marked_by_another_name(find):
    (row,) = find("ja", "SDM")["page"]
    assert "[共同意思決定]を3通り" in shown(row["extract"])


def test_the_hit_is_marked_in_the_title(find):
    (row,) = find("ja", "ヴァーモント")["page"]
    assert shown(row["title"]) == "[バーモント]州のチームを見る"


def test_a_term_shows_its_name_in_both_languages(find):
    (row,) = find("ja", "けーすまねーじゃー")["terms"]
    assert (shown(row["name"]), shown(row["other"])) == ("[ケースマネージャー]", "case manager")


def test_a_published_change_shows_at_once(db, learner):
    lesson = factories.lesson(factories.module(factories.course(), "Module"), "A lesson", summary="Ask the adviser.")
    for summary in ("Ask the adviser twice.", "Ask the adviser again."):
        lesson.summary = summary
        lesson.save_revision().publish()
        (row,) = find_pages("adviser", learner, "en", 1)["page"]
        assert shown(row["extract"]) == summary.replace("adviser", "[adviser]")


def test_the_words_of_a_published_page_are_read_once(db, learner, monkeypatch):
    lesson = factories.lesson(factories.module(factories.course(), "Module"), "A lesson", summary="Ask the adviser.")
    lesson.save_revision().publish()
    find_pages("adviser", learner, "en", 1)
    monkeypatch.setattr(find_module, "searchable_text", lambda page: pytest.fail("read again"))
    assert find_pages("adviser", learner, "en", 1)["page"].object_list


def test_dots_stand_where_a_text_goes_on(db):
    module = factories.module(factories.course(), "Module")
    factories.lesson(module, "Long", summary="Ask about the pension. " + "Then look on. " * 12)
    (row,) = find_pages("pension", AnonymousUser(), "en", 1)["page"]
    assert not shown(row["extract"]).startswith("…")
    assert shown(row["extract"]).endswith(" …")
