"""The order of the kana (gojūon), in which Japanese readers look things up.

A sign belongs to its row whatever it is written in: か, カ, ｶ, が, ガ and ヵ all stand under か. A long sign counts as
the vowel before it (けーす is looked up as けえす), and what nobody says, such as brackets, does not count.

Source: JIS X 4061, its first level; where that finds no difference, plain signs come before voiced ones.
"""

import re
import unicodedata

# Each row in the order of the vowels; a hyphen stands where a row has no sign.
TABLE = "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも や-ゆ-よ らりるれろ わゐ-ゑを"
ROWS = TABLE.split()
ROW_OF = {sign: row[0] for row in ROWS for sign in row} | {"ん": "わ"}
VOWEL_OF = {sign: vowel for row in ROWS for sign, vowel in zip(row, ROWS[0], strict=True)}
LONG = "ー"
LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

SIGNS = re.compile(r"([（）／・、()/\s]+)")
KANA = re.compile(r"([ぁ-ゖァ-ヺー]+)")

NUMBERS, REST = "0–9", "他"


def heading_of(reading: str) -> str:
    """Return the group of a reading: a row of the kana, a Latin capital, `NUMBERS`, or `REST` for all else."""
    first = folded(reading)[:1]
    if first.isdecimal():
        return NUMBERS
    return ROW_OF.get(first) or (first.upper() if first.isascii() and first else REST)


def in_order(reading: str) -> tuple:
    """Return what readings are sorted by: numbers, letters, kana, the rest, each group together."""
    heading = heading_of(reading)
    return (heading == REST, heading in ROW_OF, heading, folded(reading), hiragana(reading), reading)


def folded(reading: str) -> str:
    """Return a reading in large hiragana without marks, and small letters, digits and other signs with a sound."""
    signs: list[str] = []
    for sign in hiragana(reading).translate(LARGE):
        if sign == LONG and signs:
            sign = VOWEL_OF.get(signs[-1], "")
        if sign.isalnum() and sign != LONG:
            signs.append(sign)
    return "".join(signs)


def hiragana(reading: str) -> str:
    """Return a reading in hiragana, with each mark (as in が) a sign of its own, and Latin letters small."""
    return unicodedata.normalize("NFKD", reading).translate(HIRAGANA).casefold()


def pieces(name: str, reading: str) -> list[tuple[str, str]]:
    """Return the name in pieces, each with its reading, empty where it is written as it is read or none is known.

    ("援助付き（SE）", "えんじょつき") is [("援助付", "えんじょつ"), ("き", ""), ("（", ""), ("SE", ""), ("）", "")]:
    readings belong to the words of the name in their order.
    """
    readings = iter([one for one in SIGNS.split(reading) if one and not SIGNS.fullmatch(one)])
    found = []
    for part in filter(None, SIGNS.split(name)):
        found += [(part, "")] if SIGNS.fullmatch(part) else word_pieces(part, next(readings, ""))
    return found


def word_pieces(word: str, reading: str) -> list[tuple[str, str]]:
    """Return a word in kana and what is not kana, each of these with its part of the reading."""
    parts = [part for part in KANA.split(word) if part]
    pattern = "".join(re.escape(flat(part)) if KANA.fullmatch(part) else "(.+?)" for part in parts)
    match = re.fullmatch(pattern, flat(reading))
    if match is None:
        return [(word, reading)]
    # As it was written, in katakana or hiragana, unless signs of half width have become fewer.
    written = reading if len(reading) == len(match.string) else match.string
    own = (written[slice(*match.span(group))] for group in range(1, len(match.groups()) + 1))
    return [(part, "" if KANA.fullmatch(part) else next(own)) for part in parts]


def flat(reading: str) -> str:
    """Return a reading in hiragana, each sign as one."""
    return unicodedata.normalize("NFKC", reading).translate(HIRAGANA)
