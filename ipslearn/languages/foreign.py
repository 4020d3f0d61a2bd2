"""Texts of a page that are in another language than the page, and how they say so.

A text is known by its words (`passages.name_of`): an untranslated text is the one of the original, letter by letter,
wherever on the page it stands.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ipslearn.languages.passages import name_of, replaced
from ipslearn.languages.titles import Title

# Stands before a passage while Markdown becomes HTML; no text may hold it. Rows of a table have it in each cell.
HERE = "\ue000"
ELEMENT = re.compile(rf"(<(?:p|li|h[2-6]|td|th)\b[^>]*)>(\s*){HERE}")
CELL = re.compile(r"(?<!\\)\|(?=[^|])")
JAPANESE = ("HIRAGANA", "KATAKANA", "CJK")


@dataclass(frozen=True)
class Foreign:
    """The `language` of the original, and the names of the texts that are still in it. `is_whole`: all of them are."""

    language: str = ""
    texts: frozenset[str] = frozenset()
    is_whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __contains__(self, text: str | None) -> bool:
        return bool(self.texts and text) and name_of(text) in self.texts

    def language_of(self, text: str | None) -> str:
        """Return the language of a text; "" if it is that of the page."""
        return self.language if text in self else ""

    def lang(self, text: str | None) -> SafeString:
        """Return the attribute for the element that holds a text; nothing if it is in the page's language."""
        return lang_attribute(self.language_of(text))

    def has_all(self, texts: Iterable[str]) -> bool:
        found = list(texts)
        return bool(found) and all(text in self for text in found)

    def marked(self, text: str) -> str:
        """Return a Markdown text with a sign before each of its passages that is in the other language."""
        return replaced(text.replace(HERE, ""), lambda passage: signed(passage) if passage in self else passage)

    def with_lang(self, html: str) -> str:
        """Return HTML made from a marked text, with the attribute in place of each sign."""
        return ELEMENT.sub(rf'\1 lang="{self.language}">\2', html).replace(HERE, "")

    def title_of(self, text: str, language: str) -> Title:
        """Return a title of a page in `language`, with the language that it is in."""
        return Title(text, self.language_of(text) or language)


NOTHING = Foreign()


def signed(passage: str) -> str:
    return CELL.sub(f"|{HERE}", passage) if passage.startswith("|") else f"{HERE}{passage}"


def lang_attribute(language: str) -> SafeString:
    return format_html(' lang="{}"', language) if language else mark_safe("")


def language_here(text: str) -> str:
    """Return the language of a Title; "" where it is that of the page, or nobody knows it."""
    language = getattr(text, "language", "")
    return language if language != get_language() else ""


def titled(text: str) -> SafeString:
    """Return a title as HTML, in an element that says its language where that is not the one of the page.

    The element is <bdi>, so that a title from right to left leaves the words of the sentence around it in order.
    """
    attribute, words = lang_attribute(language_here(text)), conditional_escape(text)
    return format_html("<bdi{}>{}</bdi>", attribute, words) if attribute else words


def named(name) -> SafeString:
    """Return a name that somebody chose as HTML, set apart from the words around it, which keep their order."""
    words = conditional_escape(name or "")
    return format_html("<bdi>{}</bdi>", words) if words else words


def guessed(text: str, language: str = "") -> Title:
    """Return a text with the language that its letters are of, for want of somebody who knows it.

    `language` is that of the page which it was the title of: most are in it, and some were not translated yet.
    """
    japanese, latin, others = letters_of(text)
    # One kana or kanji says as much as two Latin letters: "IPS入門" is Japanese.
    if japanese * 2 > latin + others:
        return Title(text, "ja")
    if latin > japanese + others:
        return Title(text, "en" if language in ("", "ja") else language)
    return Title(text, language)


def name_of_picture(pk: int) -> str:
    return f"picture-{pk}"


def is_written_in(text: str, language: str) -> bool:
    """Say whether a text may be in the language, by its letters: a page may hold words of several languages.

    Most letters of a Japanese text are kana or kanji, most of an English one are Latin.
    """
    japanese, latin, others = letters_of(text)
    if language == "ja":
        return japanese > latin + others
    return latin > japanese + others


def letters_of(text: str) -> tuple[int, int, int]:
    """Return how many letters are kana or kanji, how many Latin, and how many others."""
    scripts = [unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha()]
    japanese, latin = sum(one.startswith(JAPANESE) for one in scripts), scripts.count("LATIN")
    return japanese, latin, len(scripts) - japanese - latin
