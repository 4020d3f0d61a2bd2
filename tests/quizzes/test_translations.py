"""An attempt that goes on in another language: one record, judged in the words it was answered in."""

from dataclasses import replace

import pytest
from django.utils import translation

from courses.outlines import course_above
from questions.definitions import AcceptedText, ShortText, SingleChoice
from quizzes import actions, regrading
from quizzes.models import PublishedQuestion
from tests import factories
from tests.factories import NOW
from tests.questions.samples import SAMPLES

CHOICE = next(question for question in SAMPLES if isinstance(question, SingleChoice))
TYPED = ShortText(id=str(factories.key("typed")), prompt="Which rule?", accepted=(AcceptedText("1", "zero exclusion"),))
JA = [
    replace(CHOICE, prompt="どちらですか。"),
    replace(TYPED, prompt="どの原則ですか。", accepted=(AcceptedText("1", "除外しない"),)),
]


@pytest.fixture
def quiz(db):
    keys = [factories.key(f"translated {n}") for n in range(3)]
    made = {}
    for code, questions in (("en", [CHOICE, TYPED]), ("ja", JA)):
        course = factories.course("Foundations", code, translation_key=keys[0])
        module = factories.module(course, translation_key=keys[1])
        made[code] = factories.quiz(module, questions, translation_key=keys[2], order="fixed", paging="all")
    return made["en"]


@pytest.fixture
def attempt(learner, quiz):
    factories.enrolled(learner, course_above(quiz))
    return actions.start_attempt(learner=learner, quiz=quiz, course=course_above(quiz), now=NOW)


def save(attempt, given, language):
    return actions.save_responses(attempt=attempt, given=given, now=NOW, language=language)


def row(attempt, position):
    return attempt.responses.get(position=position)


def page(client, attempt, language):
    with translation.override(language):
        return client.get(f"/{language}/attempts/{attempt.pk}/")


class TestLooking:
    def test_shows_the_questions_in_the_language_of_the_page(self, signed_in, attempt):
        text = page(signed_in, attempt, "ja").text
        assert "どちらですか。" in text
        assert CHOICE.prompt not in text

    def test_writes_nothing(self, signed_in, attempt):
        page(signed_in, attempt, "ja")
        assert row(attempt, 1).snapshot["prompt"] == CHOICE.prompt

    def test_costs_one_query_more(self, signed_in, attempt, django_assert_num_queries, django_assert_max_num_queries):
        page(signed_in, attempt, "en")
        page(signed_in, attempt, "ja")
        with django_assert_max_num_queries(20) as own:
            page(signed_in, attempt, "en")
        with django_assert_num_queries(len(own) + 1):
            page(signed_in, attempt, "ja")

    def test_says_the_language_of_what_is_not_translated(self, signed_in, attempt):
        PublishedQuestion.objects.filter(locale__language_code="ja").delete()
        assert f'lang="en">{CHOICE.prompt}' in page(signed_in, attempt, "ja").text.replace("<p>", "")

    def test_a_question_that_asks_something_else_by_now_stays_as_it_was(self, signed_in, attempt):
        published = PublishedQuestion.objects.get(locale__language_code="ja", question_key=CHOICE.id)
        published.definition["choices"].pop()
        published.save()
        assert "どちらですか。" not in page(signed_in, attempt, "ja").text


class TestAnswering:
    def test_the_row_keeps_the_words_it_was_answered_in(self, attempt):
        save(attempt, {1: ("a", "")}, "ja")
        assert (row(attempt, 1).language, row(attempt, 1).snapshot["prompt"]) == ("ja", "どちらですか。")

    def test_what_was_answered_before_keeps_its_own(self, attempt):
        save(attempt, {1: ("a", "")}, "en")
        save(attempt, {1: ("a", ""), 2: ("除外しない", "")}, "ja")
        assert [row(attempt, position).language for position in (1, 2)] == ["en", "ja"]

    def test_what_is_typed_is_judged_by_the_spellings_of_its_language(self, attempt):
        save(attempt, {1: ("a", ""), 2: ("除外しない", "")}, "ja")
        assert actions.submit_attempt(attempt=attempt, now=NOW).percent == 100

    def test_half_in_each_language_is_one_score(self, attempt):
        save(attempt, {1: ("a", "")}, "en")
        save(attempt, {2: ("除外しない", "")}, "ja")
        assert actions.submit_attempt(attempt=attempt, now=NOW).is_passed

    def test_without_a_language_everything_stays_as_it_was(self, attempt):
        actions.save_responses(attempt=attempt, given={1: ("a", "")}, now=NOW)
        assert row(attempt, 1).language == "en"

    def test_one_more_query_whatever_the_number(self, attempt, django_assert_num_queries):
        with django_assert_num_queries(5):
            save(attempt, {1: ("a", ""), 2: ("x", "")}, "en")
        # Besides: the snapshots, the questions in the other language, and the rows that are reworded.
        with django_assert_num_queries(7):
            save(attempt, {1: ("b", ""), 2: ("y", "")}, "ja")


class TestRegrading:
    def test_judges_what_was_typed_by_the_key_of_its_language(self, attempt):
        save(attempt, {1: ("a", ""), 2: ("除外しない", "")}, "ja")
        actions.submit_attempt(attempt=attempt, now=NOW)
        effect = regrading.preview(TYPED.id)
        assert (effect.asked, effect.changes) == (1, 0)

    def test_judges_by_another_language_where_its_own_is_gone(self, attempt):
        save(attempt, {1: ("a", ""), 2: ("zero exclusion", "")}, "en")
        actions.submit_attempt(attempt=attempt, now=NOW)
        PublishedQuestion.objects.filter(locale__language_code="en").delete()
        assert regrading.preview(CHOICE.id).changes == 0
