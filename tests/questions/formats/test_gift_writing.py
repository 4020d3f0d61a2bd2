"""GIFT as it is written, and what of it can be read without the original beside it."""

import pytest

from questions import definitions as q
from questions.formats import FORMATS
from tests.questions.formats.reading import bare, only, read, told


def written(*questions, category=""):
    return FORMATS["gift"].write([(category, question) for question in questions])


def visible(question) -> str:
    """Return what is written of a question, without comments."""
    lines = written(question).data.decode().strip().split("\n")
    return "\n".join(line for line in lines if not line.startswith("//"))


TRUE = q.TrueFalse(id="t", prompt="Is it?")
CASES = {
    "a single choice": (
        q.SingleChoice(
            id="q", prompt="Who?", name="A: b", choices=(q.Choice("a", "Ann", "Yes.", 1.0), q.Choice("b", "Ben"))
        ),
        "::A\\: b::[markdown]Who?{\n\t=Ann#Yes.\n\t~Ben\n}",
    ),
    "partial credit": (
        q.SingleChoice(
            id="q", prompt="Who?", choices=(q.Choice("a", "Ann", credit=1.0), q.Choice("b", "Ben", credit=1 / 3))
        ),
        "[markdown]Who?{\n\t=Ann\n\t~%33.33333%Ben\n}",
    ),
    "a multiple choice": (
        q.MultipleChoice(
            id="q",
            prompt="Which?",
            choices=(q.Choice("a", "a", credit=1), q.Choice("b", "b", credit=1), q.Choice("c", "c")),
            feedback="So.",
        ),
        "[markdown]Which?{\n\t~%50%a\n\t~%50%b\n\t~%-100%c\n\t####So.\n}",
    ),
    "true or false": (
        q.TrueFalse(id="q", prompt="Is it?", is_true=False, feedback_true="No.", feedback_false="Yes."),
        "[markdown]Is it?{FALSE#No.#Yes.}",
    ),
    "pairs": (
        q.Matching(id="q", prompt="Match.", pairs=(q.Pair("a", "x -> y", r"2 \* 3"), q.Pair("b", "", "z"))),
        "[markdown]Match.{\n\t=x → y -> 2 * 3\n\t= -> z\n}",
    ),
    "an order": (
        q.Ordering(id="q", prompt="Order.", entries=(q.Entry("a", "{one}"), q.Entry("b", "two")), rule="position"),
        "[markdown]Order.{>2 ALL VERTICAL ABSOLUTE_POSITION\n(one)\ntwo\n}",
    ),
    "cards": (
        q.Sorting(
            id="q",
            prompt="Sort.",
            bins=(q.Bin("x", "Yes"), q.Bin("y", "No"), q.Bin("z", "Depends", True)),
            cards=(q.Card("a", "one", "x"), q.Card("b", "two", "y")),
        ),
        "[markdown]Sort.{\n\t=one -> Yes\n\t=two -> No\n\t= -> Depends\n}",
    ),
    "a number": (
        q.Numeric(
            id="q", prompt="N?", accepted=(q.AcceptedNumber("a", 3.0, 0.1), q.AcceptedNumber("b", None, 0, 0.0, "No."))
        ),
        "[markdown]N?{#\n\t=%100%3\\:0.1\n\t=%0%*#No.\n}".replace("\\:", ":"),
    ),
    "a short text": (
        q.ShortText(id="q", prompt="W?", accepted=(q.AcceptedText("a", "a=b", 0.5), q.AcceptedText("b", r"\*", 1.0))),
        "[markdown]W?{\n\t=%50%a\\=b\n\t=%100%\\\\*\n}",
    ),
    "two gaps": (
        q.Gaps(
            id="q",
            prompt="Fill in.",
            text="{a} and {b}",
            gaps=(
                q.Gap("1", "a", accepted=(q.AcceptedText("x", "one"),)),
                q.Gap("2", "b", choices=(q.Choice("y", "two", credit=1), q.Choice("z", "three"))),
            ),
        ),
        "[markdown]Fill in.\\n\\n(1) _____ and (2) _____{\n\t=(1) -> one\n\t=(2) -> two\n\t= -> three\n}",
    ),
    "one gap": (
        q.Gaps(id="q", prompt="", text="One {a}.", gaps=(q.Gap("1", "a", accepted=(q.AcceptedText("x", "gap"),)),)),
        "[markdown]One (1) _____.{\n\t=%100%gap\n}",
    ),
    "an open response": (q.OpenResponse(id="q", prompt="Why?", feedback="So."), "[markdown]Why?{####So.}"),
}
READ_AS_THEY_ARE = ["a single choice", "true or false", "a number", "a short text"]


@pytest.mark.parametrize("name", CASES)
def test_other_programs_see(name):
    question, text = CASES[name]
    assert visible(question) == text


@pytest.mark.parametrize("name", READ_AS_THEY_ARE)
def test_without_the_original_it_is_the_same_but_for_ids(name):
    question, text = CASES[name]
    assert only(read("gift", text)) == bare(question)


class TestFile:
    def test_the_original_and_the_marks_stand_above(self):
        text = written(q.TrueFalse(id="q-1", prompt="Is it?", tags=("work", "no ] bracket"))).data.decode()
        first, second, _third = text.strip().split("\n")
        assert (first[:12], second) == ("// ipslearn:", "// [id:q-1] [tag:work]")

    def test_categories_are_written_where_they_change(self):
        exported = FORMATS["gift"].write([("", TRUE), ("IPS", TRUE), ("IPS", TRUE), ("", TRUE)])
        assert [line for line in exported.data.decode().split("\n") if line.startswith("$")] == [
            "$CATEGORY: IPS",
            "$CATEGORY: top",
        ]

    @pytest.mark.parametrize("category", ["IPS/Work", "$course$/x", "top/x", "top", "就労"])
    def test_a_category_comes_back(self, category):
        (found,) = FORMATS["gift"].read(written(TRUE, category=category).data).questions
        assert found.category == category


class TestNotes:
    def test_what_becomes_another_type_is_noted(self):
        assert told(written(TRUE, CASES["cards"][0])) == [(2, "changed", "nearest"), (2, "left_out", "only_here")]

    def test_what_other_programs_do_not_see_is_noted(self):
        (note,) = written(q.TrueFalse(id="q", prompt="Is it?", hint="Look.", principle=3)).notes
        assert note.message == "Other programs do not see: principle, hint."
