"""HTML as a small tree, read the way browsers read what is written carelessly. No Django.

The standard library's parser takes seconds for 15 kB of unclosed tags, and raises an error for some of them. This
one reads each character once, never fails, and knows only what a question needs: what is not a tag is text.
"""

import html
import re
from dataclasses import dataclass, field

MAXIMUM_DEPTH = 40
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]{0,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
CARELESS_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]*)>")
VOID = {"br", "img", "hr", "input", "wbr", "col", "source", "embed", "area", "base", "link", "meta", "param", "track"}
RAW = {"script", "style"}
BLOCKS = {
    *("p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "blockquote", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "aside", "nav", "center"),
    *("figure", "figcaption", "address", "dl", "dt", "dd", "fieldset", "form", "details", "summary", "html", "body"),
}
# A new one of these ends an open one of those.
ENDS = {
    "li": {"li", "p"},
    "tr": {"tr", "td", "th", "p"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
}
SCOPES = {"ul", "ol", "table", "dl"}


@dataclass
class Element:
    tag: str
    attributes: str = ""
    children: list["Element | str"] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, "" if it is not there."""
        for found in ATTRIBUTE.finditer(self.attributes):
            if found[1].lower() == name:
                return html.unescape(found[2] or found[3] or found[4] or "")
        return ""


def tree_of(text: str) -> Element:
    """Return the tree of `text`. Texts in it are unescaped; comments are not in it."""
    root = Element("root")
    open_elements = [root]
    place = 0
    while place < len(text):
        start = text.find("<", place)
        if start != place:
            end = len(text) if start < 0 else start
            open_elements[-1].children.append(html.unescape(text[place:end]))
            place = end
            continue
        place = read_markup(text, place, open_elements)
    return root


def read_markup(text: str, place: int, open_elements: list[Element]) -> int:
    """Read what begins with the < at `place`, and return where it ends."""
    for opening, closing in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        if text.startswith(opening, place):
            end = text.find(closing, place)
            if end >= 0:
                return end + len(closing)
            open_elements[-1].children.append(html.unescape(text[place:]))
            return len(text)
    found = TAG.match(text, place) or CARELESS_TAG.match(text, place)
    if found is None:
        open_elements[-1].children.append("<")
        return place + 1
    tag = found[2].lower()
    if found[1]:
        close(tag, open_elements)
        return found.end()
    element = Element(tag, found[3])
    if tag in RAW:
        open_elements[-1].children.append(element)
        return end_of_raw(text, tag, found.end())
    begin(element, open_elements)
    return found.end()


def end_of_raw(text: str, tag: str, place: int) -> int:
    found = re.compile(rf"</{tag}[^<>]{{0,20}}>", re.IGNORECASE).search(text, place)
    return found.end() if found else len(text)


def begin(element: Element, open_elements: list[Element]) -> None:
    ended = ENDS.get(element.tag, {"p"} if element.tag in BLOCKS else set())
    while open_elements[-1].tag in ended and open_elements[-1].tag not in SCOPES:
        open_elements.pop()
    open_elements[-1].children.append(element)
    if element.tag not in VOID and len(open_elements) < MAXIMUM_DEPTH:
        open_elements.append(element)


def close(tag: str, open_elements: list[Element]) -> None:
    """Close the innermost open `tag`; one that is not open is nothing."""
    for depth in range(len(open_elements) - 1, 0, -1):
        if open_elements[depth].tag == tag:
            del open_elements[depth:]
            return
        if open_elements[depth].tag in SCOPES and tag in ENDS:
            return


def words(element: Element) -> str:
    """Return the text of an element and all in it, as it stands."""
    pieces, pending = [], [element]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            pieces.append(one)
        else:
            pending.extend(reversed(one.children))
    return "".join(pieces)
