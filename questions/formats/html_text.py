"""HTML as the Markdown of our texts: paragraphs, emphasis, lists, tables, links, headings, code. No Django.

    markdown_of("<p>One <b>fact</b>.</p>", notes) == "One **fact**."

What Markdown has no sign for keeps its text, and the question gets a note.
"""

import re
from itertools import groupby
from urllib.parse import quote, unquote

from questions.formats.html_tree import BLOCKS, Element, tree_of, words
from questions.formats.markdown import block_safe, escaped
from questions.formats.reports import NotesOfQuestion

STRONG, EMPHASIS = {"strong", "b"}, {"em", "i"}
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Tags that say nothing of their own, or that their neighbours say.
SILENT = {"div", "span", "thead", "tbody", "tfoot", "tr", "td", "th", "li", "p", "html", "body", "root", "wbr"}
CODE = {"script", "style"}
MEDIA = {"iframe", "video", "audio", "object", "embed", "svg", "canvas"}
RAISED = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
KNOWN = {
    *(*SILENT, *STRONG, *EMPHASIS, *HEADINGS, *RAISED, "ul", "ol", "table", "pre", "blockquote", "hr"),
    *("br", "a", "code", "img", "font"),
}
WEB = re.compile(r"^https?://[^\s]+$", re.IGNORECASE)


def markdown_of(html: str, notes: NotesOfQuestion) -> str:
    return "\n\n".join(blocks(tree_of(html), notes))


def blocks(element: Element, notes: NotesOfQuestion) -> list[str]:
    """Return what is in an element as blocks of Markdown; text and inline tags between blocks are a paragraph."""
    found = []
    for is_block, children in groupby(element.children, key=is_block_element):
        if is_block:
            for child in children:
                found += block(child, notes)
        else:
            found += paragraphs(inline(list(children), notes))
    return found


def is_block_element(node: Element | str) -> bool:
    return isinstance(node, Element) and (node.tag in BLOCKS or any(is_block_element(one) for one in node.children))


def block(element: Element, notes: NotesOfQuestion) -> list[str]:
    if element.tag == "a":
        return paragraphs(piece(element, notes))
    remember(element, notes)
    if element.tag in STRONG | EMPHASIS:
        notes.changed("tag", tag=element.tag)
    if element.tag in ("ul", "ol"):
        return listed(element, notes)
    if element.tag == "table":
        return table(element, notes)
    if element.tag in HEADINGS:
        return heading(element, notes)
    if element.tag == "pre":
        lines = words(element).strip("\n").split("\n")
        return ["\n".join(f"    {line}".rstrip() for line in lines)]
    if element.tag == "blockquote":
        lines = "\n\n".join(blocks(element, notes)).split("\n")
        return ["\n".join(f"> {line}".rstrip() for line in lines)]
    return ["---"] if element.tag == "hr" else blocks(element, notes)


def remember(element: Element, notes: NotesOfQuestion) -> None:
    """Note what of this element has no sign in Markdown."""
    tag = element.tag
    if tag in CODE or tag in MEDIA:
        notes.left_out("script" if tag in CODE else "media", tag=tag)
    elif tag not in KNOWN:
        notes.changed("tag", tag=tag)
    elif tag == "font" or element.attribute("style"):
        notes.count("style", tag=tag)


def paragraphs(text: str) -> list[str]:
    """Return inline Markdown, its line breaks as \\n, as paragraphs; an empty line parts two."""
    lines = [block_safe(" ".join(line.split(" ")).strip()) for line in text.split("\n")]
    runs = [list(run) for is_full, run in groupby(lines, key=bool) if is_full]
    return ["  \n".join(run) for run in runs]


def heading(element: Element, notes: NotesOfQuestion) -> list[str]:
    text = flat(element.children, notes)
    if text.endswith("#"):
        text = f"{text[:-1]}\\#"
    return [f"{'#' * HEADINGS[element.tag]} {text}"] if text else []


def listed(element: Element, notes: NotesOfQuestion) -> list[str]:
    items = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in ("ul", "ol"):
            child = Element("li", "", [child])
        holder = child if isinstance(child, Element) and child.tag == "li" else Element("li", "", [child])
        remember(holder, notes)
        text = item_text(blocks(holder, notes))
        if text:
            mark = "-" if element.tag == "ul" else f"{len(items) + 1}."
            items.append(f"{mark} " + text.replace("\n", "\n    ").replace("\n    \n", "\n\n"))
    # One item of more than one paragraph loosens the list.
    return [("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)] if items else []


def item_text(found: list[str]) -> str:
    """Return the blocks of an item as one text; a list in it follows its line at once."""
    text = ""
    for one in found:
        is_list = re.match(r"(-|\d+\.) ", one)
        text += one if not text else f"\n{one}" if is_list else f"\n\n{one}"
    return text


def table(element: Element, notes: NotesOfQuestion) -> list[str]:
    parts = [child for child in element.children if not isinstance(child, str) or child.strip()]
    rows = [row for row in (cells_of(row, notes) for row in rows_of(parts)) if any(row)]
    if not rows:
        return []
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]


def rows_of(parts: list[Element | str]) -> list[Element]:
    """Return the rows among the parts of a table and of its head and body; what stands beside them is a row too."""
    rows = []
    for part in parts:
        if isinstance(part, Element) and part.tag in ("thead", "tbody", "tfoot"):
            rows += rows_of([child for child in part.children if not isinstance(child, str) or child.strip()])
        else:
            rows.append(part if isinstance(part, Element) and part.tag == "tr" else Element("tr", "", [part]))
    return rows


def cells_of(row: Element, notes: NotesOfQuestion) -> list[str]:
    cells = []
    for child in row.children:
        if isinstance(child, Element) and child.tag in ("td", "th"):
            remember(child, notes)
            cells.append(flat(child.children, notes))
        elif isinstance(child, Element) or child.strip():
            cells.append(flat([child], notes))
    return cells


def flat(children: list[Element | str], notes: NotesOfQuestion) -> str:
    """Return all in `children` as one line of Markdown."""
    return " ".join(inline(children, notes).split())


def inline(children: list[Element | str], notes: NotesOfQuestion) -> str:
    """Return inline Markdown. A line break is \\n; all other white space is one space."""
    pieces = []
    for kind, run in groupby(children, key=kind_of):
        nodes = list(run)
        if kind in ("strong", "em"):
            for node in nodes:
                remember(node, notes)
            inner = inline([child for node in nodes for child in node.children], notes)
            is_joined = pieces and pieces[-1].endswith("*")
            pieces.append(inner if is_joined else marked(inner, "**" if kind == "strong" else "*"))
        else:
            pieces += [piece(node, notes) for node in nodes]
    return re.sub(r" {2,}", " ", "".join(pieces))


def kind_of(node: Element | str) -> str:
    """Return "strong" or "em" for emphasis, so that neighbours become one, and "" for the rest."""
    if isinstance(node, str):
        return ""
    return "strong" if node.tag in STRONG else "em" if node.tag in EMPHASIS else ""


def marked(text: str, mark: str) -> str:
    """Return each line of `text` between marks, the white space at its ends outside of them."""
    lines = []
    for line in text.split("\n"):
        inner = line.strip()
        if not inner or inner.startswith("*") or inner.endswith("*"):
            lines.append(line)
        else:
            before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
            lines.append(f"{before}{mark}{inner}{mark}{after}")
    return "\n".join(lines)


def piece(node: Element | str, notes: NotesOfQuestion) -> str:
    if isinstance(node, str):
        return escaped(re.sub(r"\s+", " ", node))
    remember(node, notes)
    if node.tag == "br":
        return "\n"
    if node.tag == "img":
        return image(node, notes)
    if node.tag == "a":
        return link(node, notes)
    if node.tag == "code":
        return code(" ".join(words(node).split()))
    if node.tag in RAISED:
        return raised(node, notes)
    text = inline(node.children, notes)
    return f" {text} " if node.tag in BLOCKS else text


def image(node: Element, notes: NotesOfQuestion) -> str:
    source = node.attribute("src")
    name = "data" if source.startswith("data:") else unquote(source.rpartition("/")[2])
    notes.left_out("image", name=name or "?")
    return escaped(" ".join(node.attribute("alt").split()))


def link(node: Element, notes: NotesOfQuestion) -> str:
    address, text = node.attribute("href").strip(), flat(node.children, notes)
    if not address:
        return text
    if not WEB.match(address):
        notes.changed("link", address=address[:100])
        return text
    # A bracket in the text would end the link, escaped or not.
    text = (text or escaped(address)).replace("\\[", "&#91;").replace("]", "&#93;")
    return f"[{text}]({quote(address, safe=':/?#@!$&+,;=%~-._')})"


def code(text: str) -> str:
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{padding}{text}{padding}{fence}" if text else ""


def raised(node: Element, notes: NotesOfQuestion) -> str:
    """Return digits and signs as raised or lowered ones; other text as it is, with a note."""
    text = words(node).strip()
    if all(ord(sign) in RAISED[node.tag] for sign in text):
        return text.translate(RAISED[node.tag])
    notes.changed("tag", tag=node.tag)
    return inline(node.children, notes)
