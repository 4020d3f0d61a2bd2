"""Text set as a PDF: tagged (PDF/UA-1), with packaged fonts alone, so that it looks the same on every machine.

A template is a Typst file under templates/. What is printed reaches it as data, never as markup: a name such as
`#eval("1")` is printed as it stands.

Which letters: Noto Sans CJK JP, and for what it has not (ł, ş, Hebrew, Arabic) the fonts inside Typst. A character that
none of them has is printed as 〓, the sign of Japanese printers for a piece of type that is not at hand.

Example: "Łukasz 🙂" is printed as "Łukasz 〓", with the Ł of another font.
"""

import functools
import json
import logging
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR

MISSING = "〓"
STANDARD = "ua-1"
# One character, as both weights print it: Typst says so when no font has it.
PROBE = b"""#set document(title: "1")
#set text(font: "Noto Sans CJK JP")
#let one = sys.inputs.at("one")
#text(weight: 400, one) #text(weight: 700, one)"""
# Marks that turn the direction of a text, also of what follows it.
TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

logger = logging.getLogger(__name__)


@functools.cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(str(path)).parent) for path in (REGULAR, BOLD)])


def typeset(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """Return the Typst file `template` (its path under templates/) with `data` as a tagged PDF.

    Texts in `data` may be anything that people type. The same data and time give the same bytes.
    """
    source = (Path(settings.BASE_DIR) / "templates" / template).read_bytes()
    inputs = {"data": json.dumps(printable(data))}
    try:
        return compiled(source, inputs, made_at, STANDARD)
    except typst.TypstError:
        # Letters that are in a font one by one and not together: with a box in their place, rather than not at all.
        logger.warning("%s could not be set as %s; it is set without.", template, STANDARD)
        return compiled(source, inputs, made_at, [])


def compiled(source: bytes, inputs: dict[str, str], made_at: datetime, standards: str | list[str]) -> bytes:
    compiler = typst.Compiler(source, font_paths=fonts(), sys_inputs=inputs)
    return compiler.compile(format="pdf", pdf_standards=standards, timestamp=made_at.replace(microsecond=0))


def printable(value: Any) -> Any:
    """Return `value`, all texts in it without control characters and with 〓 for what no font has."""
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return printable_text(value) if isinstance(value, str) else value


def printable_text(text: str) -> str:
    text = "".join(" " if unicodedata.category(one) == "Cc" else one for one in text).translate(TURNING)
    missing = unprintable(text)
    if missing:
        logger.warning("No font has %s; printed as %s.", ", ".join(f"U+{ord(one):04X}" for one in missing), MISSING)
    return "".join(MISSING if one in missing else one for one in text)


def unprintable(text: str) -> str:
    """Return the characters of `text` that no font has, each once. Costs 3 ms for each character met first."""
    return "".join(dict.fromkeys(one for one in text if not one.isascii() and not is_in_a_font(one)))


@functools.lru_cache(maxsize=8192)
def is_in_a_font(character: str) -> bool:
    try:
        typst.Compiler(PROBE, font_paths=fonts(), sys_inputs={"one": character}).compile(
            format="pdf", pdf_standards=STANDARD
        )
    except typst.TypstError:
        return False
    return True
