"""Aiken: one right choice and nothing else."""

import pytest

from questions.definitions import Choice, SingleChoice, TrueFalse
from questions.formats import FORMATS
from tests.questions.formats.reading import only, read, told


def aiken(text):
    return read("aiken", text)


def question(prompt="Who?", *choices, **values):
    choices = choices or (Choice("", "Ann"), Choice("", "Ben", credit=1.0))
    return SingleChoice(id="", prompt=prompt, choices=choices, **values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who?\nA. Ann\nB. Ben\nANSWER: B", question()),
        ("Who?\nA) Ann\nB) Ben\nANSWER: B", question()),
        ("\ufeffWho?\r\nA. Ann\r\nB. Ben\r\nANSWER: B\r\n", question()),
        ("Who?\n\nA. Ann\nB. Ben\n\nANSWER:B", question()),
        ("Who?\nA.Ann\nB.Ben\nANSWER: b", question()),
        ("だれ？\nＡ．Ann\nＢ）Ben\nＡＮＳＷＥＲ：Ｂ", question("だれ？")),
        ("Look.\nWho?\nA. Ann\nB. Ben\nANSWER: B", question("Look.  \nWho?")),
        ("U.S. law?\nA. Ann\nB. Ben\nANSWER: B", question("U.S. law?")),
        ("2 * 3?\nA. <b>\nB. 6\nANSWER: B", question(r"2 \* 3?", Choice("", "<b>"), Choice("", "6", credit=1.0))),
    ],
)
def test_it_is_read(text, expected):
    assert only(aiken(text)) == expected


def test_questions_need_no_empty_line_between():
    imported = aiken("Who?\nA. a\nB. b\nANSWER: A\nWhere?\nA. a\nB. b\nANSWER: A")
    assert [one.line for one in imported.questions] == [1, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who?\nA. a\nB. b", [(1, "error", "no_answer_line")]),
        ("Who?\nA. a\nB. b\n\nWhere?\nA. a\nB. b\nANSWER: A", [(5, "error", "text_after_choices")]),
        ("Who?\nA. a\nB. b\nANSWER: C", [(4, "error", "answer_label")]),
        ("Who?\nA. a\nB. b\nANSWER:", [(4, "error", "answer_label")]),
        ("Who?\nA. a\nANSWER: A", [(1, "error", "too_few")]),
        ("A. a\nB. b\nANSWER: A", [(1, "error", "no_prompt")]),
        ("Who?\nA. a\nC. b\nANSWER: A", [(3, "error", "label_order")]),
        ("Who?\nA. a\nC. b\nANSWER: A\n\nANSWER: A", [(3, "error", "label_order"), (6, "error", "no_prompt")]),
        ("Just a text.", [(1, "error", "no_answer_line")]),
    ],
)
def test_what_cannot_be_read_has_the_line(text, expected):
    assert told(aiken(text)) == expected


class TestWriting:
    def write(self, *questions, category=""):
        return FORMATS["aiken"].write([(category, one) for one in questions])

    def test_a_single_choice_is_written(self):
        assert self.write(question()).data == b"Who?\nA. Ann\nB. Ben\nANSWER: B\n\n"

    def test_it_comes_back_but_for_ids(self):
        original = question(r"\[2 * 3]  " + "\nis?", Choice("", r"1\. one", credit=1.0), Choice("", "two"))
        assert only(FORMATS["aiken"].read(self.write(original).data)) == question(r"\[2 \* 3] is?", *original.choices)

    @pytest.mark.parametrize(
        "left_out",
        [
            TrueFalse(id="q", prompt="Is it?"),
            question("Who?", Choice("", "a", credit=1), Choice("", "b", credit=1)),
            question("Who?", Choice("", "a", credit=0.5), Choice("", "b")),
            question("Who?", Choice("", "a", credit=1)),
            question("Who?", *[Choice("", "a", credit=float(not n)) for n in range(27)]),
            question("", Choice("", "a", credit=1), Choice("", "b")),
            question("A. b?", Choice("", "a", credit=1), Choice("", "b")),
        ],
    )
    def test_what_it_cannot_tell_is_left_out_with_a_note(self, left_out):
        exported = self.write(left_out)
        assert (exported.data, told(exported)) == (b"", [(1, "left_out", "not_written")])

    def test_what_is_lost_is_told(self):
        rich = question(
            "Who?",
            Choice("", "a", "Yes.", 1.0),
            Choice("", "b", credit=0.5),
            name="One",
            hint="Look.",
            source="bond-2008",
            is_order_fixed=True,
        )
        (note,) = self.write(rich, category="IPS").notes
        assert note.message == (
            "Not in this file: category, source, name, hint, fixed order, feedback of choices, partial credit."
        )
