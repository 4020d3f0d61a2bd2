from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index


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

    panels = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("language")]),
        FieldPanel("authors"),
        FieldPanel("title"),
        FieldPanel("container"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("checked_on")]),
        FieldPanel("note"),
    ]
    search_fields = [
        index.SearchField("key"),
        index.SearchField("title", boost=2),
        index.SearchField("authors"),
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
