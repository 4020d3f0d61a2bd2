"""Questions in Moodle XML, read and written. No Django.

    <quiz><question type="truefalse"><questiontext format="html"><text>…</text></questiontext>…</question></quiz>

`xml_tree` takes the file apart, `moodle_kinds` reads each type of question, `moodle_writing` writes.
"""

import re

from questions.definitions import Question
from questions.formats.assembly import Assembly
from questions.formats.decoding import xml_text_of
from questions.formats.moodle_kinds import KINDS
from questions.formats.moodle_source import Source
from questions.formats.moodle_writing import write
from questions.formats.numbers import category_in
from questions.formats.originals import is_packed
from questions.formats.reports import Imported, NotesOfQuestion, Refused
from questions.formats.xml_tree import Handler, Node, questions_in

__all__ = ["read", "write"]

# Moodle's own remark above each question it writes.
REMARK = re.compile(r"^\s*(question: \d+|resourceid-)")


def read(data: bytes) -> Imported:
    """Return the questions of a Moodle XML file. Never raises: what cannot be read is a note."""
    assembly, handler = Assembly("moodle_xml"), Handler()
    category = ""
    try:
        for node in questions_in(xml_text_of(data), handler):
            if node.attributes.get("type", "").strip() == "category":
                category = category_in(node.value("category"))
                note_category(node, category, assembly)
            else:
                read_question(node, category, assembly)
    except Refused as refusal:
        assembly.refuse(refusal)
    for line, comment in handler.comments:
        if not is_packed(comment) and not REMARK.match(comment):
            assembly.notes.count(line, "comments")
    for other in handler.others:
        assembly.notes.count(other.line, "element", element=other.tag)
    return assembly.imported()


def note_category(node: Node, category: str, assembly: Assembly) -> None:
    if node.value("info") or node.value("idnumber"):
        assembly.notes.left_out(node.line, "category_text", category=category)


def read_question(node: Node, category: str, assembly: Assembly) -> None:
    notes = NotesOfQuestion(assembly.notes, node.line)
    source = Source(node, notes)
    values = {"category": category, "idnumber": source.value("idnumber")}
    comment = next((one for one in node.comments if is_packed(one)), "")
    original = assembly.original(comment, node.visible, node.line)
    if original is not None:
        assembly.restore(original, node.line, **values)
        return
    try:
        question = question_in(source)
    except Refused as refusal:
        assembly.refuse(refusal)
        return
    if question is not None:
        source.note_rest()
        assembly.add(question, node.line, **values)


def question_in(source: Source) -> Question | None:
    """Return the question without ids; None, with a note, for one that has no place here."""
    kind = source.node.attributes.get("type", "").strip()
    name = source.value("name")[:80]
    if kind == "description":
        source.notes.left_out("description", text=name)
        return None
    if kind not in KINDS:
        source.notes.left_out("unknown_type", type=kind[:40] or "?", name=name)
        return None
    return KINDS[kind](source)
