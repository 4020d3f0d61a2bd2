"""The punctuation of ipslearn.base.words for templates, without loading it (a builtin; see TEMPLATES)."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ipslearn.base import words

register = template.Library()


@register.filter
def listed(items) -> SafeString:
    return mark_safe(words.listed(conditional_escape(one) for one in items))


@register.filter
def in_brackets(text) -> SafeString:
    return mark_safe(words.in_brackets(conditional_escape(text)))


@register.filter
def percent(number) -> str:
    return words.percent(number)


@register.simple_tag
def labelled(label, value, is_strong: bool = False) -> SafeString:
    """Show "label: value", the label strong if told."""
    shown = format_html("<strong>{}</strong>", label) if is_strong else conditional_escape(label)
    return mark_safe(words.labelled(shown, conditional_escape(value)))


@register.filter
def sentences(parts) -> SafeString:
    """Show whole sentences one after the other."""
    return mark_safe(words.sentences(conditional_escape(part) for part in parts))


@register.simple_tag
def between_sentences() -> str:
    return words.between_sentences()
