"""The menu: the catalog and the site's pages, read once and kept in the cache until a page is published.

The cache key holds nothing of a person. It is renewed by time as well (five minutes), so that a second process
with a cache of its own shows a new page soon.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from ipslearn.languages.models import foreign_from, with_foreign
from ipslearn.languages.titles import Title

FIVE_MINUTES = 300


class Link(NamedTuple):
    title: Title
    url: str


def navigation(language: str) -> dict:
    """Return {"catalog_url": …, "site_links": [{"title", "url"}]} for the language. Cached, else two queries."""
    key = f"navigation:2:{language}"
    found = cache.get(key)
    if found is None:
        found = read_navigation(language)
        cache.set(key, found, FIVE_MINUTES)
    return found


def read_navigation(language: str) -> dict:
    homes = Page.objects.live().filter(depth=2, locale__language_code=language)
    pages = [page for home in homes for page in with_foreign(home.get_children().live()).specific()]
    catalogs = [page for page in pages if page._meta.model_name == "catalogpage"]
    others = [page for page in pages if page._meta.model_name == "standardpage"]
    return {
        "catalog_url": catalogs[0].url if catalogs else "/",
        "home_url": homes[0].url if homes else "/",
        "site_links": tuple(Link(title_of(page, language), page.url) for page in others),
    }


def title_of(page: Page, language: str) -> Title:
    return foreign_from(page.foreign_language, page.foreign_texts).title_of(page.title, language)


def forget_navigation(sender=None, **kwargs):
    cache.delete_many([f"navigation:2:{code}" for code, _name in settings.LANGUAGES])


def connect():
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_navigation)
