"""Whether a page is the same page in both languages, apart from its words. No Django here."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from authoring.keys import key_of
from authoring.packages import Block, PackageFile, Problem, items_of, table_of
from authoring.parts import BANK, LESSON, QUIZ
from authoring.questions import is_question, question_id, question_of
from authoring.review.curriculum import LANGUAGES, Curriculum
from authoring.review.wording import sources_of

IN_WORDS = {"title", "summary", "lead", "objectives", "trainers"}
"""Settings of files that are written anew in each language. All others are the same."""

BLOCK_IN_WORDS = {"title", "caption", "alt", "credit", "note", "by", "hint", "bins", "unit"}


def missing_files(curriculum: Curriculum) -> Iterator[Problem]:
    """Yield each file that stands in one language only."""
    first, second = LANGUAGES
    names = {language: curriculum.names_in_folder(language) for language in LANGUAGES}
    for language, other in ((first, second), (second, first)):
        for name in sorted(names[language] - names[other]):
            yield Problem(f"{language}/{name}", 0, f"stands in {language}/ and not in {other}/")


def differences(file: PackageFile, other: PackageFile) -> Iterator[Problem]:
    """Yield what `other`, the same page in another language, has differently; the lines are those of `other`."""
    yield from differing_settings(file, other)
    if [block.kind for block in file.blocks] != [block.kind for block in other.blocks]:
        yield first_other_block(file, other)
        return
    for block, its in zip(file.blocks, other.blocks, strict=True):
        for name, expected, found in facets_that_differ(block, its, file, other):
            yield Problem(other.path, its.line, f"{name}: {found}, but {expected} in {file.path}:{block.line}")
    if missing := set(sources_of(file)) ^ set(sources_of(other)):
        yield Problem(other.path, 0, f"cited in one language only: {', '.join(sorted(missing))}")


def differing_settings(file: PackageFile, other: PackageFile) -> Iterator[Problem]:
    for name in sorted({*file.settings, *other.settings} - IN_WORDS):
        expected, found = file.settings.get(name), other.settings.get(name)
        if expected != found:
            yield Problem(other.path, other.line_of(name), f"“{name}” is {found}, but {expected} in {file.path}")
    expected, found = (len(list_of(one.settings.get("objectives"))) for one in (file, other))
    if expected != found:
        yield Problem(other.path, other.line_of("objectives"), f"{found} objectives, but {expected} in {file.path}")


def list_of(value: Any) -> list:
    return value if isinstance(value, list) else []


def first_other_block(file: PackageFile, other: PackageFile) -> Problem:
    for block, its in zip(file.blocks, other.blocks, strict=False):
        if block.kind != its.kind:
            words = f"a block “{its.kind}” where {file.path}:{block.line} has “{block.kind}”"
            return Problem(other.path, its.line, words)
    return Problem(other.path, 0, f"{len(other.blocks)} blocks, but {len(file.blocks)} in {file.path}")


def facets_that_differ(block: Block, its: Block, file: PackageFile, other: PackageFile):
    """Yield (name, expected, found) for everything in which two blocks of one kind may not differ and do."""
    facets, others = facets_of(block, file), facets_of(its, other)
    for name in sorted({*facets, *others}):
        if facets.get(name) != others.get(name):
            yield name, facets.get(name), others.get(name)


def facets_of(block: Block, file: PackageFile) -> dict[str, Any]:
    """Return what of a block does not depend on the language, by a name for a message."""
    facets: dict[str, Any] = {
        name: value for name, (value, _line) in block.settings.items() if name not in BLOCK_IN_WORDS
    }
    facets |= {f"has {name}": True for name in block.settings if name in BLOCK_IN_WORDS - {"unit"}}
    if is_question(block):
        return facets | facets_of_question(block, file)
    if block.kind in ("table", "chart"):
        headings, rows, _problems = table_of(block, file.path)
        facets |= {"columns": len(headings), "rows": len(rows)}
    if block.kind == "chart":
        facets["values"] = [row[1:] for _line, row in rows]
    if block.kind in ("timeline", "steps", "accordion"):
        facets["items"] = len(items_of(block))
    if block.kind == "text":
        facets["headings"] = [len(mark) for mark in re.findall(r"^(#+) ", block.text, re.MULTILINE)]
    return facets


def facets_of_question(block: Block, file: PackageFile) -> dict[str, Any]:
    """Return how many parts the question has and which are right."""
    name = file.path.rpartition("/")[2]
    place = {"bank.md": BANK, "quiz.md": QUIZ}.get(name, LESSON)
    question, _problems = question_of(block, file.path, question_id(key_of("pair"), block.get("name")), place=place)
    return {"parts": shape_of(question)}


def shape_of(question: Any) -> Any:
    """Return the question's parts without their words; None for a block that is no sound question."""
    return SHAPES[question.kind](question) if question else None


def shape_of_pairs(pairs: Any) -> list[tuple[bool, int]]:
    """Return, for each pair, whether it has a left side, and which of the rights it has, by number."""
    rights = list(dict.fromkeys(pair.right for pair in pairs))
    return [(bool(pair.left), rights.index(pair.right)) for pair in pairs]


SHAPES: dict[str, Callable[[Any], Any]] = {
    "single_choice": lambda question: [choice.is_correct for choice in question.choices],
    "multiple_choice": lambda question: [choice.is_correct for choice in question.choices],
    "true_false": lambda question: question.is_true,
    "matching": lambda question: shape_of_pairs(question.pairs),
    "ordering": lambda question: len(question.entries),
    "sorting": lambda question: (
        [(one.id, one.is_depends) for one in question.bins],
        [card.bin for card in question.cards],
    ),
    "numeric": lambda question: [(one.value, one.tolerance, one.credit) for one in question.accepted],
    # How many spellings there are depends on the language.
    "short_text": lambda question: sorted({one.credit for one in question.accepted}),
    "gaps": lambda question: [(gap.name, [choice.is_correct for choice in gap.choices]) for gap in question.gaps],
    "open_response": lambda question: len(question.criteria),
}
