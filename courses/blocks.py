from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from ipslearn.base import blocks as shared
from ipslearn.languages.segments import TranslatedBlock
from questions import kinds
from questions.kinds.base import QuestionBlock


class ReflectionBlock(TranslatedBlock):
    """A question to the learner. The block's id is its identity in every language: answers refer to it."""

    prompt = shared.MarkdownBlock(label=pgettext_lazy("reflection", "Question"))

    class Meta:
        icon = "ips-reflection"
        label = _("Reflection")
        template = "courses/blocks/reflection.html"
        description = _("A question for the learner alone. What they write is private: nobody else can read it.")
        preview_value = {"prompt": "What would you do on Monday?"}


class OpeningQuestionBlock(kinds.BLOCK_TYPES["single_choice"]):
    """What would you do? Asked before the text; the answer is kept and comes back at the end of the lesson."""

    class Meta:
        icon = "ips-reflection"
        label = _("Opening question")
        description = _("A decision before the text. The learner’s answer comes back at the end, with your feedback.")


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
    opening_question = OpeningQuestionBlock(group=_("Questions"))
    single_choice = kinds.SingleChoiceBlock(group=_("Questions"))
    multiple_choice = kinds.MultipleChoiceBlock(group=_("Questions"))
    true_false = kinds.TrueFalseBlock(group=_("Questions"))
    matching = kinds.MatchingBlock(group=_("Questions"))
    ordering = kinds.OrderingBlock(group=_("Questions"))
    sorting = kinds.SortingBlock(group=_("Questions"))
    numeric = kinds.NumericBlock(group=_("Questions"))
    short_text = kinds.ShortTextBlock(group=_("Questions"))
    gaps = kinds.GapsBlock(group=_("Questions"))

    def get_searchable_content(self, value):
        """Leave out the answers: of a question the search finds and shows only what is asked."""
        return [text for child in value for text in _asked_or_told(child.block, child.value)]


def _asked_or_told(block: blocks.Block, value) -> list[str]:
    if isinstance(block, QuestionBlock):
        block, value = block.child_blocks["prompt"], value["prompt"]
    return block.get_searchable_content(value)
