from typing import NamedTuple

from django.conf import settings
from django.urls import translate_url
from django.utils import translation

from .navigation import navigation


class Language(NamedTuple):
    """A language to read the page in."""

    code: str
    name: str
    url: str
    is_current: bool


def site(request):
    """What every page needs: the site's name, its menu, the languages. No query when the menu is cached."""
    current = translation.get_language()
    path = request.get_full_path()
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "may_edit": getattr(request, "session", {}).get("may_edit", False),
        "signup_open": settings.ACCOUNT_SIGNUP_OPEN,
        **navigation(current),
        "languages": tuple(
            Language(code, name, path if code == current else translate_url(path, code), code == current)
            for code, name in settings.LANGUAGES
        ),
    }
