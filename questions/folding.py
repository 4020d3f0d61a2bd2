"""Typed text and numbers as they are compared. No Django.

Text, in this order: Unicode NFKC (full-width and half-width letters, digits and kana become one), capitals
folded unless the question keeps them, katakana read as hiragana, the different signs for a long vowel and for
dashes become one, white space dropped at the ends and single within, a full stop at the end dropped.

    folded("ＩＰＳ　モデル。") == folded("ips もでる")

Numbers: "1,234.5", "１２３４.5", "1 234,5" and "−3" are read; see `number_of`.
"""

import re
import unicodedata

# ァ to ヶ stand 96 places above ぁ to ゖ.
TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
QUOTES = {ord(sign): plain for signs, plain in (("‘’‚‛′", "'"), ("“”„‟″", '"')) for sign in signs}
ENDINGS = " .。．｡!！"
NUMBER = re.compile(
    r"^(?P<before>[^\d.,+-]*)(?P<number>[+-]?\d[\d., ]*|[+-]?[.,]\d+)(?P<power>e[+-]?\d+)?(?P<after>.*)$", re.DOTALL
)
MAXIMUM_DIGITS = 40
# A character of the private use area: nobody types it, and folding leaves it as it is.
ANYTHING = "\ue000"


def folded(text: str, *, is_case_kept: bool = False) -> str:
    """Return `text` as it is compared with accepted spellings."""
    text = unicodedata.normalize("NFKC", text).translate(DASHES).translate(QUOTES)
    if not is_case_kept:
        text = text.casefold()
    text = " ".join(text.translate(TO_HIRAGANA).split())
    return text.rstrip(ENDINGS) or text


def matches(typed: str, accepted: str, *, is_case_kept: bool = False) -> bool:
    """Say whether what was typed is this spelling; `*` in it stands for anything, `\\*` for an asterisk."""
    typed = folded(typed, is_case_kept=is_case_kept)
    pattern = re.sub(r"(?<!\\)\*", ANYTHING, accepted).replace(r"\*", "*")
    first, *others = folded(pattern, is_case_kept=is_case_kept).split(ANYTHING)
    if not typed or not others:
        return bool(typed) and typed == first
    *middle, last = others
    place, end = len(first), len(typed) - len(last)
    if not typed.startswith(first) or not typed.endswith(last):
        return False
    # Each piece is looked for after the one before: no going back, whatever was typed.
    for piece in middle:
        found = typed.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= end


def number_of(typed: str) -> tuple[float, str] | None:
    """Return (number, what stands beside it, folded); None if there is no number or more than one.

    A comma or a space before each group of three digits is a thousands separator. A single comma that is not
    one is a decimal comma: "1,234" is 1234, "1,23" is 1.23, "1.234,5" is 1234.5.
    """
    text = unicodedata.normalize("NFKC", typed).translate(DASHES).casefold().strip()
    found = NUMBER.match(text)
    if not found or len(text) > MAXIMUM_DIGITS * 3:
        return None
    digits = plain_number(found["number"].strip())
    beside = folded(found["before"] + found["after"]) if found["before"] or found["after"] else ""
    if digits is None or len(digits) > MAXIMUM_DIGITS or re.search(r"\d", beside):
        return None
    try:
        number = float(digits + (found["power"] or ""))
    except ValueError:
        return None
    return None if number in (float("inf"), float("-inf")) else (number, beside)


def plain_number(digits: str) -> str | None:
    """Return the number with a decimal point and nothing else; None if its separators make no sense."""
    sign, digits = (digits[0], digits[1:]) if digits[:1] in "+-" else ("", digits)
    whole, mark, rest = digits, "", ""
    if "," in digits and "." in digits:
        mark = max(",.", key=digits.rfind)
        whole, _mark, rest = digits.rpartition(mark)
    elif digits.count(".") == 1:
        whole, mark, rest = digits.partition(".")
    elif digits.count(",") == 1 and not re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        whole, mark, rest = digits.partition(",")
    if not re.fullmatch(r"\d*", rest) or not re.fullmatch(r"\d*|\d{1,3}([., ]\d{3})+", whole):
        return None
    whole = re.sub(r"[., ]", "", whole)
    return f"{sign}{whole or '0'}.{rest or '0'}" if whole or rest else None
