"""Moodle's types of question as our kinds. No Django.

Each reader takes a `Source` and returns a question without ids; None, with a note, for one that has no place here.
All raise Refused for a question that Moodle could not ask either.
"""

from collections.abc import Callable

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
from questions.formats.markdown import from_plain
from questions.formats.moodle_gaps import cloze, missing_words
from questions.formats.moodle_source import Source
from questions.formats.numbers import number_in
from questions.formats.ordering_rules import SELECTIONS, rule_of
from questions.formats.texts import to_markdown
from questions.formats.xml_tree import Node


def is_true(value: str) -> bool:
    return value.strip() not in ("", "0", "false")


def multiple_choice(source: Source) -> Question:
    choices = []
    for node in source.all("answer"):
        source.note_files(node)
        raw, feedback, credit = source.answer_parts(node)
        text = to_markdown(raw, node.attributes.get("format") or source.text_format, source.notes)
        choices.append(Choice("", text, feedback, credit))
    if len(choices) < 2:
        raise source.notes.refuse("too_few", count=2)
    is_fixed = not is_true(source.value("shuffleanswers", "false"))
    values = source.common() | {"choices": tuple(choices), "is_order_fixed": is_fixed}
    if is_true(source.value("single", "true")):
        return SingleChoice(**values)
    return MultipleChoice(**values, rule="weighted")


def true_false(source: Source) -> Question:
    """Old files have the words of their language for true and false; then the first answer is true."""
    values, feedback = {"is_true": True}, {"true": "", "false": ""}
    for number, node in enumerate(source.all("answer")):
        raw, told, credit = source.answer_parts(node)
        name = raw.lower()
        if name not in feedback:
            source.notes.changed("old_true_false")
            name = "false" if number else "true"
        feedback[name] = told
        if credit == 1:
            values["is_true"] = name == "true"
    if not source.all("answer"):
        raise source.notes.refuse("no_answer")
    told = {"feedback_true": feedback["true"], "feedback_false": feedback["false"]}
    return TrueFalse(**source.common(), **values, **told)


def short_text(source: Source) -> Question:
    accepted = []
    for node in source.all("answer"):
        raw, feedback, credit = source.answer_parts(node)
        accepted.append(AcceptedText("", raw, credit, feedback))
    if not accepted:
        raise source.notes.refuse("no_answer")
    is_case_kept = is_true(source.value("usecase", "0"))
    return ShortText(**source.common(), accepted=tuple(accepted), is_case_kept=is_case_kept)


def numeric(source: Source) -> Question:
    accepted = []
    for node in source.all("answer"):
        raw, feedback, credit = source.answer_parts(node)
        value = None if raw in ("", "*") else number_or_refuse(source, raw)
        tolerance = number_or_refuse(source, node.value("tolerance") or "0")
        accepted.append(AcceptedNumber("", value, abs(tolerance) if value is not None else 0.0, credit, feedback))
    if not accepted:
        raise source.notes.refuse("no_answer")
    units = units_of(source)
    is_required = bool(units) and source.value("unitgradingtype", "0") in ("1", "2")
    if is_required and number_in(source.value("unitpenalty", "0.1")) != 1:
        source.notes.changed("unit_needed")
    return Numeric(**source.common(), accepted=tuple(accepted), units=units, is_unit_required=is_required)


def number_or_refuse(source: Source, text: str) -> float:
    number = number_in(text)
    if number is None:
        raise source.notes.refuse("not_a_number", text=text[:80])
    return number


def units_of(source: Source) -> tuple[str, ...]:
    """Return the units in which the accepted numbers are told; the others would have to be converted."""
    units = []
    for holder in source.all("units"):
        for node in holder.all("unit"):
            name, multiplier = node.value("unit_name"), node.value("multiplier", "1")
            if number_in(multiplier) == 1 and name:
                units.append(name)
            else:
                source.notes.left_out("unit", unit=name, multiplier=multiplier[:20])
    return tuple(units)


def matching(source: Source) -> Question:
    pairs = []
    for node in source.all("subquestion"):
        left = source.markdown(node)
        right = right_side(source, node.first("answer"))
        if left or right:
            pairs.append(Pair("", left, right))
        else:
            source.notes.left_out("empty_choice")
    if len(pairs) < 2:
        raise source.notes.refuse("too_few", count=2)
    return Matching(**source.common(), pairs=tuple(pairs))


def right_side(source: Source, node: Node | None) -> str:
    """Return the answer of a pair: plain text, or in what is dragged formatted text."""
    if node is None:
        return ""
    if source.node.attributes.get("type") == "ddmatch":
        return source.markdown(node)
    source.note_files(node)
    return from_plain((node.first("text") or node).text)


def essay(source: Source) -> Question:
    model_answer = source.text("graderinfo")
    if model_answer:
        source.notes.changed("grader_notes")
    return OpenResponse(**source.common(), model_answer=model_answer, review="reviewer")


def ordering(source: Source) -> Question:
    entries = []
    for node in source.all("answer"):
        text = source.markdown(node, "moodle_auto_format")
        if text:
            entries.append(Entry("", text, source.markdown(node.first("feedback"), "moodle_auto_format")))
    if len(entries) < 2:
        raise source.notes.refuse("too_few", count=2)
    # Older files say "logical" and "studentsee".
    selection = source.value("selecttype") or source.value("logical")
    count = source.value("selectcount") or source.value("studentsee")
    is_all = SELECTIONS.get(selection.upper(), selection) in ("ALL", "0", "")
    if not is_all and (number_in(count) or 0) < len(entries):
        source.notes.changed("ordering_selection", count=count[:20] or "6")
    rule = rule_of(source.value("gradingtype"), source.notes)
    return Ordering(**source.common(), entries=tuple(entries), rule=rule)


KINDS: dict[str, Callable[[Source], Question | None]] = {
    "multichoice": multiple_choice,
    "truefalse": true_false,
    "shortanswer": short_text,
    "numerical": numeric,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "essay": essay,
    "ordering": ordering,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": missing_words,
    "ddwtos": missing_words,
}
