"""What changed in a page since it was sent for translation."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_serializable_data_for_fields
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

# What is less alike than this is a new text and not a changed one.
ALIKE = 0.5


def has_changed(source: TranslationSource, instance) -> bool:
    """Say whether a published page or bank is not any more what was sent. No query."""
    names = {
        field.field_name
        for field in get_translatable_fields(type(instance))
        if field.field_name in {one.name for one in instance._meta.concrete_fields}
    }
    now = json.loads(json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder))
    before = json.loads(source.content_json)
    return any(before.get(name) != now.get(name) for name in names)


@dataclass(frozen=True)
class Change:
    """A text that waits for its translation: as it is, and as it was and was translated before, if it was."""

    text: str
    before: str = ""
    translation: str = ""

    @property
    def is_new(self) -> bool:
        return not self.before


def changes_in(translation: Translation) -> list[Change]:
    """Return the texts without a translation in the order of the page, each with what it most likely was before.

    Two queries.
    """
    waiting = (
        StringSegment.objects.filter(source=translation.source_id)
        .annotate_translation(translation.target_locale)
        .filter(translation__isnull=True)
        .select_related("string", "context")
        .order_by("order")
    )
    present = StringSegment.objects.filter(source=translation.source_id).values("string_id")
    former = (
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale, has_error=False
        )
        .exclude(translation_of__in=present)
        .select_related("translation_of", "context")
    )
    places: dict[str, list] = {}
    for one in former:
        places.setdefault(place_of(one.context.path), []).append(one)
    return [change_of(one, places.get(place_of(one.context.path), [])) for one in waiting]


def place_of(path: str) -> str:
    """Return the block, or the field, that a segment is in: body and the block's id, or title."""
    return ".".join(path.split(".")[:2])


def change_of(segment: StringSegment, former: list[StringTranslation]) -> Change:
    text = plain(segment.string.data)
    likeness = {one: SequenceMatcher(None, plain(one.translation_of.data), text).ratio() for one in former}
    nearest = max(likeness, key=likeness.get, default=None)
    if nearest is None or likeness[nearest] < ALIKE:
        return Change(text)
    return Change(text, plain(nearest.translation_of.data), plain(nearest.data))


def plain(data: str) -> str:
    return StringValue(data).render_text()
