"""What somebody's words ask for, word by word, so that a page that lacks one of them can still be an answer. Pure.

    what is the "fact sheet" about     ->  words: fact sheet, about
    what's a fact sheet                ->  words: fact, sheet
    働くと年金はどうなる               ->  one word, of the parts 働く and 年金
    新規の受け入れ 中止                ->  a word of the parts 新規, 受け and 入れ, and the word 中止

A word is what query_terms makes of it; English words that say nothing by themselves are left out, if others remain
(what's is what, don't is do). The parts of a Japanese word are its stretches of kanji (in pairs, if there are more than
three), of katakana, and of letters; a single kanji takes the kana after it along, unless that may be a particle.
"""

import re
from dataclasses import dataclass

from .spellings import KATAKANA
from .tokens import MAX_QUERY_LENGTH, QUOTES, Term, normalize, phrase_term, query_terms

_EMPTY = """
a about all am an and any are as at be been but by can could did do does for from get had has have how i if in is it
its let me mean my of on or our shall she should so some than that the their them then there they this to too was we
were what when where which who whom whose why will with would you your
"""
EMPTY = frozenset(_EMPTY.split())
_DRAWN_TOGETHER = re.compile("(?:n['’]t|['’](?:d|ll|m|re|s|ve))$")
_KANJI = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_PARTICLES = "はがをにへとでのもやか"
_PART = re.compile(f"(?P<kanji>[{_KANJI}]+)(?P<kana>[ぁ-ん]?)|[ァ-ヺ][{KATAKANA}]*|[^\\W{_KANJI}ぁ-ん{KATAKANA}]+")
# In a whole query, whatever its number of words: each is a look at the index.
MAX_PARTS = 24


@dataclass(frozen=True)
class Word:
    """One thing asked for, and what of it may be found instead; no parts where it has none but itself."""

    term: Term
    parts: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The words of a query, the query as one phrase (None if that is the only word), and whether it was quoted."""

    words: tuple[Word, ...]
    phrase: Term | None
    is_quoted: bool

    @property
    def may_answer_in_part(self) -> bool:
        return not self.is_quoted and (len(self.words) > 1 or any(word.parts for word in self.words))


def read_query(text: str) -> Asked | None:
    """Return what `text` asks for; None if it holds no letter or digit."""
    terms = query_terms(text)
    if not terms:
        return None
    telling = dict.fromkeys([term for term in terms if not _says_nothing(term.text)] or terms)
    words = tuple(Word(term, parts_of(term)[: MAX_PARTS // len(telling)]) for term in telling)
    phrase = phrase_term(text)
    is_quoted = any(quote in normalize(text[:MAX_QUERY_LENGTH]) for quote in QUOTES)
    return Asked(words, phrase if len(terms) > 1 else None, is_quoted)


def parts_of(term: Term) -> tuple[Term, ...]:
    """Return the parts of a Japanese word; nothing for one that is a single part, or holds no kanji or kana."""
    if term.text.isascii():
        return ()
    pieces: list[str] = []
    for match in _PART.finditer(term.text):
        pieces += _kanji_pieces(match["kanji"], match["kana"]) if match["kanji"] else [match[0]]
    pieces = [piece for piece in dict.fromkeys(pieces) if piece != term.text]
    return tuple(part for piece in pieces for part in query_terms(piece))


def _says_nothing(word: str) -> bool:
    return _DRAWN_TOGETHER.sub("", word.strip(".:'’")) in EMPTY


def _kanji_pieces(kanji: str, kana: str) -> list[str]:
    if len(kanji) == 1:
        return [kanji + kana if kana and kana not in _PARTICLES else kanji]
    if len(kanji) <= 3:
        return [kanji]
    return [kanji[n : n + 2] for n in range(len(kanji) - 1)]
