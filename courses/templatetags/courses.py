from functools import lru_cache

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses import catalog

register = template.Library()
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@register.simple_tag
def newest_courses() -> list[dict]:
    """Return the newest courses in the page's language, as a visitor sees them: the page is kept for everyone."""
    return catalog.newest_courses(AnonymousUser(), get_language())


@register.simple_tag
def outline_row(activity, state: str, is_current: bool = False) -> SafeString:
    """Show an activity in an outline; see components/outline_row.html."""
    return rendered_row(activity.title, activity.url, activity.minutes, state, is_current, get_language())


@lru_cache(maxsize=20_000)
def rendered_row(title, url, minutes, state, is_current, language) -> SafeString:
    """Render a row once for each set of values: it depends on nothing else, so it may be shown to anyone."""
    row = {"title": title, "url": url, "minutes": minutes, "state": state, "is_current": is_current}
    return mark_safe(render_to_string("components/outline_row.html", row))


@register.filter
def language_names(codes) -> list[str]:
    return [LANGUAGE_NAMES[code] for code in codes]
