"""What stands in the braces of a GIFT question. No Django."""

import re
from dataclasses import dataclass
from typing import Any

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    Entry,
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
from questions.formats.gift_signs import FORMAT, shown
from questions.formats.markdown import from_plain
from questions.formats.numbers import number_in
from questions.formats.ordering_rules import DISPLAYS, LAYOUTS, SELECTIONS, is_rule, rule_of
from questions.formats.reports import NotesOfQuestion
from questions.formats.texts import to_markdown

WEIGHT = re.compile(r"^%(-*)(\d{1,6}\.?\d{0,10})%")
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass
class Answers:
    """What is between the braces, with the text format of the question."""

    inside: str
    text_format: str
    notes: NotesOfQuestion

    def text(self, text: str) -> str:
        """Return a text, which may begin with a format of its own, as Markdown."""
        text = text.strip()
        found = FORMAT.match(text)
        kind = found[1] if found else self.text_format
        return to_markdown(shown(text[found.end() :] if found else text).strip(), kind, self.notes)

    def typed(self, text: str) -> str:
        """Return a text that is compared with what learners type: it has no format."""
        return shown(FORMAT.sub("", text.strip())).strip()

    def parts(self, sign: str) -> list[str]:
        """Return what stands behind each `sign`; what is empty is left out, with a note unless it is the first."""
        first, *others = (one.strip() for one in self.inside.split(sign))
        if not all(others):
            self.notes.left_out("empty_choice")
        return [one for one in (first, *others) if one]

    def weighted(self, text: str, default: float) -> tuple[float, str]:
        """Return the credit that a text begins with, and the rest of it."""
        found = WEIGHT.match(text)
        if not found:
            return default, text
        return self.credit(float(found[2]) * (-1 if found[1] else 1)), text[found.end() :].strip()

    def credit(self, percent: float) -> float:
        limit = max(-100.0, min(100.0, percent))
        if limit != percent:
            self.notes.changed("credit", percent=f"{percent:g}", limit=f"{limit:g}")
        return round(limit / 100, 10)


def question_of(answers: Answers, values: dict[str, Any]) -> Question:
    """Return the question of the kind that its answers show. Raise Refused."""
    inside = answers.inside
    if not inside:
        return OpenResponse(**values, review="reviewer")
    if inside.startswith("#"):
        return numeric(answers, values)
    if inside.startswith(">"):
        return ordering(answers, values)
    if "~" in inside:
        return choice(answers, values)
    if "=" in inside and "->" in inside:
        return matching(answers, values)
    if inside.split("#")[0].strip() in TRUE + FALSE:
        return true_false(answers, values)
    return short_text(answers, values)


def choice(answers: Answers, values: dict[str, Any]) -> Question:
    """A choice marked = makes it a single choice; only weights make it a multiple one."""
    is_single = "=" in answers.inside
    answers.inside = answers.inside.replace("=", "~=")
    choices = []
    for part in answers.parts("~"):
        if part.startswith("="):
            credit, text = 1.0, part[1:]
        else:
            credit, text = answers.weighted(part, 0.0)
        text, _mark, feedback = text.partition("#")
        choices.append(Choice("", answers.text(text), answers.text(feedback), credit))
    if len(choices) < 2:
        raise answers.notes.refuse("too_few", count=2)
    if is_single:
        return SingleChoice(**values, choices=tuple(choices))
    return MultipleChoice(**values, choices=tuple(choices), rule="weighted")


def true_false(answers: Answers, values: dict[str, Any]) -> Question:
    answer, wrong, right = [*answers.inside.split("#", 2), "", ""][:3]
    feedback = {"feedback_true": answers.text(right), "feedback_false": answers.text(wrong)}
    if answer.strip() in TRUE:
        return TrueFalse(**values, is_true=True, **feedback)
    turned = {"feedback_true": feedback["feedback_false"], "feedback_false": feedback["feedback_true"]}
    return TrueFalse(**values, is_true=False, **turned)


def matching(answers: Answers, values: dict[str, Any]) -> Question:
    pairs = []
    for part in answers.parts("="):
        left, arrow, right = part.partition("->")
        if not arrow:
            raise answers.notes.refuse("no_arrow", text=shown(part)[:80])
        pairs.append(Pair("", answers.text(left), from_plain(shown(right))))
    if len(pairs) < 2:
        raise answers.notes.refuse("too_few", count=2)
    return Matching(**values, pairs=tuple(pairs))


def short_text(answers: Answers, values: dict[str, Any]) -> Question:
    accepted = []
    for part in answers.parts("="):
        credit, text = answers.weighted(part, 1.0)
        text, _mark, feedback = text.partition("#")
        accepted.append(AcceptedText("", answers.typed(text), credit, answers.text(feedback)))
    if not accepted:
        raise answers.notes.refuse("no_answer")
    return ShortText(**values, accepted=tuple(accepted))


def numeric(answers: Answers, values: dict[str, Any]) -> Question:
    """What stands behind ~ is feedback for every other number."""
    answers.inside, has_other, other = answers.inside[1:].partition("~")
    accepted = []
    for part in answers.parts("="):
        credit, text = answers.weighted(part, 1.0)
        text, _mark, feedback = text.partition("#")
        value, tolerance = number_and_tolerance(answers, answers.typed(text))
        accepted.append(AcceptedNumber("", value, tolerance, credit, answers.text(feedback)))
    if not accepted:
        raise answers.notes.refuse("no_answer")
    if has_other:
        accepted.append(AcceptedNumber("", None, 0.0, 0.0, answers.text(other.partition("#")[2])))
    return Numeric(**values, accepted=tuple(accepted))


def number_and_tolerance(answers: Answers, text: str) -> tuple[float | None, float]:
    """Read "3", "3:0.1", "2.9..3.1" and "*". Raise Refused."""
    low, dots, high = text.partition("..")
    value, colon, tolerance = text.partition(":")
    if value.strip() == "*":
        return None, 0.0
    numbers = [number_in(one) for one in ((low, high) if dots else (value, tolerance if colon else "0"))]
    if None in numbers:
        raise answers.notes.refuse("not_a_number", text=text[:80])
    first, second = numbers
    return ((first + second) / 2, abs(second - first) / 2) if dots else (first, abs(second))


def ordering(answers: Answers, values: dict[str, Any]) -> Question:
    """The parts of an order, each on its line, below how many are shown and which rule scores them."""
    head, *lines = answers.inside[1:].split("\n")
    words = head.split()
    count = words.pop(0) if words and words[0].isdigit() else ""
    selection = words.pop(0) if words and words[0] in SELECTIONS else ""
    if words and words[0] in LAYOUTS:
        words.pop(0)
    rule = rule_of(words.pop(0) if words and is_rule(words[0]) else "", answers.notes)
    while words and words[0] in DISPLAYS:
        words.pop(0)
    entries = [Entry("", answers.text(line)) for line in (" ".join(words), *lines) if line.strip()]
    if len(entries) < 2:
        raise answers.notes.refuse("too_few", count=2)
    if count and int(count) < len(entries) and SELECTIONS.get(selection) != "ALL":
        answers.notes.changed("ordering_selection", count=count)
    return Ordering(**values, entries=tuple(entries), rule=rule)
