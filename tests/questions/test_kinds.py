"""Each kind: what the editor stores is what the definition says, and what a form sends is read."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override
from wagtail import blocks

from questions.arranging import arrange
from questions.definitions import KINDS, Choice, Entry, SingleChoice, from_json, to_json
from questions.kinds import BLOCK_TYPES, BLOCKS, OWN, RIGHT, Shown, definitions_of, read_response
from questions.kinds.base import short_names
from questions.scoring import score
from questions.templatetags.questions import rendered_choice, show_question
from tests.questions.samples import RIGHT_FORMS, SAMPLES

STREAM = blocks.StreamBlock([(kind, block()) for kind, block in BLOCK_TYPES.items()])


def stored(question):
    """Return the StreamValue that holds the question, as it comes out of the database."""
    raw = [{"type": question.kind, "id": question.id, "value": BLOCKS[question.kind].raw(question, {})}]
    return STREAM.to_python(json.loads(json.dumps(raw)))


def html_of(question, **settings):
    return show_question(Shown(question, seed="s", **settings))


def items(*values):
    return [{"type": "item", "id": str(number), "value": value} for number, value in enumerate(values)]


def test_every_kind_has_a_block_and_a_sample():
    assert set(BLOCK_TYPES) == set(KINDS) == {question.kind for question in SAMPLES}


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.kind)
class TestEveryKind:
    def test_comes_back_from_the_editors_form_of_it_as_it_was(self, question):
        assert definitions_of(stored(question)) == [question]

    def test_comes_back_from_json_as_it_was(self, question):
        assert from_json(json.loads(json.dumps(to_json(question)))) == question

    def test_passes_its_own_validation(self, question):
        for child in stored(question):
            child.block.clean(child.value)

    def test_can_be_rendered_for_an_answer(self, question):
        html = html_of(question)
        assert 'name="r' in html
        assert "question__feedback" not in html

    def test_shows_no_right_answer_before_it_is_answered(self, question):
        html = html_of(question, order=arrange(question, "s"))
        secrets = [
            part.feedback for field in question.parts for part in getattr(question, field) if hasattr(part, "feedback")
        ]
        assert not [secret for secret in (*secrets, question.feedback) if secret and secret in html]

    def test_an_empty_form_is_no_response(self, question):
        assert read_response(question, QueryDict("")) is None

    def test_the_right_form_is_worth_all(self, question):
        response = read_response(question, QueryDict(RIGHT_FORMS[question.kind]))
        if question.kind == "open_response":
            response["met"] = [one.id for one in question.criteria]
        assert score(question, response).correctness == 1

    def test_a_forged_form_is_no_response(self, question):
        names = re.findall(r'name="([^"]+)"', html_of(question))
        forged = QueryDict("&".join(f"{name}=00000000-forged" for name in names if not name.endswith("-shown")))
        response = read_response(question, forged)
        assert score(question, response).correctness in (0, None)

    def test_the_results_say_how_it_went(self, question):
        response = read_response(question, QueryDict(RIGHT_FORMS[question.kind]))
        assert question.feedback in html_of(question, response=response, reveal=RIGHT)

    def test_own_results_do_not_say_what_would_have_been_right(self, question):
        assert "Right answer" not in html_of(question, response=None, reveal=OWN)

    def test_a_preview_of_the_editor_can_be_drawn(self, question):
        block = BLOCKS[question.kind]
        value = block.normalize(block.get_preview_value())
        assert "question" in block.render(value)

    def test_has_an_icon_and_says_what_it_is_for(self, question):
        block = BLOCKS[question.kind]
        assert block.meta.icon.startswith("ips-")
        assert str(block.meta.description)


def test_a_choice_that_is_right_in_part_is_not_shown_as_the_right_answer():
    assert html_of(SAMPLES[0], response="b", reveal=RIGHT).count("Right answer") == 1


def test_what_a_learner_typed_is_escaped():
    question = next(one for one in SAMPLES if one.kind == "short_text")
    assert "<script>" not in html_of(question, response="<script>", reveal=RIGHT)


def test_choices_keep_their_order_where_the_trainer_says_so():
    question = from_json(to_json(SAMPLES[0]) | {"is_order_fixed": True})
    assert arrange(question, "any") == [choice.id for choice in question.choices]


def test_an_order_is_never_shown_as_already_right():
    question = next(one for one in SAMPLES if one.kind == "ordering")
    right = [entry.id for entry in question.entries]
    assert all(arrange(question, str(seed)) != right for seed in range(200))


def test_the_form_of_a_matching_does_not_say_what_belongs_together():
    html = html_of(next(one for one in SAMPLES if one.kind == "matching"))
    fields, values = set(re.findall(r'name="r-(\w+)"', html)), set(re.findall(r'<option value="(\w+)"', html))
    assert (len(fields), len(values), fields & values) == (2, 3, set())


class TestShortNames:
    def test_are_the_beginnings_of_the_ids(self):
        ids = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]
        assert short_names([Entry(one, "") for one in ids]) == dict(zip(ids, ["11111111", "22222222"], strict=True))

    def test_are_the_ids_where_those_begin_alike(self):
        assert short_names([Entry("a choice 1", ""), Entry("a choice 2", "")]) == {
            "a choice 1": "a choice 1",
            "a choice 2": "a choice 2",
        }


class TestOrdering:
    QUESTION = next(one for one in SAMPLES if one.kind == "ordering")
    SHOWN = "r-shown=e3&r-shown=e1&r-shown=e2"

    def read(self, form):
        return read_response(self.QUESTION, QueryDict(f"{self.SHOWN}&{form}"))

    def test_equal_places_keep_the_order_shown(self):
        assert self.read("r-e1=1&r-e2=1&r-e3=2") == ["e1", "e2", "e3"]

    def test_the_order_first_shown_is_no_answer(self):
        assert self.read("r-e3=1&r-e1=2&r-e2=3") is None

    def test_an_answer_shown_again_is_sent_again(self):
        html = html_of(self.QUESTION, order=["e3", "e1", "e2"], response=["e2", "e1", "e3"])
        shown = re.findall(r'name="r-shown" value="(e\d)"', html)
        chosen = re.findall(r'name="(r-e\d)".*?<option selected>(\d)', html, re.DOTALL)
        form = "&".join([*(f"r-shown={one}" for one in shown), *(f"{name}={place}" for name, place in chosen)])
        assert read_response(self.QUESTION, QueryDict(form)) == ["e2", "e1", "e3"]


REFUSED = [
    ("single_choice", {"choices": [("a", False), ("b", False)]}, "exactly one"),
    ("single_choice", {"choices": [("a", True), ("b", True)]}, "exactly one"),
    ("multiple_choice", {"choices": [("a", False), ("b", False)]}, "at least one choice"),
]


@pytest.mark.parametrize(("kind", "values", "message"), REFUSED)
def test_a_question_without_a_right_choice_is_refused(kind, values, message):
    block = BLOCKS[kind]
    choices = [{"text": text, "is_correct": is_correct} for text, is_correct in values["choices"]]
    value = block.to_python({"prompt": "Which?", "choices": items(*choices)})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert message in str(caught.value.block_errors["choices"])


def test_a_gap_that_is_not_in_the_text_is_refused():
    block = BLOCKS["gaps"]
    gap = {"name": "what", "answers": items({"text": "job", "is_correct": True})}
    value = block.to_python({"prompt": "Fill.", "text": "No gap here.", "gaps": items(gap)})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert "what" in str(caught.value.block_errors["text"])


def test_an_open_response_without_a_model_answer_is_refused():
    block = BLOCKS["open_response"]
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"prompt": "Explain.", "review": "self"}))
    assert "model_answer" in caught.value.block_errors


class TestChoicesDrawn:
    WILD = SingleChoice(
        id="q",
        prompt="?",
        choices=(Choice('"><i>', "a < b", "**so**", 1.0), Choice("b", "b <script>", "<script>")),
    )

    @pytest.mark.parametrize("reveal", ["", OWN, RIGHT])
    def test_signs_of_html_stay_text(self, reveal):
        html = html_of(self.WILD, reveal=reveal, response="b")
        assert not [tag for tag in ("<script", "<i>") if tag in html]

    def test_what_was_chosen_is_checked(self):
        fields = re.findall(r"<input[^>]*>", html_of(SAMPLES[0], response="b"))
        assert [('value="b"' in field, " checked" in field) for field in fields].count((True, True)) == 1

    def test_the_right_answer_is_marked_only_where_it_is_shown(self):
        words = '<span class="mark mark--correct">'
        assert words not in html_of(SAMPLES[0], reveal=OWN, response="b")
        assert words in html_of(SAMPLES[0], reveal=RIGHT, response="b")

    def test_who_chose_another_sees_their_own_marks(self):
        first = html_of(SAMPLES[0], reveal=RIGHT, response="a")
        second = html_of(SAMPLES[0], reveal=RIGHT, response="b")
        assert (first.count("is-chosen is-correct"), second.count("is-chosen is-wrong")) == (1, 1)

    def test_a_choice_is_kept_for_each_language(self):
        rendered_choice.cache_clear()
        for language in ("en", "en", "ja"):
            with override(language):
                html_of(SAMPLES[0], reveal=RIGHT, response="a")
        assert rendered_choice.cache_info().misses == 2 * len(SAMPLES[0].choices)


@pytest.mark.parametrize("reveal", ["", OWN, RIGHT])
@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.kind)
class TestLanguage:
    def test_of_the_page_is_not_said_again(self, question, reveal):
        assert " lang=" not in html_of(question, reveal=reveal, language="en")

    def test_of_the_texts_is_said_at_the_texts(self, question, reveal):
        html = html_of(question, reveal=reveal, language="ja")
        assert re.search(rf'lang="ja">\s*<p>{re.escape(question.prompt)}', html)
        for part in getattr(question, "choices", ()):
            assert f'lang="ja">{part.text}<' in html

    def test_of_the_page_stays_that_of_its_own_words(self, question, reveal):
        html = html_of(question, reveal=reveal, language="ja")
        assert not re.findall(r'lang="ja">\s*(?:True|False|Right|Not right|Your answer|Hint|Choose)\b', html)
