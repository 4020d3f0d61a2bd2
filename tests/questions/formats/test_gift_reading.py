"""GIFT as it is read: small files, each with the exact question."""

import pytest

from questions import definitions as q
from tests.questions.formats.reading import codes, only, read, told


def gift(text):
    return read("gift", text)


def single(*choices, prompt="Who?", **values):
    return q.SingleChoice(id="", prompt=prompt, choices=tuple(choices), **values)


def choice(text, credit=0.0, feedback=""):
    return q.Choice("", text, feedback, credit)


CASES = {
    "a single choice": ("Who?{=Ann ~Ben}", single(choice("Ann", 1.0), choice("Ben"))),
    "a name": ("::Work \\: 1::Who?{=Ann ~Ben}", single(choice("Ann", 1.0), choice("Ben"), name="Work : 1")),
    "feedback": (
        "Who?{=Ann#Yes. ~Ben#No. ####Read on.}",
        single(choice("Ann", 1.0, "Yes."), choice("Ben", 0.0, "No."), feedback="Read on."),
    ),
    "lines": ("Who?\n{\n\t= Ann # Yes.\n\t~ Ben\n}", single(choice("Ann", 1.0, "Yes."), choice("Ben"))),
    "a part of the credit": ("Who?{=Ann ~%33.33333%Ben}", single(choice("Ann", 1.0), choice("Ben", 0.3333333))),
    "a missing word": (
        "The {=first ~last} step.",
        single(choice("first", 1.0), choice("last"), prompt="The _____ step."),
    ),
    "escapes": (
        r"A \{b\} \= c\: \~ \#?{=1\=1 ~\~}",
        single(choice("1=1", 1.0), choice("~"), prompt="A {b} = c: ~ #?"),
    ),
    "an escaped line break": (r"One\ntwo?{=a ~b}", single(choice("a", 1.0), choice("b"), prompt="One  \ntwo?")),
    "an escaped backslash": (r"C\\d?{=a ~b}", single(choice("a", 1.0), choice("b"), prompt=r"C\\d?")),
    "signs of Markdown in plain text": (
        "2 * 3?{=6 ~[5]}",
        single(choice("6", 1.0), choice(r"\[5]"), prompt=r"2 \* 3?"),
    ),
    "HTML": (
        "[html]<p>Who <b>is</b> it?</p>{=<i>Ann</i> ~[plain]<i>}",
        single(choice("*Ann*", 1.0), choice("<i>"), prompt="Who **is** it?"),
    ),
    "Markdown": ("[markdown]*Who*?{=_a_ ~b}", single(choice("_a_", 1.0), choice("b"), prompt="*Who*?")),
    "an unknown text format": ("[x]Who?{=a ~b}", single(choice("a", 1.0), choice("b"), prompt=r"\[x]Who?")),
    "weights": (
        "Which?{~%50%a ~%50%b ~%-100%c}",
        q.MultipleChoice(
            id="", prompt="Which?", choices=(choice("a", 0.5), choice("b", 0.5), choice("c", -1.0)), rule="weighted"
        ),
    ),
    "true": (
        "Is it?{T#No!#Yes!####So it is.}",
        q.TrueFalse(
            id="", prompt="Is it?", is_true=True, feedback="So it is.", feedback_true="Yes!", feedback_false="No!"
        ),
    ),
    "false": (
        "Is it?{FALSE#No!#Yes!}",
        q.TrueFalse(id="", prompt="Is it?", is_true=False, feedback_true="No!", feedback_false="Yes!"),
    ),
    "a short answer": (
        "Where?{=Tokyo =%50%tok*#Nearly.}",
        q.ShortText(
            id="", prompt="Where?", accepted=(q.AcceptedText("", "Tokyo"), q.AcceptedText("", "tok*", 0.5, "Nearly."))
        ),
    ),
    "a short answer without a sign": (
        "Where?{Tokyo}",
        q.ShortText(id="", prompt="Where?", accepted=(q.AcceptedText("", "Tokyo"),)),
    ),
    "pairs": (
        "Match.{=a -> 2 * 3 =b->y = -> z}",
        q.Matching(
            id="", prompt="Match.", pairs=(q.Pair("", "a", r"2 \* 3"), q.Pair("", "b", "y"), q.Pair("", "", "z"))
        ),
    ),
    "a number": ("How many?{#3:0.1}", q.Numeric(id="", prompt="How many?", accepted=(q.AcceptedNumber("", 3, 0.1),))),
    "an exact number": (
        "How many?{#-3}",
        q.Numeric(id="", prompt="How many?", accepted=(q.AcceptedNumber("", -3, 0.0),)),
    ),
    "a range": ("How many?{#1..5}", q.Numeric(id="", prompt="How many?", accepted=(q.AcceptedNumber("", 3, 2),))),
    "full-width digits": (
        "いくつ？{#３}",
        q.Numeric(id="", prompt="いくつ？", accepted=(q.AcceptedNumber("", 3, 0.0),)),
    ),
    "several numbers": (
        "How many?{#=1:0.1#Yes. =%50%2:1 =%10%* ~#No.}",
        q.Numeric(
            id="",
            prompt="How many?",
            accepted=(
                q.AcceptedNumber("", 1, 0.1, 1.0, "Yes."),
                q.AcceptedNumber("", 2, 1, 0.5),
                q.AcceptedNumber("", None, 0.0, 0.1),
                q.AcceptedNumber("", None, 0.0, 0.0, "No."),
            ),
        ),
    ),
    "an essay": ("Why?{}", q.OpenResponse(id="", prompt="Why?", review="reviewer")),
    "an essay with feedback": (
        "Why?{####Well.}",
        q.OpenResponse(id="", prompt="Why?", feedback="Well.", review="reviewer"),
    ),
    "an order": (
        "Order.{>3 ALL VERTICAL ALL_OR_NOTHING\none\ntwo\n}",
        q.Ordering(id="", prompt="Order.", entries=(q.Entry("", "one"), q.Entry("", "two")), rule="exact"),
    ),
    "an order without a rule": (
        "Order.{>\none\ntwo\n}",
        q.Ordering(id="", prompt="Order.", entries=(q.Entry("", "one"), q.Entry("", "two")), rule="neighbours"),
    ),
    "four signs twice": (
        "Why?{=So.#It is. ####Not this. ####This.}",
        q.ShortText(
            id="",
            prompt="Why?",
            feedback="This.",
            accepted=(q.AcceptedText("", "So.", 1.0, r"It is. ####Not this."),),
        ),
    ),
    "Japanese": (
        "首都は？{=東京#正解。 ~大阪 ~＝京都}",
        single(choice("東京", 1.0, "正解。"), choice("大阪"), choice("＝京都"), prompt="首都は？"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read(name):
    text, question = CASES[name]
    assert only(gift(text)) == question


@pytest.mark.parametrize("name", [name for name in CASES if name != "an order without a rule"])
def test_nothing_is_noted_where_nothing_is_lost(name):
    assert gift(CASES[name][0]).notes == ()


class TestFile:
    def test_empty_lines_part_questions(self):
        assert [one.line for one in gift("\nA?{T}\n\n\nB?{F}\nand\n").questions] == [2, 5]

    def test_windows_line_ends_and_a_byte_order_mark_are_read_over(self):
        assert [one.line for one in gift("\ufeffA?{T}\r\n\r\nB?{F}\r\n").questions] == [1, 3]

    def test_a_category_holds_until_the_next(self):
        imported = gift("A?{T}\n\n$CATEGORY: $course$/top/IPS/Work\n\nB?{T}\n\nC?{T}\n\n$CATEGORY: top\n\nD?{T}")
        assert [one.category for one in imported.questions] == ["", "IPS/Work", "IPS/Work", ""]

    def test_a_category_needs_no_empty_line(self):
        (found,) = gift("$CATEGORY: IPS\nA?{T}").questions
        assert (found.category, found.line) == ("IPS", 2)

    def test_marks_in_comments_are_the_number_and_tags(self):
        (found,) = gift("// [id:q\\]1] [tag:work]\n// [tag:就労]\nA?{T}").questions
        assert (found.idnumber, found.tags) == ("q]1", ("work", "就労"))

    def test_a_comment_in_a_question_is_not_a_part_of_it(self):
        assert only(gift("Who?{\n=a\n// ~b\n~c}")) == single(choice("a", 1.0), choice("c"))


class TestNotes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A?{T}\n\nJust a text.", [(3, "left_out", "description")]),
            ("// by Ann\nA?{T}", [(1, "left_out", "comments")]),
            ("// question: 7  name: A\nA?{T}", []),
            ("// [tag:x]\n\nA?{T}", [(1, "left_out", "loose_marks")]),
            ("A?{=a ~ ~b}", [(1, "left_out", "empty_choice")]),
            ("A {=a ~b} and {=c ~d}", [(1, "changed", "second_answers")]),
            ("A?{=a ~%-50%b}", [(1, "changed", "negative_choice")]),
            ("A?{~%50%a ~%50%b ~c}", [(1, "changed", "ticking_all")]),
            ("A?{~%50%a ~%50%b ~%-100%c}", []),
            ("A?{~%50%a ~%50%b}", []),
            ("A?{~a ~b}", [(1, "changed", "no_credit")]),
            ("A?{~%200%a ~b}", [(1, "changed", "credit"), (1, "changed", "ticking_all")]),
            ("A?{>2 RANDOM V ABS\na\nb\nc\n}", [(1, "changed", "ordering_selection")]),
            ("A?{>2 ALL V LONGEST_ORDERED_SUBSET\na\nb\n}", [(1, "changed", "ordering_rule")]),
            ("[html]A<u>b</u>{T#<u>c</u>}", [(1, "changed", "tag")]),
        ],
    )
    def test_what_is_not_carried_over_has_one(self, text, expected):
        assert told(gift(text)) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A?{T}\n\nB?{=a", [(3, "error", "no_closing_brace")]),
            ("A?{=a\n\n~b}", [(1, "error", "no_closing_brace"), (3, "error", "no_opening_brace")]),
            ("A } b", [(1, "error", "no_opening_brace")]),
            ("A } b {T}", [(1, "error", "no_opening_brace")]),
            ("A?{~a}", [(1, "error", "too_few")]),
            ("A?{=a -> b}", [(1, "error", "too_few")]),
            ("A?{=a -> b =c}", [(1, "error", "no_arrow")]),
            ("A?{#many}", [(1, "error", "not_a_number")]),
            ("A?{#1:x}", [(1, "error", "not_a_number")]),
            ("A?{#}", [(1, "error", "no_answer")]),
            ("A?{=}", [(1, "left_out", "empty_choice"), (1, "error", "no_answer")]),
            ("", [(0, "error", "empty")]),
        ],
    )
    def test_what_cannot_be_read_has_the_line(self, text, expected):
        assert told(gift(text)) == expected

    def test_one_question_that_cannot_be_read_refuses_the_file(self):
        imported = gift("A?{T}\n\nB?{=a")
        assert (imported.questions, imported.is_refused) == ((), True)

    def test_every_error_is_told(self):
        assert codes(gift("A?{=a\n\nB?{T}\n\nC }")) == ["no_closing_brace", "no_opening_brace"]
