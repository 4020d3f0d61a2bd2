"""What a lesson page loads besides its text: small enough that the longest one stays below 100 KB uncompressed."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from courses.blocks import LessonBody
from questions.definitions import Bin, Card, Sorting
from questions.kinds import Shown
from questions.templatetags.questions import show_question
from tests import factories

LINKED = re.compile(r'(?:href|src)="/static/([^"#]+)"')
MOST_BYTES = 48_000
MOST_WITH_QUESTIONS = 55_000
MOST_OF_SIXTEEN_CARDS = 9_000


def linked_files(html: str) -> set[str]:
    """Return the styles, scripts and the sprite that a page links, and the sprite its icons are drawn from."""
    return set(LINKED.findall(html)) | set(re.findall(r'<use href="/static/([^"#]+)#', html))


def test_a_chart_brings_its_style_along(client, course):
    plain = factories.lessons_of(course)[0]
    chart = LessonBody().child_blocks["chart"].get_preview_value()
    drawn = factories.lesson(plain.get_parent().specific, "Drawn", body=[("chart", chart)])
    assert [("css/chart" in client.get(one.url).content.decode()) for one in (plain, drawn)] == [False, True]


def test_styles_scripts_and_icons_of_a_lesson(signed_in, learner, course):
    factories.enrolled(learner, course)
    names = linked_files(signed_in.get(factories.lessons_of(course)[0].url).content.decode())
    assert {name.rsplit(".")[-1] for name in names} == {"css", "js", "svg"}
    assert sum(Path(finders.find(name)).stat().st_size for name in names) < MOST_BYTES


def test_styles_scripts_and_icons_of_a_lesson_with_questions(signed_in, learner, course):
    factories.enrolled(learner, course)
    plain = factories.lessons_of(course)[0]
    asked = LessonBody().child_blocks["single_choice"].get_preview_value()
    lesson = factories.lesson(plain.get_parent().specific, "Asked", body=[("single_choice", asked)])
    names = linked_files(signed_in.get(lesson.url).content.decode())
    assert sum(Path(finders.find(name)).stat().st_size for name in names) < MOST_WITH_QUESTIONS


def test_the_script_of_orders_comes_only_with_one(client, course):
    parent = factories.lessons_of(course)[0].get_parent().specific
    loaded = {}
    for kind in ("single_choice", "ordering"):
        value = LessonBody().child_blocks[kind].get_preview_value()
        lesson = factories.lesson(parent, kind, body=[(kind, value)])
        loaded[kind] = "js/order-list" in client.get(lesson.url).content.decode()
    assert loaded == {"single_choice": False, "ordering": True}


def test_a_question_of_sixteen_cards():
    ids = [f"{number:08}-0000-4000-8000-000000000000" for number in range(19)]
    cards = tuple(Card(one, "Six months of punctuality practice first", ids[0]) for one in ids[3:])
    question = Sorting(id=ids[0], prompt="Which?", bins=tuple(Bin(one, "Train-place") for one in ids[:3]), cards=cards)
    assert len(show_question(Shown(question)).encode()) < MOST_OF_SIXTEEN_CARDS
