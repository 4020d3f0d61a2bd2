from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from questions import kinds


class QuestionStream(blocks.StreamBlock):
    """Questions of every kind: what quizzes and banks are made of."""

    single_choice = kinds.SingleChoiceBlock(group=_("Chosen"))
    multiple_choice = kinds.MultipleChoiceBlock(group=_("Chosen"))
    true_false = kinds.TrueFalseBlock(group=_("Chosen"))
    matching = kinds.MatchingBlock(group=_("Arranged"))
    ordering = kinds.OrderingBlock(group=_("Arranged"))
    sorting = kinds.SortingBlock(group=_("Arranged"))
    numeric = kinds.NumericBlock(group=_("Typed"))
    short_text = kinds.ShortTextBlock(group=_("Typed"))
    gaps = kinds.GapsBlock(group=_("Typed"))
    open_response = kinds.OpenResponseBlock(group=_("Typed"))

    class Meta:
        collapsed = True
