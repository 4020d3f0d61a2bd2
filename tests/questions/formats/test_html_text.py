"""HTML as Markdown, and a note for what Markdown has no sign for."""

import pytest

from questions.formats.html_tree import tree_of, words
from questions.formats.texts import MAXIMUM_HTML, to_markdown
from tests.questions.formats.reading import notes_of_question

CONVERTED = [
    ("<p>One <b>fact</b>.</p><p>Two</p>", "One **fact**.\n\nTwo"),
    ("<p>a<br>b</p>", "a  \nb"),
    ("a<br><br>b", "a\n\nb"),
    ("<em>a</em><em>b</em>", "*ab*"),
    ("x<b> y </b>z", "x **y** z"),
    ("<b>one<br>two</b>", "**one**  \n**two**"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
    ("<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", "1. a\n\n    b\n\n2. c"),
    ("<ul><li>a<li>b</ul>", "- a\n- b"),
    ("<ul> loose <li>a</li> </ul>", "- loose\n- a"),
    ("<h1>A</h1><h3>C#</h3>", "## A\n\n### C\\#"),
    ("<table><tr><th>a|b</th></tr><tr><td>1<br>2</td></tr></table>", "| a\\|b |\n| --- |\n| 1 2 |"),
    (
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
        "| a | b |\n| --- | --- |\n| c |  |",
    ),
    ("<pre>a\n  b &lt;</pre>", "    a\n      b <"),
    ("<code>a`b</code>", "``a`b``"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ("H<sub>2</sub>O, x<sup>2</sup>", "H₂O, x²"),
    ("<a href='https://ips.example/a_(b)'>t[e]xt</a>", "[t&#91;e&#93;xt](https://ips.example/a_%28b%29)"),
    ("3 < 4 &amp; 5 &gt; 4 &eacute;&nbsp;&#12354;", "3 < 4 & 5 > 4 é あ"),
    ("1. not a list", "1\\. not a list"),
    ("<div>a</div><div>b</div>", "a\n\nb"),
    ("<p>a\n   b</p>", "a b"),
    ("<!-- hidden -->a", "a"),
    ("", ""),
]
NOTED = [
    ("<u>a</u>", "a", [("changed", "tag", {"tag": "u"})]),
    ("<u>a</u> <u>b</u>", "a b", [("changed", "tag", {"tag": "u"})]),
    ("<script>alert(1)</script>a", "a", [("left_out", "script", {"tag": "script"})]),
    ("<style>p {}</style>a", "a", [("left_out", "script", {"tag": "style"})]),
    ("<script>never closed", "", [("left_out", "script", {"tag": "script"})]),
    ("<iframe src='x'></iframe>a", "a", [("left_out", "media", {"tag": "iframe"})]),
    (
        "<img src='@@PLUGINFILE@@/a%20b.png' alt='A *team*'>",
        r"A \*team\*",
        [("left_out", "image", {"name": "a b.png"})],
    ),
    ("<img src='data:image/png;base64,AAAA'>", "", [("left_out", "image", {"name": "data"})]),
    ("<a href='javascript:alert(1)'>a</a>", "a", [("changed", "link", {"address": "javascript:alert(1)"})]),
    ("<a href='@@PLUGINFILE@@/x.pdf'>a</a>", "a", [("changed", "link", {"address": "@@PLUGINFILE@@/x.pdf"})]),
    ("x<sup>abc</sup>", "xabc", [("changed", "tag", {"tag": "sup"})]),
    ("<p style='color: red'>a</p>", "a", [("left_out", "style", {"tag": "p", "count": 1})]),
    ("<b><p>a</p></b>", "a", [("changed", "tag", {"tag": "b"})]),
]


@pytest.mark.parametrize(("html", "markdown"), CONVERTED)
def test_markup_becomes_markdown(html, markdown):
    notes, kept = notes_of_question()
    assert (to_markdown(html, "html", notes), kept.notes) == (markdown, [])


@pytest.mark.parametrize(("html", "markdown", "expected"), NOTED)
def test_what_has_no_sign_is_noted(html, markdown, expected):
    notes, kept = notes_of_question()
    text = to_markdown(html, "html", notes)
    assert (text, [(one.level, one.code, one.values) for one in kept.notes]) == (markdown, expected)


class TestFormats:
    @pytest.mark.parametrize(
        ("text", "text_format", "markdown"),
        [
            ("a *b*", "markdown", "a *b*"),
            ("a *b*", "plain_text", r"a \*b\*"),
            ("a\nb", "plain", "a  \nb"),
            ("a\nb", "html", "a b"),
            ("a\nb", "moodle", "a  \nb"),
            ("a <b>b</b>\nc", "moodle_auto_format", "a **b**  \nc"),
            ("x<y and y>z", "moodle", "x<y and y>z"),
            ("<b>", "plain", "<b>"),
        ],
    )
    def test_each_is_read_as_what_it_is(self, text, text_format, markdown):
        assert to_markdown(text, text_format, notes_of_question()[0]) == markdown

    def test_an_unknown_one_is_read_as_html_with_a_note(self):
        notes, kept = notes_of_question()
        assert (to_markdown("<b>a</b>", "wiki_like", notes), kept.notes[0].code) == ("**a**", "text_format")

    def test_html_in_markdown_is_noted(self):
        notes, kept = notes_of_question()
        assert (to_markdown("a <b>b</b>", "markdown", notes), kept.notes[0].code) == ("a <b>b</b>", "html_in_markdown")

    def test_very_long_html_stays_as_it_is_typed(self):
        notes, kept = notes_of_question()
        text = to_markdown("<b>a</b>" * MAXIMUM_HTML, "html", notes)
        assert (text.startswith("<b>a</b>"), kept.notes[0].code) == (True, "too_long_html")

    def test_pictures_inside_a_text_do_not_make_it_too_long(self):
        notes, _kept = notes_of_question()
        picture = "<img alt='x' src='data:image/png;base64," + "A" * MAXIMUM_HTML + "'>"
        assert to_markdown(f"<b>a</b>{picture}", "html", notes) == "**a**x"


class TestCarelessHtml:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("a < b", "a < b"),
            ("<b>a", "a"),
            ("a</b>", "a"),
            ("<a 'x>b", "b"),
            ("<p>a<p>b", "ab"),
            ("<!-- never closed", "<!-- never closed"),
            ("<![if x]>a", "a"),
            ("&unknown; &#99999999;", "&unknown; \ufffd"),
        ],
    )
    def test_keeps_its_text(self, html, text):
        assert words(tree_of(html)) == text

    @pytest.mark.parametrize("piece", ["<!--", "<a ", "<a x='", "<", "</", "<b>", "<ul><li>", "<td>", "&", "*", "["])
    def test_can_be_long(self, piece):
        """Each of these takes minutes where every character is looked at again for each one before it."""
        assert to_markdown(piece * 20_000, "html", notes_of_question()[0]) is not None

    def test_can_be_deep(self):
        assert to_markdown("<blockquote>" * 5000 + "a", "html", notes_of_question()[0]).endswith("a")
