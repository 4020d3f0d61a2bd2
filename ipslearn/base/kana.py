"""The order of the kana (gojūon), in which Japanese readers look things up.

A sign belongs to its row whatever it is written in: か, カ, ｶ, が, ガ and ヵ all stand under か. A long sign counts as
the vowel before it (けーす is looked up as けえす), and what nobody says, such as brackets, does not count.

Source: JIS X 4061, its first level; where that finds no difference, plain signs come before voiced ones.
"""

import unicodedata

# Each row in the order of the vowels; a hyphen stands where a row has no sign.
TABLE = "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも や-ゆ-よ らりるれろ わゐ-ゑを"
ROWS = TABLE.split()
ROW_OF = {sign: row[0] for row in ROWS for sign in row} | {"ん": "わ"}
VOWEL_OF = {sign: vowel for row in ROWS for sign, vowel in zip(row, ROWS[0], strict=True)}
LONG = "ー"
LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

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
