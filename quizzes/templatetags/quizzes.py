from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ipslearn.base.templatetags.components import icon

register = template.Library()


@register.simple_tag
def attempt_state(attempt) -> SafeString:
    """Say in a word with its icon how a submitted attempt ended."""
    if attempt.score_given is None:
        name, symbol, words = "in_progress", "clock", _("Waiting for review")
    elif attempt.is_passed:
        name, symbol, words = "done", "done", _("Passed")
    elif attempt.rules.get("purpose") == "practice":
        name, symbol, words = "todo", "quiz", _("Practised")
    else:
        name, symbol, words = "overdue", "close", _("Not passed yet")
    return mark_safe(f'<span class="state state--{name}">{icon(symbol)}{conditional_escape(words)}</span>')
