import os

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings

from ipslearn.base.catalogs import compile_stale
from tests import factories
from tests.browser.chromium import MISSING, find_chromium

# What a busy machine takes is not a fact about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Playwright's synchronous interface runs an event loop beside Django's ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    compile_stale()


def pytest_terminal_summary(terminalreporter):
    if find_chromium() is None:
        terminalreporter.write_line(f"Browser tests skipped: {MISSING}")


@pytest.fixture(autouse=True)
def empty_cache():
    """No test finds what another one left in the cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def english():
    """No test goes on in the language that another one asked for last."""
    translation.activate("en")


@pytest.fixture
def learner(db):
    return factories.UserFactory(email="learner@example.org", name="Yuki Tanabe")


@pytest.fixture
def other(db):
    return factories.UserFactory(email="other@example.org", name="Ren Mori")


@pytest.fixture
def course(db):
    """Two modules of two lessons each."""
    return factories.course_with_lessons()


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client
