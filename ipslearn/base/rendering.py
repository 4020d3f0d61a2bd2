"""StreamField bodies as HTML. What is the same for every reader is rendered once and kept in the cache.

A body becomes a list of parts: HTML, and for the block types named in `hold` the block itself, so that what
belongs to one person (a form with their own text) can be put in later and never enters the cache.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ipslearn.base.marks import load_notes
from ipslearn.languages.foreign import NOTHING, Foreign
from ipslearn.languages.models import PartialTranslation
from ipslearn.languages.publishing import untranslated_in
from ipslearn.languages.segments import texts_of

TEN_MINUTES = 600
Hold = Callable[[Any, dict[str, Any]], tuple[str, Any]]
NOTHING_HELD: Mapping[str, Hold] = {}


@dataclass(frozen=True)
class HeldBlock:
    """A block kept apart from the rendering: its id, its anchor in the page, its type and what of it is everyone's.

    `data` is what its owner needs to draw it anew for somebody, so that the body need not be read for it.
    """

    id: str
    anchor: str
    kind: str
    html: SafeString
    data: Any = None


@dataclass(frozen=True)
class RenderedBody:
    """The parts in order, and the list of sources and terms for the end of the page.

    `foreign` is what of the whole page is in another language than the page, its title and summary too.
    """

    parts: tuple[SafeString | HeldBlock, ...]
    notes: SafeString
    foreign: Foreign = NOTHING

    @property
    def html(self) -> SafeString:
        """All of it, for bodies without held blocks."""
        return mark_safe("".join([*self.parts, self.notes]))


def anchor_of(block_id: str) -> str:
    return f"b-{block_id[:8]}"


def render_body(stream, *, hold: Mapping[str, Hold] = NOTHING_HELD, foreign: Foreign = NOTHING) -> RenderedBody:
    """Render a StreamValue in the active language. Two queries for terms and sources, more for files.

    A block whose type is in `hold` becomes a HeldBlock, with the (HTML, data) that this function makes of
    (block, context). A block with nothing but `foreign` texts is drawn in their language, our own words in it as well.
    """
    notes = load_notes()
    context = {"notes": notes, "language": translation.get_language(), "foreign": foreign}
    parts: list[SafeString | HeldBlock] = []
    for block in stream:
        anchor = anchor_of(block.id or "")
        if block.block_type in hold:
            html, data = hold[block.block_type](block, context | {"block_id": anchor})
            parts.append(HeldBlock(block.id, anchor, block.block_type, mark_safe(html), data))
        else:
            lang, html = rendered_block(block, context | {"block_id": anchor}, foreign)
            kind = block.block_type.replace("_", "-")
            parts.append(format_html('<div class="block block--{}" id="{}"{}>{}</div>', kind, anchor, lang, html))
    ending = render_to_string("components/source_list.html", context)
    ending += render_to_string("components/term_cards.html", context)
    return RenderedBody(merged(parts), mark_safe(ending), foreign)


def rendered_block(block, context: dict[str, Any], foreign: Foreign) -> tuple[SafeString, str]:
    """Return the attribute that says the block's language where it is not the page's, and its HTML."""
    texts = texts_of(block.block, block.value) if foreign else []
    if not foreign.has_all(texts):
        return mark_safe(""), block.render(context=context)
    with translation.override(foreign.language):
        html = block.render(context=context | {"foreign": NOTHING, "language": foreign.language})
    return foreign.lang(texts[0]), html


def merged(parts: list) -> tuple:
    """Join neighbouring pieces of HTML, so that few of them are kept."""
    joined: list = []
    for part in parts:
        if joined and isinstance(part, str) and isinstance(joined[-1], str):
            joined[-1] = mark_safe(joined[-1] + part)
        else:
            joined.append(part)
    return tuple(joined)


def cached_body(
    page, field: str, *, stamp: str = "", hold: Mapping[str, Hold] = NOTHING_HELD, request=None
) -> RenderedBody:
    """Return the body of a published page, rendered once per revision, language and `stamp`.

    A preview is rendered afresh. Without a stamp, changed terms and sources show after ten minutes.
    """
    if getattr(request, "is_preview", False):
        return render_body(getattr(page, field), hold=hold, foreign=untranslated_in(page))
    key = f"body:5:{page.pk}:{field}:{page.live_revision_id}:{stamp}:{translation.get_language()}"
    body = cache.get(key)
    if body is None:
        foreign = PartialTranslation.objects.foreign_of(page)
        body = render_body(getattr(page, field), hold=hold, foreign=foreign)
        cache.set(key, body, None if stamp else TEN_MINUTES)
    return body
