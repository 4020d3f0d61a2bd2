"""Markdown as lessons use it, with two marks of our own.

`[[competitive employment]]` is a glossary term, `[[competitive employment|ordinary jobs]]` the same in other
words; `[@bond-2008]` or `[@bond-2008; @allan-enable]` cites sources. A text is rendered into `Notes`, which
numbers each source when it is first cited and remembers which terms were used, so that both can be listed at
the end of the page:

    notes = Notes(terms={"fidelity": term}, sources={"bond-2008": source})
    render("High [[fidelity]] pays. [@bond-2008]", notes)
    notes.cited      [Citation(number=1, source=source, marks=1)]

No HTML passes: what looks like a tag is shown as text, and the result is cleaned once more.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from django.utils.translation import gettext as _
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor

from ipslearn.languages.foreign import NOTHING, Foreign

# What is longer than this is not parsed. Nor is what opens more brackets than this without closing them: for each
# python-markdown reads on to the end of the text, and 20,000 characters of them take it two minutes.
MAXIMUM_LENGTH = 20_000
MAXIMUM_OPEN = 20
TERM = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\]")
CITATION = re.compile(r"\[(@[a-z0-9-]{1,100}(?:\s*;\s*@[a-z0-9-]{1,100})*)\]")

# A source's number stays with the word before it; a full stop with the term before it, and a bracket with the term
# after it (U+2060 joins them).
LOOSE_CITATION = re.compile(r"(?<=\S)[ \t]+(?=\[@)")
LOOSE_PUNCTUATION = re.compile(r"(?<=</button>)(?=[.,;:!?)’”、。）」』])|(?<=[(‘“（「『])(?=<button )")

TAGS = {
    *("p", "br", "strong", "em", "code", "pre", "blockquote", "hr", "a", "ul", "ol", "li", "sup", "button"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "id", "class", "role", "aria-label"},
    "button": {"type", "class", "popovertarget"},
    "sup": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}


def folded(name: str) -> str:
    """Return `name` as it is compared: full-width and half-width, capitals and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass
class Citation:
    """A source cited on this page: its number, from 1, and how many marks point to it."""

    number: int
    source: Any
    marks: int = 0


@dataclass
class Notes:
    """What one page cites and defines. `terms` maps folded names, `sources` keys, to their objects."""

    terms: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    used_terms: dict[int, Any] = field(default_factory=dict)

    @property
    def cited(self) -> list[Citation]:
        return list(self.citations.values())

    @property
    def defined(self) -> list[Any]:
        return list(self.used_terms.values())

    def cite(self, key: str) -> Citation | None:
        """Count one more mark for the source `key`; None if there is no such source."""
        if key not in self.sources:
            return None
        citation = self.citations.setdefault(key, Citation(len(self.citations) + 1, self.sources[key]))
        citation.marks += 1
        return citation

    def define(self, name: str) -> Any | None:
        """Remember that the term `name` is used; None if the glossary does not hold it."""
        term = self.terms.get(folded(name))
        if term is not None:
            self.used_terms[term.pk] = term
        return term


class TermProcessor(InlineProcessor):
    def __init__(self, notes):
        super().__init__(TERM.pattern)
        self.notes = notes

    def handleMatch(self, match, data):
        words = (match.group(2) or match.group(1)).strip()
        term = self.notes.define(match.group(1))
        if term is None:
            return words, match.start(0), match.end(0)
        button = Element("button", {"type": "button", "class": "term", "popovertarget": f"term-{term.key}"})
        button.text = words
        return button, match.start(0), match.end(0)


class CitationProcessor(InlineProcessor):
    def __init__(self, notes):
        super().__init__(CITATION.pattern)
        self.notes = notes

    def handleMatch(self, match, data):
        sup = Element("sup", {"class": "citation"})
        for key in citation_keys(match.group(1)):
            if citation := self.notes.cite(key):
                attributes = {
                    "href": f"#source-{citation.number}",
                    "id": f"cite-{citation.number}-{citation.marks}",
                    "role": "doc-noteref",
                    "aria-label": _("Source %(number)s") % {"number": citation.number},
                }
                SubElement(sup, "a", attributes).text = str(citation.number)
        return (sup if len(sup) else ""), match.start(0), match.end(0)


class NotesExtension(Extension):
    def __init__(self, notes):
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md):
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(TermProcessor(self.notes), "term", 176)
        md.inlinePatterns.register(CitationProcessor(self.notes), "citation", 175)


def citation_keys(marks: str) -> list[str]:
    """Return the keys in "@one; @two"."""
    return [part.strip().removeprefix("@") for part in marks.split(";")]


def render(text: str, notes: Notes, foreign: Foreign = NOTHING) -> str:
    """Return `text` as safe HTML, counting its terms and sources into `notes`. Passages that are `foreign` say so.

    A text over MAXIMUM_LENGTH characters, or a tangled one, is shown as one plain paragraph.
    """
    if len(text) > MAXIMUM_LENGTH or is_tangled(text):
        return nh3.clean(f"<p>{nh3.clean_text(text)}</p>", tags={"p"})
    text = foreign.marked(text) if foreign else text
    extensions = [TableExtension(use_align_attribute=True), "sane_lists", NotesExtension(notes)]
    html = markdown.markdown(LOOSE_CITATION.sub("", text), extensions=extensions, output_format="html")
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    html = foreign.with_lang(html) if foreign else html
    return LOOSE_PUNCTUATION.sub("\u2060", html)


def is_tangled(text: str) -> bool:
    """Say whether more than MAXIMUM_OPEN square or round brackets are open at some place of the text."""
    return any(most_open(text, opening, closing) > MAXIMUM_OPEN for opening, closing in ("[]", "()"))


def most_open(text: str, opening: str, closing: str) -> int:
    """Return how many brackets are open at once, at most: 2 for "a [b [c] d] [e"."""
    now = most = 0
    for character in text:
        if character == opening:
            now += 1
            most = max(most, now)
        elif character == closing and now:
            now -= 1
    return most


def plain_text(text: str) -> str:
    """Return the words of a Markdown text without marks, for search and for counting."""
    text = CITATION.sub("", TERM.sub(lambda found: found.group(2) or found.group(1), text))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"^[#>|\s-]+|[*_`|]+", " ", text, flags=re.MULTILINE).strip()


def has_marks(text: str) -> bool:
    """Say whether `text` names a term or cites a source, known or not."""
    return bool(TERM.search(text) or CITATION.search(text))


def unknown_marks(text: str, terms: Mapping[str, Any], sources: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return (line from 1, message) for each term and source in `text` that does not exist."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        for match in TERM.finditer(line):
            if folded(match.group(1)) not in terms:
                found.append((number, _("The glossary has no term “%s”.") % match.group(1)))
        for match in CITATION.finditer(line):
            for key in citation_keys(match.group(1)):
                if key not in sources:
                    found.append((number, _("There is no source “%s”.") % key))
    return found
