"""Going through a page with the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

MANY = 150
IS_FOCUSED = "one => one === document.activeElement"
IS_IN_ITS_GROUP = "one => one.name === document.activeElement.name"


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus."""
    expect(target).to_be_visible()
    for _press in range(MANY):
        page.keyboard.press("Tab")
        if target.evaluate(IS_FOCUSED):
            return
    pytest.fail(f"Tab does not reach {target}")


def press(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def choose(page: Page, radio: Locator) -> None:
    """Press Tab until the group of `radio` has the focus, then an arrow until the right one has it."""
    for _press in range(MANY):
        page.keyboard.press("Tab")
        if radio.evaluate(IS_IN_ITS_GROUP):
            break
    for _press in range(MANY):
        if radio.evaluate(IS_FOCUSED):
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"no key chooses {radio}")
