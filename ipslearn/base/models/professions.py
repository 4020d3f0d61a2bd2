from django.core.cache import cache
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

CACHED = "professions"
FIVE_MINUTES = 300


class ProfessionQuerySet(models.QuerySet):
    def names(self, language: str) -> dict[str, str]:
        """Return {code: name in the language} in the order of the list. Cached until one changes, else one query."""
        known = cache.get(CACHED)
        if known is None:
            known = list(self.values_list("code", "name_en", "name_ja"))
            cache.set(CACHED, known, FIVE_MINUTES)
        return {code: ja if language == "ja" else en for code, en, ja in known}


class Profession(models.Model):
    """What somebody is in a multidisciplinary team. Courses say for whom they are by it, and plans what is required."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True, help_text=_("Names it in packages and files."))
    name_en = models.CharField(_("name in English"), max_length=100, unique=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=100, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=100)

    objects = ProfessionQuerySet.as_manager()

    panels = [FieldPanel("name_en"), FieldPanel("name_ja"), FieldPanel("code"), FieldPanel("sort_order")]

    class Meta:
        verbose_name = _("profession")
        verbose_name_plural = _("professions")
        ordering = ["sort_order", "name_en"]

    def __str__(self):
        return f"{self.name_en} / {self.name_ja}"

    def name_in(self, language: str) -> str:
        return self.name_ja if language == "ja" else self.name_en

    @staticmethod
    def name_field(prefix: str = "") -> str:
        """Return the column with the name in the language of the page, for queries: "profession__name_ja"."""
        return f"{prefix}name_{'ja' if get_language() == 'ja' else 'en'}"


def forget_names(sender, **kwargs):
    cache.delete(CACHED)


post_save.connect(forget_names, sender=Profession)
post_delete.connect(forget_names, sender=Profession)
