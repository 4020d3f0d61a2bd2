"""Whether what a lesson says rests on facts and sources that are written down. No Django here."""

from collections.abc import Iterator, Mapping

from authoring.packages import PackageFile, Problem
from authoring.review.curriculum import Curriculum, is_lesson, words_of_picture
from authoring.review.numerals import figures_in, numbers_in
from authoring.review.wording import passages_of, plain, sources_of

KEYS_OF_FACTS = {"says", "sources", "cautions", "numbers"}


def unknown_sources(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    for key, line in sources_of(file).items():
        if key not in curriculum.sources:
            yield Problem(file.path, line, f"there is no source “{key}” in sources.toml")


def unknown_facts(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    for key in file.settings.get("facts", []):
        if key not in curriculum.facts:
            yield Problem(file.path, file.line_of("facts"), f"there is no fact “{key}” in facts.toml")


def wrong_numbers(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    """Yield what is wrong with `numbers`: each stands under a fact the lesson lists, in that fact and in the text."""
    line = file.line_of("numbers")
    listed_facts = file.settings.get("facts", [])
    in_text = numbers_in(everything_read(file, curriculum))
    for key, numbers in file.settings.get("numbers", {}).items():
        if key not in listed_facts:
            yield Problem(file.path, line, f"“numbers” names {key}, which is not in “facts”")
        for number in numbers:
            if number not in curriculum.facts.get(key, {}).get("numbers", []):
                yield Problem(file.path, line, f"{number} is no number of the fact {key}")
            if number not in in_text:
                yield Problem(file.path, line, f"{number} ({key}) does not stand in the text")


def everything_read(file: PackageFile, curriculum: Curriculum) -> str:
    parts = [file.settings.get("title", ""), file.settings.get("summary", "")]
    parts += [passage.text for passage in passages_of(file)]
    parts += [block.get("alt") for block in file.blocks]
    return "\n".join([*parts, *map(words_of_picture, curriculum.pictures_of(file))])


def unlisted_numbers(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    """Yield each number in digits that stands in a passage with a source and under no fact that rests on it.

    What is invented cites nothing, so its numbers are free. Pages that are no lessons do not list their numbers: theirs
    may be of any fact that rests on the source.
    """
    all_numbers = {key: fact.get("numbers", []) for key, fact in curriculum.facts.items()}
    own, place = (
        (file.settings.get("numbers", {}), "“numbers”") if is_lesson(file.path) else (all_numbers, "facts.toml")
    )
    for passage in passages_of(file):
        listed = numbers_resting_on(passage.sources, own, curriculum)
        numbers = dict.fromkeys(figures_in(passage.text)) if passage.sources else ()
        for number in numbers:
            if number not in listed:
                names = ", ".join(sorted(passage.sources))
                words = f"{number:.12g} stands beside {names}, but {place} has it under no fact that rests on it"
                yield Problem(file.path, passage.line, words)


def numbers_resting_on(sources: frozenset[str], numbers_by_fact: Mapping, curriculum: Curriculum) -> set[float]:
    """Return the numbers under facts that name one of these sources, or no source at all."""
    found: set[float] = set()
    for key, numbers in numbers_by_fact.items():
        its_sources = curriculum.facts.get(key, {}).get("sources", [])
        if not its_sources or not sources.isdisjoint(its_sources):
            found.update(numbers)
    return found


def uncited_facts(file: PackageFile, curriculum: Curriculum) -> Iterator[Problem]:
    """Yield each fact with numbers none of whose sources the lesson cites."""
    named = set(sources_of(file))
    for key in file.settings.get("numbers", {}):
        sources = curriculum.facts.get(key, {}).get("sources", [])
        if sources and named.isdisjoint(sources):
            line = file.line_of("numbers")
            yield Problem(
                file.path, line, f"gives numbers of {key} and cites none of its sources: {', '.join(sources)}"
            )


def problems_of_facts(curriculum: Curriculum) -> Iterator[Problem]:
    """Yield what is wrong with facts.toml itself."""
    for key, fact in curriculum.facts.items():
        for message in messages_of_fact(fact, curriculum):
            yield Problem("facts.toml", curriculum.fact_lines.get(key, 0), f"[{key}] {message}")


def messages_of_fact(fact: dict, curriculum: Curriculum) -> Iterator[str]:
    if not fact.get("says"):
        yield "says nothing"
    if unknown := set(fact) - KEYS_OF_FACTS:
        yield f"“{min(unknown)}” is not a setting of a fact"
    for name in ("sources", "cautions", "numbers"):
        if not isinstance(fact.get(name, []), list):
            yield f"“{name}” must be a list in square brackets"
            return
    for source in fact.get("sources", []):
        if source not in curriculum.sources:
            yield f"there is no source “{source}” in sources.toml"
    for caution in fact.get("cautions", []):
        if caution not in curriculum.facts:
            yield f"there is no caution “{caution}”"
    in_words = numbers_in(plain(fact.get("says", "")))
    for number in fact.get("numbers", []):
        if number not in in_words:
            yield f"{number} does not stand in what the fact says"
