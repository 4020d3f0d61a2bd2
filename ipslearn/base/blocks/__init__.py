"""The blocks of which lessons and site pages are made.

Each has a template in templates/base/blocks/, a description, a preview and an icon. What is stored is meaning,
never appearance. Text is Markdown with the marks of `ipslearn.base.prose`.
"""

from .data import ChartBlock, ComparisonTableBlock
from .media import AudioBlock, DocumentBlock, FigureBlock, VideoBlock
from .sequences import AccordionBlock, StepsBlock, TimelineBlock
from .text import CaseBlock, CautionBlock, KeyPointBlock, MarkdownBlock, QuotationBlock, TextBlock

__all__ = [
    "AccordionBlock",
    "AudioBlock",
    "CaseBlock",
    "CautionBlock",
    "ChartBlock",
    "ComparisonTableBlock",
    "DocumentBlock",
    "FigureBlock",
    "KeyPointBlock",
    "MarkdownBlock",
    "QuotationBlock",
    "StepsBlock",
    "TextBlock",
    "TimelineBlock",
    "VideoBlock",
]
