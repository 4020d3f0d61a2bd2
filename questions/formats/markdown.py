r"""Plain text as Markdown, and Markdown as plain text. No Django.

What somebody typed without thinking of Markdown stays as typed:

    escaped("2 * 3 [sic]") == r"2 \* 3 \[sic]"
    plain(escaped(text)) == text

The signs are those that `ipslearn.base.prose` reads; a test renders them.
"""

import re

# A run of four and more underscores is a blank to fill in; it means nothing to Markdown unless it stands alone.
INLINE = re.compile(r"[\\`*\[|]|(?<!\w)_{1,3}(?!_)|(?<!_)_{1,3}(?!\w)")
ENTITY = re.compile(r"&(?=#?\w{1,32};)")
TAG_LIKE = re.compile(r"<(?=\S)")
NUMBERED = re.compile(r"^(\d{1,20})\.(?=\s|$)")
BULLET = re.compile(r"^[-+](?=\s|$)")
RULER = re.compile(r"^(?:[-=:| ]|\\\|)+$")
BLANKS = re.compile(r"^_[_ ]*$")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
FIRST_OF_RULER = {"-": "\\-", "=": "&#61;", ":": "&#58;", "|": "\\|"}
ENTITIES = {"&lt;": "<", "&gt;": ">", "&#61;": "=", "&#58;": ":", "&#91;": "[", "&#93;": "]", "&amp;": "&"}
KNOWN_ENTITY = re.compile("|".join(ENTITIES))


def from_plain(text: str) -> str:
    """Return Markdown that shows `text` as typed: its lines stay lines, its empty lines part paragraphs."""
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    paragraphs, current = [], []
    for line in [*lines, ""]:
        if line:
            current.append(block_safe(escaped(line)))
        elif current:
            paragraphs.append("  \n".join(current))
            current = []
    return "\n\n".join(paragraphs)


def escaped(text: str) -> str:
    """Return one line of text with the signs of Markdown escaped that mean something anywhere in a line."""
    text = INLINE.sub(lambda found: "".join("\\" + sign for sign in found[0]), text)
    text = ENTITY.sub("&amp;", text)
    # <http://…> and <a@b.example> are links; "p<0.05" may stay as it is.
    if "@" in text or ":" in text:
        text = TAG_LIKE.sub("&lt;", text)
    return text


def block_safe(line: str) -> str:
    """Return one line of Markdown that does not begin a heading, a list, a quotation, a table or a ruler."""
    if not line:
        return line
    if RULER.match(line):
        return line if line.startswith("\\") else FIRST_OF_RULER[line[0]] + line[1:]
    if line[0] in "#>" or BULLET.match(line) or BLANKS.match(line):
        return "\\" + line
    return NUMBERED.sub(r"\1\\.", line)


def plain(text: str) -> str:
    """Return `text` without the escapes that `from_plain` put in."""
    text = ESCAPED.sub(r"\1", text.replace("  \n", "\n"))
    return KNOWN_ENTITY.sub(lambda found: ENTITIES[found[0]], text)
