"""A translation keeps its sources and gaps, and names no term that the glossary does not hold."""

import pytest
from wagtail_localize.models import StringTranslation

from courses.models import LessonPage
from tests import factories
from tests.questions.samples import SAMPLES
from tests.translating.conftest import in_japanese, translate
from translating.marks import problem_in


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("Soon. [@bond-2008]", "すぐに。[@bond-2008]", ""),
        ("[@a; @b] says", "[@b]と[@a]による", ""),
        ("Soon. [@bond-2008]", "すぐに。", "Keep the source: [@bond-2008]"),
        ("Soon.", "すぐに。[@bond-2008]", "The original does not cite: [@bond-2008]"),
        ("A [[fidelity]].", "[[フィデリティ]]。", ""),
        ("A [[fidelity]].", "[[fidelity|忠実さ]]。", ""),
        ("A [[fidelity]].", "忠実さ。", ""),
        ("A [[fidelity]].", "[[忠実さ]]。", "The glossary has no term “忠実さ”."),
    ],
)
def test_marks(db, source, text, expected):
    factories.GlossaryTermFactory(key="fidelity", name_en="fidelity", name_ja="フィデリティ")
    for key in ("bond-2008", "a", "b"):
        factories.SourceFactory(key=key)
    assert problem_in(source, text) == expected


@pytest.mark.parametrize(("text", "expected"), [("{a}は{b}", ""), ("{a}は", "Keep the gaps as they are named: {b}")])
def test_gaps(text, expected):
    assert problem_in("The {a} is {b}.", text, has_gaps=True) == expected


def test_braces_elsewhere_are_only_braces():
    assert problem_in("The {a}.", "それ。") == ""


class TestInTheEditor:
    @pytest.fixture
    def lesson(self, sent):
        return LessonPage.objects.get(locale__language_code="en")

    def test_a_lost_source_is_an_error_with_its_words(self, lesson):
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。"})
        assert StringTranslation.objects.get().get_error() == "Keep the source: [@bond-2008]"

    def test_one_that_is_lost_when_a_text_is_changed_is_an_error_too(self, lesson):
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。[@bond-2008]"})
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。"})
        assert StringTranslation.objects.get().get_error() == "Keep the source: [@bond-2008]"

    def test_until_it_is_mended_the_text_of_the_source_is_shown(self, lesson, run):
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。"})
        run("publish", lesson)
        assert in_japanese(lesson).body[0].value.startswith("The search is soon. [@bond-2008]")

    def test_mended_it_is_no_error_any_more(self, lesson):
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。"})
        translate(lesson, {"The search is soon. [@bond-2008]": "すぐに探す。[@bond-2008]"})
        assert StringTranslation.objects.get().has_error is False

    def test_a_lost_gap_is_an_error(self, original, run):
        gaps = next(one for one in SAMPLES if one.kind == "gaps")
        quiz = factories.quiz(original, [gaps], "Gaps")
        run("send", original)
        translate(quiz, {gaps.text: "空欄がない。"})
        assert "Keep the gaps" in StringTranslation.objects.get().get_error()
