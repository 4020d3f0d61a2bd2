"""Whether the signs of a text are those of print. No Django here.

Example: Aoi's "next step" is typed, Aoi’s “next step” is printed. Words between backquotes are left as typed.
"""

from collections.abc import Iterator

from authoring.packages import PackageFile, Problem
from authoring.review.wording import READ_SETTINGS, without_code

TYPED = "\"'"


def typed_signs(file: PackageFile) -> Iterator[Problem]:
    """Yield each line of a body that has a straight quotation mark or apostrophe in it."""
    for block in file.blocks:
        lines = [(block.settings[name][1], block.get(name)) for name in READ_SETTINGS if block.get(name)]
        lines += enumerate(block.text.split("\n"), start=block.text_line)
        for number, line in lines:
            if any(sign in without_code(line) for sign in TYPED):
                yield Problem(file.path, number, "has a typed quotation mark or apostrophe: print has “ ” and ’")
