"""Questions from one bank or quiz to another: what follows, what begins anew, what is published."""

import pytest

from authoring.question_moves import AlreadyThere, OtherLanguage, transfer_questions
from authoring.question_places import latest, questions_of
from authoring.roles import ensure_trainers
from quizzes import reports
from quizzes.models import PublishedQuestion
from tests import factories
from tests.factories import key
from tests.questions.samples import SAMPLES
from tests.quizzes.asked import add_attempts

pytestmark = pytest.mark.django_db
FIRST, SECOND = SAMPLES[:2]


@pytest.fixture
def trainer():
    factories.catalog()
    user = factories.UserFactory()
    user.groups.add(ensure_trainers())
    return user


@pytest.fixture
def origin(trainer):
    return factories.bank([FIRST, SECOND], title="Origin")


@pytest.fixture
def target(trainer):
    return factories.bank(SAMPLES[2:3], title="Target")


def transfer(origin, target, user, *, is_copy=False, ids=(FIRST.id,)):
    return transfer_questions(ids=ids, origin=origin, target=target, is_copy=is_copy, user=user)


def held(place) -> list[str]:
    return [one.id for one in questions_of(latest(type(place).objects.get(pk=place.pk)))]


def published(place) -> list[str]:
    rows = PublishedQuestion.objects.filter(place=place.translation_key, locale=place.locale).order_by("position")
    return [str(one.question_key) for one in rows]


class TestMove:
    def test_takes_the_question_there_with_its_id(self, origin, target, trainer):
        transfer(origin, target, trainer)
        assert (held(origin), held(target)) == ([SECOND.id], [SAMPLES[2].id, FIRST.id])

    def test_publishes_both(self, origin, target, trainer):
        assert transfer(origin, target, trainer).is_published
        assert (published(origin), published(target)) == ([SECOND.id], [SAMPLES[2].id, FIRST.id])

    def test_its_statistics_follow(self, origin, target, trainer):
        add_attempts([{FIRST.id: 1.0}] * 10, place=origin.translation_key)
        transfer(origin, target, trainer)
        row = PublishedQuestion.objects.get(question_key=FIRST.id)
        assert row.place == target.translation_key
        assert reports.figures_of()[row.question_key].asked == 10

    def test_into_a_quiz_and_back(self, origin, trainer):
        quiz = factories.quiz(factories.module(factories.course()))
        transfer(origin, quiz, trainer)
        assert published(quiz) == [FIRST.id]
        quiz.refresh_from_db()
        transfer(quiz, origin, trainer)
        assert (published(quiz), published(origin)) == ([], [SECOND.id, FIRST.id])

    def test_refuses_one_that_is_there_already(self, origin, trainer):
        other = factories.bank([FIRST], title="Other")
        with pytest.raises(AlreadyThere):
            transfer(origin, other, trainer)
        assert held(origin) == [FIRST.id, SECOND.id]

    def test_refuses_another_language(self, origin, trainer):
        with pytest.raises(OtherLanguage):
            transfer(origin, factories.bank((), title="原則", code="ja"), trainer)

    def test_of_a_question_that_is_gone_changes_nothing(self, origin, target, trainer):
        before = target.revisions.count()
        assert transfer(origin, target, trainer, ids=[str(key("gone"))]).count == 0
        assert target.revisions.count() == before


class TestCopy:
    def test_gets_an_id_of_its_own(self, origin, target, trainer):
        transfer(origin, target, trainer, is_copy=True)
        assert held(origin) == [FIRST.id, SECOND.id]
        [_there, copy] = held(target)
        assert copy not in {FIRST.id, SECOND.id}

    def test_says_the_same(self, origin, target, trainer):
        transfer(origin, target, trainer, is_copy=True)
        target.refresh_from_db()
        assert questions_of(target)[1].choices == FIRST.choices

    def test_twice_makes_two(self, origin, target, trainer):
        for _one in range(2):
            transfer(origin, target, trainer, is_copy=True)
        assert len(set(held(target))) == 3


class TestPublishing:
    def test_a_place_with_a_draft_is_not_published_and_neither_is_the_other(self, origin, target, trainer):
        target.title = "A draft of a title"
        target.save_revision()
        assert not transfer(origin, target, trainer).is_published
        assert published(origin) == [FIRST.id, SECOND.id]
        assert held(target) == [SAMPLES[2].id, FIRST.id]

    def test_who_may_not_publish_makes_drafts(self, origin, target, trainer):
        trainer.groups.get().permissions.filter(codename="publish_questionbank").delete()
        fresh = type(trainer).objects.get(pk=trainer.pk)
        assert not transfer(origin, target, fresh).is_published
        assert published(target) == [SAMPLES[2].id]
        assert held(target) == [SAMPLES[2].id, FIRST.id]
