"""What the templates of questions use. Texts are rendered once: they are the trainer's, never a learner's."""

import re
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ipslearn.base import prose
from ipslearn.base.templatetags.components import icon

register = template.Library()
# Empty lines between elements, which a question of many parts is full of; inside a text they stay.
BETWEEN = re.compile(r">\s*\n\s*<")
MARKDOWN = frozenset("*_`[]()#>|\\!&<\n")
VERDICTS = {
    "correct": ("done", pgettext_lazy("answer", "Right")),
    "partly": ("optional", _("Partly right")),
    "wrong": ("close", _("Not right")),
    "waiting": ("clock", _("Waiting for review")),
    "unanswered": ("todo", _("Not answered")),
}


@register.filter
def lang(shown, text: str) -> SafeString:
    """Say the language of one of a question's texts where it is not the page's: `{{ shown|lang:row.text }}`."""
    return shown.lang(text)


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
    context = {"shown": shown, "question": shown.question, "number": number, "level": level}
    html = render_to_string("questions/question.html", context)
    return mark_safe(BETWEEN.sub(">\n<", html))


@register.simple_tag
def verdict(state: str) -> SafeString:
    """Say with its icon how a response did."""
    return rendered_verdict(state, get_language())


@lru_cache
def rendered_verdict(state: str, language: str) -> SafeString:
    symbol, words = VERDICTS[state]
    return mark_safe(f"{icon(symbol)}{conditional_escape(words)}")


@register.simple_tag
def mark(state: str) -> SafeString | str:
    """Mark a part of an answer; nothing where there is nothing to say of it."""
    return format_html('<span class="mark mark--{}">{}</span>', state, verdict(state)) if state else ""


# Choices ------------------------------------------------------------------------------------------
# Drawn without a template: a quiz on one page has forty of them.

CHOICE_COLUMNS = ("text", "is_chosen", "mark", "is_right", "feedback")


@register.simple_tag
def choice_fields(shown) -> SafeString:
    """Draw the choices to answer with."""
    field = f'<label class="choice"><input type="{shown.kind.field_type}" name="{escape(shown.prefix)}" value="'
    return mark_safe(
        "\n".join(
            f'{field}{escape(row["id"])}"{" checked" if row["is_chosen"] else ""}>'
            f'<span class="choice__text"{choice_lang(shown, row)}>{question_inline(row["text"])}</span></label>'
            for row in shown.rows
        )
    )


def choice_lang(shown, row) -> SafeString | str:
    """Say the language of a choice; “true” and “false” are words of ours and in that of the page."""
    return "" if shown.kind.has_words_of_ours else shown.lang(row["text"])


@register.simple_tag
def choice_answers(shown) -> SafeString:
    """Draw the choices after the answer: what was chosen, what is right, and why."""
    language = get_language()
    return mark_safe(
        "\n".join(
            rendered_choice(
                *map(row.get, CHOICE_COLUMNS), choice_lang(shown, row), shown.lang(row["feedback"]), language
            )
            for row in shown.rows
        )
    )


@lru_cache(maxsize=16384)
def rendered_choice(text, is_chosen, state, is_right, feedback, text_lang, feedback_lang, language) -> SafeString:
    """Return a choice with its marks, in the page's `language`. The same for everybody who chose alike."""
    kind = f" is-chosen is-{state}" if is_chosen else " is-right" if is_right else ""
    marks = mark_safe("")
    if is_chosen:
        marks = format_html('<span class="muted">{}</span>{}', gettext("Your answer"), mark(state))
    if is_right and state != "correct":
        right = gettext("Right answer")
        marks += format_html('<span class="mark mark--correct">{}{}</span>', icon("check"), right)
    return format_html(
        '<li class="answer{}"><div class="choice__text"{}>{}</div>{}{}</li>',
        kind,
        text_lang,
        question_inline(text),
        format_html('<p class="answer__marks">{}</p>', marks) if marks else "",
        format_html('<div class="answer__feedback"{}>{}</div>', feedback_lang, question_text(feedback))
        if feedback
        else "",
    )
