"""The translation editor in a real browser: a text is translated, the page published, and read by a learner."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ipslearn.demo.people import PEOPLE
from tests import factories
from tests.browser.keys import press
from translating import actions

EN, JA = "A page to translate", "訳すページ"


@pytest.fixture
def lesson(in_the_site):
    """A lesson of two paragraphs in a course that was sent into Japanese, taken away afterwards."""
    course = factories.course("A course to translate", summary="–")
    module = factories.module(course, "One", summary="–")
    lesson = factories.lesson(module, EN, [("text", "The first.\n\nThe second.")], summary="–")
    actions.send(page=course, locale=factories.locale("ja"), user=None)
    yield lesson
    for page in (*course.get_translations(), course):
        type(course).objects.get(pk=page.pk).delete()


@pytest.fixture
def editor(new_context, sign_in):
    context = new_context()
    sign_in(context, next(person.email for person in PEOPLE if person.role == "trainer"))
    return context.new_page()


def translate(page, text: str, words: str) -> None:
    place = page.locator("li, section, div").filter(has=page.get_by_text(text, exact=True)).last
    place.locator("xpath=ancestor::*[.//button[normalize-space()='Translate']][1]").get_by_role(
        "button", name="Translate", exact=True
    ).first.click()
    page.locator("textarea").first.fill(words)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text(words).first).to_be_visible()


def test_a_text_is_translated_in_place_published_and_read(editor, lesson):
    page = lesson.get_translations().get()
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    translate(editor, "The first.", "最初。")
    editor.get_by_role("button", name=re.compile("^Publish in")).click()
    expect(editor.get_by_text(re.compile("with missing translations"))).to_be_visible()
    editor.goto(f"/ja{lesson.get_url().removeprefix('/en')}")
    expect(editor.get_by_text("最初。")).to_be_visible()
    expect(editor.locator('p[lang="en"]', has_text="The second.")).to_be_visible()
    expect(editor.get_by_text(re.compile("まだ翻訳されていない部分があります"))).to_be_visible()


class TestByKeyboardAlone:
    @pytest.fixture
    def field(self, editor, lesson):
        """Return the field of the first paragraph, opened with the keyboard."""
        editor.goto(reverse("wagtailadmin_pages:edit", args=[lesson.get_translations().get().pk]))
        segment = editor.get_by_role("listitem").filter(has=editor.get_by_text("The first.", exact=True)).last
        press(editor, segment.get_by_role("button", name="Translate", exact=True))
        field = segment.get_by_role("textbox", name="The first.")
        expect(field).to_be_focused()
        return field

    def test_a_text_is_translated_and_published(self, editor, lesson, field):
        editor.keyboard.type("最初。")
        editor.keyboard.press("Enter")
        expect(field).to_be_hidden()
        expect(editor.get_by_text("最初。")).to_be_visible()
        expect(editor.get_by_text("Saving...")).to_be_hidden()
        press(editor, editor.get_by_role("button", name=re.compile("^Publish in")))
        expect(editor.get_by_text(re.compile("with missing translations"))).to_be_visible()
        editor.goto(f"/ja{lesson.get_url().removeprefix('/en')}")
        expect(editor.get_by_text("最初。")).to_be_visible()

    @pytest.mark.parametrize("init", [{"isComposing": True}, {"keyCode": 229}], ids=["composing", "its end"])
    def test_the_enter_of_an_input_method_does_not_save(self, editor, field, init):
        editor.keyboard.type("さいしょ")
        field.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **init})
        editor.keyboard.type("。")
        expect(field).to_have_value("さいしょ。")


def test_the_list_of_translations_can_be_read(editor, lesson):
    editor.goto(reverse("translation_list"))
    expect(editor.get_by_role("link", name="A course to translate")).to_be_visible()
