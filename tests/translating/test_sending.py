"""A course is sent in one step, with all that goes with it."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models import CourseAudience, CoursePage, CoursePrerequisite, LessonPage, ModulePage
from ipslearn.base.models import Profession
from questions.kinds import definitions_of
from quizzes.models import PublishedQuestion, QuestionBank, QuizPage
from tests import factories
from tests.translating.conftest import in_japanese, translate
from translating.actions import NothingPublished, ParentMissing


def titles(things) -> list[str]:
    return [one.title for one in things]


class TestSending:
    def test_it_takes_all_that_is_below_and_the_banks_it_draws_from(self, original, run):
        report = run("send", original)
        assert titles(report.sent) == ["Gates", "Foundations", "Routes", "Prepare or start", "Check", "Final"]

    def test_nothing_is_sent_twice(self, sent, run):
        assert run("send", sent).sent == []
        assert Translation.objects.count() == 6

    def test_a_bank_that_two_quizzes_draw_from_is_sent_once(self, original, run):
        bank = QuestionBank.objects.get()
        factories.quiz(original, title="Another", draws=[(bank, 1, "")])
        assert titles(run("send", original).sent).count("Gates") == 1

    def test_the_pages_stand_in_the_same_order(self, sent):
        pages = in_japanese(sent).get_descendants(inclusive=True).order_by("path")
        assert [page.translation_key for page in pages] == [
            page.translation_key for page in sent.get_descendants(inclusive=True).order_by("path")
        ]

    def test_they_are_drafts(self, sent):
        pages = Page.objects.filter(locale__language_code="ja", depth__gt=3)
        assert set(pages.values_list("live", flat=True)) == {False}
        assert QuestionBank.objects.get(locale__language_code="ja").live is False

    def test_a_draft_bank_is_not_drawn_from(self, sent):
        assert not PublishedQuestion.objects.filter(locale__language_code="ja").exists()

    def test_addresses_are_the_same(self, sent):
        lesson = LessonPage.objects.get(locale__language_code="en")
        assert in_japanese(lesson).url_path.split("/")[3:] == lesson.url_path.split("/")[3:]

    def test_a_draft_does_not_go(self, original, run):
        factories.lesson(ModulePage.objects.get(), "Unfinished", live=False)
        assert "Unfinished" not in titles(run("send", original).sent)

    def test_what_stands_below_a_draft_does_not_go(self, original, run):
        ModulePage.objects.get().unpublish()
        assert titles(run("send", original).sent) == ["Foundations", "Final"]
        assert titles(in_japanese(original).get_children()) == ["Final"]

    @pytest.mark.parametrize("name", ["send", "update", "publish"])
    def test_a_course_that_is_a_draft_is_refused(self, original, run, name):
        original.unpublish()
        with pytest.raises(NothingPublished):
            run(name, original)

    def test_without_a_catalog_there_is_nowhere_to_put_it(self, original, run):
        original.get_parent().get_translation(factories.locale("ja")).delete()
        with pytest.raises(ParentMissing):
            run("send", original)

    def test_a_new_lesson_comes_to_its_place(self, sent, run):
        module = ModulePage.objects.get(locale__language_code="en")
        added = factories.lesson(module, "Added")
        added.move(module, pos="first-child")
        assert titles(run("send", sent).sent) == ["Added"]
        assert titles(in_japanese(module).get_children()) == ["Added", "Prepare or start", "Check"]

    def test_one_lesson_can_be_sent_alone(self, sent, run):
        added = factories.lesson(ModulePage.objects.get(locale__language_code="en"), "Added")
        assert titles(run("send", added).sent) == ["Added"]


class TestWhatIsThere:
    """A page that somebody wrote in Japanese, here or in a package, is not touched."""

    @pytest.fixture
    def written(self, original):
        key = original.translation_key
        return factories.course("基礎", "ja", slug="foundations", translation_key=key, summary="まとめ。")

    def test_it_is_kept_and_named(self, original, written, run):
        report = run("send", original)
        assert titles(report.kept) == ["Foundations"]
        assert CoursePage.objects.get(pk=written.pk).title == "基礎"

    def test_what_is_missing_below_it_is_made(self, original, written, run):
        run("send", original)
        assert titles(CoursePage.objects.get(pk=written.pk).get_children()) == ["Routes", "Final"]

    def test_no_translation_of_it_is_begun(self, original, written, run):
        run("send", original)
        assert not Translation.objects.filter(source__object_id=original.translation_key).exists()

    def test_publishing_leaves_it_alone(self, original, written, run):
        run("send", original)
        run("publish", original)
        assert CoursePage.objects.get(pk=written.pk).title == "基礎"


class TestRules:
    """Rules and numbers are those of the source, whatever was sent and when."""

    def test_numbers_of_pages(self, sent):
        course, lesson = in_japanese(sent), LessonPage.objects.get(locale__language_code="ja")
        quiz = QuizPage.objects.get(locale__language_code="ja", slug="check")
        assert (course.credit_hours, lesson.minutes, quiz.pass_mark) == (1, 7, 70)

    def test_a_quiz_draws_from_the_bank_of_its_language(self, sent):
        draw = QuizPage.objects.get(locale__language_code="ja", slug="check").draws.get()
        assert (draw.bank.locale.language_code, draw.count, draw.tag) == ("ja", 1, "gates")

    def test_questions_keep_their_ids_and_what_is_right(self, sent, run):
        for quiz in QuizPage.objects.filter(locale__language_code="en"):
            translate(quiz)
            run("publish", quiz)
            before, after = definitions_of(quiz.questions), definitions_of(in_japanese(quiz).questions)
            assert [(one.id, one.kind, one.tags) for one in after] == [(one.id, one.kind, one.tags) for one in before]

    def test_the_audience_is_the_same(self, original, run):
        nurse = Profession.objects.first() or Profession.objects.create(code="nurse", name_en="n", name_ja="看")
        original.audience = [CourseAudience(profession=nurse, necessity="optional")]
        original.save_revision().publish()
        run("send", original)
        assert list(in_japanese(original).audience.values_list("profession", "necessity")) == [(nurse.pk, "optional")]

    def test_a_second_publication_keeps_the_audience(self, original, run):
        self.test_the_audience_is_the_same(original, run)
        run("publish", original)
        run("publish", original)
        assert in_japanese(original).audience.count() == 1

    def test_a_prerequisite_is_the_course_of_the_language(self, original, run):
        first = factories.course("First")
        run("send", first)
        original.prerequisites = [CoursePrerequisite(required_course=first, is_binding=True)]
        original.save_revision().publish()
        run("send", original)
        assert in_japanese(original).prerequisites.get().required_course == in_japanese(first)

    def test_one_that_is_there_in_one_language_stays_that_one(self, original, run):
        first = factories.course("First")
        original.prerequisites = [CoursePrerequisite(required_course=first)]
        original.save_revision().publish()
        run("send", original)
        assert in_japanese(original).prerequisites.get().required_course == first

    def test_when_it_comes_later_the_prerequisite_leads_to_it(self, original, run):
        first = factories.course("First")
        original.prerequisites = [CoursePrerequisite(required_course=first)]
        original.save_revision().publish()
        run("send", original)
        run("send", first)
        run("publish", first)
        assert in_japanese(original).prerequisites.get().required_course == in_japanese(first)

    def test_a_number_that_was_changed_after_sending_is_not_set_back(self, sent, run):
        """The translation is published from a copy in which the number is still the old one."""
        quiz = QuizPage.objects.get(locale__language_code="en", slug="check")
        quiz.pass_mark = 90
        quiz.save_revision().publish()
        run("publish", quiz)
        marks = QuizPage.objects.filter(slug="check").values_list("pass_mark", flat=True)
        assert list(marks) == [90, 90]

    def test_a_draw_that_was_changed_after_sending_is_not_set_back(self, sent, run):
        quiz = QuizPage.objects.get(locale__language_code="en", slug="check")
        draw = quiz.draws.get()
        draw.count = 2
        quiz.draws = [draw]
        quiz.save_revision().publish()
        run("publish", quiz)
        assert [one.draws.get().count for one in QuizPage.objects.filter(slug="check")] == [2, 2]


class TestPublishing:
    def test_the_questions_of_a_bank_can_be_drawn(self, sent, run):
        translate(QuestionBank.objects.get(locale__language_code="en"))
        run("publish", sent)
        rows = PublishedQuestion.objects.filter(
            locale__language_code="ja", place=in_japanese(bank_of()).translation_key
        )
        assert [row.title for row in rows] == ["訳Question 1?", "訳Question 2?"]

    def test_the_keys_of_questions_are_those_of_the_source(self, sent, run):
        run("publish", sent)
        keys = {
            code: set(PublishedQuestion.objects.filter(locale__language_code=code).values_list("place", "question_key"))
            for code in ("en", "ja")
        }
        assert keys["en"] == keys["ja"] != set()

    def test_what_is_not_translated_is_there_in_the_language_of_the_source(self, sent, run):
        lesson = LessonPage.objects.get(locale__language_code="en")
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。[@bond-2008]"})
        run("publish", lesson)
        assert in_japanese(lesson).body[0].value == "すぐに探す。[@bond-2008]\n\nIt begins with [[fidelity]]."

    def test_only_what_is_finished(self, sent, run):
        translate(QuestionBank.objects.get(locale__language_code="en"))
        assert titles(run("publish", sent, only_finished=True).published) == ["Gates"]

    def test_nothing_finished_below_what_is_not(self, sent, run):
        lesson = LessonPage.objects.get(locale__language_code="en")
        translate(lesson)
        assert run("publish", sent, only_finished=True).published == []
        for page in (sent, lesson.get_parent().specific):
            translate(page)
        assert titles(run("publish", sent, only_finished=True).published) == [
            "Foundations", "Routes", "Prepare or start",
        ]  # fmt: skip

    def test_all_of_it(self, sent, run):
        assert len(run("publish", sent).published) == 6
        assert in_japanese(sent).live


def bank_of() -> QuestionBank:
    return QuestionBank.objects.get(locale__language_code="en")


class TestSitePages:
    """An administrator makes the home page and the catalog; each goes by itself."""

    @pytest.fixture
    def catalog(self, db, trainer):
        page = factories.catalog("en")
        for other in page.get_translations():
            other.get_parent().delete()
        return page

    def test_home_and_catalog(self, catalog, run):
        home = catalog.get_parent()
        assert titles(run("send", home).sent) == ["Home"]
        assert titles(run("send", catalog).sent) == ["Courses"]

    def test_the_address_of_the_home_page_is_its_own(self, catalog, run):
        home = catalog.get_parent().specific
        run("send", home)
        assert in_japanese(home).slug != home.slug

    def test_trainers_may_work_in_the_new_catalog(self, catalog, run, trainer):
        run("send", catalog.get_parent())
        run("send", catalog)
        assert in_japanese(catalog).permissions_for_user(trainer).can_add_subpage()
