"""The credit rules, as the tables of docs/scoring.md say, and what holds for every response."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.definitions import KINDS, from_json, to_json
from questions.scoring import score

EXAMPLE = re.compile(r"```json\n(.*?)```\n\n\| response \| worth \|\n\|---\|---\|\n(.*?)\n\n", re.DOTALL)
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scoring.md").read_text()


def worked_examples():
    """Return (question, response, worth) of each row of the page."""
    cases = []
    for block, table in re.findall(
        r"```json\n(.*?)```\n\n\| response \| worth \|\n\|---\|---\|\n(.*?)\n\n", PAGE, re.S
    ):
        for row in table.split("\n"):
            response, worth = re.fullmatch(r"\| `(.*)` \| (.*) \|", row).groups()
            cases.append((json.loads(block), json.loads(response), worth))
    return cases


EXAMPLES = worked_examples()
QUESTIONS = {json.dumps(question): from_json(question) for question, _response, _worth in EXAMPLES}


def test_the_page_has_examples_of_every_kind():
    assert {question.kind for question in QUESTIONS.values()} == set(KINDS)
    assert len(EXAMPLES) > 70


@pytest.mark.parametrize(("question", "response", "worth"), EXAMPLES)
def test_a_worked_example(question, response, worth):
    correctness = score(from_json(question), response).correctness
    if worth == "waits":
        assert correctness is None
    else:
        assert correctness == pytest.approx(float(worth), abs=0.0001)


# Ids of the questions above, unknown ones, and any text.
names = st.one_of(st.sampled_from(["a", "b", "c", "d", "e", "1", "2", "p", "t", "true", "met", "text", "x"]), st.text())
responses = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), names),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(names, inner)),
    max_leaves=12,
)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.kind)
@given(response=responses)
def test_a_score_is_never_below_0_or_above_1(question, response):
    correctness = score(question, response).correctness
    assert correctness is None or 0 <= correctness <= 1


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.kind)
@given(response=responses)
def test_a_question_read_back_scores_the_same(question, response):
    assert score(from_json(json.loads(json.dumps(to_json(question)))), response) == score(question, response)


MULTIPLE = [question for question in QUESTIONS.values() if question.kind == "multiple_choice"]


@pytest.mark.parametrize("question", MULTIPLE, ids=lambda question: question.rule)
@given(data=st.data())
def test_the_order_of_ticks_does_not_matter(question, data):
    ids = [choice.id for choice in question.choices]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
    assert score(question, data.draw(st.permutations(chosen))).correctness == score(question, chosen).correctness


credits = st.sampled_from([-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0])


@pytest.mark.parametrize("rule", ["proportional", "all_or_nothing", "weighted"])
@given(given_credits=st.lists(credits, min_size=2, max_size=8))
def test_ticking_everything_never_pays(rule, given_credits):
    choices = [{"id": str(n), "text": "x", "credit": credit} for n, credit in enumerate([*given_credits, 0.0])]
    question = from_json({"kind": "multiple_choice", "id": "q", "prompt": "", "rule": rule, "choices": choices})
    assert score(question, [choice["id"] for choice in choices]).correctness == 0


@pytest.mark.parametrize("kind", ["matching", "sorting"])
@given(order=st.permutations(["a", "b", "c"]))
def test_the_order_in_which_parts_are_answered_does_not_matter(kind, order):
    question = from_json(
        {
            "kind": kind,
            "id": "q",
            "prompt": "",
            "pairs": [{"id": one, "left": one, "right": one * 2} for one in "abc"],
            "bins": [{"id": one, "text": one} for one in "abc"],
            "cards": [{"id": one, "text": one, "bin": one} for one in "abc"],
        }
    )
    assert score(question, {one: one for one in order}).correctness == 1


@given(order=st.permutations(list(range(6))))
def test_only_the_right_order_is_worth_all(order):
    entries = [{"id": str(n), "text": str(n)} for n in range(6)]
    for rule in ("exact", "position", "neighbours"):
        question = from_json({"kind": "ordering", "id": "q", "prompt": "", "rule": rule, "entries": entries})
        worth = score(question, [str(n) for n in order]).correctness
        assert (worth == 1) == (order == sorted(order))


def test_a_snapshot_of_another_day_is_read():
    question = from_json({"kind": "true_false", "id": "q", "prompt": "?", "is_true": True, "colour": "green"})
    assert score(question, "true").correctness == 1


def test_a_kind_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="riddle"):
        from_json({"kind": "riddle"})


def test_an_open_response_that_waits_says_so():
    question = from_json({"kind": "open_response", "id": "q", "prompt": "?"})
    assert score(question, {"text": "something"}).state == "waiting"


@pytest.mark.parametrize(
    ("response", "state"),
    [("a", "correct"), ("b", "wrong"), ("c", "partly"), (None, "unanswered"), ("z", "unanswered")],
)
def test_the_state_of_an_outcome(response, state):
    question = next(question for question in QUESTIONS.values() if question.kind == "single_choice")
    assert score(question, response).state == state


def test_three_thirds_are_all_of_it():
    choices = [{"id": str(n), "text": "x", "credit": 0.33333} for n in range(3)]
    question = from_json({"kind": "multiple_choice", "id": "q", "prompt": "", "rule": "weighted", "choices": choices})
    assert score(question, ["0", "1", "2"]).correctness == 1
