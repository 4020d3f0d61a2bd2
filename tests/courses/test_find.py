"""The search screen on the database of the settings: run it on SQLite and on PostgreSQL."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction
from wagtail.search.models import IndexEntry

from courses import find as find_module
from courses.blocks import LessonBody
from courses.find import find_pages, lines
from questions.kinds import QuestionBlock
from tests import factories

QUESTIONS = [name for name, block in LessonBody().child_blocks.items() if isinstance(block, QuestionBlock)]

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
    for term in find_module.GlossaryTerm.objects.all():
        term.definition_en = "A thing to agree on."
        term.save()
    assert len(find("en", "agree")["terms"]) == 1


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


def test_the_number_of_results_is_the_same_on_every_page(content, learner):
    module = factories.module(factories.course("Many", "en"), "Module")
    for number in range(find_module.PAGE_SIZE + 1):
        factories.lesson(module, f"Fidelity {number}", summary="A review.")
    counts = [find_pages("fidelity", learner, "en", number)["count"] for number in (1, 2)]
    assert counts == [find_module.PAGE_SIZE + 2] * 2


def test_white_space_around_a_text_is_no_more_of_it(db):
    assert shown(lines("\n Ask about the pension. \n", "pension", ())) == "Ask about the [pension]."


class TestWhatIsShown:
    """A lesson is found by all its words; whether the result shows some of them is another matter."""

    @pytest.fixture
    def module(self, db):
        return factories.module(factories.course(), "Module")

    @staticmethod
    def found(query, user):
        return [shown(row["extract"]) for row in find_pages(query, user, "en", 1)["page"]]

    def test_a_visitor_sees_the_summary_of_a_lesson(self, module, learner):
        factories.lesson(module, "A lesson", summary="Summed up.", body=[("text", "Ask the adviser.")])
        assert self.found("adviser", AnonymousUser()) == ["Summed up."]
        assert self.found("adviser", learner) == ["Summed up. Ask the [adviser]."]

    def test_of_a_locked_module_the_summary_is_shown(self, module, learner):
        factories.lesson(module, "A lesson", summary="Summed up.", body=[("text", "Ask the adviser.")])
        module.order = module.Order.LOCKED
        module.save()
        assert self.found("adviser", learner) == ["Summed up."]

    def test_a_question_is_found_by_what_it_asks(self, module, learner):
        value = LessonBody().child_blocks["single_choice"].get_preview_value()
        value |= {"prompt": "Who begins?", "feedback": "The wish."}
        factories.lesson(module, "A lesson", summary="Summed up.", body=[("single_choice", value)])
        assert self.found("begins", learner) == ["Summed up. Who [begins]?"]

    @pytest.mark.parametrize("kind", QUESTIONS)
    def test_a_search_answers_no_question(self, kind):
        body = LessonBody()
        value = body.child_blocks[kind].get_preview_value()
        value["prompt"] = "What is asked?"
        assert body.get_searchable_content(body.normalize([(kind, value)])) == ["What is asked?"]


class TestFreshness:
    """What is found is what is published, whatever is done to a page."""

    @pytest.fixture
    def lesson(self, db):
        module = factories.module(factories.course(), "Module")
        return factories.lesson(module, "A lesson", summary="Ask the adviser.")

    @staticmethod
    def titles(query, user=None):
        return [row["page"].title for row in find_pages(query, user or AnonymousUser(), "en", 1)["page"]]

    def test_a_draft_is_not_found(self, lesson):
        lesson.summary = "Ask the employer."
        lesson.save_revision()
        assert (self.titles("employer"), self.titles("adviser")) == ([], ["A lesson"])

    def test_what_is_no_longer_published_is_not_found(self, lesson):
        lesson.unpublish()
        assert self.titles("adviser") == []

    def test_what_is_published_again_is_found(self, lesson):
        lesson.unpublish()
        lesson.save_revision().publish()
        assert self.titles("adviser") == ["A lesson"]

    def test_what_is_moved_behind_a_restriction_is_not_found(self, lesson, learner):
        closed = factories.module(factories.course("Closed"), "Closed")
        PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
        lesson.move(closed, "last-child")
        assert self.titles("adviser") == []
        assert self.titles("adviser", learner) == ["A lesson"]

    def test_what_is_deleted_leaves_the_index(self, lesson):
        entries = IndexEntry.objects.filter(object_id=str(lesson.pk))
        kept = entries.count()
        lesson.delete()
        assert (kept, entries.count()) == (1, 0)

    def test_an_alias_says_what_its_page_says(self, lesson):
        alias = lesson.create_alias(update_slug="alias")
        lesson.summary = "Ask the employer."
        lesson.save_revision().publish()
        assert self.titles("adviser") == []
        assert len(self.titles("employer")) == 2
        alias.delete()
        assert len(self.titles("employer")) == 1
