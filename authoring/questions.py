"""From a block of a package file to a question, and every problem on the way. No Django here.

What all kinds have in common is read in authoring.parts; here each kind reads its own. The format is described in
curriculum/README.md.

A part's id is made from the question's id, the sort of part and its number from 1, so that it is the same at every
load and in every language; the id of a bin is its name.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from authoring.packages import Block, Problem
from authoring.parts import LESSON, MARKED, Part, Reading, divided
from questions.definitions import (
    KINDS,
    AcceptedNumber,
    AcceptedText,
    Bin,
    Card,
    Choice,
    Entry,
    Gap,
    Pair,
    Question,
)

COMMON = ("hint", "source", "lesson", "principle", "fidelity_item", "difficulty", "checked_until")

SORTED = re.compile(r"^\[([^\[\]]*)\](?:\s+(.*))?$")
NUMBER = re.compile(r"^([+-]?\d{1,15}(?:\.\d{1,15})?)(?:\s*±\s*(\d{1,15}(?:\.\d{1,15})?))?$", re.ASCII)
SIDES = re.compile(r"(?:^|\s+)=\s+")
NAMED = re.compile(r"^([a-z0-9-]+)(\?)?\s*=\s*(\S.*)$", re.DOTALL)
GAP = re.compile(r"\{([^{}\n]*)\}")
NAME_OF_GAP = re.compile(r"[a-z0-9-]+")


def question_id(key: uuid.UUID, name: str) -> uuid.UUID:
    """Return the id of the question `name` in the page or bank with this key."""
    return uuid.uuid5(key, f"question:{name}")


def kind_of(block: Block) -> str:
    """Return the block's kind as questions.definitions spells it."""
    return block.kind.replace("-", "_")


def is_question(block: Block) -> bool:
    return kind_of(block) in KINDS


def is_commitment(block: Block) -> bool:
    """Say whether the question is asked before the text and comes back at the end of the lesson."""
    return block.get("commit") == "yes"


def tags_of(block: Block) -> list[str]:
    return divided(block.get("tags"), ",")


def question_of(
    block: Block, path: str, question_id: uuid.UUID, *, place: str = LESSON
) -> tuple[Question | None, list[Problem]]:
    """Return (question, []), or (None, every problem found in the block).

    `place` is LESSON, BANK or QUIZ of authoring.parts. Whether source, lesson and the marks in the texts exist is not
    looked at here. `tags` and `commit` are no part of a question: see `tags_of` and `is_commitment`.
    """
    kind = READERS.get(kind_of(block))
    if kind is None:
        return None, [Problem(path, block.line, f"there is no kind of question “{block.kind}”")]
    reading = Reading(block, path, question_id)
    reading.divide()
    reading.check_settings(("name", *kind.required), (*COMMON, *kind.settings), place)
    if len(reading.parts) < kind.fewest:
        reading.report(block.line, f"at least {kind.fewest} {kind.part} needed: lines that begin with “- ”")
    values = {**reading.common(), **kind.values(reading)}
    if reading.problems:
        return None, sorted(set(reading.problems))
    return KINDS[kind_of(block)](**values), []


# The kinds ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """How a kind is read: the fields that only it has, its own settings, and how many parts of what sort it needs."""

    values: Callable[[Reading], dict[str, Any]]
    settings: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    fewest: int = 2
    part: str = "choices are"


def choices_of(reading: Reading) -> tuple[Choice, ...]:
    choices = []
    for part in reading.parts:
        is_right, text = reading.marked(part)
        if is_right is None:
            reading.report(part.line, "begin the choice with [x] if it is right, with [ ] if it is wrong")
        credit = 1.0 if is_right else 0.0
        choices.append(Choice(reading.part_id("choice", part.number), text, part.feedback, credit))
    reading.check_unique((part.line, choice.text) for part, choice in zip(reading.parts, choices, strict=True))
    if reading.parts and not any(choice.is_correct for choice in choices):
        reading.report(reading.block.line, "no choice is right: begin the right one with [x]")
    return tuple(choices)


def single_choice(reading: Reading) -> dict[str, Any]:
    choices = choices_of(reading)
    rights = [part for part, choice in zip(reading.parts, choices, strict=True) if choice.is_correct]
    for part in rights[1:]:
        reading.report(part.line, "a second choice is right; that is a question of the kind “multiple-choice”")
    return {"choices": choices, "is_order_fixed": reading.one_of("order", "fixed", "shuffled") == "fixed"}


def multiple_choice(reading: Reading) -> dict[str, Any]:
    return {
        "choices": choices_of(reading),
        "rule": reading.one_of("rule", "proportional", "all_or_nothing", default="proportional"),
        "is_order_fixed": reading.one_of("order", "fixed", "shuffled") == "fixed",
    }


def true_false(reading: Reading) -> dict[str, Any]:
    marks, feedback = {}, {}
    for part in reading.parts:
        is_right, text = reading.marked(part)
        if text not in ("true", "false") or is_right is None or text in marks:
            reading.report(part.line, "write “[x] true” and “[ ] false”, or “[ ] true” and “[x] false”")
        marks[text], feedback[text] = is_right, part.feedback
    if set(marks) == {"true", "false"} and marks["true"] == marks["false"]:
        reading.report(reading.block.line, "exactly one of “true” and “false” must be marked [x]")
    return {
        "is_true": marks.get("true") is True,
        "feedback_true": feedback.get("true", ""),
        "feedback_false": feedback.get("false", ""),
    }


def matching(reading: Reading) -> dict[str, Any]:
    pairs: list[tuple[int, Pair]] = []
    for part in reading.parts:
        sides = SIDES.split(part.text)
        if len(sides) == 2 and sides[1]:
            pair = Pair(reading.part_id("pair", part.number), *sides, part.feedback)
            pairs.append((part.line, pair))
        else:
            reading.report(part.line, "write the pair as “left = right”, or “= right” for what fits nothing")
    reading.check_unique((line, pair.left) for line, pair in pairs)
    rights = {pair.right for _line, pair in pairs if pair.left}
    for line, pair in pairs:
        if not pair.left and pair.right in rights:
            reading.report(line, f"“{pair.right}” is to fit nothing, but it is the right side of a pair")
    if pairs and sum(bool(pair.left) for _line, pair in pairs) < 2:
        reading.report(reading.block.line, "at least two pairs need a left side")
    elif pairs and len({pair.right for _line, pair in pairs}) < 2:
        reading.report(reading.block.line, "all right sides are the same")
    return {"pairs": tuple(pair for _line, pair in pairs)}


def entries_of(reading: Reading, sort: str) -> tuple[Entry, ...]:
    reading.check_unique((part.line, part.text) for part in reading.parts)
    return tuple(Entry(reading.part_id(sort, part.number), part.text, part.feedback) for part in reading.parts)


def ordering(reading: Reading) -> dict[str, Any]:
    rule = reading.one_of("rule", "position", "exact", "neighbours", default="position")
    return {"entries": entries_of(reading, "entry"), "rule": rule}


def sorting(reading: Reading) -> dict[str, Any]:
    bins = bins_of(reading)
    names = {one.id for one in bins}
    cards = []
    for part in reading.parts:
        found = SORTED.match(part.text)
        if not found or not found.group(2):
            reading.report(part.line, "write the card as “[name of its bin] what is on it”")
            continue
        if names and found.group(1) not in names:
            reading.report(part.line, f"there is no bin “{found.group(1)}”; the bins are {', '.join(sorted(names))}")
        cards.append(Card(reading.part_id("card", part.number), found.group(2), found.group(1), part.feedback))
    reading.check_unique((part.line, part.text.partition("]")[2].strip()) for part in reading.parts)
    return {"bins": bins, "cards": tuple(cards)}


def bins_of(reading: Reading) -> tuple[Bin, ...]:
    value, line = reading.block.settings.get("bins", ("", 0))
    bins: dict[str, Bin] = {}
    pieces = divided(value, ";")
    for piece in pieces:
        found = NAMED.match(piece)
        if not found:
            reading.report(line, f"“{piece}” is no bin: write “name = What people read”, divided by semicolons")
        elif found.group(1) in bins:
            reading.report(line, f"the bin “{found.group(1)}” is there twice")
        else:
            bins[found.group(1)] = Bin(found.group(1), found.group(3), found.group(2) is not None)
    if value and len(pieces) < 2:
        reading.report(line, "at least two bins are needed")
    return tuple(bins.values())


def numeric(reading: Reading) -> dict[str, Any]:
    numbers, others = [], []
    for part in reading.parts:
        is_right, text = reading.marked(part)
        key, found = reading.part_id("accepted", part.number), NUMBER.match(text)
        if text == "*":
            others.append(AcceptedNumber(key, None, 0.0, 0.0, part.feedback))
            check_any_other(reading, part, is_right)
        elif found:
            credit = 0.0 if is_right is False else 1.0
            numbers.append(
                AcceptedNumber(key, float(found.group(1)), float(found.group(2) or 0), credit, part.feedback)
            )
        else:
            reading.report(part.line, f"“{text}” is no number such as 61, -2.5 or 61 ± 0.5")
    reading.check_unique((part.line, reading.marked(part)[1]) for part in reading.parts)
    check_some_right(reading, numbers)
    units = tuple(divided(reading.block.get("unit"), ","))
    is_required = reading.one_of("unit_required", "yes", "no") == "yes"
    if is_required and not units:
        reading.report(reading.block.settings["unit_required"][1], "there is no “unit” that could be required")
    return {"accepted": (*numbers, *others), "units": units, "is_unit_required": is_required}


def short_text(reading: Reading) -> dict[str, Any]:
    texts, others = [], []
    for part in reading.parts:
        is_right, text = reading.marked(part)
        key = reading.part_id("accepted", part.number)
        if text == "*":
            others.append(AcceptedText(key, text, 0.0, part.feedback))
            check_any_other(reading, part, is_right)
        else:
            texts.append(AcceptedText(key, text, 0.0 if is_right is False else 1.0, part.feedback))
    reading.check_unique((part.line, reading.marked(part)[1]) for part in reading.parts)
    check_some_right(reading, texts)
    return {"accepted": (*texts, *others), "is_case_kept": is_case_kept(reading)}


def check_any_other(reading: Reading, part: Part, is_right: bool | None) -> None:
    if is_right:
        reading.report(part.line, "“*” stands for anything else and cannot be right")
    elif not part.feedback:
        reading.report(part.line, "“*” stands for anything else; it is there for its feedback, and has none")


def check_some_right(reading: Reading, accepted: list[AcceptedNumber] | list[AcceptedText]) -> None:
    if reading.parts and not any(one.credit for one in accepted):
        reading.report(reading.block.line, "nothing is accepted as right")


def is_case_kept(reading: Reading) -> bool:
    return reading.one_of("case", "kept") == "kept"


def gaps(reading: Reading) -> dict[str, Any]:
    prompt, text = text_with_gaps(reading)
    found = gaps_in_text(reading)
    known: dict[str, Gap] = {}
    for part in reading.parts:
        named = NAMED.match(part.text)
        if not named or named.group(2):
            reading.report(part.line, "write the gap as “name = what fits”")
            continue
        name = named.group(1)
        if name in known:
            reading.report(part.line, f"the gap “{name}” is there twice")
        elif name not in found:
            reading.report(part.line, f"there is no “{{{name}}}” in the text")
        if part.feedback:
            reading.report(part.line, "a gap has no feedback of its own: write it for the whole question")
        known[name] = gap_of(reading, part, name, named.group(3))
    for name, line in found.items():
        if name not in known:
            reading.report(line, f"nothing fits the gap “{name}”: there is no part “- {name} = …”")
    return {"prompt": prompt, "text": text, "gaps": tuple(known.values()), "is_case_kept": is_case_kept(reading)}


def text_with_gaps(reading: Reading) -> tuple[str, str]:
    """Return (prompt, text): the text begins with the first paragraph that has a gap."""
    paragraphs = re.split(r"\n\s*\n", reading.prompt)
    first = next((n for n, paragraph in enumerate(paragraphs) if GAP.search(paragraph)), len(paragraphs))
    if first == 0 and reading.prompt:
        line = reading.block.text_line
        reading.report(line, "say in a paragraph before the text with the gaps what is to be done")
    return "\n\n".join(paragraphs[:first]), "\n\n".join(paragraphs[first:])


def gaps_in_text(reading: Reading) -> dict[str, int]:
    """Return the line of each gap of the text, by name."""
    found: dict[str, int] = {}
    for line, text in enumerate(reading.prompt.split("\n"), start=reading.block.text_line):
        for name in GAP.findall(text):
            if not NAME_OF_GAP.fullmatch(name):
                reading.report(line, f"“{{{name}}}”: the name of a gap is lower-case letters, digits and hyphens")
            elif name in found:
                reading.report(line, f"the gap “{name}” is in the text twice")
            found.setdefault(name, line)
    return {name: line for name, line in found.items() if NAME_OF_GAP.fullmatch(name)}


def gap_of(reading: Reading, part: Part, name: str, value: str) -> Gap:
    key, sort = reading.part_id("gap", part.number), f"gap:{part.number}"
    pieces = [piece.strip() for piece in re.split(r"\s+/\s+", value)]
    marks = [MARKED.match(piece) for piece in pieces]
    if not any(marks):
        accepted = [AcceptedText(reading.part_id(f"{sort}:accepted", n), piece) for n, piece in enumerate(pieces, 1)]
        if "*" in pieces:
            reading.report(part.line, "“*” alone would let anything fit")
        return Gap(key, name, accepted=tuple(accepted))
    if not all(marks):
        reading.report(part.line, "begin each choice of the gap with [x] or [ ], or none of them")
        return Gap(key, name)
    choices = [
        Choice(reading.part_id(f"{sort}:choice", n), mark.group(2) or "", credit=0.0 if mark.group(1) == " " else 1.0)
        for n, mark in enumerate(marks, 1)
    ]
    texts = [choice.text for choice in choices]
    if len(set(texts)) < len(texts) or not all(texts):
        reading.report(part.line, "the choices of the gap need texts that differ")
    if sum(choice.is_correct for choice in choices) != 1 or len(choices) < 2:
        reading.report(part.line, "a gap needs two or more choices, exactly one of them right")
    return Gap(key, name, choices=tuple(choices))


def open_response(reading: Reading) -> dict[str, Any]:
    review = reading.one_of("review", "self", "reviewer", default="self")
    if review == "self" and not reading.feedback:
        reading.report(reading.block.line, "a model answer is missing, in lines of > at the end: it is compared with")
    criteria = entries_of(reading, "criterion")
    return {"criteria": criteria, "model_answer": reading.feedback, "feedback": "", "review": review}


READERS = {
    "single_choice": Kind(single_choice, settings=("order",)),
    "multiple_choice": Kind(multiple_choice, settings=("order", "rule")),
    "true_false": Kind(true_false, part="parts, true and false, are"),
    "matching": Kind(matching, part="pairs are"),
    "ordering": Kind(ordering, settings=("rule",), part="entries are"),
    "sorting": Kind(sorting, required=("bins",), part="cards are"),
    "numeric": Kind(numeric, settings=("unit", "unit_required"), fewest=1, part="accepted number is"),
    "short_text": Kind(short_text, settings=("case",), fewest=1, part="accepted spelling is"),
    "gaps": Kind(gaps, settings=("case",), fewest=1, part="gap is"),
    "open_response": Kind(open_response, settings=("review",), fewest=0),
}
