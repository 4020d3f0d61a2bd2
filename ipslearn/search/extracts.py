"""The lines shown under a search result: the part of a text that answers the query best. Pure.

Text and query are compared as in the index (see tokens), on units: a Japanese character or a word. A unit
knows where it stands in the original text, although normalization changes lengths (㍻ is 平成, ｶﾞ is ガ). The
window is the one that holds the most terms, then the most matches, then the first; it begins a little before
its first match, with a sentence if one begins there, and no word is cut. Without a match it is the beginning of
the text.

    extract("…一人ひとりの個別支援計画を作ります。", "個別支援")
        ->  [("…一人ひとりの", False), ("個別支援", True), ("計画を作ります。", False)]
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, pairwise
from typing import NamedTuple

from .asking import read_query
from .spellings import fold_with_places
from .stems import fold_word
from .tokens import CJK, IGNORED, MAX_WORD_LENGTH, MIDDLE_DOT, RUN, Term, normalize, phrase_term

LENGTH = 160
CJK_LENGTH = 90
# An extract begins with a sentence only if some of it comes before the match.
LEAST_LEAD = 5
# A longer text is searched up to here, so that one huge page cannot slow down a page of results.
MAX_TEXT_LENGTH = 100_000

# Half-width katakana count as Japanese here: they are looked at before normalization.
_WIDE = CJK + "\uff66-\uff9f"
_MARKS = IGNORED + "\u3099\u309a\uff9e\uff9f"
_CLUSTER = re.compile(f".[{_MARKS}\u1160-\u11ff]*", re.DOTALL)
# ASCII and those Japanese characters that normalization leaves as they are, where no mark follows.
_PLAIN = re.compile(
    "[\\x00-\\x7f\u3001-\u3003\u3005-\u3011\u3041-\u3096\u309d\u309e\u30a1-\u30fe\u31f0-\u31ff"
    f"\u3400-\u4dbf\u4e00-\u9fff]+(?![{_MARKS}])"
)
_DOT = re.compile(MIDDLE_DOT)
_WIDE_RUN = re.compile(f"[{_WIDE}]+")
_LETTER = f"[^\\W_{_WIDE}]"
_WORD = re.compile(f"{_LETTER}(?:[{IGNORED}]*['\u2019\u2010-]?{_LETTER})*[{IGNORED}]*")

_SENTENCE_END = re.compile(r"[。！？]\s*|[.!?]\s+")


class Piece(NamedTuple):
    """A stretch of the original text, and whether it answers the query."""

    text: str
    is_match: bool


class Span(NamedTuple):
    """The half-open range of the original text in which term number `term` was found."""

    start: int
    end: int
    term: int


@dataclass
class Units:
    """The units of a text: folded values, where each begins and ends in it, and whether it follows the one
    before in the same run of Japanese characters. Four lists of one length."""

    values: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)


def extract(text: str, query: str, *, also: Iterable[str] = (), length: int | None = None) -> list[Piece]:
    """Return pieces that joined are a stretch of `text` of about `length` characters; [] for an empty text.

    `length` None: 160, or 90 where the text is mostly Japanese. Matches that touch are one piece. `also` are other
    names of what was asked: they are marked where the text holds nothing of the query itself.
    """
    text = text[:MAX_TEXT_LENGTH]
    if length is None:
        length = CJK_LENGTH if _is_mostly_cjk(text) else LENGTH
    spans = find_spans(text, query, also)
    first, last = _best_window(spans, length)
    start, end = _bounds(text, first, last, length)
    return _pieces(text, start, end, spans)


def mark(text: str, query: str, *, also: Iterable[str] = ()) -> list[Piece]:
    """Return the whole of `text`, such as a title, in pieces."""
    return _pieces(text, 0, len(text), find_spans(text, query, also))


def find_spans(text: str, query: str, also: Iterable[str] = ()) -> list[Span]:
    """Return where the words of `query` are, in order of their start, or else those of the first name in `also`.

    Of a word of the query that `text` does not hold as a whole, its parts count.
    """
    units = text_units(text)
    number, spans = count(), []
    asked = read_query(query)
    for word in asked.words if asked else ():
        whole = _spans_of(units, word.term, next(number))
        spans += whole or [span for part in word.parts for span in _spans_of(units, part, next(number))]
    names = () if spans else filter(None, map(phrase_term, also))
    return sorted(spans or next(filter(None, (_spans_of(units, name, 0) for name in names)), []))


def _spans_of(units: Units, term: Term, number: int) -> list[Span]:
    wanted = text_units(term.text, is_open=True)
    last = len(wanted.values) - 1
    return [Span(units.starts[i], units.ends[i + last], number) for i in _occurrences(units, wanted)]


def text_units(text: str, *, is_open: bool = False) -> Units:
    """Return the units of `text`, every one at its place in it; with `is_open` its last word may go on."""
    normalized, starts, ends = _normalize_with_places(text if is_open else text + "\n")
    normalized, places = fold_with_places(normalized)
    starts, ends = [starts[place] for place in places], [ends[place] for place in places]
    units = Units()
    for run in RUN.finditer(normalized):
        begin, stop = run.span()
        if run["cjk"]:
            dots = [begin + dot.start() for dot in _DOT.finditer(run[0])]
            for part, end in pairwise([begin - 1, *dots, stop]):
                units.values += normalized[part + 1 : end]
                units.starts += starts[part + 1 : end]
                units.ends += ends[part + 1 : end]
            units.joined += [False] + [True] * (stop - begin - len(dots) - 1)
        else:
            units.values.append(fold_word(run[0][:MAX_WORD_LENGTH]))
            units.starts.append(starts[begin])
            units.ends.append(ends[stop - 1])
            units.joined.append(False)
    return units


def _normalize_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Return the normalized text and, for each of its characters, where its origin begins and ends."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        if plain := _PLAIN.match(text, position):
            end = plain.end()
            parts.append(plain[0].lower())
            starts += range(position, end)
            ends += range(position + 1, end + 1)
        else:
            cluster = _CLUSTER.match(text, position)[0]
            end = position + len(cluster)
            part = _normalize_cluster(cluster)
            parts.append(part)
            starts += [position] * len(part)
            ends += [end] * len(part)
        position = end
    return "".join(parts), starts, ends


@lru_cache(maxsize=4096)
def _normalize_cluster(cluster: str) -> str:
    return normalize(cluster)


def _occurrences(units: Units, wanted: Units) -> list[int]:
    """Return the index of each unit at which all of `wanted` follow, in the same runs."""
    first, size = wanted.values[0], len(wanted.values)
    found: list[int] = []
    position = -1
    for _ in range(units.values.count(first)):
        position = units.values.index(first, position + 1)
        stop = position + size
        if units.values[position:stop] == wanted.values and units.joined[position + 1 : stop] == wanted.joined[1:]:
            found.append(position)
    return found


def _best_window(spans: list[Span], length: int) -> tuple[int, int]:
    """Return where the matches to show begin and end; (0, 0) without any."""
    best, window, stop = (0, 0), (0, 0), 0
    terms: Counter[int] = Counter()
    for i, anchor in enumerate(spans):
        # What lies in a window that begins with `anchor`: it always does, the others if they fit.
        while stop < len(spans) and (stop == i or spans[stop].end <= anchor.start + length):
            terms[spans[stop].term] += 1
            stop += 1
        if (rank := (len(+terms), stop - i)) > best:
            best, window = rank, (anchor.start, max(span.end for span in spans[i:stop]))
        terms[anchor.term] -= 1
    return window


def _bounds(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return the range to show around the matches from `first` to `last`.

    No word is cut, and where a sentence begins shortly before the first match, so does the range.
    """
    lead = max(0, (length - (last - first)) // 3)
    start = max(0, min(first - lead, len(text) - length))
    ended = _SENTENCE_END.search(text, start, max(start, first - LEAST_LEAD)) if start else None
    if ended and ended.end() + length <= len(text):
        start = ended.end()
    end = min(len(text), max(start + length, last))
    if word := _word_across(text, start, length):
        start = word[1] if word[1] <= first else word[0]
    if word := _word_across(text, end, length):
        end = word[0] if word[0] >= max(start, last) else word[1]
    while start < min(first, end) and (text[start].isspace() or _is_mark(text[start])):
        start += 1
    while end < len(text) and _is_mark(text[end]):
        end += 1
    return start, start + len(text[start:end].rstrip())


def _word_across(text: str, position: int, length: int) -> tuple[int, int] | None:
    """Return the range of the word that `position` would cut in two.

    What is longer than `length` is no word: it may be cut, for an extract has to end somewhere.
    """
    for word in _WORD.finditer(text, max(0, position - length - 1), position + length + 1):
        if word.start() < position < word.end() and len(word[0]) <= length:
            return word.span()
    return None


def _is_mark(character: str) -> bool:
    """Return whether `character` belongs to the one before it: accents, variation selectors, joiners."""
    return unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"} or character in "\uff9e\uff9f"


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> list[Piece]:
    pieces: list[Piece] = []
    position = start
    for span_start, span_end in _merged(spans, start, end):
        if position < span_start:
            pieces.append(Piece(text[position:span_start], False))
        pieces.append(Piece(text[span_start:span_end], True))
        position = span_end
    if position < end:
        pieces.append(Piece(text[position:end], False))
    return pieces


def _merged(spans: list[Span], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between `start` and `end` that are in a span, apart from each other."""
    merged: list[tuple[int, int]] = []
    for span in spans:
        left, right = max(span.start, start), min(span.end, end)
        if left >= right:
            continue
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _is_mostly_cjk(text: str) -> bool:
    """Return whether Japanese characters make up more than a third of the letters at the beginning."""
    beginning = text[:2000]
    wide = sum(len(run) for run in _WIDE_RUN.findall(beginning))
    narrow = sum(len(word) for word in _WORD.findall(beginning))
    return wide * 2 > narrow
