"""An open attempt in another language than it began in: the same questions, in the words of that language.

A row is put into the language it is looked at in, and written in the one it was answered in: so that what was typed
is judged by the spellings of its language, and the results show each question as it was answered.
"""

from collections.abc import Iterable

from questions.definitions import from_json
from questions.translations import asks_the_same
from quizzes.models import PublishedQuestion, Response


def translate(rows: Iterable[Response], language: str) -> list[Response]:
    """Put the questions of the rows into `language`, unsaved, and return those that changed.

    Left as they are: those that are not published in it, that ask something else there by now, and those whose
    feedback was shown. One query; none where all are in the language already.
    """
    foreign = [row for row in rows if row.language != language and not row.is_final]
    if not foreign:
        return []
    published = PublishedQuestion.objects.filter(
        locale__language_code=language, question_key__in=[row.question_key for row in foreign]
    )
    found = {(place, key): one for place, key, one in published.values_list("place", "question_key", "definition")}
    return [row for row in foreign if put_into(row, language, found.get((row.place, row.question_key)))]


def put_into(row: Response, language: str, definition: dict | None) -> bool:
    if definition is None or not asks_the_same(from_json(row.snapshot), from_json(definition)):
        return False
    row.snapshot, row.language = definition, language
    return True
