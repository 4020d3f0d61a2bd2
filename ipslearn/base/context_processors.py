from django.conf import settings
from django.urls import translate_url
from django.utils import translation

from .navigation import navigation


def site(request):
    """What every page needs: the site's name, its menu, the languages. No query when the menu is cached."""
    current = translation.get_language()
    path = request.get_full_path()
    alternatives = getattr(request, "language_urls", None) or {}
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "may_edit": request.session.get("may_edit", False),
        "signup_open": settings.ACCOUNT_SIGNUP_OPEN,
        **navigation(current),
        "languages": [
            {
                "code": code,
                "name": name,
                "is_current": code == current,
                "url": path if code == current else alternatives.get(code) or translate_url(path, code),
            }
            for code, name in settings.LANGUAGES
        ],
    }
