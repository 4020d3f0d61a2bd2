"""Responses and right answers in words: every kind, and what must never break a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.definitions import (
    KINDS,
    AcceptedNumber,
    AcceptedText,
    Choice,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from questions.scoring import score
from questions.summaries import plain_words, right_answer, summary
from tests.questions.samples import SAMPLES

ASKED = {question.kind: question for question in SAMPLES}
Q = {"id": "q", "prompt": "?"}

RESPONSES = [
    ("multiple_choice", ["b", "a"], "An aptitude test, Attendance first"),
    ("multiple_choice", ["c", "gone"], "A talk about wishes"),
    ("true_false", "false", "False"),
    (
        "matching",
        {"a": "c", "b": "b"},
        "Psychiatrist → Decides for the person; Employment specialist → Meets employers",
    ),
    ("matching", {"b": "a", "a": "gone"}, "Employment specialist → Adjusts medicine"),
    ("ordering", ["e2", "e1", "e3"], "1. Search 2. Wish 3. Job"),
    ("ordering", ["gone", "e3", "e3"], "1. Job"),
    ("sorting", {"1": "t", "3": "d"}, "Visit in week three → Train-place; A CV class → It depends"),
    ("numeric", " 61\u3000% ", "61 %"),
    ("short_text", "Zero\nexclusion", "Zero exclusion"),
    ("short_text", "*not* Markdown", "*not* Markdown"),
    ("gaps", {"g1": "job", "g2": "g2b"}, "what: job; then: waiting"),
    ("gaps", {"g2": "waiting"}, ""),
    ("open_response", {"text": "Whoever wants to,\nmay.", "met": ["o1"]}, "Whoever wants to, may."),
]
RIGHT = {
    "multiple_choice": "An aptitude test, Attendance first",
    "true_false": "False",
    "matching": "Psychiatrist → Adjusts medicine; Employment specialist → Meets employers",
    "ordering": "1. Wish 2. Search 3. Job",
    "sorting": "Visit in week three → Place-train; Punctuality first → Train-place; A CV class → It depends",
    "numeric": "61 ± 0.5 %",
    "short_text": "zero exclusion",
    "gaps": "what: job; then: training",
    "open_response": "Whoever wants to work may begin.",
}


@pytest.mark.parametrize(("kind", "response", "words"), RESPONSES)
def test_a_response_in_words(kind, response, words):
    assert summary(ASKED[kind], response) == words


@pytest.mark.parametrize("choice", ASKED["single_choice"].choices, ids=lambda choice: choice.id)
def test_a_single_choice_is_its_text(choice):
    assert summary(ASKED["single_choice"], choice.id) == choice.text


@pytest.mark.parametrize(("kind", "words"), RIGHT.items())
def test_a_right_answer_in_words(kind, words):
    assert right_answer(ASKED[kind]) == words


def test_the_right_single_choice_is_the_one_worth_all():
    question = ASKED["single_choice"]
    assert (
        score(question, next(one.id for one in question.choices if one.text == right_answer(question))).correctness == 1
    )


def test_every_kind_has_both():
    assert set(ASKED) == set(KINDS)
    assert all(right_answer(question) for question in SAMPLES)


class TestRightAnswers:
    def test_several_right_choices_stand_for_each_other(self):
        choices = (Choice("a", "Yes", credit=1), Choice("b", "Sure", credit=1), Choice("c", "No", credit=0.5))
        assert right_answer(SingleChoice(**Q, choices=choices)) == "Yes / Sure"

    def test_where_nothing_is_worth_all_it_is_what_is_worth_most(self):
        choices = (Choice("a", "Nearly", credit=0.5), Choice("b", "Hardly", credit=0.2))
        assert right_answer(SingleChoice(**Q, choices=choices)) == "Nearly"

    def test_a_question_without_a_key_has_none(self):
        assert right_answer(SingleChoice(**Q, choices=(Choice("a", "Yes"), Choice("b", "No")))) == ""

    def test_choices_with_commas_are_divided_by_semicolons(self):
        choices = (Choice("a", "Work, and soon", credit=0.5), Choice("b", "Support", credit=0.5))
        assert right_answer(MultipleChoice(**Q, choices=choices)) == "Work, and soon; Support"

    def test_a_distractor_is_not_asked(self):
        question = Matching(**Q, pairs=(Pair("a", "*Nurse*", "Visits"), Pair("b", "", "Decides")))
        assert right_answer(question) == "Nurse → Visits"

    @pytest.mark.parametrize(("value", "tolerance", "words"), [
        (1234567.0, 0.0, "1234567"),
        (0.1, 0.0, "0.1"),
        (-3.0, 0.25, "-3 ± 0.25"),
    ])  # fmt: skip
    def test_a_number_keeps_its_digits(self, value, tolerance, words):
        accepted = (AcceptedNumber("a", value, tolerance), AcceptedNumber("b", None, credit=0.0))
        assert right_answer(Numeric(**Q, accepted=accepted)) == words

    def test_spellings_that_are_right_are_all_named(self):
        accepted = (AcceptedText("a", "就労"), AcceptedText("b", "しゅうろう"), AcceptedText("c", "仕事", credit=0.5))
        assert right_answer(ShortText(**Q, accepted=accepted)) == "就労 / しゅうろう"

    def test_what_may_be_anything_is_an_ellipsis(self):
        assert right_answer(ShortText(**Q, accepted=(AcceptedText("a", r"*exclusion\*"),))) == "…exclusion*"

    def test_a_gap_without_a_key_is_left_out(self):
        gaps = (Gap("1", "first", accepted=(AcceptedText("a", "job"),)), Gap("2", "second"))
        assert right_answer(Gaps(**Q, text="{first} {second}", gaps=gaps)) == "first: job"

    def test_a_model_answer_loses_its_marks(self):
        assert right_answer(OpenResponse(**Q, model_answer="- **Ask**.\n- [[fidelity|Check]].")) == "Ask. Check."

    def test_true_and_false_have_the_readers_words(self):
        words = {"true": "正しい", "false": "誤り"}
        question = TrueFalse(**Q, is_true=False)
        assert [right_answer(question, words=words), summary(question, "true", words=words)] == ["誤り", "正しい"]


class TestPlainWords:
    @pytest.mark.parametrize(("text", "words"), [
        ("Train-place", "Train-place"),
        ("", ""),
        ("High [[fidelity]] pays. [@bond-2008; @allan]", "High fidelity pays."),
        ("[[fidelity|closeness]]", "closeness"),
        ("[the essay](https://example.org/) ![a chart](/x.png)", "the essay a chart"),
        ("## Heading\n\n- **bold** and *thin*\n> said", "Heading bold and thin said"),
        ("***both*** __strong__ _thin_", "both strong thin"),
        ("これは**重要**で*大事*です", "これは重要で大事です"),
        ("snake_case_name, 2 * 3 * 4", "snake_case_name, 2 * 3 * 4"),
        ("-3 °C", "-3 °C"),
        (r"2 \* 3 \_x\_", "2 * 3 _x_"),
        ("`a*b*c` and ``d`e``", "a*b*c and d`e"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a b 1 2"),
        ("one\n\n---\n\ntwo", "one two"),
        ("<b>not</b> HTML, {gap}", "<b>not</b> HTML, {gap}"),
    ])  # fmt: skip
    def test_the_words_stay(self, text, words):
        assert plain_words(text) == words

    @given(st.text())
    def test_it_is_one_line(self, text):
        assert plain_words(text) == " ".join(plain_words(text).split())


names = st.one_of(st.sampled_from(["a", "b", "e1", "g1", "1", "p", "true", "text"]), st.text())
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), names),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(names, inner)),
    max_leaves=12,
)


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.kind)
@given(response=anything)
def test_whatever_was_sent_has_a_summary_of_one_line(question, response):
    assert "\n" not in summary(question, response)


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.kind)
@pytest.mark.parametrize("nothing", [None, "", [], {}, {"text": " "}])
def test_nothing_answered_is_nothing(question, nothing):
    assert summary(question, nothing) == ""
