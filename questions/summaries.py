"""A response, or the right answer, in one line of plain words: for reports and exports. No Django.

    summary(question, "b")           Train-place
    summary(question, ["a", "b"])    Zero exclusion, Rapid search
    right_answer(question)           Psychiatrist → Adjusts medicine; Employment specialist → Meets employers

What is not of the question is left out, so that any JSON value has a summary; nothing answered is "".
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from questions.scoring import mapping, strings

# The reader's language is not known here: whoever asks may bring other words.
WORDS = {"true": "True", "false": "False"}
FULL = 0.9999

# Signs that are words and not marks wait here, in the private use area, until the marks are gone.
HIDE = {ord(sign): 0xE000 + ord(sign) for sign in string.punctuation}
SHOW = {hidden: sign for sign, hidden in HIDE.items()}
SIGNS = re.compile(r"\\([!-/:-@\[-`{-~])")
CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
MARKS = [
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]"), r"\1"),
    (re.compile(r"(?<![ \t])[ \t]*\[@[a-z0-9-]{1,100}(?:\s*;\s*@[a-z0-9-]{1,100})*\]"), ""),
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"^[ \t]*[|:*_ \t-]{3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:(?:#{1,6}|>|[-*+])[ \t]+)+", re.MULTILINE), ""),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE), lambda row: row[1].replace("|", " ")),
]


def plain_words(text: str) -> str:
    """Return the words of a Markdown text in one line, without its marks and citations."""
    text = CODE.sub(lambda found: found[2].strip().translate(HIDE), text)
    text = SIGNS.sub(lambda found: found[1].translate(HIDE), text)
    for mark, words in MARKS:
        text = mark.sub(words, text)
    return one_line(text.translate(SHOW))


def one_line(text: str) -> str:
    return " ".join(text.split())


def summary(question: Question, response: Any, *, words: Mapping[str, str] = WORDS) -> str:
    """Return what was answered. `words` are those for true and false."""
    if isinstance(question, TrueFalse):
        return words[response] if response in ("true", "false") else ""
    return SUMMARIES[type(question)](question, response)


def right_answer(question: Question, *, words: Mapping[str, str] = WORDS) -> str:
    """Return what is worth all: "/" between answers that stand for each other, the model answer of an open response."""
    if isinstance(question, TrueFalse):
        return words["true" if question.is_true else "false"]
    if found := ANSWERS.get(type(question)):
        return found(question)
    return SUMMARIES[type(question)](question, RESPONSES[type(question)](question))


def listed(parts: Iterable[str]) -> str:
    """Return the parts with commas; with semicolons if a part has a comma itself."""
    parts = list(parts)
    return ("; " if any(sign in part for part in parts for sign in ",、，") else ", ").join(parts)


def paired(pairs: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{left} → {right}" for left, right in pairs)


def typed(response: Any) -> str:
    return one_line(response) if isinstance(response, str) else ""


def single_choice(question: SingleChoice, response: Any) -> str:
    return next((plain_words(one.text) for one in question.choices if one.id == response), "")


def multiple_choice(question: MultipleChoice, response: Any) -> str:
    ids = set(strings(response))
    return listed(plain_words(one.text) for one in question.choices if one.id in ids)


def matching(question: Matching, response: Any) -> str:
    rights, given = {one.id: one.right for one in question.pairs}, mapping(response)
    asked = [one for one in question.asked if given.get(one.id) in rights]
    return paired((plain_words(one.left), one_line(rights[given[one.id]])) for one in asked)


def ordering(question: Ordering, response: Any) -> str:
    texts = {one.id: plain_words(one.text) for one in question.entries}
    given = dict.fromkeys(one for one in strings(response) if one in texts)
    return " ".join(f"{place}. {texts[one]}" for place, one in enumerate(given, start=1))


def sorting(question: Sorting, response: Any) -> str:
    bins, given = {one.id: one.text for one in question.bins}, mapping(response)
    cards = [one for one in question.cards if given.get(one.id) in bins]
    return paired((plain_words(one.text), one_line(bins[given[one.id]])) for one in cards)


def gaps(question: Gaps, response: Any) -> str:
    given = mapping(response)
    filled = [(gap.name, words_in(gap, given.get(gap.id, ""))) for gap in question.gaps]
    return "; ".join(f"{name}: {words}" for name, words in filled if words)


def words_in(gap: Gap, given: str) -> str:
    """Return what stands in a gap; nothing if it is not one of those that were offered."""
    return one_line(next((one.text for one in gap.choices if one.id == given), "") if gap.choices else given)


def open_response(question: OpenResponse, response: Any) -> str:
    return typed(response.get("text")) if isinstance(response, dict) else ""


def best(choices: Sequence[Choice | AcceptedText]) -> list:
    """Return those worth most, if they are worth anything: a question may have none that is worth all."""
    most = max((one.credit for one in choices), default=0.0)
    return [one for one in choices if one.credit >= min(most, FULL) and one.credit > 0]


def right_choice(question: SingleChoice) -> str:
    return " / ".join(plain_words(one.text) for one in best(question.choices))


def right_number(question: Numeric) -> str:
    unit = question.units[0] if question.units else ""
    found = [one for one in question.accepted if one.value is not None and one.credit >= FULL]
    return " / ".join(f"{number_in_words(one)} {unit}".strip() for one in found)


def number_in_words(accepted: AcceptedNumber) -> str:
    number = f"{accepted.value:.12g}"
    return f"{number} ± {accepted.tolerance:.12g}" if accepted.tolerance else number


def spellings(accepted: Sequence[AcceptedText]) -> str:
    """Return the right spellings, with "…" where anything may stand."""
    return " / ".join(re.sub(r"(?<!\\)\*", "…", one.text).replace("\\*", "*") for one in best(accepted))


def right_gaps(question: Gaps) -> str:
    answers = [
        (gap.name, " / ".join(one_line(one.text) for one in best(gap.choices)) or spellings(gap.accepted))
        for gap in question.gaps
    ]
    return "; ".join(f"{name}: {words}" for name, words in answers if words)


SUMMARIES: dict[type, Callable[[Any, Any], str]] = {
    SingleChoice: single_choice,
    MultipleChoice: multiple_choice,
    Matching: matching,
    Ordering: ordering,
    Sorting: sorting,
    Numeric: lambda _question, response: typed(response),
    ShortText: lambda _question, response: typed(response),
    Gaps: gaps,
    OpenResponse: open_response,
}
# The right answer is the right response in words, or has words of its own.
RESPONSES: dict[type, Callable[[Any], Any]] = {
    MultipleChoice: lambda question: [one.id for one in question.choices if one.is_correct],
    Matching: lambda question: {one.id: one.id for one in question.asked},
    Ordering: lambda question: [one.id for one in question.entries],
    Sorting: lambda question: {one.id: one.bin for one in question.cards},
}
ANSWERS: dict[type, Callable[[Any], str]] = {
    SingleChoice: right_choice,
    Numeric: right_number,
    ShortText: lambda question: spellings(question.accepted),
    Gaps: right_gaps,
    OpenResponse: lambda question: plain_words(question.model_answer),
}
