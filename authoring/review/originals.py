"""Whether words were copied from source documents. No Django here.

A run of eight words in English, or of 24 letters and signs in Japanese without the punctuation between them, that is
equal to a document is a copy. Names that cannot be said otherwise (glossary terms, titles of sources, laws and
institutions) count as one word or one sign.

    original    Support continues for as long as the person and the employer want it.
    a copy      … support continues for as long as the person …
    no copy     Support lasts as long as the person and the employer want it.      (seven words at most)
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from authoring.packages import PackageFile, Problem
from authoring.review.curriculum import Curriculum, words_of_picture
from authoring.review.wording import passages_of, plain

LONGEST_RUN = {"en": 7, "ja": 23}
VARIABLE = "CURRICULUM_ORIGINALS"
NAME = "\ue000"
"""Stands for a name, in a sign that no text has."""

SIGN = re.compile(rf"[a-z0-9]+|\w|{NAME}")
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〇]")


def folder_of_originals(base: Path) -> Path | None:
    """Return the folder of documents to compare with: $CURRICULUM_ORIGINALS, else ../shared/seeds if that is there.

    Raise NotADirectoryError for a folder that was named and is not there: it would be a check that checks nothing.
    """
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else base.parent / "shared" / "seeds"
    if named and not folder.is_dir():
        raise NotADirectoryError(f"{VARIABLE} names no folder: {named}")
    return folder if folder.is_dir() else None


@dataclass(frozen=True)
class Originals:
    """`runs` holds every run of one more than the longest allowed number of pieces, by language."""

    runs: dict[str, set[tuple[str, ...]]]
    names: dict[str, re.Pattern]

    @classmethod
    def read(cls, folder: Path, names: Iterable[str]) -> "Originals":
        """Read every text file of the folder. `names` are those that count as one word."""
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
        return cls.of(texts, names)

    @classmethod
    def of(cls, texts: Iterable[str], names: Iterable[str]) -> "Originals":
        patterns = patterns_of(names)
        runs: dict[str, set[tuple[str, ...]]] = {language: set() for language in LONGEST_RUN}
        for text in texts:
            for language, found in runs.items():
                pieces = pieces_of(text, language, patterns[language])
                found.update(run for _start, run in runs_of(pieces, LONGEST_RUN[language] + 1))
        return cls(runs, patterns)

    def copied(self, text: str, language: str) -> str:
        """Return the first copied run of the text, or "" if there is none."""
        pieces = pieces_of(text, language, self.names[language])
        for _start, run in runs_of(pieces, LONGEST_RUN[language] + 1):
            if run in self.runs[language]:
                return (" " if language == "en" else "").join(run).replace(NAME, "…")
        return ""


def patterns_of(names: Iterable[str]) -> dict[str, re.Pattern]:
    """Return a pattern for each language that finds the longest name first. A name of one word or sign needs none."""
    found: dict[str, set[str]] = {language: set() for language in LONGEST_RUN}
    for name in map(folded, names):
        is_japanese = bool(JAPANESE.search(name))
        words = "".join(re.findall(r"\w", name)) if is_japanese else " ".join(re.findall(r"\w+", name))
        found["ja" if is_japanese else "en"].add(words)
    return {language: pattern_of(sorted(words - {""}, key=len, reverse=True)) for language, words in found.items()}


def pattern_of(words: list[str]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def pieces_of(text: str, language: str, names: re.Pattern) -> list[str]:
    """Return the words of an English text or the signs of a Japanese one, in which a Latin word is one sign too."""
    if language == "ja":
        return SIGN.findall(names.sub(NAME, "".join(re.findall(r"\w", folded(text)))))
    words = " ".join(re.findall(r"\w+", folded(text).replace("’", "").replace("'", "")))
    return re.sub(rf"(?<!\w)(?:{names.pattern})(?!\w)", NAME, words).split()


def runs_of(pieces: list[str], length: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(len(pieces) - length + 1):
        yield start, tuple(pieces[start : start + length])


def names_of(curriculum: Curriculum) -> set[str]:
    """Return the names that every text has to use as they are: glossary terms and titles of sources."""
    terms = {
        name
        for term in curriculum.terms.values()
        for name in (term.get("en", ""), term.get("ja", ""), *term.get("other", []))
    }
    titles = {
        name
        for source in curriculum.sources.values()
        for name in (source.get("title", ""), source.get("container", ""))
    }
    return terms | titles


def copied_words(file: PackageFile, curriculum: Curriculum, originals: Originals) -> Iterator[Problem]:
    """Yield each passage of a page, and each picture on it, that repeats a run of an original."""
    language = file.path.partition("/")[0]
    texts = [(passage.line, passage.text) for passage in passages_of(file)]
    texts += [(1, str(file.settings.get(name, ""))) for name in ("title", "summary", "lead", "objectives")]
    texts += [(0, words_of_picture(path)) for path in curriculum.pictures_of(file)]
    for line, text in texts:
        if run := originals.copied(text, language):
            yield Problem(file.path, line, f"repeats a source document: “{run}”")


def copied_in_tables(curriculum: Curriculum, originals: Originals) -> Iterator[Problem]:
    """Yield each fact and each definition of a term that repeats a run of an original."""
    for key, fact in curriculum.facts.items():
        if run := originals.copied(plain(fact.get("says", "")), "en"):
            yield Problem(
                "facts.toml", curriculum.fact_lines.get(key, 0), f"[{key}] repeats a source document: “{run}”"
            )
    for key, term in curriculum.terms.items():
        for language in LONGEST_RUN:
            if run := originals.copied(term.get(f"definition_{language}", ""), language):
                yield Problem("glossary.toml", 0, f"[{key}] repeats a source document: “{run}”")
