"""The menu: the catalog and the site's pages, read once and kept in the cache until a page is published.

The cache key holds nothing of a person. It is renewed by time as well (five minutes), so that a second process
with a cache of its own shows a new page soon.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

FIVE_MINUTES = 300


class Link(NamedTuple):
    title: str
    url: str


def navigation(language: str) -> dict:
    """Return {"catalog_url": …, "site_links": [{"title", "url"}]} for the language. Cached, else two queries."""
    key = f"navigation:{language}"
    found = cache.get(key)
    if found is None:
        found = read_navigation(language)
        cache.set(key, found, FIVE_MINUTES)
    return found


def read_navigation(language: str) -> dict:
    homes = Page.objects.live().filter(depth=2, locale__language_code=language)
    pages = [page for home in homes for page in home.get_children().live().specific()]
    catalogs = [page for page in pages if page._meta.model_name == "catalogpage"]
    others = [page for page in pages if page._meta.model_name == "standardpage"]
    return {
        "catalog_url": catalogs[0].url if catalogs else "/",
        "home_url": homes[0].url if homes else "/",
        "site_links": tuple(Link(page.title, page.url) for page in others),
    }


def forget_navigation(sender=None, **kwargs):
    cache.delete_many([f"navigation:{code}" for code, _name in settings.LANGUAGES])


def connect():
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_navigation)
