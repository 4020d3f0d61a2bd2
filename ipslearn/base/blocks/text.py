from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ipslearn.base import prose
from ipslearn.languages.segments import PassagesMixin, TranslatedBlock


class MarkdownBlock(PassagesMixin, blocks.TextBlock):
    """Markdown with glossary terms and sources; see `ipslearn.base.prose`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", prose.MAXIMUM_LENGTH)
        kwargs.setdefault("help_text", _("Markdown. [[term]] opens a glossary entry, [@key] cites a source."))
        super().__init__(*args, **kwargs)

    def clean(self, value):
        from ipslearn.base.marks import known_marks

        value = super().clean(value)
        if not value:
            return value
        if prose.is_tangled(value):
            raise ValidationError(_("Many brackets are opened and never closed. Close them, or leave them out."))
        if not prose.has_marks(value):
            return value
        problems = prose.unknown_marks(value, *known_marks())
        if problems:
            raise ValidationError([_("Line %(line)s: %(message)s") % {"line": n, "message": m} for n, m in problems])
        return value

    def get_searchable_content(self, value):
        return [prose.plain_text(value)] if value else []

    class Meta:
        icon = "ips-text"


class TextBlock(MarkdownBlock):
    class Meta:
        icon = "ips-text"
        label = _("Text")
        template = "base/blocks/text.html"
        description = _("Paragraphs, headings and lists.")
        preview_value = "## What it means\n\nThe search for a job starts **soon** after somebody says they want one."


class TitledTextBlock(TranslatedBlock):
    """A title that may be left out, and a text: the shape that several blocks share."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = MarkdownBlock(label=_("Text"))


class KeyPointBlock(TitledTextBlock):
    class Meta:
        icon = "ips-key-point"
        label = _("Key point")
        template = "base/blocks/key_point.html"
        description = _("The one thing to take away. At most two in a lesson.")
        preview_value = {"title": "", "text": "Preparation is welcome. It is not a gate."}


class CautionBlock(TitledTextBlock):
    class Meta:
        icon = "ips-caution"
        label = _("Caution")
        template = "base/blocks/caution.html"
        description = _("What is often misread, or goes wrong.")
        preview_value = {
            "title": "Not a race",
            "text": "Rapid is the search, not the pressure on the person.",
        }


class CaseBlock(TranslatedBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = MarkdownBlock(label=_("Text"))

    class Meta:
        icon = "ips-case"
        label = _("Case from practice")
        template = "base/blocks/case.html"
        description = _("A situation with invented people. Never describe a real service user.")
        preview_value = {
            "title": "Kenta’s plan",
            "text": "For nine years it has read “attend three days a week”.",
        }


class QuotationBlock(TranslatedBlock):
    stays = frozenset({"source"})

    text = MarkdownBlock(label=_("Quoted words"))
    by = blocks.CharBlock(required=False, max_length=120, label=_("Who says it"))
    source = SnippetChooserBlock("base.Source", label=_("Source"))

    class Meta:
        icon = "ips-quotation"
        label = _("Quotation")
        template = "base/blocks/quotation.html"
        description = _("A short passage in somebody’s own words, with its source.")
        preview_value = {
            "text": "Competitive employment is the goal.",
            "by": "Jonathan Allan",
            "source": None,
        }
