"""What of a translation is not translated, noted whenever it is published: then and not when somebody reads it."""

from django.db.models.signals import post_delete
from wagtail.images import get_image_model
from wagtail.models import Locale, TranslatableMixin
from wagtail.signals import page_published, page_unpublished, published, unpublished
from wagtail_localize.models import OverridableSegment, StringSegment, Translation
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from ipslearn.languages.foreign import NOTHING, Foreign, is_written_in, name_of_picture
from ipslearn.languages.models import PartialTranslation
from ipslearn.languages.passages import has_words, name_of


def untranslated_in(instance: TranslatableMixin) -> Foreign:
    """Return which texts and pictures of a page or bank are those of the original, for want of a translation.

    A text that says the same in both languages counts as translated once somebody said so. One query where the page
    is not a translation, else four, and one for each kind of thing that the page refers to.
    """
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id
    )
    translation = translation.select_related("source__locale").first()
    if translation is None:
        return NOTHING
    source, language = translation.source, translation.source.locale.language_code
    waiting = waiting_texts(source, instance.locale_id)
    segments = extract_segments(instance)
    own = {one.render_text() for one in segments if isinstance(one, StringSegmentValue)}
    own = {text for text in own if has_words(text)}
    texts = {name_of(text) for text in own if name_of(text) in waiting and is_written_in(text, language)}
    pictures = {one.data for one in segments if isinstance(one, OverridableSegmentValue) and is_picture(one.path)}
    left = pictures & waiting_pictures(source, instance.locale_id)
    is_whole = bool(texts) and texts == {name_of(text) for text in own}
    return Foreign(language, frozenset(texts | {name_of_picture(pk) for pk in left}), is_whole)


def waiting_texts(source, locale: int | Locale) -> set[str]:
    """Return the names of the texts that have no translation. One query."""
    segments = StringSegment.objects.filter(source=source).annotate_translation(locale).filter(translation=None)
    return {name_of(StringValue(data).render_text()) for data in segments.values_list("string__data", flat=True)}


def is_picture(path: str) -> bool:
    return path.rpartition(".")[2] == "image"


def waiting_pictures(source, locale: int | Locale) -> set[int]:
    """Return the pictures that say something and for which nobody chose one in the language. Two queries, or one."""
    segments = OverridableSegment.objects.filter(source=source).annotate_override_json(locale)
    rows = segments.filter(override_json=None, context__path__endswith=".image")
    pks = [segment.data for segment in rows.only("data_json")]
    speaking = get_image_model().objects.filter(pk__in=pks, is_decorative=False)
    return set(speaking.values_list("pk", flat=True)) if pks else set()


def note_untranslated(sender, instance, **kwargs):
    if not isinstance(instance, TranslatableMixin):
        return
    rows = PartialTranslation.objects.filter(key=instance.translation_key, locale=instance.locale_id)
    foreign = untranslated_in(instance)
    if not foreign:
        rows.delete()
        return
    PartialTranslation.objects.update_or_create(
        key=instance.translation_key,
        locale_id=instance.locale_id,
        defaults={"language": foreign.language, "texts": sorted(foreign.texts), "is_whole": foreign.is_whole},
    )


def forget(sender, instance, **kwargs):
    if isinstance(instance, TranslatableMixin):
        PartialTranslation.objects.filter(key=instance.translation_key, locale=instance.locale_id).delete()


def connect():
    page_published.connect(note_untranslated)
    published.connect(note_untranslated)
    page_unpublished.connect(forget)
    unpublished.connect(forget)
    post_delete.connect(forget)
