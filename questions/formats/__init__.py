"""Questions in the formats of other programs. No Django, no files: bytes in, values out, and back.

    format_of("bank.xml").read(data)     → Imported(questions, notes)
    FORMATS["gift"].write([("IPS/Principles", question)])     → Exported(data, notes)

Nothing is dropped silently: what a file holds and the questions do not is in the notes. See docs/question-formats.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from questions.definitions import Question
from questions.formats import aiken, gift, moodle_xml
from questions.formats.reports import Exported, Imported


@dataclass(frozen=True)
class Format:
    """A file format. The first ending is the one for files that are written."""

    key: str
    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes], Imported]
    write: Callable[[Iterable[tuple[str, Question]]], Exported]


FORMATS = {
    one.key: one
    for one in (
        Format("gift", "GIFT", (".gift", ".txt"), gift.read, gift.write),
        Format("moodle_xml", "Moodle XML", (".xml",), moodle_xml.read, moodle_xml.write),
        Format("aiken", "Aiken", (".txt", ".aiken"), aiken.read, aiken.write),
    )
}


def format_of(file_name: str) -> Format | None:
    """Return the first format whose files end like this one; None if none does. Both GIFT and Aiken use .txt."""
    name = file_name.lower()
    return next((one for one in FORMATS.values() if name.endswith(one.endings)), None)
