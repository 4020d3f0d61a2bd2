"""The questions of a bank or a quiz page as a file for other programs, with what it cannot hold."""

from authoring.question_import import Remark, remark_of
from authoring.question_places import Place, latest, questions_of
from questions.formats import Format


def export_questions(place: Place, file_format: Format) -> tuple[bytes, list[Remark]]:
    """Return the file, and what is not in it. A remark's line is the number of the question, from 1.

    Its category is the title; what was last saved is exported, draft or not.
    """
    category = place.title.replace("/", " ")
    exported = file_format.write([(category, question) for question in questions_of(latest(place))])
    return exported.data, [remark_of(note) for note in exported.notes]
