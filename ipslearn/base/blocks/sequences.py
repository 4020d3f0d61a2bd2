from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from ipslearn.languages.segments import TranslatedBlock

from .text import MarkdownBlock


class ItemBlock(TranslatedBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = MarkdownBlock(label=_("Text"))


class MomentBlock(TranslatedBlock):
    when = blocks.CharBlock(
        max_length=40, label=pgettext_lazy("timeline", "When"), help_text=_("For example 1989, or 1990s.")
    )
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = MarkdownBlock(required=False, label=_("Text"))


class TimelineBlock(TranslatedBlock):
    caption = blocks.CharBlock(max_length=200, label=_("Caption"))
    items = blocks.ListBlock(MomentBlock(), min_num=2, label=_("Moments"))

    class Meta:
        icon = "ips-timeline"
        label = _("Timeline")
        template = "base/blocks/timeline.html"
        description = _("What happened when, the oldest first.")
        preview_value = {
            "caption": "Two dates",
            "items": [
                {"when": "1989", "title": "A first programme", "text": ""},
                {"when": "2012", "title": "The scale with 25 items", "text": ""},
            ],
        }


class StepsBlock(TranslatedBlock):
    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    items = blocks.ListBlock(ItemBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "ips-steps"
        label = _("Steps")
        template = "base/blocks/steps.html"
        description = _("Things done one after the other.")
        preview_value = {
            "title": "A first week",
            "items": [
                {"title": "Talk about work", "text": "What did the person like doing?"},
                {"title": "Look at a workplace", "text": "Go and see together."},
            ],
        }


class AccordionBlock(TranslatedBlock):
    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    items = blocks.ListBlock(ItemBlock(), min_num=1, label=_("Parts"))

    class Meta:
        icon = "ips-accordion"
        label = _("Accordion")
        template = "base/blocks/accordion.html"
        description = _("Parts that open on demand: answers to think about first, or details for some readers.")
        preview_value = {
            "title": "Decide first, then open",
            "items": [{"title": "Eight hours a week at a supermarket till", "text": "Competitive: open to anyone."}],
        }
