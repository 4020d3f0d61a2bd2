from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, PreviewableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from ipslearn.languages.fields import the_same, translated
from quizzes.blocks import QuestionStream


class QuestionBank(
    WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, index.Indexed, models.Model
):
    """Questions that wait to be drawn. `translation_key` is the bank's key in every language."""

    title = models.CharField(_("title"), max_length=200)
    tags = models.CharField(_("tags"), max_length=200, blank=True, help_text=_("Divided by commas, to find it again."))
    questions = StreamField(QuestionStream(), blank=True, verbose_name=_("questions"))

    # Tags are what quizzes draw by.
    translatable_fields = [*translated("title", "questions"), *the_same("tags")]
    panels = [FieldPanel("title"), FieldPanel("tags"), FieldPanel("questions")]
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("tags"),
        index.SearchField("questions"),
        index.AutocompleteField("title"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_preview_template(self, request, mode_name):
        return "quizzes/bank_preview.html"


class PublishedQuestion(models.Model):
    """A question as it was last published, by itself: drawn, counted and found without reading whole banks.

    Derived from a bank or a quiz page whenever that is published; nothing refers to these rows.
    """

    place = models.UUIDField(_("key of the bank or quiz it stands in"), db_index=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    question_key = models.UUIDField(db_index=True)
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=30)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("question in plain words"), max_length=300)
    principle = models.PositiveSmallIntegerField(_("principle"), null=True, blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=10, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    checked_until = models.DateField(_("fact checked until"), null=True, blank=True)
    definition = models.JSONField()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "locale", "question_key"], name="a_question_stands_once_in_a_place_and_language"
            )
        ]

    def __str__(self):
        return self.name
