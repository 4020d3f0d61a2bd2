"""Words that one English word would translate wrongly, and sentences that are put together: each in Japanese."""

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from authoring.question_import import remark_of
from authoring.question_labels import errors_in_words, field_label
from courses.blocks import ReflectionBlock
from courses.models import Enrollment
from ipslearn.base import charts
from ipslearn.base.blocks import AudioBlock, ChartBlock, TimelineBlock
from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.templatetags.components import STATES
from questions.formats.reports import Note
from questions.kinds import BLOCKS
from questions.kinds.base import PrincipleBlock
from quizzes.question_filters import QuestionFilterSet
from teams import requirements as rules
from teams.log_words import KINDS, WORDS, kind_words
from teams.models import Requirement
from teams.screens.people import INVITATION_STATES
from teams.screens.requirement_words import validity_words

pytestmark = pytest.mark.usefixtures("japanese")


@pytest.fixture
def japanese(english):
    with translation.override("ja"):
        yield


class TestOneWordTwoMeanings:
    def test_the_line_of_a_chart_is_no_line_of_a_file(self):
        assert str(dict(ChartBlock().child_blocks["kind"].field.choices)["line"]) == "折れ線グラフ"

    def test_the_transcript_of_a_recording_is_no_record_of_courses(self):
        assert str(AudioBlock().child_blocks["transcript"].label) == "文字起こし"

    def test_who_left_a_course_has_not_left_a_team(self):
        assert str(STATES["withdrawn"][1]) == str(Enrollment.Status.WITHDRAWN.label) == "受講中止"

    def test_an_accepted_invitation_is_no_approved_training(self):
        assert str(INVITATION_STATES["accepted"][1]) == "承諾済み"

    def test_the_question_of_a_reflection_is_no_question_of_a_quiz(self):
        assert str(ReflectionBlock().child_blocks["prompt"].label) == "問い"

    def test_a_moment_of_a_timeline_has_no_hour(self):
        moment = TimelineBlock().child_blocks["items"].child_block
        assert str(moment.child_blocks["when"].label) == "時期"


class TestPrinciples:
    def test_are_named_in_the_reader_s_language_in_the_editor(self):
        names = [str(label) for _value, label in PrincipleBlock().field.choices]
        assert f"1. {PRINCIPLES[0].name}" in names
        assert str(PRINCIPLES[0].name) != "Competitive employment is the goal"

    def test_are_named_in_the_reader_s_language_in_the_report(self):
        choices = QuestionFilterSet.base_filters["principle"].extra["choices"]
        assert str(dict(choices)[3]) == f"3. {PRINCIPLES[2].name}"


class TestNotesOfFiles:
    def test_are_told_in_japanese(self):
        assert (
            remark_of(Note(4, "error", "no_answer")).message == "この問題には解答がありません。解答を加えてください。"
        )

    def test_name_our_fields_in_japanese(self):
        note = Note(1, "left_out", "only_here", {"fields": ("hint", "principle")})
        assert remark_of(note).message == "ほかのプログラムで表示されないもの：ヒント、原則。"

    def test_leave_what_the_file_says_as_it_is(self):
        note = Note(1, "left_out", "unknown_type", {"type": "matching", "name": "hint"})
        assert "「matching」" in remark_of(note).message

    def test_name_the_fields_of_the_editor(self):
        assert field_label(BLOCKS["single_choice"], "hint") == "ヒント"

    def test_a_field_that_the_editor_has_not_keeps_its_name(self):
        assert field_label(BLOCKS["single_choice"], "no_such_field") == "no_such_field"

    def test_an_error_inside_a_list_names_the_way_to_it(self):
        block = BLOCKS["single_choice"]
        raw = {"prompt": "?", "choices": [{"type": "item", "id": "1", "value": {"text": "", "is_correct": True}}]}
        with pytest.raises(StructBlockValidationError) as found:
            block.clean(block.to_python(raw))
        assert any(line.startswith("選択肢：1：選択肢：") for line in errors_in_words(found.value, block))


class TestCharts:
    def test_say_why_they_cannot_be_drawn(self):
        with pytest.raises(charts.NotDrawable) as found:
            charts.chart(labels=["a"], series=[("率", [-1])], kind="bars")
        message = translation.gettext(found.value.sentence) % found.value.values
        assert message == "「率」に負の値があります。軸は0から始まるため、負の値は使えません。"


class TestTheLog:
    def test_every_kind_has_words_of_its_own(self):
        assert KINDS.keys() == WORDS.keys()

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_kind_has_an_empty_place_in_it(self, kind):
        assert not set(kind_words(kind)) & set("「」（）：%")


class TestRequirements:
    @pytest.mark.parametrize(
        ("valid_from", "words"),
        [(rules.FROM_COMPLETION, "修了日から12か月"), (rules.FROM_EXPIRY, "前回の有効期限から12か月")],
    )
    def test_say_from_when_the_months_are_counted(self, valid_from, words):
        assert validity_words(Requirement(valid_months=12, valid_from=valid_from)) == words
