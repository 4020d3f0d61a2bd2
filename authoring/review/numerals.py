"""Numbers in a text, in English and Japanese. No Django here.

Digits:
    20–30 or 20〜30     20 and 30             1,450,000 and 145万     1450000
    about 61%, 約61%    61                    5万5000, 5万5千         55000
    1980s, 1980年代     1980                  1/3                     1 and 3
    FY2013              2013                  IPS-25, I009            nothing: that is a name
    2022年11月          2022: a month has a name in English

In words, only to find a number that a lesson says it has: eleven, twenty-one, two hundred, twice; 十一件, 三つ,
ふたり. A Japanese numeral counts as a number only where something is counted with it (三つ, but not 一般).
"""

import re

FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
MONTH = r"\d{1,2}月(?!間)"
SMALL_COUNT = re.compile(r"[1-9１-９]つ")
NAME = re.compile(rf"\b(?!FY\d)[A-Za-z]+-?\d+\w*|\bFY(?=\d)|{MONTH}", re.ASCII)
AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?<!\d)\.\d+"
DIGITS = re.compile(rf"(?:(?:{AMOUNT})[億万千])+(?:{AMOUNT})?|(?:{AMOUNT})(?: (?:million|thousand)\b)?")
MULTIPLES = {"億": 10**8, "万": 10**4, "千": 1000, " million": 10**6, " thousand": 1000, "": 1}

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH = {word: number for number, word in enumerate(UNITS.split())}
ENGLISH |= {word: 10 * number for number, word in enumerate(TENS.split(), start=2)}
ENGLISH |= {f"{ten}-{one}": ENGLISH[ten] + ENGLISH[one] for ten in TENS.split() for one in UNITS.split()[1:10]}
ENGLISH |= {"once": 1, "twice": 2}

KANJI = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}
COUNTED = re.compile(
    r"([一二三四五六七八九十百千〇]+)(万)?(?=[つ人名年かカヶヵ箇個件点回段種項本社施通割倍者拠州国系分日週時歳度]|部門|原則|項目)"
)
KANA = {"ひとつ": 1, "ひとり": 1, "ふたつ": 2, "ふたり": 2, "みっつ": 3, "みつ": 3, "よっつ": 4}


def numbers_in_digits(text: str) -> list[float]:
    """Return every number that is written in digits, in the order of the text."""
    return [value_of(found.group()) for found in DIGITS.finditer(NAME.sub(" ", text.translate(FULL_WIDTH)))]


def figures_in(text: str) -> list[float]:
    """Return the numbers in digits that are more than a small count: 3つ is written as English writes three."""
    return numbers_in_digits(SMALL_COUNT.sub(" ", text))


def value_of(written: str) -> float:
    pieces = re.findall(rf"({AMOUNT})([億万千]| million| thousand|)", written)
    return round(sum(float(amount.replace(",", "")) * MULTIPLES[multiple] for amount, multiple in pieces), 6)


def numbers_in(text: str) -> set[float]:
    """Return every number in the text, in digits or in words."""
    return {*numbers_in_digits(text), *english_words(text), *japanese_words(text)}


def english_words(text: str) -> set[float]:
    found: set[float] = set()
    total = 0
    for word in [*re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()), ""]:
        if word in ("hundred", "thousand") and total:
            total *= 100 if word == "hundred" else 1000
            found.add(total)
        elif word in ENGLISH:
            total = ENGLISH[word]
            found.add(total)
        else:
            found |= {ENGLISH[part] for part in word.split("-") if part in ENGLISH}
            total = 0
    return {float(number) for number in found}


def japanese_words(text: str) -> set[float]:
    found = {float(number) for word, number in KANA.items() if word in text}
    for digits, ten_thousand in COUNTED.findall(text):
        found.add(float(kanji_value(digits) * (10**4 if ten_thousand else 1)))
    return found


def kanji_value(digits: str) -> int:
    """Return the value of a numeral such as 二十三 or, place by place, 二〇一〇."""
    if not set(digits) & set(PLACES):
        return int("".join(str(KANJI[sign]) for sign in digits))
    total = unit = 0
    for sign in digits:
        if sign in PLACES:
            total += max(unit, 1) * PLACES[sign]
            unit = 0
        else:
            unit = KANJI[sign]
    return total + unit
