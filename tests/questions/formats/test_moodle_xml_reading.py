"""Moodle XML as it is read: one question at a time, each with the exact result."""

import pytest

from questions import definitions as q
from tests.questions.formats.reading import codes, only, read, told


def moodle(inner: str):
    return read("moodle_xml", f"<quiz>\n{inner}\n</quiz>")


def xml(kind: str, inner: str = "", text: str = "Which?") -> str:
    head = f'<name><text>N</text></name><questiontext format="html"><text>{text}</text></questiontext>'
    return f'<question type="{kind}">{head}{inner}</question>'


def answer(text: str, fraction: str = "0", inner: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{inner}</answer>'


def feedback(text: str) -> str:
    return f'<feedback format="html"><text>{text}</text></feedback>'


SHUFFLED = "<shuffleanswers>true</shuffleanswers>"
TWO = answer("a", "100") + answer("b")
NUMBER = answer("3", "100", "<tolerance>0.1</tolerance>")
PAIRS = "".join(
    f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
    for left, right in (("a", "2 * 3"), ("b", "y"), ("", "z"))
)
PARTS = answer("one", "1") + answer("two", "2")
HEAD = {"id": "", "prompt": "Which?", "name": "N"}
CASES = {
    "a single choice": (
        xml("multichoice", SHUFFLED + answer("<![CDATA[<b>a</b>]]>", "100", feedback("Yes &amp; yes.")) + answer("b")),
        q.SingleChoice(**HEAD, choices=(q.Choice("", "**a**", "Yes & yes.", 1.0), q.Choice("", "b"))),
    ),
    "a single choice in a fixed order": (
        xml("multichoice", "<single>1</single><shuffleanswers>0</shuffleanswers>" + TWO),
        q.SingleChoice(**HEAD, choices=(q.Choice("", "a", credit=1.0), q.Choice("", "b")), is_order_fixed=True),
    ),
    "a single choice without a word on order": (
        xml("multichoice", TWO),
        q.SingleChoice(**HEAD, choices=(q.Choice("", "a", credit=1.0), q.Choice("", "b")), is_order_fixed=True),
    ),
    "a multiple choice": (
        xml("multichoice", "<single>false</single>" + SHUFFLED + answer("a", "50") * 2 + answer("c", "-33.33333") * 3),
        q.MultipleChoice(
            **HEAD,
            choices=(*[q.Choice("", "a", credit=0.5)] * 2, *[q.Choice("", "c", credit=-0.3333333)] * 3),
            rule="weighted",
        ),
    ),
    "true or false": (
        xml("truefalse", answer("true", "0", feedback("No.")) + answer("false", "100", feedback("Yes."))),
        q.TrueFalse(**HEAD, is_true=False, feedback_true="No.", feedback_false="Yes."),
    ),
    "a short text": (
        xml("shortanswer", "<usecase>1</usecase>" + answer("To*", "100") + answer(r"\*", "50", feedback("Nearly."))),
        q.ShortText(
            **HEAD,
            accepted=(q.AcceptedText("", "To*"), q.AcceptedText("", r"\*", 0.5, "Nearly.")),
            is_case_kept=True,
        ),
    ),
    "a number": (
        xml("numerical", NUMBER + answer("*", "0", feedback("No."))),
        q.Numeric(**HEAD, accepted=(q.AcceptedNumber("", 3, 0.1), q.AcceptedNumber("", None, 0, 0.0, "No."))),
    ),
    "a number with a unit": (
        xml(
            "numerical",
            f"{NUMBER}<units><unit><multiplier>1</multiplier><unit_name>h</unit_name></unit></units>"
            "<unitgradingtype>1</unitgradingtype><unitpenalty>1</unitpenalty>",
        ),
        q.Numeric(**HEAD, accepted=(q.AcceptedNumber("", 3, 0.1),), units=("h",), is_unit_required=True),
    ),
    "pairs": (
        xml("matching", SHUFFLED + PAIRS),
        q.Matching(**HEAD, pairs=(q.Pair("", "a", r"2 \* 3"), q.Pair("", "b", "y"), q.Pair("", "", "z"))),
    ),
    "pairs to drag": (
        xml("ddmatch", SHUFFLED + PAIRS.replace("2 * 3", "&lt;i&gt;x&lt;/i&gt;")),
        q.Matching(**HEAD, pairs=(q.Pair("", "a", "*x*"), q.Pair("", "b", "y"), q.Pair("", "", "z"))),
    ),
    "an essay": (xml("essay", "<responseformat>editor</responseformat>"), q.OpenResponse(**HEAD, review="reviewer")),
    "an order": (
        xml("ordering", f"{PARTS}<selecttype>ALL</selecttype><gradingtype>ALL_OR_NOTHING</gradingtype>"),
        q.Ordering(**HEAD, entries=(q.Entry("", "one"), q.Entry("", "two")), rule="exact"),
    ),
    "feedback, a hint and tags": (
        xml(
            "truefalse",
            answer("true", "100") + answer("false") + "<generalfeedback><text>So.</text></generalfeedback>"
            "<hint><text>Look.</text></hint><tags><tag><text>work</text></tag><tag><text>就労</text></tag></tags>",
        ),
        q.TrueFalse(**HEAD, feedback="So.", hint="Look.", tags=("work", "就労")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read(name):
    text, question = CASES[name]
    assert only(moodle(text)) == question


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_noted_where_nothing_is_lost(name):
    assert moodle(CASES[name][0]).notes == ()


class TestTexts:
    @pytest.mark.parametrize(
        ("text_format", "markdown"),
        [
            ("html", "a *b*".replace("*", r"\*")),
            ("markdown", "a *b*"),
            ("plain_text", r"a \*b\*"),
            ("moodle_auto_format", r"a \*b\*"),
        ],
    )
    def test_have_their_format(self, text_format, markdown):
        text = xml("essay", text="a *b*").replace('"html"', f'"{text_format}"')
        assert only(moodle(text)).prompt == markdown

    def test_may_be_escaped_or_not(self):
        escaped = only(moodle(xml("essay", text="&lt;b&gt;a&lt;/b&gt; &amp;lt;")))
        assert escaped == only(moodle(xml("essay", text="<![CDATA[<b>a</b> &lt;]]>")))

    def test_feedback_has_the_format_of_the_question(self):
        inner = "<generalfeedback><text>*a*</text></generalfeedback>"
        text = xml("essay", inner).replace('"html"', '"markdown"')
        assert only(moodle(text)).feedback == "*a*"


class TestFile:
    def test_a_category_holds_until_the_next(self):
        category = '<question type="category"><category><text>$course$/top/IPS/Work</text></category></question>'
        imported = moodle(f"{xml('essay')}\n{category}\n{xml('essay')}")
        assert [(one.category, one.line) for one in imported.questions] == [("", 2), ("IPS/Work", 4)]

    def test_the_number_is_kept(self):
        (found,) = moodle(xml("essay", "<idnumber>q-7</idnumber>")).questions
        assert found.idnumber == "q-7"


class TestNotes:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            (xml("description"), [("left_out", "description")]),
            (xml("calculated"), [("left_out", "unknown_type")]),
            (xml("essay", "<defaultgrade>2</defaultgrade>"), [("changed", "grade")]),
            (xml("essay", "<defaultgrade>1.0000000</defaultgrade><penalty>0.0</penalty>"), []),
            (xml("essay", "<penalty>0.3333333</penalty>"), [("left_out", "setting")]),
            (xml("essay", "<hidden>1</hidden>"), [("changed", "hidden")]),
            (xml("essay", "<attachments>2</attachments>"), [("left_out", "setting")]),
            (xml("essay", "<graderinfo><text>Look for x.</text></graderinfo>"), [("changed", "grader_notes")]),
            (xml("essay", "<responsetemplate><text>Dear …</text></responsetemplate>"), [("left_out", "text")]),
            (xml("essay", "<correctfeedback><text></text></correctfeedback>"), []),
            (xml("essay", "<invented><deep>1</deep></invented>"), [("left_out", "element")]),
            (xml("essay", "<hint><text>a</text></hint><hint><text>b</text></hint>"), [("changed", "hints")]),
            (xml("essay", text="<![CDATA[<script>x</script>a]]>"), [("left_out", "script")]),
            (xml("essay", '<file name="a.png">AAAA</file>'), [("left_out", "file")]),
            (xml("multichoice", SHUFFLED + TWO + answer("c", "-50")), [("changed", "negative_choice")]),
            (
                xml("multichoice", f"<single>0</single>{SHUFFLED}{answer('a', '100')}{answer('b', '-50')}"),
                [("changed", "ticking_all")],
            ),
            (xml("multichoice", f"<single>0</single>{SHUFFLED}{answer('a', '100')}{answer('b', '-100')}"), []),
            (xml("truefalse", answer("Wahr", "100") + answer("Falsch")), [("changed", "old_true_false")]),
            (
                xml(
                    "numerical",
                    f"{NUMBER}<units><unit><multiplier>1</multiplier><unit_name>h</unit_name></unit>"
                    "<unit><multiplier>60</multiplier><unit_name>min</unit_name></unit></units>",
                ),
                [("left_out", "unit")],
            ),
            (
                xml(
                    "numerical",
                    f"{NUMBER}<units><unit><multiplier>1</multiplier><unit_name>h</unit_name></unit></units>"
                    "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty>",
                ),
                [("changed", "unit_needed")],
            ),
            (xml("matching", f"<shuffleanswers>0</shuffleanswers>{PAIRS}"), [("left_out", "setting")]),
            (
                xml(
                    "ordering",
                    f"{PARTS}{answer('three', '3')}<selecttype>RANDOM</selecttype><selectcount>2</selectcount>",
                ),
                [("changed", "ordering_selection")],
            ),
            (
                xml("ordering", f"{PARTS}<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>"),
                [("changed", "ordering_rule")],
            ),
            ("<!-- by Ann -->" + xml("essay"), [("left_out", "comments")]),
            ("<!-- question: 7  -->" + xml("essay"), []),
            (f"{xml('essay')}<settings/>", [("left_out", "element")]),
        ],
    )
    def test_what_is_not_carried_over_has_one(self, inner, expected):
        found = [(note.level, note.code) for note in moodle(inner).notes if note.code != "empty"]
        assert found == expected

    def test_one_setting_of_many_questions_is_one_note(self):
        (note,) = moodle(xml("essay", "<penalty>0.3333333</penalty>") * 3).notes
        assert note.message == "penalty = 0.3333333 is left out. Questions with it, from this one on: 3."

    def test_a_picture_is_named_and_its_words_are_kept(self):
        picture = (
            '<![CDATA[a <img src="@@PLUGINFILE@@/team.png" alt="team">]]></text><file name="team.png">AA</file><text>'
        )
        imported = moodle(xml("essay", text=picture))
        assert (only(imported).prompt, codes(imported)) == ("a team", ["file", "image"])

    def test_a_category_has_its_description_left_out(self):
        info = "<info><text>About work.</text></info>"
        inner = f'<question type="category"><category><text>IPS</text></category>{info}</question>{xml("essay")}'
        assert told(moodle(inner)) == [(2, "left_out", "category_text")]

    @pytest.mark.parametrize(
        ("inner", "code"),
        [
            (xml("multichoice", answer("a", "100")), "too_few"),
            (xml("multichoice", answer("a", "all") + answer("b")), "not_a_number"),
            (xml("shortanswer"), "no_answer"),
            (xml("truefalse"), "no_answer"),
            (xml("numerical", answer("many", "100")), "not_a_number"),
            (xml("numerical"), "no_answer"),
            (xml("matching"), "too_few"),
            (xml("ordering", answer("one")), "too_few"),
        ],
    )
    def test_a_question_that_cannot_be_read_refuses_the_file(self, inner, code):
        imported = moodle(f"{xml('essay')}\n{inner}")
        assert (imported.questions, told(imported)) == ((), [(3, "error", code)])
