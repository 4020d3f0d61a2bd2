"""Which signs a text of the curriculum may have. No database."""

import pytest

from authoring.review.signs import typed_signs
from tests.authoring.reviewed import lesson

CASE = "::: case\ntitle: {}\n\nSome text.\n:::\n"


@pytest.mark.parametrize(
    "body", ['One line under "next step".', "Aoi's plan.", "- [ ] 'Any job'", CASE.format('"None"'), '「"仕事"」']
)
def test_typed_ones_are_found(body):
    assert len(list(typed_signs(lesson(body)))) == 1


@pytest.mark.parametrize(
    "body", ["One line under “next step”.", "Aoi’s plan.", "It says `'any'`.", CASE.format("“None”"), "「仕事」"]
)
def test_those_of_print_are_not(body):
    assert list(typed_signs(lesson(body))) == []


def test_the_line_is_named():
    body = "First.\n\nThe team's second."
    assert [problem.line for problem in typed_signs(lesson(body))] == [lesson(body).blocks[0].text_line + 2]
