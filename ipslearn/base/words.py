"""What stands between words, in the language that is active: "Nurse, doctor (2): 61%" is 「看護師、医師（2）：61%」.

One place for it, so that no page and no file puts English commas, colons and brackets between Japanese words. Templates
have the same as filters and tags (templatetags/punctuation.py).
"""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(items: Iterable) -> str:
    """Return the items one after the other: "red, green"."""
    return pgettext("between the items of a list", ", ").join(str(item) for item in items)


def listed_apart(items: Iterable) -> str:
    """Return the items one after the other where they have commas of their own: "Quiz 1: 80%; Quiz 2: 90%"."""
    return pgettext("between the items of a list", "; ").join(str(item) for item in items)


def labelled(label, value) -> str:
    """Return what something is called and what it is: "Reason: illness"."""
    return pgettext("punctuation", "%(label)s: %(value)s") % {"label": label, "value": value}


def in_brackets(words) -> str:
    """Return the words as they follow others: with the space that English has before the bracket."""
    return pgettext("punctuation", " (%(words)s)") % {"words": words}


def percent(number) -> str:
    return pgettext("punctuation", "%(number)s%%") % {"number": number}


def sentences(parts: Iterable) -> str:
    """Return whole sentences one after the other; those that are empty are left out."""
    return between_sentences().join(str(part) for part in parts if part)


def between_sentences() -> str:
    """Return a space, in Japanese nothing. It is taken from a pattern, because no translation may be empty."""
    return pgettext("punctuation", "%(before)s %(after)s") % {"before": "", "after": ""}
