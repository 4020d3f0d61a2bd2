"""Plain text stays as typed, whatever Markdown would make of it. The last test renders it as lessons do."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.base.prose import MAXIMUM_OPEN, Notes, render
from questions.formats.markdown import from_plain, plain

TYPED = [
    ("2 * 3", r"2 \* 3"),
    ("[sic]", r"\[sic]"),
    ("snake_case_name", "snake_case_name"),
    ("_so_", r"\_so\_"),
    ("Work _____ is.", "Work _____ is."),
    ("_____", r"\_____"),
    ("# one", r"\# one"),
    ("- one", r"\- one"),
    ("-1 degree", "-1 degree"),
    ("1. one", r"1\. one"),
    ("1.5 points", "1.5 points"),
    ("> one", r"\> one"),
    ("---", r"\---"),
    ("===", "&#61;=="),
    ("a | b", r"a \| b"),
    ("p<0.05", "p<0.05"),
    ("<a@b.example>", "&lt;a@b.example>"),
    ("&lt;", "&amp;lt;"),
    (r"C:\temp", r"C:\\temp"),
    ("[[term]]", r"\[\[term]]"),
    ("全角＊文字", "全角＊文字"),
    ("one\ntwo", "one  \ntwo"),
    ("one\n\n\ntwo", "one\n\ntwo"),
    ("  one   two ", "one two"),
]
signs = st.sampled_from([*"_*`[]()<>#+-=.!|\\&;:~{}\"'^@/ 1aあ\n$%?", "&lt;", "___", "1. ", "http://a.example", "[["])


@pytest.mark.parametrize(("typed", "markdown"), TYPED)
def test_signs_of_markdown_are_escaped(typed, markdown):
    assert from_plain(typed) == markdown


@given(st.lists(signs, max_size=25).map("".join))
def test_escaping_can_be_undone(text):
    assert plain(from_plain(text)) == "\n\n".join("\n".join(lines) for lines in paragraphs_of(text))


@given(st.lists(signs, max_size=25).map("".join).filter(lambda text: len(re.findall(r"[\[(]", text)) <= MAXIMUM_OPEN))
def test_rendered_it_is_what_was_typed(text):
    rendered = re.sub(r"<br>\n?", "\n", render(from_plain(text), Notes()))
    found = [html.unescape(one).split("\n") for one in re.findall(r"<p>(.*?)</p>", rendered, re.DOTALL)]
    assert found == paragraphs_of(text)


def paragraphs_of(text: str) -> list[list[str]]:
    """Return the lines of each paragraph, white space made single."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    runs = "\n".join(lines).split("\n\n")
    return [[line for line in run.split("\n") if line] for run in runs if run.strip()]
