"""Cloze, "select missing words" and "drag words into text" become gaps."""

import pytest

from questions.definitions import AcceptedText, Choice, Gap, Gaps
from tests.questions.formats.reading import codes, only, read


def moodle(kind: str, text: str, inner: str = ""):
    return read(
        "moodle_xml",
        f'<quiz><question type="{kind}"><name><text>N</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>{inner}</question></quiz>",
    )


def typed(name, *accepted, weight=1):
    return Gap("", name, accepted=tuple(AcceptedText("", *one) for one in accepted), weight=weight)


def chosen(name, *choices, weight=1):
    return Gap("", name, choices=tuple(Choice("", text, told, credit) for text, told, credit in choices), weight=weight)


def gaps(text, *found, is_case_kept=False):
    return Gaps(id="", prompt="", name="N", text=text, gaps=found, is_case_kept=is_case_kept)


CLOZE = {
    "typed": ("It is {1:SHORTANSWER:=so}.", gaps("It is {1}.", typed("1", ("so", 1.0)))),
    "short names and no weight": ("{:SA:=a} {:MW:=b}", gaps("{1} {2}", typed("1", ("a", 1.0)), typed("2", ("b", 1.0)))),
    "weights": ("{3:SA:=a}", gaps("{1}", typed("1", ("a", 1.0), weight=3))),
    "credits and feedback": (
        "{1:SA:=a#Yes.~%50%b#Nearly.~*#No.}",
        gaps("{1}", typed("1", ("a", 1.0, "Yes."), ("b", 0.5, "Nearly."), ("*", 0.0, "No."))),
    ),
    "capitals": ("{1:SAC:=A}", gaps("{1}", typed("1", ("A", 1.0)), is_case_kept=True)),
    "chosen": (
        "{1:MULTICHOICE:a~=b#Yes.~%-50%c}",
        gaps("{1}", chosen("1", ("a", "", 0.0), ("b", "Yes.", 1.0), ("c", "", -0.5))),
    ),
    "chosen in a column": ("{1:MCV:a~=b}", gaps("{1}", chosen("1", ("a", "", 0.0), ("b", "", 1.0)))),
    "escapes": (r"{1:SA:=a\}b\#c\~d}", gaps("{1}", typed("1", ("a}b#c~d", 1.0)))),
    "entities": ("{1:SA:=R&amp;D &#39;s&#39;#&lt; 3}", gaps("{1}", typed("1", ("R&D 's'", 1.0, "< 3")))),
    "HTML in choices": (
        "{1:MC:=&lt;b&gt;a&lt;/b&gt;#&lt;i&gt;so&lt;/i&gt;~b}",
        gaps("{1}", chosen("1", ("**a**", "*so*", 1.0), ("b", "", 0.0))),
    ),
    "in HTML": (
        "<p>One {1:SA:=a}</p><ul><li><b>{1:SA:=b}</b></li></ul>",
        gaps("One {1}\n\n- **{2}**", typed("1", ("a", 1.0)), typed("2", ("b", 1.0))),
    ),
    "beside braces of the text": ("{1} {1:SA:=a} {x}", gaps("{1} {_1} {x}", typed("_1", ("a", 1.0)))),
}
OPTIONS = "".join(
    f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
    for text, group in (("one", 1), ("two", 1), ("a * b", 2))
)
DRAGS = OPTIONS.replace("selectoption", "dragbox").replace("<group>", "<infinite/><group>")


@pytest.mark.parametrize("name", CLOZE)
def test_cloze_is_read(name):
    text, question = CLOZE[name]
    assert only(moodle("cloze", text)) == question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{1:NM:=3}", ["number_as_text"]),
        ("{1:SA:=a} {1:SAC:=B}", ["case"]),
        ("{1:NM:=3:0.1}", ["cloze_number", "empty"]),
        ("{1:MULTIRESPONSE:=a~b}", ["cloze_type", "empty"]),
        ("{1:SA:b}", ["no_right_choice"]),
        ("no gap", ["no_answer"]),
        ("{1:SA:=never closed", ["no_answer"]),
    ],
)
def test_what_does_not_fit_is_noted(text, expected):
    assert sorted(codes(moodle("cloze", text))) == sorted(expected)


class TestMissingWords:
    def test_each_gap_offers_its_group(self):
        first = chosen("1", ("one", "", 0.0), ("two", "", 1.0))
        second = chosen("2", (r"a \* b", "", 1.0))
        assert only(moodle("gapselect", "A [[2]] b [[3]].", OPTIONS)) == gaps("A {1} b {2}.", first, second)

    def test_words_to_drag_are_the_same(self):
        dragged = only(moodle("ddwtos", "A [[2]] b [[3]].", DRAGS))
        assert dragged == only(moodle("gapselect", "A [[2]] b [[3]].", OPTIONS))

    def test_words_that_can_be_dragged_once_are_noted(self):
        imported = moodle("ddwtos", "[[1]]", DRAGS.replace("<infinite/>", ""))
        assert codes(imported) == ["drag_once"]

    def test_a_gap_without_a_choice_leaves_the_question_out(self):
        assert sorted(codes(moodle("gapselect", "[[9]]", OPTIONS))) == ["empty", "gap_without_choice"]
