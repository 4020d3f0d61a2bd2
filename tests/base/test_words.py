import pytest
from django.template import Context, Template
from django.utils import translation

from ipslearn.base import words


def shown(text: str, **values) -> str:
    return Template(text).render(Context(values))


@pytest.fixture
def japanese():
    with translation.override("ja"):
        yield


class TestEnglish:
    def test_items_have_commas_between_them(self):
        assert words.listed(["Nurse", "doctor"]) == "Nurse, doctor"

    def test_a_label_has_a_colon(self):
        assert words.labelled("Reason", "illness") == "Reason: illness"

    def test_brackets_follow_a_space(self):
        assert "Films" + words.in_brackets(2) == "Films (2)"

    def test_sentences_have_a_space_between_them(self):
        assert words.sentences(["One.", "", "Two."]) == "One. Two."

    def test_percent_has_no_space(self):
        assert words.percent(61) == "61%"


@pytest.mark.usefixtures("japanese")
class TestJapanese:
    def test_items_have_japanese_commas(self):
        assert words.listed(["看護師", "医師"]) == "看護師、医師"

    def test_items_with_commas_have_semicolons(self):
        assert words.listed_apart(["一：1%", "二：2%"]) == "一：1%；二：2%"

    def test_a_label_has_a_wide_colon(self):
        assert words.labelled("理由", "病気") == "理由：病気"

    def test_brackets_are_wide_and_follow_no_space(self):
        assert "映像" + words.in_brackets(2) == "映像（2）"

    def test_nothing_stands_between_sentences(self):
        assert words.sentences(["一つ目です。", "二つ目です。"]) == "一つ目です。二つ目です。"

    def test_templates_have_the_same(self):
        text = "{{ items|listed }}{{ count|in_brackets }}{% labelled label value %}{{ n|percent }}{{ both|sentences }}"
        values = {"items": ["甲", "乙"], "count": 2, "label": "丙", "value": "丁", "n": 61, "both": ["一。", "二。"]}
        assert shown(text, **values) == "甲、乙（2）丙：丁61%一。二。"

    def test_a_template_has_nothing_between_its_sentences(self):
        assert shown("一。{% between_sentences %}二。") == "一。二。"


class TestEscaping:
    @pytest.mark.parametrize(
        "text", ["{{ items|listed }}", "{{ one|in_brackets }}", "{% labelled one one True %}", "{{ items|sentences }}"]
    )
    def test_what_people_wrote_is_escaped(self, text):
        assert "<b>" not in shown(text, one="<b>", items=["<b>"])

    def test_the_label_may_be_strong(self):
        assert shown("{% labelled label value True %}", label="A", value="b") == "<strong>A</strong>: b"
