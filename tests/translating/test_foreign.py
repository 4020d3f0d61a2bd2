"""What a learner meets of a page that is translated in part: it is said, and every text is in its language."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from courses.models import CoursePage, LessonPage, ModulePage
from ipslearn.base.models import CustomImage
from ipslearn.languages.models import PartialTranslation
from questions.foreign import with_foreign
from quizzes.actions import start_attempt
from quizzes.models import PublishedQuestion, QuizPage
from tests import factories
from tests.questions.samples import SAMPLES
from tests.translating.conftest import in_japanese, translate

PARTLY = "このページには、まだ翻訳されていない部分があります。その部分は"
WHOLLY = "このページはまだ翻訳されていないため、"
FIRST, SECOND = "The search is soon. [@bond-2008]", "It begins with [[fidelity]]."


@pytest.fixture
def lesson(sent):
    return LessonPage.objects.get(locale__language_code="en")


@pytest.fixture
def read(client, run, sent):
    """Publish a page's translation, and return its HTML."""

    def reading(page, publish: bool = True) -> str:
        if publish:
            run("publish", sent)
        return " ".join(client.get(in_japanese(page).get_url()).content.decode().split())

    return reading


class TestNotice:
    def test_parts(self, lesson, read):
        translate(lesson, {FIRST: "すぐに探す。[@bond-2008]"})
        assert PARTLY in read(lesson)

    def test_nothing_of_it_is_translated(self, lesson, read):
        assert WHOLLY in read(lesson)

    def test_all_of_it_is_translated(self, lesson, read):
        translate(lesson)
        page = read(lesson)
        assert PARTLY not in page
        assert WHOLLY not in page

    def test_the_original_says_nothing(self, client, lesson, run, sent):
        run("publish", sent)
        assert "translated yet" not in client.get(lesson.get_url()).content.decode()

    def test_a_translation_that_is_not_published_changes_nothing(self, lesson, read):
        read(lesson)
        translate(lesson)
        assert WHOLLY in read(lesson, publish=False)

    def test_one_that_was_mended_by_hand_is_told_no_more(self, lesson, read, run):
        """The translation was stopped, and somebody wrote the page in the editor."""
        read(lesson)
        page = in_japanese(lesson)
        page.title, page.summary = "始め方", "まとめ。"
        page.body[0].value, page.body[1].value["text"] = "すぐに。[@bond-2008]", "すぐに。"
        page.save_revision().publish()
        assert not PartialTranslation.objects.filter(key=lesson.translation_key).exists()

    @pytest.mark.parametrize("model", [CoursePage, ModulePage, QuizPage])
    def test_pages_of_every_kind_say_it(self, sent, signed_in, run, model):
        run("publish", sent)
        page = in_japanese(model.objects.filter(locale__language_code="en").first())
        assert "まだ翻訳されていない" in signed_in.get(page.get_url()).text

    def test_unpublishing_forgets(self, lesson, read):
        read(lesson)
        in_japanese(lesson).unpublish()
        assert not PartialTranslation.objects.filter(key=lesson.translation_key).exists()


class TestLanguageOfTexts:
    def test_a_passage_says_its_language(self, lesson, read):
        translate(lesson, {FIRST: "すぐに探す。[@bond-2008]"})
        page = read(lesson)
        assert re.search(r'<p>すぐに探す。<sup.*?</sup></p> <p lang="en">It begins with <button', page)

    def test_a_title_says_its_language(self, lesson, read):
        translate(lesson, {FIRST: "すぐに。[@bond-2008]"})
        assert '<h1 lang="en">Prepare or start</h1>' in read(lesson)

    def test_a_translated_title_does_not(self, lesson, read):
        translate(lesson, {"Prepare or start": "始め方"})
        assert "<h1>始め方</h1>" in read(lesson)

    def test_a_block_of_the_original_has_our_own_words_in_its_language_too(self, lesson, read):
        translate(lesson, {FIRST: "すぐに。[@bond-2008]", SECOND: "それから。"})
        assert re.search(r'<div class="block block--key-point" id="b-\w+" lang="en">', read(lesson))

    def test_the_outline_says_the_language_of_each_title(self, lesson, read):
        translate(lesson, {"Prepare or start": "始め方"})
        page = read(lesson)
        assert re.search(r'<span><a href="[^"]*prepare-or-start/" aria-current="page">始め方</a></span>', page)
        assert re.search(r'<span lang="en"><a href="[^"]*/check/">Check</a></span>', page) or (
            '<span lang="en">Check</span>' in page
        )

    def test_the_catalog_says_it_of_a_card(self, sent, run, client):
        translate(sent, {"Foundations": "基礎"})
        run("publish", sent)
        page = client.get("/ja/courses/").content.decode()
        assert ">基礎</a>" in page
        assert '<p class="card__summary" lang="en">What it is.</p>' in page

    def test_a_picture_nobody_chose_says_its_language(self, sent, lesson, run):
        picture = CustomImage.objects.create(title="p", file="a.svg", width=1, height=1, alt_text="Two roads")
        block = {"image": picture, "caption": "", "source": None, "long_description": ""}
        added = factories.lesson(lesson.get_parent().specific, "With a picture", [("figure", block)])
        run("send", sent)
        translate(added)
        run("publish", sent)
        found = PartialTranslation.objects.foreign_of(in_japanese(added))
        assert found.texts == {f"picture-{picture.pk}"}


class TestQuestions:
    @pytest.fixture
    def quiz(self, sent):
        return QuizPage.objects.get(locale__language_code="en", slug="check")

    def definitions(self, quiz) -> list[dict]:
        rows = PublishedQuestion.objects.filter(place=quiz.translation_key, locale__language_code="ja")
        return [row.definition for row in rows]

    def test_a_question_that_is_translated_in_part_names_the_rest(self, quiz, run):
        translate(quiz, {"Question 3?": "問い3。"})
        run("publish", quiz)
        first, second = self.definitions(quiz)
        assert (first["prompt"], first["language"], bool(first["foreign"])) == ("問い3。", "en", True)
        assert (second["prompt"], second["language"]) == ("Question 4?", "en")

    def test_one_that_is_translated_names_nothing(self, quiz, run):
        translate(quiz)
        run("publish", quiz)
        assert [(one["language"], one["foreign"]) for one in self.definitions(quiz)] == [("", [])] * 2

    def test_those_of_the_original_name_nothing(self, quiz, run):
        run("publish", quiz)
        rows = PublishedQuestion.objects.filter(locale__language_code="en")
        assert {row.definition["language"] for row in rows} == {""}

    def test_an_attempt_shows_each_text_in_its_language(self, sent, quiz, run, learner, client):
        translate(quiz, {"Question 3?": "問い3。"})
        run("publish", sent)
        page = in_japanese(quiz)
        page.order = "fixed"
        page.save_revision().publish()
        course = in_japanese(sent)
        factories.enrolled(learner, course)
        attempt = start_attempt(learner=learner, quiz=page, course=course, now=factories.NOW)
        client.force_login(learner)
        translation.activate("ja")
        shown = [
            client.get(reverse("quizzes:attempt_question", args=[attempt.pk, position])).content.decode()
            for position in (1, 2, 3)
        ]
        whole = "".join(shown)
        assert re.search(r'id="prompt-q\d">\s*<p>問い3。</p>', whole)
        assert re.search(r'id="prompt-q\d" lang="en">\s*<p>Question 4\?</p>', whole)

    def test_a_question_in_a_lesson(self, sent, lesson, run, client):
        body = [("true_false", {"prompt": "Is it?", "is_true": "true", "feedback": "It is so."})]
        added = factories.lesson(lesson.get_parent().specific, "Asked", body)
        run("send", sent)
        translate(added, {"It is so.": "そうです。"})
        run("publish", sent)
        page = in_japanese(added)
        shown = client.get(page.get_url()).content.decode()
        assert re.search(r'class="question__prompt" id="prompt-[^"]+" lang="en">', shown)
        question = page.body[0]
        url = f"/ja/activities/{page.activity_key}/questions/{question.id}/"
        answered = client.post(url, {f"r{question.id[:8]}": "true"}).content.decode()
        assert "<div><p>そうです。</p></div>" in answered

    @pytest.mark.parametrize("question", SAMPLES, ids=lambda one: one.kind)
    def test_without_another_language_a_question_stays_as_it_is(self, question):
        from ipslearn.languages.foreign import NOTHING

        assert with_foreign(question, NOTHING) is question


class TestMixedLanguages:
    """A page may hold words of several languages; the attribute is only set where the letters bear it out."""

    @pytest.fixture
    def added(self, sent, lesson, run):
        body = [("text", "日本語の段落です。\n\nAn English one.\n\nفقرة عربية\n\nIPS")]
        page = factories.lesson(lesson.get_parent().specific, "Mixed", body)
        run("send", sent)
        run("publish", sent)
        return page

    def test_only_what_is_written_in_the_language_says_so(self, added, client):
        page = " ".join(client.get(in_japanese(added).get_url()).content.decode().split())
        assert "<p>日本語の段落です。</p>" in page
        assert '<p lang="en">An English one.</p>' in page
        assert "<p>فقرة عربية</p>" in page

    def test_the_page_says_that_it_is_translated_in_part(self, added, client):
        assert PARTLY in " ".join(client.get(in_japanese(added).get_url()).content.decode().split())


class TestQueries:
    def test_a_page_translated_in_part_costs_no_more(
        self, sent, lesson, run, client, learner, django_assert_num_queries
    ):
        translate(lesson, {FIRST: "すぐに探す。[@bond-2008]"})
        run("publish", sent)
        factories.enrolled(learner, in_japanese(sent))
        client.force_login(learner)
        url = in_japanese(lesson).get_url()
        client.get(url)
        # Session, user, page, privacy, course, enrollment, completions: as any lesson.
        with django_assert_num_queries(7):
            client.get(url)
