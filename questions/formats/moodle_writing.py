"""Questions as Moodle XML. No Django.

In each question stands its original in a comment, which Moodle passes over, so that reading gives back the same
question. Beside it is what Moodle sees: the nearest type that it has.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from questions.definitions import (
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from questions.formats.cloze_writing import cloze_text
from questions.formats.decoding import one_line, printable
from questions.formats.markdown import plain
from questions.formats.nearest import MOODLE_KINDS, label_of, nearest, unseen
from questions.formats.numbers import category_out, percent, written
from questions.formats.ordering_rules import WRITTEN
from questions.formats.originals import packed
from questions.formats.reports import Exported, Notes
from questions.formats.xml_tree import Node

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
LONGEST_IDNUMBER = 100
MARKDOWN, PLAIN = "markdown", "moodle_auto_format"


def write(questions: Iterable[tuple[str, Question]]) -> Exported:
    """Return a Moodle XML file of (category, question)."""
    notes, pieces, current = Notes(), [HEAD], ""
    for number, (category, question) in enumerate(questions, start=1):
        path = category_out(printable(category)) if category else ""
        if path != current:
            pieces.append(serialized(category_node(path or "top")))
            current = path
        node = question_node(question)
        pieces.append(serialized(node, f"<!-- {packed(question, node.visible)} -->"))
        if question.kind in MOODLE_KINDS:
            notes.changed(number, "nearest", type=(MOODLE_KINDS[question.kind],))
        hidden = unseen(question, {})
        if hidden:
            notes.left_out(number, "only_here", fields=tuple(hidden))
    return Exported("".join([*pieces, "</quiz>\n"]).encode(), notes.in_order())


def serialized(node: Node, comment: str = "", indent: str = "  ") -> str:
    """Return an element as XML; the comment stands before its first child."""
    head = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes.items())
    if not node.children:
        return f"{indent}<{node.tag}{head}>{escape(node.text)}</{node.tag}>\n"
    inner = "".join(serialized(child, "", f"{indent}  ") for child in node.children)
    first = f"{indent}  {comment}\n" if comment else ""
    return f"{indent}<{node.tag}{head}>\n{first}{inner}{indent}</{node.tag}>\n"


def leaf(tag: str, text: str) -> Node:
    return Node(tag, text=printable(text))


def formatted(tag: str, text: str, text_format: str = MARKDOWN, *others: Node) -> Node:
    return Node(tag, attributes={"format": text_format}, children=[leaf("text", text), *others])


def category_node(path: str) -> Node:
    return Node("question", attributes={"type": "category"}, children=[Node("category", children=[leaf("text", path)])])


def question_node(question: Question) -> Node:
    """Return what Moodle sees of a question."""
    seen = nearest(question)
    kind, build = TYPES[type(seen)]
    text = cloze_text(seen) if isinstance(seen, Gaps) else seen.prompt
    name = one_line(seen.name) or one_line(plain(label_of(seen))) or "–"
    children = [
        Node("name", children=[leaf("text", name)]),
        formatted("questiontext", text),
        formatted("generalfeedback", seen.feedback),
        *([] if isinstance(seen, Gaps) else [leaf("defaultgrade", "1")]),
        *(leaf("penalty", "0"), leaf("hidden", "0")),
    ]
    if question.id == one_line(question.id) and len(question.id) <= LONGEST_IDNUMBER:
        children.append(leaf("idnumber", question.id))
    children += build(seen)
    if seen.hint.strip():
        children.append(formatted("hint", seen.hint))
    tags = [Node("tag", children=[leaf("text", tag)]) for tag in question.tags]
    if tags:
        children.append(Node("tags", children=tags))
    return Node("question", attributes={"type": kind}, children=children)


def answer(text: str, credit: float, feedback: str, text_format: str, *others: Node) -> Node:
    node = formatted("answer", text, text_format, *others, formatted("feedback", feedback))
    node.attributes = {"fraction": percent(credit), **node.attributes}
    return node


def choice(question: SingleChoice | MultipleChoice) -> list[Node]:
    is_single = isinstance(question, SingleChoice)
    return [
        leaf("single", "true" if is_single else "false"),
        leaf("shuffleanswers", "false" if question.is_order_fixed else "true"),
        leaf("answernumbering", "none"),
        *(answer(one.text, one.credit, one.feedback, MARKDOWN) for one in question.choices),
    ]


def true_false(question: TrueFalse) -> list[Node]:
    return [
        answer("true", float(question.is_true), question.feedback_true, PLAIN),
        answer("false", float(not question.is_true), question.feedback_false, PLAIN),
    ]


def short_text(question: ShortText) -> list[Node]:
    answers = [answer(one.text, one.credit, one.feedback, PLAIN) for one in question.accepted]
    return [leaf("usecase", "1" if question.is_case_kept else "0"), *answers]


def numeric(question: Numeric) -> list[Node]:
    nodes = []
    for one in question.accepted:
        value = "*" if one.value is None else written(one.value)
        nodes.append(answer(value, one.credit, one.feedback, PLAIN, leaf("tolerance", written(one.tolerance))))
    units = [Node("unit", children=[leaf("multiplier", "1"), leaf("unit_name", unit)]) for unit in question.units]
    if units:
        nodes.append(Node("units", children=units))
    nodes.append(leaf("unitgradingtype", "1" if question.is_unit_required else "0"))
    return [*nodes, leaf("unitpenalty", "1"), leaf("showunits", "0" if units else "3"), leaf("unitsleft", "0")]


def matching(question: Matching) -> list[Node]:
    pairs = []
    for pair in question.pairs:
        right = Node("answer", children=[leaf("text", plain(pair.right))])
        pairs.append(formatted("subquestion", pair.left, MARKDOWN, right))
    return [leaf("shuffleanswers", "true"), *pairs]


def ordering(question: Ordering) -> list[Node]:
    head = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": str(len(question.entries))}
    nodes = [leaf(tag, text) for tag, text in head.items()] + [leaf("gradingtype", WRITTEN[question.rule])]
    for number, entry in enumerate(question.entries, start=1):
        node = formatted("answer", entry.text)
        node.attributes = {"fraction": str(number), **node.attributes}
        nodes.append(node)
    return nodes


def open_response(question: OpenResponse) -> list[Node]:
    criteria = "\n".join(f"- {one_line(one.text)}" for one in question.criteria)
    told = "\n\n".join(part for part in (question.model_answer, criteria) if part.strip())
    return [leaf("responseformat", "editor"), formatted("graderinfo", told), formatted("responsetemplate", "")]


def gaps(question: Gaps) -> list[Node]:
    return []


TYPES: dict[type, tuple[str, Callable[[Any], list[Node]]]] = {
    SingleChoice: ("multichoice", choice),
    MultipleChoice: ("multichoice", choice),
    TrueFalse: ("truefalse", true_false),
    ShortText: ("shortanswer", short_text),
    Numeric: ("numerical", numeric),
    Matching: ("matching", matching),
    Ordering: ("ordering", ordering),
    OpenResponse: ("essay", open_response),
    Gaps: ("cloze", gaps),
}
