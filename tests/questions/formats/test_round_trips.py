"""What we write and read again is the same question, whatever is in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.formats import FORMATS
from tests.questions.formats.strategies import KINDS

WHOLE = ["gift", "moodle_xml"]


@pytest.mark.parametrize("key", WHOLE)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60)
def test_a_question_comes_back_as_it_was(key, kind, data):
    question = data.draw(KINDS[kind])
    imported = FORMATS[key].read(FORMATS[key].write([("", question)]).data)
    assert [one.question for one in imported.questions] == [question]
    assert imported.notes == ()
