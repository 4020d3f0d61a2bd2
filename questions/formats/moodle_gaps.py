r"""Gaps in a text as Moodle writes them: cloze, "select missing words" and "drag words into text". No Django.

    Tokyo is the capital of {1:SHORTANSWER:=Japan#Right.~%50%Nippon}.
    Tokyo is the capital of [[1]].

While the text is converted, a gap is a sign that nobody types.
"""

import html
import re
from dataclasses import dataclass

from questions.definitions import AcceptedText, Choice, Gap, Gaps, Question
from questions.formats.markdown import from_plain
from questions.formats.moodle_source import Source
from questions.formats.numbers import number_in
from questions.formats.reports import NotesOfQuestion
from questions.formats.texts import to_markdown

TYPED = {"SHORTANSWER", "SA", "MW"}
TYPED_CASE = {"SHORTANSWER_C", "SAC", "MWC"}
NUMBER = {"NUMERICAL", "NM"}
CHOSEN = {
    *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
SEVERAL = {"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"}
START = re.compile(r"\{(\d{0,4}):([A-Z_]{2,16}):")
FRACTION = re.compile(r"^(?:(=)|%(-?\d{1,3}(?:[.,]\d{0,10})?)%)")
PLACE = re.compile(r"\[\[(\d{1,4})\]\]")
SIGN = "\ue000"


@dataclass
class Item:
    """A gap of a cloze text: its weight, its type, and what is between the last colon and the brace."""

    weight: int
    kind: str
    inside: str


class NoPlace(Exception):
    """The question cannot be asked here. Its arguments are the code and the values of the note."""


def cloze(source: Source) -> Question | None:
    node = source.node.first("questiontext")
    raw = ((node.first("text") or node).text if node else "").replace(SIGN, "")
    raw, items = taken_apart(raw)
    if not items:
        raise source.notes.refuse("no_answer")
    try:
        gaps = [gap_of(item, source) for item in items]
    except NoPlace as reason:
        code, values = reason.args
        source.notes.left_out(code, name=source.value("name")[:80], **values)
        return None
    is_case_kept = all(item.kind in TYPED_CASE for item in items)
    if not is_case_kept and any(item.kind in TYPED_CASE for item in items):
        source.notes.changed("case")
    return gaps_question(source, raw, gaps, is_case_kept)


def taken_apart(text: str) -> tuple[str, list[Item]]:
    """Return the text with SIGN for each gap, and the gaps."""
    pieces, items, place = [], [], 0
    for found in START.finditer(text):
        if found.start() < place or found[2] not in TYPED | TYPED_CASE | NUMBER | CHOSEN | SEVERAL:
            continue
        end = closing_brace(text, found.end())
        if end < 0:
            break
        pieces += [text[place : found.start()], SIGN]
        items.append(Item(int(found[1] or 1), found[2], text[found.end() : end]))
        place = end + 1
    return "".join([*pieces, text[place:]]), items


def closing_brace(text: str, place: int) -> int:
    """Return where the first brace stands that no backslash escapes, -1 if there is none."""
    place = text.find("}", place)
    while place > 0 and text[place - 1] == "\\":
        place = text.find("}", place + 1)
    return place


def alternatives(inside: str) -> list[tuple[float, str, str]]:
    """Return (credit, answer, feedback) for each alternative. An editor of HTML escaped them once more."""
    found = []
    for part in re.split(r"(?<!\\)~", inside):
        fraction = FRACTION.match(part)
        credit = 0.0
        if fraction:
            credit = 1.0 if fraction[1] else round(float(fraction[2].replace(",", ".")) / 100, 10)
            part = part[fraction.end() :]
        # In &#39; the number sign begins no feedback.
        answer, *feedback = re.split(r"(?<![\\&])#", part, maxsplit=1)
        texts = [re.sub(r"\\([~#}\\/\"])", r"\1", one).strip() for one in (answer, *feedback)]
        if texts[0]:
            answer, feedback = html.unescape(texts[0]), html.unescape("".join(texts[1:]))
            found.append((max(-1.0, min(1.0, credit)), answer, feedback))
    return found


def gap_of(item: Item, source: Source) -> Gap:
    found = alternatives(item.inside)
    if not any(credit > 0 for credit, _answer, _feedback in found):
        raise source.notes.refuse("no_right_choice")
    if item.kind in SEVERAL:
        raise NoPlace("cloze_type", {"type": item.kind})
    choices, accepted = [], []
    for credit, text, feedback in found:
        told = to_markdown(feedback, "html", source.notes)
        if item.kind in CHOSEN:
            choices.append(Choice("", to_markdown(text, "html", source.notes), told, credit))
        else:
            typed = exact_number(text, source.notes) if item.kind in NUMBER else text
            accepted.append(AcceptedText("", typed, credit, told))
    return Gap("", "", tuple(accepted), tuple(choices), item.weight)


def exact_number(text: str, notes: NotesOfQuestion) -> str:
    """Return a number as the text to compare with; one with a tolerance cannot be compared so."""
    number, _colon, tolerance = text.partition(":")
    if tolerance.strip() and number_in(tolerance.replace(",", ".")) != 0:
        raise NoPlace("cloze_number", {})
    notes.changed("number_as_text", number=number[:40])
    return number.strip()


def missing_words(source: Source) -> Question | None:
    """All choices of a group are offered in each gap of that group."""
    nodes = source.all("selectoption") + source.all("dragbox")
    is_dragged = source.node.attributes.get("type") == "ddwtos"
    options = []
    for node in nodes:
        text = (node.first("text") or node).text.strip()
        options.append(
            (node.value("group", "1"), to_markdown(text, "html", source.notes) if is_dragged else from_plain(text))
        )
    question_text = source.node.first("questiontext")
    raw = ((question_text.first("text") or question_text).text if question_text else "").replace(SIGN, "")
    wanted = [int(found[1]) for found in PLACE.finditer(raw)]
    if not wanted:
        raise source.notes.refuse("no_answer")
    missing = next((number for number in wanted if not 1 <= number <= len(options)), None)
    if missing is not None:
        source.notes.left_out("gap_without_choice", name=source.value("name")[:80], number=missing)
        return None
    if any(node.tag == "dragbox" and node.first("infinite") is None for node in nodes):
        source.notes.changed("drag_once")
    gaps = [Gap("", "", choices=choices_for(number, options)) for number in wanted]
    return gaps_question(source, PLACE.sub(SIGN, raw), gaps, False)


def choices_for(number: int, options: list[tuple[str, str]]) -> tuple[Choice, ...]:
    group = options[number - 1][0]
    offered = [(place, text) for place, (other, text) in enumerate(options, start=1) if other == group]
    return tuple(Choice("", text, credit=float(place == number)) for place, text in offered)


def gaps_question(source: Source, raw: str, gaps: list[Gap], is_case_kept: bool) -> Gaps:
    """Return the question; SIGN in its text becomes {1}, {2} and so on."""
    values = source.common_without_text()
    text = to_markdown(raw, source.text_format, source.notes)
    prefix = ""
    while any(f"{{{prefix}{number}}}" in text for number in range(1, len(gaps) + 1)):
        prefix += "_"
    named = []
    for number, gap in enumerate(gaps, start=1):
        named.append(Gap(gap.id, f"{prefix}{number}", gap.accepted, gap.choices, gap.weight))
        text = text.replace(SIGN, f"{{{prefix}{number}}}", 1)
    return Gaps(**values, text=text, gaps=tuple(named), is_case_kept=is_case_kept)
