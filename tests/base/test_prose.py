import re
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.base.prose import (
    MAXIMUM_LENGTH,
    MAXIMUM_OPEN,
    Notes,
    folded,
    has_marks,
    plain_text,
    render,
    unknown_marks,
)

FIDELITY = SimpleNamespace(pk=1, key="fidelity")
SOURCES = {key: SimpleNamespace(key=key) for key in ("bond-2008", "allan")}
TERMS = {"fidelity": FIDELITY, "一般就労": SimpleNamespace(pk=2, key="job")}


@pytest.fixture
def notes():
    return Notes(TERMS, SOURCES)


class TestTerms:
    def test_become_a_button_that_opens_the_definition(self, notes):
        assert render("High [[fidelity]] pays.", notes) == (
            '<p>High <button class="term" popovertarget="term-fidelity" type="button">fidelity</button> pays.</p>'
        )

    def test_may_stand_in_other_words(self, notes):
        assert ">closeness</button>" in render("[[fidelity|closeness]]", notes)

    @pytest.mark.parametrize("mark", ["[[Fidelity]]", "[[ fidelity ]]", "[[ＦＩＤＥＬＩＴＹ]]", "[[一般就労]]"])
    def test_are_found_whatever_their_letters(self, notes, mark):
        assert "<button" in render(mark, notes)

    def test_unknown_to_the_glossary_are_plain_words(self, notes):
        assert render("[[magic|a wonder]]", notes) == "<p>a wonder</p>"

    def test_are_listed_once(self, notes):
        render("[[fidelity]] and [[fidelity|closeness]]", notes)
        assert notes.defined == [FIDELITY]

    def test_stand_in_tables_with_other_words(self, notes):
        html = render("| a | b |\n|---|---|\n| [[fidelity]] | x |", notes)
        assert "<td><button" in html

    @pytest.mark.parametrize("text", ["[[fidelity]]、a", "[[fidelity]]」a", "（[[fidelity]]a", "a “[[fidelity]]"])
    def test_no_line_ends_between_them_and_their_punctuation(self, notes, text):
        assert render(text, notes).count("\u2060") == 1

    def test_lines_may_end_beside_them_where_there_is_none(self, notes):
        assert "\u2060" not in render("a[[fidelity]]b", notes)

    def test_in_code_are_code(self, notes):
        assert render("`[[fidelity]]`", notes) == "<p><code>[[fidelity]]</code></p>"


class TestCitations:
    def test_are_numbered_as_they_come(self, notes):
        render("One. [@allan] Two. [@bond-2008] Three. [@allan]", notes)
        assert [(one.number, one.source.key, one.marks) for one in notes.cited] == [
            (1, "allan", 2),
            (2, "bond-2008", 1),
        ]

    def test_link_to_the_list_and_can_be_found_from_it(self, notes):
        html = render("A. [@allan] B. [@allan]", notes)
        assert re.findall(r'href="(.*?)" id="(.*?)"', html) == [("#source-1", "cite-1-1"), ("#source-1", "cite-1-2")]

    def test_may_name_two_sources(self, notes):
        assert render("[@allan; @bond-2008]", notes).count("<a ") == 2

    def test_go_on_counting_in_the_next_text(self, notes):
        render("[@allan]", notes)
        assert ">2</a>" in render("[@bond-2008]", notes)

    def test_of_nothing_known_vanish(self, notes):
        assert render("A. [@none]", notes) == "<p>A.</p>"
        assert notes.cited == []

    def test_keep_the_known_one_of_two(self, notes):
        assert render("[@none; @allan]", notes).count("<a ") == 1


class TestSafety:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<b onclick='x'>bold</b>",
            "a <iframe src='https://example.org'></iframe>",
            "<!-- a --><style>p{}</style>",
        ],
    )
    def test_html_is_shown_as_text(self, notes, text):
        html = render(text, notes)
        assert not re.search(r"<(script|img|b|iframe|style|!--)", html)
        assert "&lt;" in html

    @pytest.mark.parametrize(
        "target",
        ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "java&#x73;cript:alert(1)"],
    )
    def test_a_link_runs_nothing(self, notes, target):
        assert not re.search(r"href=.?(java|data|vb)", render(f"[click]({target})", notes), re.IGNORECASE)

    @pytest.mark.parametrize("target", ["https://example.org/", "mailto:a@example.org", "/en/courses/", "#part"])
    def test_an_ordinary_link_stays(self, notes, target):
        assert f'href="{target}"' in render(f"[click]({target})", notes)

    def test_pictures_come_from_figure_blocks_only(self, notes):
        assert "<img" not in render("![alt](https://example.org/a.png)", notes)

    def test_no_style_gets_through(self, notes):
        assert "style=" not in render("| a |\n|:-:|\n| b |", notes)

    @given(st.text(alphabet="<>[]()!@;:|`*_-#\\\"' \nax&/", max_size=120))
    def test_whatever_is_written_only_known_elements_come_out(self, text):
        html = render(text, Notes(TERMS, SOURCES))
        allowed = "p|br|strong|em|code|pre|blockquote|hr|a|ul|ol|li|sup|button|h[2-6]|table|thead|tbody|tr|t[hd]"
        assert not re.search(rf"<(?!/?({allowed})\b)", html)
        assert not re.search(r"<[^>]*\son\w+=", html)


class TestMarkdown:
    def test_tables_say_how_columns_are_aligned(self, notes):
        assert '<td align="right">1</td>' in render("| a | b |\n|---|--:|\n| x | 1 |", notes)

    def test_the_first_level_heading_belongs_to_the_page(self, notes):
        assert "<h1" not in render("# Title", notes)

    def test_a_list_may_begin_at_another_number(self, notes):
        assert '<ol start="3">' in render("3. three\n4. four", notes)


class TestLength:
    def test_the_longest_text_is_parsed(self, notes):
        assert "<strong>" in render("**a**" + "x" * (MAXIMUM_LENGTH - 5), notes)

    def test_one_character_more_is_shown_as_it_is(self, notes):
        html = render("**a**<b>" + "x" * (MAXIMUM_LENGTH - 7), notes)
        assert html.startswith("<p>**a**&lt;b&gt;x")

    PATHOLOGICAL = {
        "brackets": "[",
        "double brackets": "[[",
        "half links": "[a](b",
        "half pictures": "![a](",
        "stars": "*",
        "stars and letters": "*a",
        "strong and weak": "**a*",
        "underscores": "_a",
        "backticks": "`a",
        "backslashes": "\\",
        "less than": "<",
        "half tags": "<a ",
        "cdata": "<![CDATA[",
        "quotations": ">",
        "spaced quotations": "> ",
        "list marks": "- ",
        "bars": "|",
        "half citations": "[@a;",
        "half references": "[a]: ",
        "entities": "&amp",
        "headings": "# ",
        "blank lines": "\n \n",
        "tabs": "\t",
        "full references": "[a][b]",
        "closed first": "]" * 10_000 + "[" * 10_000,
        "closed in the end": "[" * 10_000 + "]" * 10_000,
        "at the limit": "[" * MAXIMUM_OPEN + "x" * MAXIMUM_LENGTH,
        "round at the limit": "[a](" * MAXIMUM_OPEN + "x" * MAXIMUM_LENGTH,
    }

    @pytest.mark.parametrize("kind", PATHOLOGICAL)
    def test_nothing_takes_long(self, notes, kind):
        piece = self.PATHOLOGICAL[kind]
        begun = time.process_time()
        render((piece * MAXIMUM_LENGTH)[:MAXIMUM_LENGTH], notes)
        assert time.process_time() - begun < 4

    def test_as_many_open_brackets_as_possible_are_parsed(self, notes):
        assert "<strong>" in render("[" * MAXIMUM_OPEN + "**a**", notes)

    def test_one_more_is_shown_as_it_is(self, notes):
        assert "**a**" in render("[" * (MAXIMUM_OPEN + 1) + "**a**", notes)

    def test_closed_brackets_are_not_counted(self, notes):
        assert render("[[fidelity]] [a](b) " * 200, notes).count("<button") == 200

    def test_deep_lists_come_out(self, notes):
        assert "deepest" in render("\n".join(f"{'    ' * depth}- a" for depth in range(90)) + " deepest", notes)

    def test_a_ladder_of_backticks_comes_out(self, notes):
        begun = time.process_time()
        render(" ".join("`" * width for width in range(1, 195)), notes)
        assert time.process_time() - begun < 4


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("High [[fidelity]] pays. [@bond-2008]", "High fidelity pays."),
            ("[[fidelity|closeness]]", "closeness"),
            ("[the essay](https://example.org/)", "the essay"),
            ("## Heading\n\n- **bold**", "Heading\n\n bold"),
            ("", ""),
        ],
    )
    def test_keeps_the_words(self, text, plain):
        assert " ".join(plain_text(text).split()) == " ".join(plain.split())


class TestUnknownMarks:
    def test_are_found_at_their_lines(self):
        found = unknown_marks("[[fidelity]]\n[[magic]] [@bond-2008]\n\n[@none; @allan]", TERMS, SOURCES)
        assert found == [(2, "The glossary has no term “magic”."), (4, "There is no source “none”.")]

    def test_lines_end_where_editors_end_them(self):
        assert unknown_marks("a\u2028b\x0cc\n[[magic]]", TERMS, SOURCES)[0][0] == 2

    def test_of_a_good_text_are_none(self):
        assert unknown_marks("[[fidelity|closeness]] [@allan]", TERMS, SOURCES) == []


@pytest.mark.parametrize(("text", "has"), [("[[a]]", True), ("[@a]", True), ("[a](b)", False), ("", False)])
def test_has_marks(text, has):
    assert has_marks(text) is has


def test_names_are_compared_without_width_capitals_and_spaces():
    assert folded("  ＩＰＳ   Team ") == "ips team"
