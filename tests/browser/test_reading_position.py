"""Leaving in the middle of a lesson and coming back to the same place. This is the one thing that needs JavaScript:
without it, the reader comes back to the beginning of the lesson."""

import pytest
from playwright.sync_api import expect

from tests import factories

PART = 5


@pytest.fixture
def left_in_the_middle(page, person, sign_in, small_lessons):
    """A page on My learning, after its reader left a lesson with the fifth part at the top of the window."""
    lesson = small_lessons()[1]
    factories.enrolled(person, lesson.get_parent().get_parent().specific)
    sign_in(page.context, person)
    page.goto(lesson.url)
    # Focus moves the window there as reading does; the block's own heading is what the reader sees.
    page.get_by_role("heading", name=f"Part {PART}").evaluate("one => one.scrollIntoView({block: 'start'})")
    with page.context.expect_event("requestfinished", lambda request: request.url.endswith("/position/")):
        page.get_by_role("link", name="My learning").click()
    return page


def test_continue_leads_to_the_part_that_was_read_last(left_in_the_middle, small_lessons):
    page = left_in_the_middle
    page.reload()
    page.get_by_role("link", name="Continue: Going along").click()
    anchor = f"#b-{small_lessons()[1].body[PART - 1].id[:8]}"
    expect(page).to_have_url(f"{small_lessons()[1].url}{anchor}")
    expect(page.get_by_role("heading", name=f"Part {PART}")).to_be_in_viewport()


def test_the_position_is_the_readers_own(left_in_the_middle, person):
    assert [position.learner for position in person.positions.all()] == [person]
