"""Japanese spellings that mean the same, written in one way. Pure; for texts and queries that are normalized already.

    サポータの  ->  サポーターの      a katakana word that ends in a vowel gets a long-vowel mark, if it has none
    マネージャ  ->  マネジャ          and inside manager, management and supervisor it loses the mark
    ヴァーモント  ->  バーモント      v is b
    様々  ->  様様                    an iteration mark is the character before it
    髙橋、國  ->  高橋、国            old forms of characters are the new ones

A word ends where something follows that is no katakana. What a query ends with may go on in the text, so there it
gets no mark: サポータ and サポーター are both a beginning of サポーターの, while カバ is none of カバンの. For the same
reason no mark is taken away at the end of a word, and コース is not found in コストの.
"""

import re

KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_OLD = "髙﨑濵濱邉邊澤齋齊廣國學體會澁嶋顯藝榮櫻眞惠壽德澁"
_NEW = "高崎浜浜辺辺沢斎斉広国学体会渋島顕芸栄桜真恵寿徳渋"
_CHARACTERS = str.maketrans(_OLD, _NEW)
_B = {"ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ", "ュ": "ビュ", None: "ブ"}
_VARIANT = re.compile(
    "(?P<inner>(?<=マネ)ー(?=ジ[ャメ])|(?<=スーパ)ー(?=バイ))"
    "|ヴ(?P<v>[ァィェォュ])?"
    "|(?<=(?P<before>[\u3400-\u4dbf\u4e00-\u9fff]))々"
    f"|(?P<end>(?<=[\u30a1-\u30fa\u30fd-\u30ff])(?<![ンッ])(?=[^{KATAKANA}\u30fb]))"
)


def fold_spelling(text: str) -> str:
    """Return `text` with each word in its one spelling; the last word is one that may go on."""
    return _VARIANT.sub(_written, text.translate(_CHARACTERS))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return the same, and for each of its characters which one of `text` it stands for."""
    text = text.translate(_CHARACTERS)
    parts: list[str] = []
    places: list[int] = []
    position = 0
    for match in _VARIANT.finditer(text):
        start, end = match.span()
        written = _written(match)
        parts += [text[position:start], written]
        places += range(position, start)
        places += [max(min(start + n, end - 1), 0) for n in range(len(written))]
        position = end
    parts.append(text[position:])
    places += range(position, len(text))
    return "".join(parts), places


def _written(match: re.Match[str]) -> str:
    if match["inner"]:
        return ""
    if match["end"] is not None:
        return "ー"
    return match["before"] or _B[match["v"]]
