"""Leaving in the middle of a lesson and coming back to the same place. This is the one thing that needs JavaScript:
without it, the reader comes back to the beginning of the lesson."""

import threading

import pytest
from django.db import transaction
from django.db.models.signals import post_save
from playwright.sync_api import expect

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
def left_in_the_middle(page, person, sign_in, small_lessons, kept):
    """A page on My learning, after its reader left a lesson with the fifth part at the top of the window."""
    lesson = small_lessons()[1]
    factories.enrolled(person, lesson.get_parent().get_parent().specific)
    sign_in(page.context, person)
    page.goto(lesson.url)
    page.get_by_role("heading", name=f"Part {PART}").evaluate("one => one.scrollIntoView({block: 'start'})")
    # Not by a click on the header: Playwright would go to the top of the page for it, and that would be the position.
    page.goto("/en/learning/")
    assert kept.wait(TEN_SECONDS)
    page.reload()
    return page


def test_continue_leads_to_the_part_that_was_read_last(left_in_the_middle, small_lessons):
    page = left_in_the_middle
    page.get_by_role("link", name="Continue: Going along").click()
    anchor = f"#b-{small_lessons()[1].body[PART - 1].id[:8]}"
    expect(page).to_have_url(f"{small_lessons()[1].url}{anchor}")
    expect(page.get_by_role("heading", name=f"Part {PART}")).to_be_in_viewport()
