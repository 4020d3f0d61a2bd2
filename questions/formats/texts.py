r"""The text formats of Moodle as our Markdown. No Django.

to_markdown("2 * 3", "plain", notes) == r"2 \* 3"
"""

import re

from questions.formats.html_text import markdown_of
from questions.formats.markdown import from_plain
from questions.formats.reports import NotesOfQuestion

# Formats by their names in GIFT and in Moodle XML.
FORMATS = {
    "html": "html",
    "markdown": "markdown",
    "plain": "plain",
    "plain_text": "plain",
    "moodle": "moodle",
    "moodle_auto_format": "moodle",
}
MAXIMUM_HTML = 200_000
DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]*")
LIKE_HTML = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|font|a|img|sub|sup|ul|ol|li|table|tr|td|th|h[1-6]|pre|code|script|style|iframe)"
    r"\b[^<>]{0,2000}>|&(?:[a-zA-Z]{2,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)
TAG_IN_MARKDOWN = re.compile(r"</?(?:p|br|b|i|u|em|strong|span|div|font|a|img|sub|sup|ul|ol|li|table)\b[^<>]{0,2000}>")


def to_markdown(text: str, text_format: str, notes: NotesOfQuestion) -> str:
    """Return `text` in our Markdown. `text_format` is one of FORMATS; another one is read as HTML, with a note."""
    kind = FORMATS.get(text_format)
    if kind is None:
        notes.changed("text_format", format=text_format)
        kind = "html"
    if kind == "markdown":
        if "<" in text and TAG_IN_MARKDOWN.search(text):
            notes.changed("html_in_markdown")
        return text.strip()
    if kind == "plain" or (kind == "moodle" and not LIKE_HTML.search(text)):
        return from_plain(text)
    if "<" not in text and "&" not in text:
        return from_plain(" ".join(text.split()))
    text = DATA_ADDRESS.sub("data:", text)
    if len(text) > MAXIMUM_HTML:
        notes.changed("too_long_html")
        return from_plain(text)
    return markdown_of(text.strip().replace("\n", "<br>") if kind == "moodle" else text, notes)
