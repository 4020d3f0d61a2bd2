"""In which language somebody reads the site, and which one they are offered.

The address decides (`/en/…`, `/ja/…`). A choice is kept in a cookie, and on the account of whoever is signed in; where
there is none, the browser's preference is offered once.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

YEAR = 365 * 24 * 60 * 60
CODES = frozenset(code for code, _name in settings.LANGUAGES)


def keep_in_browser(response: HttpResponse, language: str) -> None:
    """Remember the choice for a year, so that nothing is offered any more."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=secure)


def offered(request: HttpRequest) -> str:
    """Return the language that the browser prefers to the page's, where nobody has chosen yet; else nothing."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in CODES or request.user.is_authenticated:
        return ""
    preferred = preferred_by_browser(request.headers.get("Accept-Language", ""))
    return preferred if preferred and preferred != translation.get_language() else ""


def preferred_by_browser(header: str) -> str:
    """Return the first language of an Accept-Language header that the site has ("ja-JP" is "ja"), or nothing."""
    for code, _weight in parse_accept_lang_header(header):
        if (base := code.partition("-")[0]) in CODES:
            return base
    return ""
