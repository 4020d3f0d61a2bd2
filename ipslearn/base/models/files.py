from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index
from wagtailmedia.models import AbstractMedia


class CustomImage(AbstractImage):
    """A picture with what an honest page needs: alternative text (or "decorative"), credit and source."""

    alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture says, for people who do not see it. Leave empty only if it is decorative."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture adds nothing to the text around it.")
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who made it."))
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where its content or data come from.")
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "credit",
        "source",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("alt_text")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True) | ~models.Q(alt_text=""),
                name="an_image_has_alt_text_or_is_decorative",
                violation_error_message=_("Write an alternative text, or say that the picture is decorative."),
            )
        ]

    @property
    def default_alt_text(self):
        return "" if self.is_decorative else self.alt_text


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_image_and_filter"
            )
        ]


class LessonMedia(AbstractMedia):
    """A film or a recording. Its captions are WebVTT files; its transcript stands in the lesson."""

    captions_en = models.FileField(
        _("captions in English"),
        upload_to="captions",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
    )
    captions_ja = models.FileField(
        _("captions in Japanese"),
        upload_to="captions",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
    )

    admin_form_fields = (
        "title",
        "file",
        "captions_en",
        "captions_ja",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "tags",
    )

    class Meta:
        verbose_name = _("film or recording")
        verbose_name_plural = _("films and recordings")

    def clean(self):
        super().clean()
        if self.type == "video" and not (self.captions_en or self.captions_ja):
            raise ValidationError(
                {"captions_en": _("A film needs captions: add a WebVTT file in at least one language.")}
            )

    @property
    def caption_tracks(self):
        """Return (language code, language name, URL) for each captions file there is."""
        files = (("en", "English", self.captions_en), ("ja", "日本語", self.captions_ja))
        return [(code, name, file.url) for code, name, file in files if file]
