"""The message catalogs: compiled without gettext, so that every machine has the Japanese interface, and looked through.

`locale/` holds what stands in our source; `make messages` writes it. `locale_admin/` holds what Wagtail and its add-ons
do not say in Japanese themselves; it is kept by hand. No Django: they are compiled before it starts.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("locale", "locale_admin")
PLACES = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+|href=\"[^\"]*\"")
"""What a translation must keep: values, tags and addresses."""


def catalogs(root: Path = ROOT) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((root / folder).glob("*/LC_MESSAGES/*.po"))]


def is_stale(path: Path) -> bool:
    """Say whether a catalog is not compiled, or was changed since."""
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def compile_stale(root: Path = ROOT) -> list[Path]:
    """Compile what is stale, and return it. Another process may do the same at the same time."""
    stale = [path for path in catalogs(root) if is_stale(path)]
    for path in stale:
        written = path.with_suffix(f".{os.getpid()}")
        written.write_bytes(polib.pofile(str(path)).to_binary())
        written.replace(path.with_suffix(".mo"))
    return stale


def problems(path: Path) -> Iterator[str]:
    """Yield what is wrong in a catalog, each with its line."""
    for entry in polib.pofile(str(path)):
        if word := problem_of(entry):
            yield f"{path.name}:{entry.linenum}: {word}: {entry.msgid}"


def problem_of(entry: polib.POEntry) -> str:
    """Return what is wrong with a message in a word or two, or nothing."""
    if entry.obsolete:
        return "not in the source any more"
    if entry.fuzzy:
        return "fuzzy"
    if not entry.translated():
        return "untranslated"
    words = list(entry.msgstr_plural.values()) or [entry.msgstr]
    kept = set(PLACES.findall(entry.msgid_plural or entry.msgid))
    if any(set(PLACES.findall(one)) != kept for one in words):
        return "other values or tags"
    return ""


def messages(paths: list[Path]) -> set[tuple[str | None, str]]:
    """Return (context, message) of all that the catalogs translate."""
    entries = (entry for path in paths for entry in polib.pofile(str(path)))
    return {(one.msgctxt, one.msgid) for one in entries if one.translated() and not one.obsolete}


def asked(paths: list[Path]) -> set[tuple[str | None, str]]:
    """Return (context, message) of all that stands in the catalogs, translated or not."""
    entries = (entry for path in paths for entry in polib.pofile(str(path)))
    return {(one.msgctxt, one.msgid) for one in entries if not one.obsolete}
