"""Titles and names from elsewhere among our own words, without loading it (a builtin; see TEMPLATES).

    {% blocktranslate with title=after.title|titled %}Next: {{ title }}{% endblocktranslate %}

Not in attributes: an attribute has no language of its own, there a title stands as it is.
"""

from django import template
from django.utils.safestring import SafeString

from ipslearn.languages import foreign
from ipslearn.languages.titles import Title, within_quotes

register = template.Library()


@register.filter
def titled(title) -> SafeString:
    """Show a Title, in an element that says its language where that is not the one of the page."""
    return foreign.titled(title)


@register.filter
def quoted(title) -> SafeString:
    """Show a Title that our sentence puts in quotation marks: those in it become the inner ones."""
    return foreign.titled(within_quotes(title))


@register.filter
def guessed(text, language: str = "") -> Title:
    """Make a Title of what was kept, or typed by somebody: in this language, if its letters are not of another."""
    return foreign.guessed(text or "", language)


@register.filter
def named(name) -> SafeString:
    """Show a name that somebody chose, so that one from right to left leaves the words around it in order."""
    return foreign.named(name)
