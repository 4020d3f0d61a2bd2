"""What a text becomes in the index, and what a user's words ask of it. Pure.

The rule: a text is normalized, then cut into runs. A run of Japanese (or Chinese) characters becomes every
pair of neighbours plus the last character alone; any other run of letters and digits is one word.

    "就労継続支援B型とIPS plans"  ->  就労 労継 継続 続支 支援 援 b 型と と ips plan

A term of a query is a phrase of such tokens, so 支援 and 継続支援 are found inside the sentence, and a single
character is the beginning of a pair. Both sides pass through the same functions, so folding two spellings
into one can add matches and never lose one.

Normalization: NFKC (full-width Ｂ is B, half-width ｶﾞ is ガ), accents of Latin, Greek and Cyrillic letters
dropped (SQLite drops them anyway, PostgreSQL would not), invisible characters and variation selectors dropped
(葛󠄀城 is 葛城), case folded. A middle dot inside katakana is ignored:
ジョブ・コーチ is ジョブコーチ. Then Japanese spellings are folded (see spellings) and English words (see stems).
"""

import re
import unicodedata
from dataclasses import dataclass

from .spellings import KATAKANA, fold_spelling
from .stems import fold_word

MAX_QUERY_LENGTH = 200
MAX_TERMS = 12
# PostgreSQL refuses a lexeme of 2,047 bytes; no word that anyone looks for is longer than this.
MAX_WORD_LENGTH = 64

CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    + KATAKANA
    + "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U0002a6df\U0002a700-\U0002b738"
    + "\U0002b740-\U0002b81d\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0\U00030000-\U0003134a"
)
MIDDLE_DOT = "\u30fb"
QUOTES = '"\u201c\u201d\u301d\u301f'
# Combining accents, soft hyphen, zero-width characters, byte-order mark, variation selectors.
IGNORED = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
RUN = re.compile(f"(?P<cjk>[{CJK}]+(?:(?<=[{KATAKANA}]){MIDDLE_DOT}(?=[{KATAKANA}])[{CJK}]+)*)|[^\\W_{CJK}]+")

_IGNORED = re.compile(f"[{IGNORED}]+")
_BREAKS = "\\s,;!?()\\[\\]{}|/\u3001-\u3003\u3008-\u301f"
_TERM = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|([^{QUOTES}{_BREAKS}]+)")


@dataclass(frozen=True)
class Term:
    """One thing to look for: tokens that stand next to each other.

    `tokens` is never empty. With `is_prefix` the last of them may be the beginning of a longer token.
    `text` is the normalized text of the term.
    """

    text: str
    tokens: tuple[str, ...]
    is_prefix: bool


def normalize(text: str) -> str:
    """Return the form in which texts and queries are compared; its length may differ from `text`."""
    if text.isascii():
        return text.lower()
    bare = _IGNORED.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).casefold()


def index_tokens(text: str, *, fold_words: bool = True) -> list[str]:
    """Return the tokens of `text` in their order: letters and digits only, each at most 64 characters.

    Autocompletion passes `fold_words=False`, because the beginning of a folded word may not be the
    beginning of what people type.
    """
    tokens: list[str] = []
    # A text ends with a whole word.
    for run in RUN.finditer(fold_spelling(normalize(text) + "\n")):
        tokens += _run_tokens(run, fold_words)
    return tokens


def query_terms(query: str, *, last_is_prefix: bool = False, fold_words: bool = True) -> list[Term]:
    """Return what `query` asks for, every term of it; empty if it holds no letter or digit.

    Terms are parted by spaces, commas, brackets, slashes and Japanese punctuation; what stands between
    double quotes is one term. Only the first 200 characters and the first 12 terms count.
    `last_is_prefix` lets the last word be unfinished.
    """
    normalized = normalize(query[:MAX_QUERY_LENGTH])[:MAX_QUERY_LENGTH]
    pieces = [quoted or plain for quoted, plain in _TERM.findall(normalized)]
    pieces = [piece for piece in pieces if RUN.search(piece)][:MAX_TERMS]
    last = len(pieces) - 1
    return [_term(piece, last_is_prefix and n == last, fold_words) for n, piece in enumerate(pieces)]


def phrase_term(text: str, *, fold_words: bool = True) -> Term | None:
    """Return the whole `text` as one term, bounded like a query; None if it holds no letter or digit."""
    normalized = normalize(text[:MAX_QUERY_LENGTH])[:MAX_QUERY_LENGTH]
    return _term(normalized, False, fold_words) if RUN.search(normalized) else None


def _term(piece: str, is_prefix: bool, fold_words: bool) -> Term:
    """Return the term for a normalized piece of a query that holds at least one run."""
    runs = list(RUN.finditer(fold_spelling(piece)))
    tokens = [token for run in runs for token in _run_tokens(run, fold_words)]
    if runs[-1]["cjk"]:
        # The text may go on where the term ends, so the last character is only sought within a pair,
        # or, if it is alone, as the beginning of one.
        is_prefix = len(tokens[-1]) == len(_characters(runs[-1]))
        if not is_prefix:
            tokens.pop()
    return Term(piece, tuple(tokens), is_prefix)


def _run_tokens(run: re.Match[str], fold_words: bool) -> list[str]:
    if not run["cjk"]:
        word = run[0][:MAX_WORD_LENGTH]
        return [fold_word(word) if fold_words else word]
    characters = _characters(run)
    return [characters[i : i + 2] for i in range(len(characters))]


def _characters(run: re.Match[str]) -> str:
    return run[0].replace(MIDDLE_DOT, "")
