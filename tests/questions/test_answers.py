import pytest

from questions.answers import right_response
from questions.scoring import score
from tests.questions.samples import SAMPLES


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.kind)
def test_the_right_response_is_worth_all(question):
    assert score(question, right_response(question)).correctness == 1
