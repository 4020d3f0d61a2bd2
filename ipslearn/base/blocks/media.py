from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from ipslearn.languages.segments import TranslatedBlock

from .text import MarkdownBlock


class FigureBlock(TranslatedBlock):
    stays = frozenset({"source"})

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))
    source = SnippetChooserBlock("base.Source", required=False, label=_("Source"))
    long_description = MarkdownBlock(
        required=False,
        label=_("Long description"),
        help_text=_("For pictures that say more than an alternative text can hold. Readers open it on demand."),
    )

    class Meta:
        icon = "ips-figure"
        label = _("Figure")
        template = "base/blocks/figure.html"
        preview_template = "base/blocks/preview_figure.html"
        description = _("A picture with caption, source and long description. Its alternative text is the picture’s.")
        preview_value = {
            "image": None,
            "caption": "Two routes to a job",
            "source": None,
            "long_description": "",
        }


class RecordingBlock(TranslatedBlock):
    """A film or recording: a file of ours or a link to another site, never both, always with a transcript."""

    stays = frozenset({"file"})

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    link = blocks.URLBlock(
        required=False,
        label=_("Link"),
        help_text=_("Shown as a link: nothing is loaded from the other site."),
    )
    transcript = MarkdownBlock(label=pgettext_lazy("recording", "Transcript"))

    def clean(self, value):
        value = super().clean(value)
        if bool(value["file"]) == bool(value["link"]):
            message = ValidationError(_("Choose a file or give a link: exactly one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"link": message})
        return value


class VideoBlock(RecordingBlock):
    file = VideoChooserBlock(required=False, label=_("Film"))

    class Meta:
        icon = "ips-video"
        label = _("Video")
        template = "base/blocks/video.html"
        description = _("A film with captions and transcript, or a link to one.")
        form_layout = ["title", "file", "link", "transcript"]
        preview_value = {
            "title": "A first visit to an employer",
            "file": None,
            "link": "https://example.org/film",
            "transcript": "Yuki asks Ms Sato what a morning in the bakery looks like.",
        }


class AudioBlock(RecordingBlock):
    file = AudioChooserBlock(required=False, label=_("Recording"))

    class Meta:
        icon = "ips-audio"
        label = _("Audio")
        template = "base/blocks/audio.html"
        description = _("A recording with transcript, or a link to one.")
        form_layout = ["title", "file", "link", "transcript"]
        preview_value = {
            "title": "Ren on his first month at work",
            "file": None,
            "link": "https://example.org/recording",
            "transcript": "Ren tells what he said to his new colleagues.",
        }


class DocumentBlock(TranslatedBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    document = DocumentChooserBlock(label=_("Document"))
    text = MarkdownBlock(required=False, label=_("What it is for"))

    class Meta:
        icon = "ips-document"
        label = _("Document")
        template = "base/blocks/document.html"
        description = _("A file to download, with its type and size.")
        preview_value = {
            "title": "Weekly plan, empty",
            "document": None,
            "text": "Print it, or fill it in on screen.",
        }
