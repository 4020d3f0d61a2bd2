"""A real Chromium before the real curriculum. Every test here also fails if a page it visits asks another host for
anything, misses a file, or writes an error to the console."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from courses.models import CoursePage
from tests import factories
from tests.browser import site
from tests.browser.chromium import FLAGS, MISSING, find_chromium

TEN_SECONDS = 10_000


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            # Wagtail leaves the file it made a picture's rendition in to the garbage collector.
            item.add_marker(pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where Chromium is; without one, skip the browser tests, or fail them where they are required."""
    found = find_chromium()
    if found is None:
        refuse = pytest.fail if os.environ.get("BROWSER_REQUIRED") == "1" else pytest.skip
        refuse(MISSING)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def site_database(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), site.copied_database(tmp_path_factory.mktemp("site")) as database:
        with site.looking_at(database):
            site.fill()
        yield database


@pytest.fixture(scope="session")
def connection_of_the_tests(site_database):
    return connections[DEFAULT_DB_ALIAS]


@pytest.fixture(scope="session")
def playwright(connection_of_the_tests, playwright):
    """Playwright, beside which tests keep the database connection they had. While its event loop runs, Django keeps
    other connections for this thread; a new one would not know what the test database held when it was made."""
    connections[DEFAULT_DB_ALIAS] = connection_of_the_tests
    return playwright


@pytest.fixture(scope="session")
def base_url(site_database):
    """The address of the site. Playwright's `page.goto` takes paths from here."""
    with site.served(site_database) as address:
        yield address


@pytest.fixture(autouse=True)
def in_the_site(db, site_database, base_url):
    with site.looking_at(site_database):
        yield


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    expect.set_options(timeout=TEN_SECONDS)
    return {**browser_context_args, "reduced_motion": "reduce", "locale": "en-GB"}


@pytest.fixture
def new_context(new_context, base_url):
    """Playwright's factory, with a watch on what the pages do behind the reader's back."""
    faults: list[str] = []

    def make(**kwargs) -> BrowserContext:
        context = new_context(**kwargs)
        context.set_default_timeout(TEN_SECONDS)
        watch(context, base_url, faults)
        return context

    yield make
    assert faults == []


def watch(context: BrowserContext, base_url: str, faults: list[str]) -> None:
    """Collect requests to other hosts, files that are missing, and errors on the console."""
    here = urlsplit(base_url).netloc

    def asked(request):
        if request.url.startswith(("http", "ws")) and urlsplit(request.url).netloc != here:
            faults.append(f"asked another host: {request.url}")

    def answered(response):
        if response.status >= 400 and response.request.resource_type not in {"document", "fetch"}:
            faults.append(f"missing ({response.status}): {response.url}")

    def said(message):
        # What the browser says of an answer with an error status is seen in `answered`.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda failure: faults.append(f"script: {failure.error}"))


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def any_page(request, new_context):
    """A page in a browser with JavaScript, and one without."""
    return new_context(java_script_enabled=request.param).new_page()


@pytest.fixture
def person():
    return factories.UserFactory()


@pytest.fixture
def sign_in(base_url):
    """Give a browser context the session of a person, as if they had signed in before."""

    def make(context: BrowserContext, who) -> None:
        user = get_user_model().objects.get(email=who) if isinstance(who, str) else who
        client = Client()
        client.force_login(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])

    return make


@pytest.fixture
def small_lessons():
    """Return the two lessons of the small course in a language."""

    def find(code: str = "en") -> list:
        return factories.lessons_of(CoursePage.objects.get(title=site.SMALL_COURSE[code]))

    return find
