"""What the templates of questions use. Texts are rendered once: they are the trainer's, never a learner's."""

import re
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ipslearn.base import prose

register = template.Library()
# Empty lines between elements, which a question of many parts is full of; inside a text they stay.
BETWEEN = re.compile(r">\s*\n\s*<")
MARKDOWN = frozenset("*_`[]()#>|\\!&<\n")


@register.filter
def question_text(text: str) -> SafeString:
    """Render a question's Markdown. Glossary terms are shown in their words, without a card."""
    return rendered(text or "")


@lru_cache(maxsize=16384)
def rendered(text: str) -> SafeString:
    if not text:
        return mark_safe("")
    if not MARKDOWN & set(text) and not text[:1].isdecimal() and text[:1] not in "+-":
        return mark_safe(f"<p>{escape(text)}</p>")
    return mark_safe(prose.render(text, prose.Notes()).strip())


@register.filter
def question_inline(text: str) -> SafeString:
    """Render Markdown for a place inside a line: a single paragraph loses its <p>."""
    html = rendered(text or "")
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        html = html[3:-4].strip()
        # What stands between two gaps of a sentence keeps its spaces.
        before, after = (" " if one.isspace() else "" for one in (text[:1], text[-1:]))
        return mark_safe(f"{before}{html}{after}")
    return html


@register.simple_tag
def show_question(shown, number: int | None = None, level: int = 2) -> SafeString:
    """Render a Shown with its form fields or with its results."""
    html = render_to_string("questions/question.html", {"shown": shown, "number": number, "level": level})
    return mark_safe(BETWEEN.sub(">\n<", html))
