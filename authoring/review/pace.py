"""How long a lesson is, and whether its minutes are honest. No Django here.

English is read at 160 words a minute, Japanese at 400 letters and signs a minute, tables, questions and their feedback
included. A check question takes one minute more, a reflection two. An English lesson with 1,280 words, two
questions and one reflection takes 8 + 2 + 2 = 12 minutes; it may say 10 to 15.

A field task is done at work. Its minutes are working time, which no text tells, so they are not compared.
"""

from collections.abc import Iterator

from authoring.packages import PackageFile, Problem
from authoring.questions import is_question
from authoring.review.curriculum import is_field_task, language_of
from authoring.review.wording import count_characters, count_words, passages_of, prose_of

WORDS_A_MINUTE = 160
CHARACTERS_A_MINUTE = 400
MINUTES_OF_QUESTION = 1
MINUTES_OF_REFLECTION = 2
TOLERANCE = 0.2

PROSE = (300, 700)
PROSE_OF_FIELD_TASK = (200, 700)


def minutes_needed(file: PackageFile) -> float:
    text = "\n".join([file.settings["title"], file.settings["summary"], *(one.text for one in passages_of(file))])
    is_japanese = language_of(file) == "ja"
    reading = count_characters(text) / CHARACTERS_A_MINUTE if is_japanese else count_words(text) / WORDS_A_MINUTE
    questions = sum(is_question(block) for block in file.blocks)
    reflections = sum(block.kind == "reflection" for block in file.blocks)
    return reading + questions * MINUTES_OF_QUESTION + reflections * MINUTES_OF_REFLECTION


def dishonest_minutes(file: PackageFile) -> Iterator[Problem]:
    if is_field_task(file):
        return
    stated, needed = file.settings["minutes"], minutes_needed(file)
    if abs(needed - stated) > TOLERANCE * stated:
        words = f"says {stated} minutes; reading and answering take about {needed:.0f}"
        yield Problem(file.path, file.line_of("minutes"), words)


def too_long_or_short(file: PackageFile) -> Iterator[Problem]:
    """Yield a problem if an English lesson has too little or too much prose; the Japanese follows the English."""
    if language_of(file) != "en":
        return
    fewest, most = PROSE_OF_FIELD_TASK if is_field_task(file) else PROSE
    words = count_words(prose_of(file))
    if not fewest <= words <= most:
        yield Problem(file.path, 1, f"has {words} words of prose; {fewest} to {most} are asked for")
