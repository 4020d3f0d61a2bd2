"""What a lesson page loads besides its text: small enough that the longest one stays below 100 KB uncompressed."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from courses.blocks import LessonBody
from tests import factories

LINKED = re.compile(r'(?:href|src)="/static/([^"#]+)"')
MOST_BYTES = 48_000


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
