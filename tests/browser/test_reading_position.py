"""Leaving in the middle of a lesson and coming back to the same place. This is the one thing that needs JavaScript:
without it, the reader comes back to the beginning of the lesson."""

import threading

import pytest
from django.db import transaction
from django.db.models.signals import post_save
from playwright.sync_api import Page, expect

from courses.models import ReadingPosition
from tests import factories

PART = 5
TEN_SECONDS = 10


@pytest.fixture
def kept():
    """An event that is set when the server has kept a position. The browser tells nobody when it is done."""
    event = threading.Event()

    def saved(**kwargs):
        transaction.on_commit(event.set)

    post_save.connect(saved, sender=ReadingPosition)
    yield event
    post_save.disconnect(saved, sender=ReadingPosition)


@pytest.fixture
def place(small_lessons):
    """Return the anchor of a part of the long lesson."""
    return lambda part: f"b-{small_lessons()[1].body[part - 1].id[:8]}"


@pytest.fixture
def at_the_lesson(page, person, sign_in, small_lessons):
    """A page on the long lesson of somebody who is enrolled, at its beginning."""
    lesson = small_lessons()[1]
    factories.enrolled(person, lesson.get_parent().get_parent().specific)
    sign_in(page.context, person)
    page.goto(lesson.url)
    return page


def read(page: Page, part: int, anchor: str) -> None:
    """Bring a part to the top of the window and stay there until it counts as read."""
    page.get_by_role("heading", name=f"Part {part}").evaluate("one => one.scrollIntoView({block: 'start'})")
    expect(page.locator("reading-position")).to_have_attribute("data-furthest", anchor)


def leave(page: Page, kept) -> None:
    """Scroll up to the header of the site and leave by its link."""
    kept.clear()
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="My learning").click()
    expect(page.get_by_role("heading", name="My learning", level=1)).to_be_visible()
    assert kept.wait(TEN_SECONDS)
    page.reload()


def go_on(page: Page) -> None:
    page.get_by_role("link", name="Continue: Going along").click()


def test_continue_leads_to_the_part_that_was_read_last(at_the_lesson, small_lessons, place, kept):
    page = at_the_lesson
    read(page, PART, place(PART))
    leave(page, kept)
    go_on(page)
    expect(page).to_have_url(f"{small_lessons()[1].url}#{place(PART)}")
    expect(page.get_by_role("heading", name=f"Part {PART}")).to_be_in_viewport()


def test_reading_something_again_does_not_lose_the_place(at_the_lesson, small_lessons, place, kept):
    page = at_the_lesson
    read(page, PART, place(PART))
    leave(page, kept)
    page.goto(small_lessons()[1].url)
    read(page, 2, place(2))
    leave(page, kept)
    go_on(page)
    expect(page).to_have_url(f"{small_lessons()[1].url}#{place(PART)}")


def test_a_part_that_was_only_passed_does_not_count(at_the_lesson, small_lessons, place, kept):
    page = at_the_lesson
    read(page, 2, place(2))
    page.get_by_role("heading", name="Part 8").evaluate("one => one.scrollIntoView({block: 'start'})")
    leave(page, kept)
    go_on(page)
    expect(page).to_have_url(f"{small_lessons()[1].url}#{place(2)}")
