"""A page as its readers meet it."""

import re


def without_bdi(html: str) -> str:
    """Return HTML without the elements that keep names from right to left apart; see the filter `named`."""
    return re.sub(r"</?bdi>", "", html)
