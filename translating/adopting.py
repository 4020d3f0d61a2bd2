"""Taking a page that was written in both languages into translation, without changing a word of it.

Each text of the page becomes the translation of the text in its place in the source. Whether that loses nothing is
tried before it is kept: the page that the translation would make must be the page that is there.
"""

import json
import re
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import (
    MissingTranslationError,
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from ipslearn.languages.fields import written_in
from quizzes.models import QuestionBank

# The name of a passage at the end of a path; the same passage has another one in another language.
PASSAGE = re.compile(r"\.[0-9a-f]{16}$")


class CannotAdopt(Exception):
    """The two pages are not alike. `args[0]` says where, in words."""


@transaction.atomic
def adopt(*, source: Page | QuestionBank, target: Page | QuestionBank, user) -> Translation:
    """Begin the translation of `source` with what stands in `target`, which stays as it is. Raise CannotAdopt.

    Of a page with changes that nobody has published yet, those count: they are the last that somebody wrote.
    """
    if written_in(source) is not None:
        raise CannotAdopt(_("Its original is a translation itself."))
    target = target.get_latest_revision_as_object()
    texts = TranslationSource.update_or_create_from_instance(source)[0]
    translation, _created = Translation.objects.update_or_create(
        source=texts, target_locale=target.locale, defaults={"enabled": True}
    )
    take_texts(texts, target, user)
    take_choices(texts, target, user)
    try:
        made = texts.get_ephemeral_translated_instance(target.locale)
    except MissingTranslationError as error:
        raise CannotAdopt(_("This text has nothing in its place: “%s”") % error.segment.string.data) from error
    if different := differences(made, target):
        raise CannotAdopt(_("They differ in: %s") % ", ".join(different))
    return translation


def take_texts(texts: TranslationSource, target, user) -> None:
    """Make each text of the target the translation of the one in its place."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in extract_segments(target):
        if isinstance(one, StringSegmentValue):
            found[PASSAGE.sub("", one.path)].append(one.string.data)
    numbers: dict[str, int] = defaultdict(int)
    for segment in StringSegment.objects.filter(source=texts).select_related("context", "string").order_by("order"):
        place = PASSAGE.sub("", segment.context.path)
        number, numbers[place] = numbers[place], numbers[place] + 1
        if number < len(found[place]):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=target.locale,
                defaults={
                    "data": found[place][number],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )


def take_choices(texts: TranslationSource, target, user) -> None:
    """Keep the pictures, files and links of the target where they are others than in the source."""
    chosen = {one.path: one.data for one in extract_segments(target) if isinstance(one, OverridableSegmentValue)}
    for segment in OverridableSegment.objects.filter(source=texts).select_related("context"):
        own = chosen.get(segment.context.path)
        if own is not None and own != segment.data:
            SegmentOverride.objects.update_or_create(
                context=segment.context,
                locale=target.locale,
                defaults={"data_json": json.dumps(own), "last_translated_by": user},
            )


def differences(made, target) -> list[str]:
    """Return the names of the fields in which the page of the translation is not the page that is there."""
    fields = [one.get_field(type(target)) for one in type(target).translatable_fields]
    return [
        str(field.verbose_name)
        for field in fields
        if field.concrete and compared(field, made) != compared(field, target)
    ]


def compared(field, instance) -> str:
    """Return the value of a field in which only words count, not how they are broken into lines."""
    value = field.value_from_object(instance)
    if isinstance(field, StreamField):
        value = json.dumps(value.get_prep_value(), sort_keys=True, default=str).replace("\\r", "").replace("\\n", " ")
    return " ".join(str(value).split())


def adopt_all(*, pairs, user) -> tuple[list, list[tuple]]:
    """Adopt each (source, target) that can be; return those and (source, reason) of the others."""
    adopted, left = [], []
    for source, target in pairs:
        try:
            with transaction.atomic():
                adopt(source=source, target=target, user=user)
        except CannotAdopt as refused:
            left.append((source, refused.args[0]))
        else:
            adopted.append(source)
    return adopted, left
