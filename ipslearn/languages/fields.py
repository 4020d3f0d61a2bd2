"""Which fields of a page are translated, and which are the same in every language.

Nothing that is the same can be set otherwise in a translation: rules and numbers do not depend on the language.
"""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


def translated(*names: str) -> list[TranslatableField]:
    return [TranslatableField(name) for name in names]


def the_same(*names: str) -> list[SynchronizedField]:
    return [SynchronizedField(name, overridable=False) for name in names]


class LedAlong:
    """A page whose rows lead to others, such as a prerequisite: copied into another language they lead to those there.

    `led_along` names the foreign key of each child relation.
    """

    led_along: ClassVar[dict[str, str]] = {}

    def copy_child_relation(self, child_relation, target, commit=False, append=False):
        copied = super().copy_child_relation(child_relation, target, append=append)
        name = child_relation if isinstance(child_relation, str) else child_relation.get_accessor_name()
        if name in self.led_along and target.locale_id != self.locale_id:
            in_the_language_of(target.locale_id, getattr(target, name).all(), self.led_along[name])
        if commit:
            getattr(target, name).commit()
        return copied


def in_the_language_of(locale_id: int, rows: Iterable[models.Model], name: str) -> None:
    """Let the foreign key `name` of each row lead to the translation in a language, if there is one."""
    for row in rows:
        related = getattr(row, name)
        setattr(row, name, related.get_translation_or_none(locale_id) or related)


def written_in(page: TranslatableMixin) -> TranslatableMixin | None:
    """Return the page or bank of which this one is the translation; None if it was written by itself. Two queries."""
    from wagtail_localize.models import Translation

    translations = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    locale = translations.values_list("source__locale", flat=True).first()
    return page.get_translation_or_none(locale) if locale else None
