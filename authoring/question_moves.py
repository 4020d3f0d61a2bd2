"""Questions from one bank or quiz to another: a copy gets an id of its own, a move keeps it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from authoring.question_places import Place, locked, may_publish, raw_of, save
from ipslearn.base.models import User


class OtherLanguage(Exception):
    """The two places are in different languages."""


class AlreadyThere(Exception):
    """The target, or its draft, holds one of the questions already. `args[0]` are their ids."""


@dataclass(frozen=True)
class Transfer:
    """What was done. Without `is_published` it waits in a draft of each place it changed."""

    count: int
    is_published: bool


@transaction.atomic
def transfer_questions(*, ids: Collection[str], origin: Place, target: Place, is_copy: bool, user: User) -> Transfer:
    """Put questions of `origin` behind those of `target`, and take them away there unless they are copied.

    Responses and statistics refer to the id: they follow what is moved, and a copy begins without any. It is published
    if `user` may publish every place that changes, and none of them holds a draft, which would be published with it.
    Raise OtherLanguage or AlreadyThere; then nothing is changed.
    """
    if origin.locale_id != target.locale_id:
        raise OtherLanguage
    # Always in the same order, so that two at once do not wait for each other.
    both = sorted((origin, target), key=lambda place: (place._meta.label, place.pk))
    first, second = (locked(place) for place in both)
    origin, target = (first, second) if both[0] == origin else (second, first)
    stored, present = raw_of(origin), raw_of(target)
    chosen = [one for one in stored if str(one["id"]) in set(ids)]
    changed = [target] if is_copy else [origin, target]
    if is_copy:
        added = [one | {"id": str(uuid.uuid4())} for one in chosen]
    else:
        added = chosen
        if doubled := {one["id"] for one in chosen} & {one["id"] for one in present}:
            raise AlreadyThere(doubled)
    is_published = all(is_publishable(place, user) for place in changed)
    if chosen:
        save(target, [*present, *added], user=user, is_published=is_published)
        if not is_copy:
            rest = [one for one in stored if str(one["id"]) not in set(ids)]
            save(origin, rest, user=user, is_published=is_published)
    return Transfer(len(chosen), is_published)


def is_publishable(place: Place, user: User) -> bool:
    return place.live and not place.has_unpublished_changes and may_publish(user, place)
