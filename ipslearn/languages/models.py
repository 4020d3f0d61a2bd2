import uuid
from collections.abc import Collection

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from ipslearn.languages.foreign import NOTHING, Foreign


class PartialTranslationQuerySet(models.QuerySet):
    def foreign_in(self, keys: Collection[uuid.UUID], locale_id: int) -> dict[uuid.UUID, Foreign]:
        """Return {translation key: what is in another language} of the pages in which anything is. One query."""
        return {one.key: one.foreign for one in self.filter(key__in=keys, locale=locale_id)}

    def foreign_of(self, instance) -> Foreign:
        """Return what of a published page or bank is in another language than its own. One query."""
        return self.foreign_in([instance.translation_key], instance.locale_id).get(instance.translation_key, NOTHING)


FOREIGN = ("foreign_language", "foreign_texts")


def with_foreign(pages: models.QuerySet) -> models.QuerySet:
    """Return the pages with what of each is in another language, in the same query: see `foreign_from`."""
    rows = PartialTranslation.objects.filter(key=OuterRef("translation_key"), locale=OuterRef("locale"))
    return pages.annotate(**{name: Subquery(rows.values(name.removeprefix("foreign_"))) for name in FOREIGN})


def foreign_from(language: str | None, texts: list[str] | None) -> Foreign:
    """Return what `with_foreign` found of a page."""
    return Foreign(language or "", frozenset(texts or ()))


class PartialTranslation(models.Model):
    """What of a published translation is still in the language of the original. There is no row if nothing is.

    Written whenever the translation is published (`ipslearn.languages.publishing`).
    """

    key = models.UUIDField(_("translation key of the page or bank"))
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language of the original"), max_length=10)
    texts = models.JSONField(_("names of the texts"), default=list)
    is_whole = models.BooleanField(_("nothing is translated"), default=False)

    objects = PartialTranslationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "locale"], name="one_partial_translation_per_page_and_language")
        ]

    def __str__(self):
        return f"{self.key} ({self.language})"

    @property
    def foreign(self) -> Foreign:
        return Foreign(self.language, frozenset(self.texts), self.is_whole)
