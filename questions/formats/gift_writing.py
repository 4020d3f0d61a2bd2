"""Questions as GIFT. No Django.

Above each question stands its original in a comment, so that reading gives back the same question. Below it is what
Moodle sees: the nearest that GIFT has.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from ipslearn.base.deferred import gettext_noop as _
from questions.definitions import (
    Choice,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Pair,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from questions.formats.decoding import one_line, printable
from questions.formats.gift_signs import FORMAT, escaped
from questions.formats.markdown import plain
from questions.formats.nearest import MOODLE_KINDS, common, nearest, unseen
from questions.formats.numbers import category_out, percent, written
from questions.formats.ordering_rules import WRITTEN
from questions.formats.originals import packed
from questions.formats.reports import Exported, Notes

SAFE_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,100}\Z")
SAFE_TAG = re.compile(r"^[^\[\]<>`\\]{1,100}\Z")
UNSEEN = {
    "hint": _("hint"),
    "is_order_fixed": _("fixed order"),
    "is_case_kept": _("capitals count"),
    "units": _("units"),
    "criteria": _("criteria"),
    "model_answer": _("model answer"),
}


def write(questions: Iterable[tuple[str, Question]]) -> Exported:
    """Return a GIFT file of (category, question)."""
    notes, paragraphs, current = Notes(), [], ""
    for number, (category, question) in enumerate(questions, start=1):
        path = category_out(printable(category)) if category else ""
        if path != current:
            paragraphs.append(f"$CATEGORY: {path or 'top'}")
            current = path
        paragraphs.append(paragraph_of(question))
        remark(question, number, notes)
    return Exported("".join(f"{one}\n\n" for one in paragraphs).encode(), notes.in_order())


def remark(question: Question, number: int, notes: Notes) -> None:
    if question.kind in MOODLE_KINDS:
        name = _("matching") if isinstance(question, Gaps) else MOODLE_KINDS[question.kind]
        notes.changed(number, "nearest", type=(name,))
    hidden = unseen(question, UNSEEN)
    if isinstance(question, Ordering) and question.feedback:
        hidden.append(_("feedback"))
    if hidden:
        notes.left_out(number, "only_here", fields=tuple(hidden))


def paragraph_of(question: Question) -> str:
    idnumber = question.id if SAFE_ID.match(question.id) else ""
    name = f"::{escaped(one_line(question.name))}::" if question.name.strip() else ""
    seen = simplified(nearest(question))
    visible = f"{name}[markdown]{sign(seen.prompt)}{BRACES[type(seen)](seen)}"
    lines = "\n".join(line.strip() for line in visible.split("\n"))
    tags = tuple(dict.fromkeys(tag for tag in question.tags if SAFE_TAG.match(tag) and one_line(tag) == tag))
    comment = packed(question, visible_of(lines, idnumber, tags))
    marks = [f"[id:{idnumber}]"] if idnumber else []
    marks += [f"[tag:{tag}]" for tag in tags]
    return "\n".join([f"// {comment}", *([f"// {' '.join(marks)}"] if marks else []), visible])


def visible_of(lines: str, idnumber: str, tags: tuple[str, ...]) -> str:
    """Return what the stamp of the original is taken of."""
    return "\n".join([idnumber, *tags, lines])


def simplified(question: Question) -> Question:
    """Return gaps as what GIFT has: pairs of gap and answer, or for a single gap a short answer or a choice."""
    if not isinstance(question, Gaps):
        return question
    text = question.text
    for number, gap in enumerate(question.gaps, start=1):
        text = text.replace(f"{{{gap.name}}}", f"({number}) _____")
    values: dict[str, Any] = common(question) | {"prompt": f"{question.prompt}\n\n{text}".strip()}
    if len(question.gaps) == 1:
        (gap,) = question.gaps
        if len(gap.choices) > 1:
            return SingleChoice(**values, choices=gap.choices)
        return ShortText(**values, accepted=gap.accepted)
    return Matching(**values, pairs=tuple(pairs_of(question.gaps)))


def pairs_of(gaps: Iterable[Gap]) -> list[Pair]:
    pairs, others = [], {}
    for number, gap in enumerate(gaps, start=1):
        offered: tuple = gap.choices or gap.accepted
        best = max(offered, key=lambda one: one.credit, default=Choice("", ""))
        pairs.append(Pair(gap.id, f"({number})", best.text))
        others |= {one.text: one.id for one in gap.choices if not one.is_correct}
    rights = {pair.right for pair in pairs}
    return pairs + [Pair(identity, "", text) for text, identity in others.items() if text not in rights]


def sign(text: str) -> str:
    return escaped(printable(text).strip())


def marked(text: str, mark: str = "[markdown]") -> str:
    """Return a text of an answer; one that looks as if it began with a format names its format."""
    text = sign(text)
    return f"{mark}{text}" if FORMAT.match(text) else text


def feedback_of(part) -> str:
    return f"#{marked(part.feedback)}" if part.feedback.strip() else ""


def braces(lines: Iterable[str], question: Question, opening: str = "{") -> str:
    general = [f"####{marked(question.feedback)}"] if question.feedback.strip() else []
    return "\n\t".join([opening, *lines, *general]) + "\n}"


def choice(question: SingleChoice | MultipleChoice) -> str:
    lines = []
    for one in question.choices:
        text = marked(one.text)
        if one.credit == 1 and isinstance(question, SingleChoice):
            weight = "="
        elif one.credit == 0 and not text.startswith("%"):
            weight = "~"
        else:
            weight = f"~%{percent(one.credit)}%"
        lines.append(f"{weight}{text}{feedback_of(one)}")
    return braces(lines, question)


def true_false(question: TrueFalse) -> str:
    right, wrong = marked(question.feedback_true), marked(question.feedback_false)
    if not question.is_true:
        right, wrong = wrong, right
    inside = "TRUE" if question.is_true else "FALSE"
    if wrong or right:
        inside += f"#{wrong}" + (f"#{right}" if right else "")
    general = f"####{marked(question.feedback)}" if question.feedback.strip() else ""
    return f"{{{inside}{general}}}"


def matching(question: Matching) -> str:
    """An arrow in a text would part it; it becomes another arrow."""
    rows = [(pair.left.replace("->", "→"), plain(pair.right).replace("->", "→")) for pair in question.pairs]
    return braces([f"={marked(left)} -> {sign(right)}" for left, right in rows], question)


def short_text(question: ShortText) -> str:
    lines = [f"=%{percent(one.credit)}%{marked(one.text, '[plain]')}{feedback_of(one)}" for one in question.accepted]
    return braces(lines, question)


def numeric(question: Numeric) -> str:
    lines = []
    for one in question.accepted:
        number = "*" if one.value is None else f"{written(one.value)}:{written(one.tolerance)}"
        lines.append(f"=%{percent(one.credit)}%{number}{feedback_of(one)}")
    return braces(lines, question, "{#")


def ordering(question: Ordering) -> str:
    """Moodle reads these lines as they are, so that no sign can be escaped, and a brace would end them."""
    texts = [one_line(plain(one.text)).translate(str.maketrans("{}", "()")) for one in question.entries]
    lines = [text.replace("//", "/ /", 1) if text.startswith("//") else text for text in texts if text]
    head = f"{{>{len(lines)} ALL VERTICAL {WRITTEN[question.rule]}"
    return "\n".join([head, *lines, "}"])


def open_response(question: OpenResponse) -> str:
    return f"{{####{marked(question.feedback)}}}" if question.feedback.strip() else "{}"


BRACES: dict[type, Callable[[Any], str]] = {
    SingleChoice: choice,
    MultipleChoice: choice,
    TrueFalse: true_false,
    Matching: matching,
    Ordering: ordering,
    Numeric: numeric,
    ShortText: short_text,
    OpenResponse: open_response,
}
