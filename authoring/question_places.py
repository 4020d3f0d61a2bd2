"""The questions of a bank or a quiz page as they were last saved, draft or not, and how new ones are saved there."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from ipslearn.base.models import Source, User
from questions.definitions import Question
from questions.kinds import QuestionBlock, definitions_of
from quizzes.blocks import QuestionStream
from quizzes.models import QuestionBank, QuizPage

Place = QuestionBank | QuizPage
BLOCKS: Mapping[str, QuestionBlock] = QuestionStream().child_blocks


def latest(place: Place) -> Place:
    """Return the bank or page with what was last saved, which the editor shows."""
    return place.get_latest_revision_as_object()


def locked(place: Place) -> Place:
    """Return `latest` of it, which nobody else can change until the transaction ends."""
    return latest(type(place).objects.select_for_update().get(pk=place.pk))


def questions_of(place: Place) -> list[Question]:
    return definitions_of(place.questions)


def raw_of(place: Place) -> list[dict[str, Any]]:
    """Return the questions as they are stored: type, id and value of each."""
    return list(place.questions.get_prep_value())


def save(place: Place, raw: list[dict[str, Any]], *, user: User | None, is_published: bool) -> None:
    """Save these questions as a revision, and publish it with all else that is in it, if that is wanted."""
    place.questions = QuestionStream().to_python(raw)
    revision = place.save_revision(user=user, log_action=True)
    if is_published:
        revision.publish(user=user)


def may_edit(user: User, place: Place) -> bool:
    if isinstance(place, QuizPage):
        permissions = place.permissions_for_user(user)
        return permissions.can_edit() and not permissions.page_locked()
    return policy_registry.get_by_type(QuestionBank).user_has_permission(user, "change")


def may_publish(user: User, place: Place) -> bool:
    if isinstance(place, QuizPage):
        return may_edit(user, place) and place.permissions_for_user(user).can_publish()
    return policy_registry.get_by_type(QuestionBank).user_has_permission(user, "publish")


def editable_banks(user: User) -> QuerySet:
    """Return the banks that `user` may change."""
    is_allowed = policy_registry.get_by_type(QuestionBank).user_has_permission(user, "change")
    banks = QuestionBank.objects.select_related("locale").defer("questions").order_by("title", "locale")
    return banks if is_allowed else banks.none()


def references_of(questions: Iterable[Question], locale: Locale) -> dict[str, int]:
    """Return the primary keys of the sources and lessons that the questions name, by their keys. Two queries."""
    questions = list(questions)
    sources = Source.objects.filter(key__in={one.source for one in questions if one.source})
    lessons = {one.lesson for one in questions if is_uuid(one.lesson)}
    pages = Page.objects.filter(translation_key__in=lessons, locale=locale).values_list("translation_key", "pk")
    return dict(sources.values_list("key", "pk")) | {str(key): pk for key, pk in pages}


def is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
