"""What a quiz may be set to, and what the editor says to the rest."""

import pytest
from django.core.exceptions import ValidationError

from quizzes.models import PublishedQuestion, QuizPage
from tests import factories
from tests.questions.samples import SAMPLES


@pytest.fixture
def module(db):
    return factories.course_with_lessons(1, 1).get_children().first().specific


REFUSED = [
    ({"is_test_out": True, "purpose": "module"}, "is_test_out"),
    ({"feedback": "once", "paging": "all"}, "feedback"),
    ({"pass_mark": 101}, "pass_mark"),
]


@pytest.mark.parametrize(("settings", "field"), REFUSED)
def test_settings_that_contradict_each_other_are_refused(module, settings, field):
    page = factories.quiz(module, SAMPLES)
    for name, value in settings.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert set(caught.value.message_dict) == {field}


def test_publishing_offers_the_questions(module):
    page = QuizPage.objects.get(pk=factories.quiz(module).pk)
    page.questions = factories.stored(SAMPLES)
    page.save_revision().publish()
    assert PublishedQuestion.objects.filter(place=page.quiz_key).count() == len(SAMPLES)


def test_a_draft_offers_nothing_new(module):
    page = QuizPage.objects.get(pk=factories.quiz(module).pk)
    page.questions = factories.stored(SAMPLES)
    page.save_revision()
    assert not PublishedQuestion.objects.exists()


def test_unpublishing_takes_the_questions_away(module):
    page = factories.quiz(module, SAMPLES)
    page.unpublish()
    assert not PublishedQuestion.objects.exists()


def test_the_rules_are_the_same_in_every_translation(module):
    page = factories.quiz(module, SAMPLES)
    factories.locale("ja")
    japanese = factories.quiz(
        factories.module(factories.course("基礎", code="ja")), translation_key=page.translation_key
    )
    page = QuizPage.objects.get(pk=page.pk)
    page.pass_mark = 60
    page.save_revision().publish()
    assert QuizPage.objects.get(pk=japanese.pk).pass_mark == 60
