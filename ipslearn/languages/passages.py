"""A Markdown text as passages that are translated one by one, and back.

A passage is a paragraph, a heading, an item of a list or a row of a table, without the signs before it. What is not
to be translated (those signs, empty lines, rows of dashes, a lone number or citation) stays where it is:

    passages("## Why\\n\\nIt *pays*. [@bond-2008]\\n\\n- soon\\n- now")
    ["Why", "It *pays*. [@bond-2008]", "soon", "now"]

A paragraph and not the whole text, so that one changed word takes the translation of one paragraph away. A passage is
known by what it says, not by its number: it keeps its translation when something is put in before it.
"""

import re
from collections.abc import Callable
from hashlib import blake2s

SIGNS = re.compile(r"[ \t]*(?:(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+|>[ \t]?)[ \t]*)*")
MARKS = re.compile(r"\[@[^\]\n]*\]|https?://\S+")
# Two spaces or a backslash at the end of a line break it; any other end of a line is a space.
SOFT_BREAK = re.compile(r"(?<! {2})(?<!\\)\n")
EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")
LETTER = re.compile(r"[^\W\d_]")


def has_words(text: str) -> bool:
    """Say whether there is anything to translate in `text`: a letter outside of citations and addresses."""
    return bool(LETTER.search(MARKS.sub("", text)))


def name_of(text: str) -> str:
    """Return what a text is known by: the same for the same words, however they are broken into lines."""
    return blake2s(" ".join(text.split()).encode(), digest_size=8).hexdigest()


def passages(text: str) -> list[str]:
    """Return the passages of a Markdown text in order, each once."""
    return list(dict.fromkeys(piece for piece, is_passage in pieces(text) if is_passage))


def replaced(text: str, change: Callable[[str], str]) -> str:
    """Return the text with each passage replaced by what `change` makes of it."""
    return "".join(change(piece) if is_passage else piece for piece, is_passage in pieces(text))


def in_place_of(passage: str, words: str) -> str:
    """Return the translation of a passage in the shape of a passage: broken where a reader sees it, or in one line.

    An empty line, or any in a heading or a row, would begin something else.
    """
    lines = EMPTY_LINES.sub("\n", words.strip())
    return SOFT_BREAK.sub("  \n" if "\n" in passage else " ", lines)


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return (piece, whether it is a passage): all of the text, but that soft line breaks in a passage are spaces."""
    found: list[tuple[str, bool]] = []
    paragraph: list[str] = []

    def close():
        if paragraph:
            found.extend(settled("\n".join(paragraph)))
            paragraph.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        signs = SIGNS.match(line).group()
        rest = line[len(signs) :]
        if not has_words(rest) and not (paragraph and rest and not signs.strip()):
            close()
            found.append((f"{line}\n", False))
        elif paragraph and not signs.strip() and not rest.startswith("|"):
            paragraph.append(rest)
        else:
            close()
            found.append((signs, False))
            paragraph.append(rest)
            if "#" in signs or rest.startswith("|"):
                close()
    close()
    if found:
        last, is_passage = found[-1]
        found[-1] = (last.removesuffix("\n"), is_passage)
    return [(piece, is_passage) for piece, is_passage in found if piece]


def settled(paragraph: str) -> list[tuple[str, bool]]:
    """Return a paragraph as one passage, and the end of its last line."""
    words = paragraph.rstrip()
    return [(SOFT_BREAK.sub(" ", words), True), (f"{paragraph[len(words) :]}\n", False)]
