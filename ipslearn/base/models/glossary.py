from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from ipslearn.base.naming import Names, names_of
from ipslearn.base.prose import folded


class GlossaryTermQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def names(self) -> dict[str, int]:
        """Return {folded name: primary key} for every name and other name in both languages. One query."""
        found = {}
        for pk, en, ja, other in self.values_list("pk", "name_en", "name_ja", "other_names"):
            for name in (*other.splitlines(), ja, en):
                if name.strip():
                    found[folded(name)] = pk
        return found


class GlossaryTerm(index.Indexed, models.Model):
    """A term of the field in English and Japanese, used by any number of lessons."""

    key = models.SlugField(_("key"), max_length=100, unique=True, help_text=_("Names the term in packages."))
    name_en = models.CharField(_("term in English"), max_length=200)
    name_ja = models.CharField(_("term in Japanese"), max_length=200)
    reading_ja = models.CharField(_("reading (kana)"), max_length=200, blank=True)
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("Spellings that mean the same, one on a line, in any language."),
    )
    definition_en = models.TextField(_("definition in English"))
    definition_ja = models.TextField(_("definition in Japanese"))
    source = models.TextField(_("source"), blank=True)

    objects = GlossaryTermQuerySet.as_manager()

    panels = [
        FieldPanel("key"),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("definition_en")], heading=_("English")),
        MultiFieldPanel(
            [FieldPanel("name_ja"), FieldPanel("reading_ja"), FieldPanel("definition_ja")],
            heading=_("Japanese"),
        ),
        FieldPanel("other_names"),
        FieldPanel("source"),
    ]
    search_fields = [
        # The search puts hits in what is called the title first.
        index.SearchField("title"),
        index.SearchField("definition_en"),
        index.SearchField("definition_ja"),
        index.AutocompleteField("name_en"),
        index.AutocompleteField("name_ja"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["name_en"]

    def __str__(self):
        return f"{self.name_en} / {self.name_ja}"

    @property
    def names(self) -> Names:
        return names_of(self.name_en, self.name_ja, self.reading_ja, self.other_names)

    def title(self) -> list[str]:
        """Return all that somebody may look the term up by, one name after the other, for the search."""
        readings = [reading for _name, reading in self.names.readings]
        return [self.name_en, self.name_ja, self.reading_ja, *readings, *self.other_names.splitlines()]

    def name_in(self, language: str) -> str:
        return self.name_ja if language == "ja" else self.name_en

    def definition_in(self, language: str) -> str:
        return self.definition_ja if language == "ja" else self.definition_en
