"""English words that are forms of one word, folded into one. Pure; the result need not be a word.

    plans, plan -> plan            predicting, predicted, prediction, predict -> predict
    policies, policy -> policy     calculating, calculation, calculate -> calculat
    worried, worrying, worry       disagreement, disagreements, disagree -> disagre
    counselling, counseling        rumour, rumor -> rumor        organisation, organization -> organizat

Endings only, no dictionary: what is left of a word must have four letters, so paying stays paying, and words of
another kind that look alike may fall together (planned is plan, and so is plane). Text and query are folded in the
same way, so a fold can add matches and never lose one.
"""

import re
from functools import lru_cache

_VOWEL = re.compile("[aeiouy]")
_DOUBLE = re.compile(r"([bdfgklmnprstz])\1$")
# British as American; nothing shorter than five letters, so that hour, four and your stay.
_BRITISH = [
    (re.compile("(?<=..)our(?=$|s$|ed|ing|al|er|ite)"), "or"),
    (re.compile("(?<=...)ll(?=ing$|ed$|or)"), "l"),
    (re.compile("(?<=....)is(?=e$|ed$|ing$|ation)"), "iz"),
    (re.compile("(?<=..)tre$"), "ter"),
    (re.compile("mme$"), "m"),
]
_ENDINGS = ("ment", "ing", "ion", "ed", "ly")


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Return the form that `word`, in small letters, shares with others.

    Words of up to four letters lose only the s of a plural; words in -ss, -us and -is (process, status, analysis),
    news, and whatever holds a digit or a letter outside a-z are no plurals.
    """
    if len(word) < 4 or word == "news" or not (word.isascii() and word.isalpha()):
        return word
    word = fold_plural(word)
    if len(word) < 5:
        return word
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return _bare(_without_ending(word))


def fold_plural(word: str) -> str:
    """Return the form that a word of four or more letters shares with its regular plural.

    movies, movie -> movy; boxes, box -> box; caches, cache -> cach.
    """
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 3 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 3 and word.endswith(("xe", "che", "she", "sse", "zze")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 4 or not _VOWEL.search(stem):
            continue
        if ending == "ed" and stem.endswith("e"):
            continue
        if ending == "ion" and (len(stem) < 6 or stem[-1] not in "st"):
            continue
        if ending == "ly" and len(stem) < 5:
            continue
        return stem[:-1] + "y" if ending == "ed" and stem.endswith("i") else stem
    return word


def _bare(stem: str) -> str:
    """Return `stem` without the e at its end and with one consonant there: disagree, hire; sell, plann."""
    if len(stem) > 4 and stem.endswith("e"):
        stem = stem[:-1]
    return _DOUBLE.sub(r"\1", stem) if len(stem) > 4 else stem
