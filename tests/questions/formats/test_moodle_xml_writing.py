"""Moodle XML as it is written, and what of it can be read without the original beside it."""

import re

import pytest

from questions import definitions as q
from questions.formats import FORMATS
from tests.questions.formats.reading import bare, only, read, told

MARKED = "A *b* & <c> {d} ]]> 就労"
HEAD = {"id": "q", "prompt": MARKED, "name": "N & m", "feedback": MARKED, "hint": MARKED, "tags": ("work & play",)}
SAME = {
    "a single choice": q.SingleChoice(
        **HEAD, choices=(q.Choice("a", MARKED, MARKED, 1.0), q.Choice("b", "Ben", credit=0.5)), is_order_fixed=True
    ),
    "a multiple choice": q.MultipleChoice(
        **HEAD, choices=(q.Choice("a", "a", credit=0.5), q.Choice("b", "b", credit=-1.0)), rule="weighted"
    ),
    "true or false": q.TrueFalse(**HEAD, is_true=False, feedback_true=MARKED, feedback_false="x"),
    "a short text": q.ShortText(**HEAD, accepted=(q.AcceptedText("a", r"a* <\*>", 0.5, MARKED),), is_case_kept=True),
    "a number": q.Numeric(
        **HEAD,
        accepted=(q.AcceptedNumber("a", 0.1, 1e-7, 1.0, MARKED), q.AcceptedNumber("b", None, 0.0, 0.0)),
        units=("h", "時間"),
        is_unit_required=True,
    ),
    "pairs": q.Matching(**HEAD, pairs=(q.Pair("a", MARKED, r"2 \* 3"), q.Pair("b", "", "z"))),
    "an order": q.Ordering(**HEAD, entries=(q.Entry("a", MARKED), q.Entry("b", "two")), rule="neighbours"),
    "gaps": q.Gaps(
        **HEAD | {"prompt": ""},
        text="One {1} and {2}.",
        gaps=(
            q.Gap("a", "1", accepted=(q.AcceptedText("x", "~#}{=%&<\\", 1.0, "~#}"), q.AcceptedText("y", "b", 0.5))),
            q.Gap("b", "2", choices=(q.Choice("c", "c"), q.Choice("d", "d # <b>", "~ & <i>", 1.0)), weight=2),
        ),
    ),
}


def without_original(question) -> str:
    text = FORMATS["moodle_xml"].write([("", question)]).data.decode()
    return re.sub(r"<!-- ipslearn: .*? -->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", SAME)
def test_without_the_original_it_is_the_same_but_for_ids(name):
    assert only(read("moodle_xml", without_original(SAME[name]))) == bare(SAME[name])


def test_cards_are_pairs_for_other_programs():
    question = q.Sorting(
        id="q",
        prompt="Sort.",
        bins=(q.Bin("x", "Yes"), q.Bin("y", "No"), q.Bin("z", "Depends", True)),
        cards=(q.Card("a", "one", "x"), q.Card("b", "two", "y")),
    )
    pairs = only(read("moodle_xml", without_original(question))).pairs
    assert pairs == (q.Pair("", "one", "Yes"), q.Pair("", "two", "No"), q.Pair("", "", "Depends"))


def test_an_open_response_shows_its_criteria_to_those_who_grade():
    question = q.OpenResponse(id="q", prompt="Why?", model_answer="So.", criteria=(q.Entry("a", "Says so."),))
    assert only(read("moodle_xml", without_original(question))).model_answer == "So.\n\n- Says so."


def test_all_or_nothing_is_not_seen_by_other_programs():
    choices = (q.Choice("a", "a", credit=1.0), q.Choice("b", "b"))
    question = q.MultipleChoice(id="q", prompt="Which?", choices=choices, rule="all_or_nothing")
    (note,) = FORMATS["moodle_xml"].write([("", question)]).notes
    assert note.message == "Other programs do not see: all or nothing."


def test_another_type_for_other_programs_is_noted():
    question = q.Gaps(
        id="q", prompt="Fill in.", text="{a}", gaps=(q.Gap("1", "a", accepted=(q.AcceptedText("x", "y"),)),)
    )
    assert told(FORMATS["moodle_xml"].write([("", question)])) == [(1, "changed", "nearest")]


def test_a_gap_that_has_no_place_in_the_text_follows_it():
    question = q.Gaps(
        id="q", prompt="Fill in.", text="One.", gaps=(q.Gap("1", "a", accepted=(q.AcceptedText("x", "y"),)),)
    )
    assert only(read("moodle_xml", without_original(question))).text == "Fill in.\n\nOne.\n\n(1) {1}"


@pytest.mark.parametrize("category", ["IPS/Work", "$course$/x", "top/x", "top", "就労 & more"])
def test_a_category_comes_back(category):
    data = FORMATS["moodle_xml"].write([(category, q.TrueFalse(id="q", prompt="Is it?"))]).data
    assert [one.category for one in FORMATS["moodle_xml"].read(data).questions] == [category]


def test_categories_are_written_where_they_change():
    question = q.TrueFalse(id="q", prompt="Is it?")
    data = FORMATS["moodle_xml"].write([("", question), ("IPS", question), ("IPS", question), ("", question)]).data
    assert data.decode().count('type="category"') == 2


def test_a_question_without_a_name_is_called_by_its_prompt():
    text = without_original(q.TrueFalse(id="q", prompt=r"Is 2 \* 3 six?"))
    assert "<text>Is 2 * 3 six?</text>" in text
