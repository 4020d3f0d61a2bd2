"""Pages to search: plain Wagtail pages, indexed by hand, so that these tests lean on no other app."""

import pytest
from modelsearch.backends import get_search_backend
from wagtail.models import Page


@pytest.fixture
def backend(db):
    return get_search_backend("ipslearn.search.backend")


@pytest.fixture
def add_page(backend):
    """Return a function that makes a page under the root, from its title and other fields, and indexes it."""
    root = Page.get_first_root_node()
    numbers = iter(range(1000))

    def add(title, *, indexed_title=None, **fields):
        page = root.add_child(instance=Page(title=title, slug=f"searched-{next(numbers)}", **fields))
        # A longer text than a title can hold may be indexed in its place.
        page.title = indexed_title or title
        backend.add(page)
        return page

    return add


@pytest.fixture
def titles(backend):
    """Return a function from a query to the titles found, best first."""

    def search(query, queryset=Page, **options):
        return [page.title for page in backend.search(query, queryset, **options)]

    return search
