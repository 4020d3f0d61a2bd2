"""People who set their browser to large letters: 32 pixels where 16 are usual."""

import pytest

from tests.browser.attempts import attempts
from tests.browser.looking import WIDE, faults_of_room
from tests.browser.site import GRADUATE, HALFWAY

PAGES = {
    "home": ("", None),
    "catalog": ("courses/", HALFWAY),
    "course": ("courses/ips-foundations/", HALFWAY),
    "lesson": ("courses/ips-foundations/two-routes/prepare-or-start/", HALFWAY),
    "lesson with a chart": ("courses/ips-foundations/two-routes/why-work/", HALFWAY),
    "glossary": ("glossary/", None),
    "sign up": ("accounts/signup/", None),
    "my learning": ("learning/", HALFWAY),
    "finished": ("learning/", GRADUATE),
    "quiz": ("courses/ips-foundations/two-routes/quiz/", HALFWAY),
    "attempt": ("attempts/{open}/", HALFWAY),
    "review": ("attempts/{open}/review/", HALFWAY),
    "results": ("attempts/{failed}/results/", HALFWAY),
}


@pytest.fixture(scope="module")
def browser(launch_browser, browser_type_launch_args):
    flags = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = launch_browser(args=flags)
    yield browser
    browser.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_or_out_of_sight_on(name, page, sign_in):
    path, who = PAGES[name]
    if who:
        sign_in(page.context, who)
    page.set_viewport_size(WIDE)
    page.goto(f"/en/{path.format(**attempts('en'))}")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert faults_of_room(page) == []
