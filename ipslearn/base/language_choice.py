"""In which language somebody reads the site, and which one they are offered.

The address decides (`/en/…`, `/ja/…`). A choice is kept in a cookie, and on the account of whoever is signed in; where
there is none, the browser's preference is offered once.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

YEAR = 365 * 24 * 60 * 60
CODES = frozenset(code for code, _name in settings.LANGUAGES)


def keep_in_browser(response: HttpResponse, language: str) -> None:
    """Remember the choice for a year, so that nothing is offered any more."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=secure)


def same_page_in(language: str, url: str) -> str:
    """Return the address of one of our pages in another language; what is not one stays as it is.

    Django knows an address only while its language is active, which is not so where a choice is sent to: there it is
    the one of the cookie, or of the browser.
    """
    with translation.override(translation.get_language_from_path(urlsplit(url).path) or language):
        return translate_url(url, language)


def offered(request: HttpRequest) -> str:
    """Return the language that the browser prefers to the page's, where nobody has chosen yet; else nothing."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in CODES or request.user.is_authenticated:
        return ""
    preferred = preferred_by_browser(request.headers.get("Accept-Language", ""))
    return preferred if preferred and preferred != translation.get_language() else ""


def preferred_by_browser(header: str) -> str:
    """Return the first language of an Accept-Language header that the site has ("ja-JP" is "ja"), or nothing.

    One of weight 0 is a language that nobody wants to read.
    """
    for code, weight in parse_accept_lang_header(header):
        if weight and (base := code.partition("-")[0]) in CODES:
            return base
    return ""
