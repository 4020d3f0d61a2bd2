from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import catalog
from courses.models import CourseAudience
from ipslearn.base.templatetags.components import activity_row

register = template.Library()
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@register.simple_tag
def newest_courses() -> list[dict]:
    """Return the newest courses in the page's language, as a visitor sees them: the page is kept for everyone."""
    return catalog.newest_courses(AnonymousUser(), get_language())


@register.simple_tag
def outline_row(activity, state: str, is_current: bool = False) -> SafeString:
    """Show an activity in an outline; see components/outline_row.html."""
    return activity_row(activity.title, activity.url, state, activity.minutes, is_current)


@register.filter
def hold_a_chart(parts) -> bool:
    """Say whether a chart is drawn in the HTML of the parts of a lesson."""
    return any('<svg class="chart ' in part.get("html", "") for part in parts)


@register.filter
def necessity_name(code: str) -> str:
    return CourseAudience.Necessity(code).label


@register.filter
def language_names(codes) -> list[str]:
    return [LANGUAGE_NAMES[code] for code in codes]


@register.filter
def asked_badge(asked) -> str:
    """Return what a card says of a course that somebody asks for; nothing for other courses."""
    return _("Essential for you") if asked and asked.is_essential else ""
