import pickle

import pytest
from django.template import Context, Template
from django.utils import translation

from ipslearn.base.selects import PlainSelect
from ipslearn.languages.foreign import Foreign, guessed, language_here, titled
from ipslearn.languages.passages import name_of
from ipslearn.languages.titles import Title

HALF = Foreign("en", frozenset({name_of("Foundations")}))


class TestTitle:
    def test_is_a_str(self):
        assert Title("基礎", "ja") == "基礎"
        assert sorted([Title("b", "en"), "a"]) == ["a", "b"]

    def test_keeps_its_language_in_the_cache(self):
        assert pickle.loads(pickle.dumps(Title("基礎", "ja"))).language == "ja"

    def test_of_a_page_is_in_its_language(self):
        assert HALF.title_of("基礎", "ja").language == "ja"

    def test_of_a_page_that_nobody_translated_is_in_that_of_the_original(self):
        assert HALF.title_of("Foundations", "ja").language == "en"


class TestGuessed:
    @pytest.mark.parametrize(
        ("text", "page", "language"),
        [
            ("就労支援", "", "ja"),
            ("Foundations", "", "en"),
            ("IPS入門", "", "ja"),
            ("Sakata 2023, はじめに", "", "ja"),
            ("The Japanese text says はじめに", "", "en"),
            ("فقرة IPS", "", ""),
            ("Fondements", "fr", "fr"),
            ("Foundations", "ja", "en"),
            ("就労支援", "en", "ja"),
            ("2026", "ja", "ja"),
            ("2026", "", ""),
            ("", "", ""),
        ],
    )
    def test_language(self, text, page, language):
        assert guessed(text, page).language == language


class TestShown:
    def shown(self, template: str, **values) -> str:
        return Template(f"{{% load i18n %}}{template}").render(Context(values))

    def test_in_another_language(self):
        assert titled(Title("基礎", "ja")) == '<bdi lang="ja">基礎</bdi>'

    def test_in_the_language_of_the_page(self):
        with translation.override("ja"):
            assert titled(Title("基礎", "ja")) == "基礎"

    @pytest.mark.parametrize("text", ["Foundations", Title("Foundations"), translation.gettext_lazy("Foundations")])
    def test_without_a_language(self, text):
        assert (titled(text), language_here(text)) == ("Foundations", "")

    def test_is_escaped(self):
        assert titled(Title("<b>", "ja")) == '<bdi lang="ja">&lt;b&gt;</bdi>'

    def test_in_a_sentence(self):
        sentence = "{% blocktranslate with title=title|titled %}Next: {{ title }}{% endblocktranslate %}"
        assert self.shown(sentence, title=Title("甲<", "ja")) == 'Next: <bdi lang="ja">甲&lt;</bdi>'

    def test_in_an_attribute_it_stands_as_it_is(self):
        assert self.shown('<a aria-label="{{ title }}">', title=Title("甲", "ja")) == '<a aria-label="甲">'

    def test_of_an_element_of_its_own(self):
        assert self.shown("<p{% lang title %}>", title=Title("甲", "ja")) == '<p lang="ja">'
        assert self.shown("{% said title %}", title=Title("甲", "ja")) == '<span lang="ja">甲</span>'

    @pytest.mark.parametrize(
        ("language", "title", "shown"),
        [
            ("ja", "「先生が決める」から", "「『先生が決める』から」"),
            ("en", "From “you decide”", "“From ‘you decide’”"),
        ],
    )
    def test_marks_within_marks_are_the_inner_ones(self, language, title, shown):
        marks = "「{{ title|quoted }}」" if language == "ja" else "“{{ title|quoted }}”"
        assert self.shown(marks, title=Title(title, "en")) == shown

    def test_in_marks_it_keeps_its_language(self):
        assert self.shown("{{ title|quoted }}", title=Title("「甲」", "ja")) == '<bdi lang="ja">『甲』</bdi>'

    def test_a_name_from_right_to_left_stands_alone(self):
        sentence = "{% blocktranslate with name=name|named %}{{ name }}, 3 May{% endblocktranslate %}"
        assert self.shown(sentence, name="ليلى<") == "<bdi>ليلى&lt;</bdi>, 3 May"

    def test_no_name_is_nothing(self):
        assert self.shown("{{ name|named }}", name=None) == ""


class TestOptions:
    def test_say_their_language(self):
        html = PlainSelect(choices=[("a", Title("基礎", "ja")), ("b", Title("Basics", "en"))]).render("course", "b")
        assert '<option value="a" lang="ja">基礎</option>' in html
        assert '<option value="b" selected>Basics</option>' in html
