"""Questions in the Aiken format, read and written. No Django.

One right choice, no feedback, nothing else:

    What is 1 + 1?
    A. 2
    B. 3
    ANSWER: A
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ipslearn.base.deferred import gettext_noop as _
from questions.definitions import Choice, Question, SingleChoice
from questions.formats.assembly import Assembly
from questions.formats.decoding import one_line, text_of
from questions.formats.markdown import from_plain, plain
from questions.formats.nearest import label_of, unseen
from questions.formats.reports import Exported, Imported, Notes, Refused, refused

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHOICE = re.compile(r"^([A-ZＡ-Ｚ])[).．）]\s*(.*)$")
ANSWER = re.compile(r"^(?:ANSWER|ＡＮＳＷＥＲ)\s{0,5}[:：]\s{0,20}(.*)$", re.IGNORECASE)
NOT_KEPT = {
    "name": _("name"),
    "tags": _("tags"),
    "feedback": _("feedback"),
    "hint": _("hint"),
    "is_order_fixed": _("fixed order"),
    "choices.feedback": _("feedback of choices"),
}


@dataclass
class Draft:
    """What was read of a question so far. `line` is 0 before its first line; a broken one is read over to its end."""

    is_broken: bool = False
    line: int = 0
    prompt: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


def read(data: bytes) -> Imported:
    """Return the questions of an Aiken file. Never raises: what cannot be read is a note."""
    assembly = Assembly("aiken")
    draft, number = Draft(), 0
    try:
        lines = text_of(data).split("\n")
    except Refused as refusal:
        assembly.refuse(refusal)
        return assembly.imported()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                draft = read_line(line.strip(), number, draft, assembly)
            except Refused as refusal:
                assembly.refuse(refusal)
                draft = Draft(is_broken=not ANSWER.match(line.strip()))
    if draft.prompt:
        assembly.refuse(refused(draft.line, "no_answer_line"))
    return assembly.imported()


def read_line(line: str, number: int, draft: Draft, assembly: Assembly) -> Draft:
    """Add a line to the draft, and return the draft of the next line. Raise Refused."""
    answer = ANSWER.match(line)
    if draft.is_broken:
        return Draft() if answer else draft
    if answer and (draft.choices or len(answer[1]) == 1):
        assembly.add(finished(draft, answer[1], number), draft.line, category="")
        return Draft()
    choice = CHOICE.match(line)
    letter = unicodedata.normalize("NFKC", choice[1]) if choice else ""
    expected = LETTERS[len(draft.choices)] if len(draft.choices) < len(LETTERS) else "?"
    if choice and (letter == expected or draft.choices):
        if letter != expected:
            raise refused(number, "label_order", label=letter, expected=expected)
        if not draft.prompt:
            raise refused(number, "no_prompt")
        draft.choices.append(choice[2].strip())
        return draft
    if draft.choices:
        raise refused(number, "text_after_choices")
    draft.line = draft.line or number
    draft.prompt.append(line)
    return draft


def finished(draft: Draft, answer: str, number: int) -> SingleChoice:
    """Return the question without ids. Raise Refused."""
    if not draft.prompt:
        raise refused(number, "no_prompt")
    if len(draft.choices) < 2:
        raise refused(draft.line, "too_few", count=2)
    label = unicodedata.normalize("NFKC", answer.strip())[:1].upper()
    right = LETTERS.find(label) if label else -1
    if not 0 <= right < len(draft.choices):
        raise refused(number, "answer_label", label=answer[:40])
    choices = [Choice("", from_plain(text), credit=float(n == right)) for n, text in enumerate(draft.choices)]
    return SingleChoice(id="", prompt=from_plain("\n".join(draft.prompt)), choices=tuple(choices))


def write(questions: Iterable[tuple[str, Question]]) -> Exported:
    """Return an Aiken file of (category, question). Only single choices with one right choice are in it."""
    notes, paragraphs = Notes(), []
    for number, (category, question) in enumerate(questions, start=1):
        text = text_out(question)
        if not text:
            notes.left_out(number, "not_written", name=label_of(question))
            continue
        paragraphs.append(text)
        lost = [*([_("category")] if category else []), *unseen(question, NOT_KEPT), *partial(question)]
        if lost:
            notes.left_out(number, "not_kept", fields=tuple(lost))
    return Exported("".join(f"{one}\n\n" for one in paragraphs).encode(), notes.in_order())


def partial(question: SingleChoice) -> list[str]:
    return [_("partial credit")] if any(one.credit not in (0, 1) for one in question.choices) else []


def text_out(question: Question) -> str:
    """Return the question as Aiken, "" if it cannot be told so."""
    if not isinstance(question, SingleChoice) or not 2 <= len(question.choices) <= len(LETTERS):
        return ""
    right = [letter for letter, one in zip(LETTERS, question.choices, strict=False) if one.credit == 1]
    texts = [one_line(plain(text)) for text in (question.prompt, *(one.text for one in question.choices))]
    if len(right) != 1 or not all(texts) or CHOICE.match(texts[0]) or ANSWER.match(texts[0]):
        return ""
    prompt, *choices = texts
    lines = [f"{letter}. {text}" for letter, text in zip(LETTERS, choices, strict=False)]
    return "\n".join([prompt, *lines, f"ANSWER: {right[0]}"])
