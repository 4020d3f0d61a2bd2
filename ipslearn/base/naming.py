"""The names of a glossary term, and what somebody meant who typed one of them. Pure.

A field may hold two names (競争的就労／一般就労), and a note in brackets, which is no part of the name. Names are
compared as the search compares texts, and readings as the glossary sorts them: ピアサポータ and ぴあさぽーたー are
ピアサポーター.

What several readings begin or end with belongs to what their names begin or end with:

    しゅうろういこうしえん  就労移行支援
    しゅうろうじゅんびせい  就労準備性      しゅうろう is 就労
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from ipslearn.base import kana
from ipslearn.search.asking import EMPTY
from ipslearn.search.extracts import text_units
from ipslearn.search.stems import fold_word

EXACT = 4
# A name of up to two letters or one Japanese character may be anything inside a longer query.
SHORT = 4

_NOTE = re.compile(r"\s*[(（][^)）]*[)）]\s*")
_SEPARATOR = re.compile("[／/\n]")
_KANA = re.compile("[ぁ-ゖァ-ヺー・\\s]{2,}")
_EMPTY = frozenset(map(fold_word, EMPTY))


@dataclass(frozen=True)
class Names:
    """The names of a term in both languages, and (Japanese name, reading) of those that have a reading."""

    names: tuple[str, ...]
    readings: tuple[tuple[str, str], ...] = ()


def names_of(name_en: str, name_ja: str, reading: str, other_names: str) -> Names:
    """Return the names of a term from its fields; `other_names` has one on each line."""
    japanese = split(name_ja)
    names = (*split(name_en), *japanese, *filter(None, map(str.strip, other_names.splitlines())))
    read = tuple(kana.folded(part) for part in split(reading))
    return Names(tuple(dict.fromkeys(names)), tuple(zip(japanese, read, strict=False)))


def split(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(_NOTE.sub("", text)) if part.strip()]


def is_kana(query: str) -> bool:
    """Return whether `query` may be a reading: two or more kana and nothing else."""
    return bool(_KANA.fullmatch(unicodedata.normalize("NFKC", query)))


def closeness(query: str, names: Names) -> int:
    """Return how near `query` is to the nearest name or reading.

    4 the same, 3 the query names it among other words, 2 it begins with the query, 1 it holds the query, 0 none.
    """
    pairs = [(_compared(query), _compared(name)) for name in names.names]
    if is_kana(query):
        pairs += [(kana.folded(query), reading) for _name, reading in names.readings]
    return max((_nearness(wanted, known) for wanted, known in pairs), default=0)


def _nearness(wanted: str, known: str) -> int:
    if wanted == known:
        return 4
    if known in wanted and len(known) > SHORT:
        return 3
    return 2 if known.startswith(wanted) else int(wanted in known)


def other_names(query: str, found: Iterable[Names], limit: int = 6) -> list[str]:
    """Return what else to look for: other names of the terms that `query` names, or the kanji it is the reading of."""
    found = list(found)
    exact = [name for names in found if closeness(query, names) == EXACT for name in names.names]
    others = exact or (written_as(query, found) if is_kana(query) else [])
    return [name for name in dict.fromkeys(others) if _compared(name) != _compared(query)][:limit]


def written_as(query: str, found: Iterable[Names]) -> list[str]:
    """Return what the names share whose readings begin, and what those share whose readings end, with `query`."""
    sound = kana.folded(query)
    pairs = {pair: None for names in found for pair in names.readings}
    begin = [name for name, reading in pairs if reading.startswith(sound)]
    end = [name[::-1] for name, reading in pairs if reading.endswith(sound)]
    return [part for part in (_beginning(begin), _beginning(end)[::-1]) if part]


def _beginning(names: list[str]) -> str:
    """Return what all of several names begin with; nothing of one name alone."""
    if len(names) < 2:
        return ""
    return "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, zip(*names, strict=False)))


@lru_cache(maxsize=4096)
def _compared(text: str) -> str:
    """Return the telling words and Japanese characters of `text` as the search compares them, each between spaces."""
    units = text_units(text).values
    return f" {' '.join([unit for unit in units if unit not in _EMPTY] or units)} "
