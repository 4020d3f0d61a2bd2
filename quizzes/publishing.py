"""Questions by themselves, derived from banks and quizzes whenever these are published.

A quiz draws from these rows, so that a bank of a thousand questions costs no more than one of ten: only the
questions that are drawn are read whole.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, published, unpublished

from ipslearn.languages.models import PartialTranslation
from questions.definitions import Question, to_json
from questions.foreign import with_foreign
from questions.kinds import definitions_of
from questions.summaries import plain_words
from quizzes.models import PublishedQuestion, QuestionBank, QuizPage


@transaction.atomic
def publish_questions(*, place, locale, questions: Iterable[Question]) -> int:
    """Replace the published questions of a bank or quiz in one language; return how many there are."""
    PublishedQuestion.objects.filter(place=place, locale=locale).delete()
    rows = [
        PublishedQuestion(
            place=place,
            locale=locale,
            question_key=question.id,
            position=position,
            kind=question.kind,
            name=question.name or words_of(question)[:200],
            title=words_of(question)[:300],
            principle=question.principle,
            difficulty=question.difficulty,
            tags=list(question.tags),
            checked_until=datetime.date.fromisoformat(question.checked_until) if question.checked_until else None,
            definition=to_json(question),
        )
        for position, question in enumerate(questions)
    ]
    return len(PublishedQuestion.objects.bulk_create(rows, batch_size=500))


def words_of(question: Question) -> str:
    """Return what is asked in plain words, of gaps without a question their text; the kind if there are none."""
    return plain_words(question.prompt) or plain_words(getattr(question, "text", "")) or question.kind


def asked_in(instance: QuizPage | QuestionBank) -> list[Question]:
    """Return the questions of a published quiz or bank, which say what of them is not translated."""
    foreign = PartialTranslation.objects.foreign_of(instance)
    return [with_foreign(question, foreign) for question in definitions_of(instance.questions)]


def of_page(sender, instance: Page, **kwargs):
    if isinstance(instance, QuizPage):
        publish_questions(place=instance.quiz_key, locale=instance.locale, questions=asked_in(instance))


def of_bank(sender, instance, **kwargs):
    if isinstance(instance, QuestionBank):
        publish_questions(place=instance.translation_key, locale=instance.locale, questions=asked_in(instance))


def withdrawn(sender, instance, **kwargs):
    """A page or bank that is not published any more, or deleted, offers no questions."""
    if isinstance(instance, QuizPage | QuestionBank):
        PublishedQuestion.objects.filter(place=instance.translation_key, locale=instance.locale_id).delete()


def connect():
    page_published.connect(of_page)
    page_unpublished.connect(withdrawn)
    published.connect(of_bank)
    unpublished.connect(withdrawn)
    post_delete.connect(withdrawn)
