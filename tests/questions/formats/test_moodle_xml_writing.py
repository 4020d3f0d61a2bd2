"""Moodle XML as it is written, and what of it can be read without the original beside it."""

import re

import pytest

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Bin,
    Card,
    Choice,
    Entry,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from questions.formats import FORMATS
from tests.questions.formats.reading import bare, only, read, told

MARKED = "A *b* & <c> {d} ]]> 就労"
HEAD = {"id": "q", "prompt": MARKED, "name": "N & m", "feedback": MARKED, "hint": MARKED, "tags": ("work & play",)}
SAME = {
    "a single choice": SingleChoice(
        **HEAD, choices=(Choice("a", MARKED, MARKED, 1.0), Choice("b", "Ben", credit=0.5)), is_order_fixed=True
    ),
    "a multiple choice": MultipleChoice(
        **HEAD, choices=(Choice("a", "a", credit=0.5), Choice("b", "b", credit=-1.0)), rule="weighted"
    ),
    "true or false": TrueFalse(**HEAD, is_true=False, feedback_true=MARKED, feedback_false="x"),
    "a short text": ShortText(**HEAD, accepted=(AcceptedText("a", r"a* <\*>", 0.5, MARKED),), is_case_kept=True),
    "a number": Numeric(
        **HEAD,
        accepted=(AcceptedNumber("a", 0.1, 1e-7, 1.0, MARKED), AcceptedNumber("b", None, 0.0, 0.0)),
        units=("h", "時間"),
        is_unit_required=True,
    ),
    "pairs": Matching(**HEAD, pairs=(Pair("a", MARKED, r"2 \* 3"), Pair("b", "", "z"))),
    "an order": Ordering(**HEAD, entries=(Entry("a", MARKED), Entry("b", "two")), rule="neighbours"),
    "gaps": Gaps(
        **HEAD | {"prompt": ""},
        text="One {1} and {2}.",
        gaps=(
            Gap("a", "1", accepted=(AcceptedText("x", "~#}{=%&<\\", 1.0, "~#}"), AcceptedText("y", "b", 0.5))),
            Gap("b", "2", choices=(Choice("c", "c"), Choice("d", "d # <b>", "~ & <i>", 1.0)), weight=2),
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
    question = Sorting(
        id="q",
        prompt="Sort.",
        bins=(Bin("x", "Yes"), Bin("y", "No"), Bin("z", "Depends", True)),
        cards=(Card("a", "one", "x"), Card("b", "two", "y")),
    )
    pairs = only(read("moodle_xml", without_original(question))).pairs
    assert pairs == (Pair("", "one", "Yes"), Pair("", "two", "No"), Pair("", "", "Depends"))


def test_an_open_response_shows_its_criteria_to_those_who_grade():
    question = OpenResponse(id="q", prompt="Why?", model_answer="So.", criteria=(Entry("a", "Says so."),))
    assert only(read("moodle_xml", without_original(question))).model_answer == "So.\n\n- Says so."


def test_all_or_nothing_is_not_seen_by_other_programs():
    choices = (Choice("a", "a", credit=1.0), Choice("b", "b"))
    question = MultipleChoice(id="q", prompt="Which?", choices=choices, rule="all_or_nothing")
    (note,) = FORMATS["moodle_xml"].write([("", question)]).notes
    assert note.message == "Other programs do not see: all or nothing."


def test_another_type_for_other_programs_is_noted():
    question = Gaps(id="q", prompt="Fill in.", text="{a}", gaps=(Gap("1", "a", accepted=(AcceptedText("x", "y"),)),))
    assert told(FORMATS["moodle_xml"].write([("", question)])) == [(1, "changed", "nearest")]


def test_a_gap_that_has_no_place_in_the_text_follows_it():
    question = Gaps(id="q", prompt="Fill in.", text="One.", gaps=(Gap("1", "a", accepted=(AcceptedText("x", "y"),)),))
    assert only(read("moodle_xml", without_original(question))).text == "Fill in.\n\nOne.\n\n(1) {1}"


@pytest.mark.parametrize("category", ["IPS/Work", "$course$/x", "top/x", "top", "就労 & more"])
def test_a_category_comes_back(category):
    data = FORMATS["moodle_xml"].write([(category, TrueFalse(id="q", prompt="Is it?"))]).data
    assert [one.category for one in FORMATS["moodle_xml"].read(data).questions] == [category]


def test_categories_are_written_where_they_change():
    question = TrueFalse(id="q", prompt="Is it?")
    data = FORMATS["moodle_xml"].write([("", question), ("IPS", question), ("IPS", question), ("", question)]).data
    assert data.decode().count('type="category"') == 2


def test_a_question_without_a_name_is_called_by_its_prompt():
    text = without_original(TrueFalse(id="q", prompt=r"Is 2 \* 3 six?"))
    assert "<text>Is 2 * 3 six?</text>" in text
