"""The page for our own mistakes: it must come when the database, the cache and the list of static files do not."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from courses import views
from ipslearn.base.errors import server_error

ROOT = Path(__file__).parents[2]


@pytest.fixture
def broken(monkeypatch):
    """Return the answer of a page whose view fails, with no cache and no static files to lean on."""

    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    client = Client(raise_request_exception=False)
    client.handler.load_middleware()
    for thing, name in ((staticfiles_storage, "url"), (cache, "get"), (cache, "get_many")):
        monkeypatch.setattr(thing, name, fail, raising=False)
    monkeypatch.setattr(views.CertificateNumberForm, "__init__", fail)
    return client.get("/en/check/")


def test_it_comes_without_database_cache_and_static_files(broken):
    assert broken.status_code == 500
    assert "Something went wrong on our side" in broken.content.decode()


def test_it_loads_nothing(broken):
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", broken.content.decode()) == ["/"]


def test_its_own_style_is_allowed(broken):
    assert "style-src 'self' 'unsafe-inline'" in broken.headers["Content-Security-Policy"]


def test_it_speaks_the_language_of_the_address(rf):
    with translation.override("ja"):
        assert '<html lang="ja">' in server_error(rf.get("/ja/")).content.decode()
