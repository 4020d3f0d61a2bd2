"""A Moodle XML file as one small tree for each question, with line numbers. No Django.

The file is never in memory as one tree: each question is handed on when it ends. What an XML file can do harm with
(entities, references to other files, a document type at all) is refused by defusedxml.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, property_lexical_handler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from questions.formats.reports import refused

MAXIMUM_DEPTH = 30
CHUNK = 256 * 1024
# Enough of a comment to know whose it is; those in a question are kept whole until it is read.
LONGEST_COMMENT = 100


@dataclass
class Node:
    """An element. `text` is all text right in it, `comments` those in it."""

    tag: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""
    comments: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list["Node"]:
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Node | None":
        return next((child for child in self.children if child.tag == tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """Return the text of the first child `tag`, of its <text> if it has one; `default` if it is not there."""
        child = self.first(tag)
        if child is None:
            return default
        return (child.first("text") or child).text.strip()

    @property
    def visible(self) -> str:
        """Return all that counts as one text, for the stamp of an original."""
        pieces = [self.tag, *(f"{name}={value}" for name, value in sorted(self.attributes.items())), self.text]
        return " ".join(["(", *pieces, *(child.visible for child in self.children), ")"])


class Handler(ContentHandler):
    """Builds the nodes. `questions` are those that ended since somebody took them."""

    def __init__(self):
        super().__init__()
        self.open: list[Node] = []
        self.pieces: list[list[str]] = []
        self.questions: list[Node] = []
        self.comments: list[tuple[int, str]] = []
        self.others: list[Node] = []

    @property
    def line(self) -> int:
        return self._locator.getLineNumber()

    def startElement(self, name, attrs):
        if not self.open and name != "quiz":
            raise refused(self.line, "not_moodle_xml", tag=name[:40])
        if len(self.open) >= MAXIMUM_DEPTH:
            raise refused(self.line, "too_deep", limit=MAXIMUM_DEPTH)
        self.open.append(Node(name, self.line, dict(attrs.items())))
        self.pieces.append([])

    def characters(self, content):
        self.pieces[-1].append(content)

    def endElement(self, name):
        node = self.open.pop()
        node.text = "".join(self.pieces.pop())
        if len(self.open) > 1:
            self.open[-1].children.append(node)
        elif self.open:
            (self.questions if name == "question" else self.others).append(node)

    def comment(self, content):
        if len(self.open) > 1:
            self.open[1].comments.append(content)
        self.comments.append((self.line, content[:LONGEST_COMMENT]))

    def startCDATA(self):
        pass

    endCDATA = startCDATA

    def startDTD(self, name, public_id, system_id):
        pass

    endDTD = startCDATA


def questions_in(text: str, handler: Handler) -> Iterator[Node]:
    """Yield each <question> of a Moodle XML file. Raise Refused for what is not one."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    parser.setProperty(property_lexical_handler, handler)
    # The text is decoded already, whatever its first line declares.
    place = 0
    try:
        while place < len(text):
            parser.feed(text[place : place + CHUNK])
            place += CHUNK
            yield from taken(handler)
        parser.close()
    except DefusedXmlException:
        raise refused(parser.getLineNumber() or 1, "doctype") from None
    except SAXParseException as error:
        raise refused(error.getLineNumber(), "broken_xml", reason=error.getMessage()) from None
    except SAXException as error:
        raise refused(0, "broken_xml", reason=str(error)) from None
    yield from taken(handler)


def taken(handler: Handler) -> list[Node]:
    found, handler.questions = handler.questions, []
    return found
