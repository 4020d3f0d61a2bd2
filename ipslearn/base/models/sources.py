from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

JAPANESE = ("authors", "year", "title", "container", "note")
"""What a source may say in Japanese as well."""


@dataclass(frozen=True)
class Wording:
    """What readers of one language are told of a source."""

    authors: str
    year: str
    title: str
    container: str
    note: str

    @property
    def short(self) -> str:
        return f"{self.authors or self.title} {self.year}".strip()


class Source(index.Indexed, models.Model):
    """A work that lessons cite by its key."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        BOOK = "book", _("book")
        REPORT = "report", _("report")
        SLIDES = "slides", _("slides")
        WEB = "web", _("web page")

    key = models.SlugField(
        _("key"),
        max_length=100,
        unique=True,
        help_text=_("Cite it in a text as [@key], for example [@bond-2008]."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ARTICLE)
    authors = models.CharField(_("authors"), max_length=500, blank=True)
    year = models.CharField(_("year"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=500)
    container = models.CharField(
        _("published in"), max_length=500, blank=True, help_text=_("Journal, volume and pages; or publisher.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    checked_on = models.DateField(_("address checked on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("What was read, and its limits. Learners see it."))
    authors_ja = models.CharField(_("authors in Japanese"), max_length=500, blank=True)
    year_ja = models.CharField(_("year in Japanese"), max_length=40, blank=True)
    title_ja = models.CharField(
        _("title in Japanese"),
        max_length=500,
        blank=True,
        help_text=_("The work’s own, or a description in brackets where the title above is one."),
    )
    container_ja = models.CharField(_("published in, in Japanese"), max_length=500, blank=True)
    note_ja = models.TextField(_("note in Japanese"), blank=True)

    panels = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("language")]),
        FieldPanel("authors"),
        FieldPanel("title"),
        FieldPanel("container"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("checked_on")]),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel(f"{name}_ja") for name in JAPANESE],
            heading=_("For Japanese pages"),
            help_text=_("What is empty here is shown as it stands above."),
        ),
    ]
    search_fields = [
        index.SearchField("key"),
        index.SearchField("title", boost=2),
        index.SearchField("authors"),
        index.SearchField("title_ja"),
        index.SearchField("authors_ja"),
        index.AutocompleteField("key"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]

    def __str__(self):
        return f"{self.authors or self.title} {self.year}".strip()

    def worded_in(self, language: str) -> Wording:
        """Return what readers of `language` are told, in Japanese as far as it is written down."""
        said = {name: getattr(self, name) for name in JAPANESE}
        if language == "ja":
            said.update({name: own for name in JAPANESE if (own := getattr(self, f"{name}_ja"))})
        return Wording(**said)
