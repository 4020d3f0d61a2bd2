"""Every check of a curriculum, on one page or on the whole. No Django here."""

from collections.abc import Iterator

from authoring.packages import PackageFile, Problem
from authoring.review import facts, originals, pace, pairs, signs
from authoring.review.curriculum import Curriculum, is_lesson
from authoring.schema import check_settings


def problems_of(curriculum: Curriculum, texts: originals.Originals | None = None) -> list[Problem]:
    """Return all that is wrong, by file and line. Without `texts` nothing is compared with source documents."""
    found = [*curriculum.unreadable, *facts.problems_of_facts(curriculum), *pairs.missing_files(curriculum)]
    for file in curriculum.files.values():
        found += problems_of_page(file, curriculum)
        found += originals.copied_words(file, curriculum, texts) if texts else []
    found += originals.copied_in_tables(curriculum, texts) if texts else []
    return sorted(found)


def problems_of_page(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    """Yield what is wrong with one page; what its language may not change is compared with the English page."""
    yield from facts.unknown_sources(file, curriculum)
    yield from signs.typed_signs(file)
    if is_lesson(file.path):
        yield from problems_of_lesson(file, curriculum)
    else:
        yield from facts.unlisted_numbers(file, curriculum)
    language, _slash, name = file.path.partition("/")
    english = curriculum.files.get(f"en/{name}")
    if language != "en" and english is not None:
        yield from pairs.differences(english, file)


def problems_of_lesson(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    """Yield what is wrong with a lesson; while a setting is wrong, nothing else, for the other checks read them."""
    if wrong_settings := check_settings(file, "lesson"):
        yield from wrong_settings
        return
    yield from facts.unknown_facts(file, curriculum)
    yield from facts.wrong_numbers(file, curriculum)
    yield from facts.unlisted_numbers(file, curriculum)
    yield from facts.uncited_facts(file, curriculum)
    yield from pace.dishonest_minutes(file)
    yield from pace.too_long_or_short(file)
