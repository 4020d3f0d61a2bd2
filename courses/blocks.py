from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ipslearn.base import blocks as shared


class ReflectionBlock(blocks.StructBlock):
    """A question to the learner. The block's id is its identity in every language: answers refer to it."""

    prompt = shared.MarkdownBlock(label=_("Question"))

    class Meta:
        icon = "ips-reflection"
        label = _("Reflection")
        template = "courses/blocks/reflection.html"
        description = _("A question for the learner alone. What they write is private: nobody else can read it.")
        preview_value = {"prompt": "What would you do on Monday?"}


class LessonBody(blocks.StreamBlock):
    """What lessons are made of."""

    text = shared.TextBlock(group=_("Text"))
    key_point = shared.KeyPointBlock(group=_("Text"))
    caution = shared.CautionBlock(group=_("Text"))
    case = shared.CaseBlock(group=_("Text"))
    quotation = shared.QuotationBlock(group=_("Text"))
    figure = shared.FigureBlock(group=_("Pictures and recordings"))
    video = shared.VideoBlock(group=_("Pictures and recordings"))
    audio = shared.AudioBlock(group=_("Pictures and recordings"))
    document = shared.DocumentBlock(group=_("Pictures and recordings"))
    table = shared.ComparisonTableBlock(group=_("Order and numbers"))
    chart = shared.ChartBlock(group=_("Order and numbers"))
    timeline = shared.TimelineBlock(group=_("Order and numbers"))
    steps = shared.StepsBlock(group=_("Order and numbers"))
    accordion = shared.AccordionBlock(group=_("For the learner to do"))
    reflection = ReflectionBlock(group=_("For the learner to do"))
