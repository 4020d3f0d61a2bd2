"""The original beside what others see: it counts only while that is unchanged, and it is never trusted."""

import json
from dataclasses import replace

import pytest

from questions.definitions import AcceptedNumber, Choice, MultipleChoice, Numeric, SingleChoice, to_json
from questions.formats import FORMATS
from questions.formats.originals import MARK, packed, stamp, unpacked
from tests.questions.formats.reading import codes

QUESTION = SingleChoice(
    id="q",
    prompt="Who is it?",
    hint="Look [id:x] again -- [tag:y] twice.",
    source="bond-2008",
    choices=(Choice("a", "Ann", credit=1.0), Choice("b", "Ben")),
)
BOTH = pytest.mark.parametrize("key", ["gift", "moodle_xml"])


def exported(key, *questions) -> str:
    return FORMATS[key].write([("", question) for question in questions]).data.decode()


@BOTH
class TestEditing:
    def test_an_edited_question_is_what_is_visible(self, key):
        text = exported(key, QUESTION)
        head, _mark, tail = text.rpartition("Ann")
        (found,) = FORMATS[key].read(f"{head}Anna{tail}".encode()).questions
        assert [choice.text for choice in found.question.choices] == ["Anna", "Ben"]

    def test_an_edited_question_loses_what_is_not_visible(self, key):
        head, _mark, tail = exported(key, QUESTION).rpartition("Ann")
        imported = FORMATS[key].read(f"{head}Anna{tail}".encode())
        assert (imported.questions[0].question.source, codes(imported)) == ("", ["edited"])

    def test_an_edited_question_keeps_its_id(self, key):
        identity = "0b0f4c9e-5a55-4e0a-9a0e-2f7f6e2d1c3b"
        head, _mark, tail = exported(key, replace(QUESTION, id=identity)).rpartition("Ann")
        (found,) = FORMATS[key].read(f"{head}Anna{tail}".encode()).questions
        assert found.question.id == identity

    def test_white_space_is_no_edit(self, key):
        head, line, tail = exported(key, QUESTION).partition("\n")
        imported = FORMATS[key].read((head + line + tail.replace("\n", "\r\n    ")).encode())
        assert [one.question for one in imported.questions] == [QUESTION]

    def test_a_copy_gets_an_identity_of_its_own(self, key):
        imported = FORMATS[key].read(exported(key, QUESTION, QUESTION).encode())
        first, second = (one.question for one in imported.questions)
        assert (first, second.id == "q", codes(imported)) == (QUESTION, False, ["same_id"])

    def test_a_removed_comment_leaves_what_is_visible(self, key):
        lines = [line for line in exported(key, QUESTION).split("\n") if "ipslearn" not in line]
        (found,) = FORMATS[key].read("\n".join(lines).encode()).questions
        assert (found.question.prompt, found.question.source) == ("Who is it?", "")


class TestComment:
    def test_holds_no_double_dash_and_no_mark_of_moodle(self):
        comment = packed(QUESTION, "x")
        assert not any(sign in comment for sign in ("--", "[id:", "[tag:", "\n"))

    def test_gives_back_the_question(self):
        assert unpacked(packed(QUESTION, "x"), "x") == QUESTION

    def test_does_not_fit_another_text(self):
        assert unpacked(packed(QUESTION, "x"), "y") is None

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "magic"},
            {"prompt": 5},
            {"prompt": None},
            {"id": ""},
            {"choices": 5},
            {"choices": [1]},
            {"choices": [{"id": "a"}]},
            {"choices": [{"id": "a", "text": "x", "credit": "1"}]},
            {"choices": [{"id": "a", "text": "x", "credit": 2}]},
            {"choices": [{"id": "a", "text": "x", "credit": True}]},
            {"principle": "3"},
            {"tags": [5]},
            {"is_order_fixed": 1},
        ],
    )
    def test_with_values_of_a_wrong_type_is_read_over(self, change):
        data = {"stamp": stamp("x"), "question": to_json(QUESTION) | change}
        assert unpacked(MARK + json.dumps(data), "x") is None

    def test_with_a_rule_nobody_knows_is_read_over(self):
        question = MultipleChoice(id="q", prompt="", rule="magic")
        assert unpacked(packed(question, "x"), "x") is None

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "5", "[" * 100_000, '{"stamp": NaN}', "9" * 10_000, '{"stamp": "x"}']
    )
    def test_that_is_no_original_is_read_over(self, text):
        assert unpacked(MARK + text, "x") is None

    @pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity"])
    def test_with_a_number_that_is_none_is_read_over(self, number):
        question = Numeric(id="q", prompt="How many?", accepted=(AcceptedNumber("a", 7.5),))
        assert unpacked(packed(question, "x").replace("7.5", number), "x") is None
