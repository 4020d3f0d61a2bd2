"""What of a block is sent for translation: the texts that people read, and nothing that is stored meaning.

wagtail-localize asks a block for its segments, each with a path, and gives it the translated ones back. By itself it
would send names, tags and keys as well, offer to choose another source for a quotation, and miss the cells of tables.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue

from ipslearn.languages.passages import has_words, in_place_of, name_of, passages, replaced

# A picture, a file or a link may be another one in each language; the translator chooses it.
OWN_IN_EACH_LANGUAGE = (ImageChooserBlock, DocumentChooserBlock, blocks.URLBlock)


class TranslatedBlock(blocks.StructBlock):
    """A StructBlock of which the texts are translated, but for the parts named in `stays`."""

    stays: ClassVar[frozenset[str]] = frozenset()
    is_in_passages: ClassVar[bool] = True
    """Whether its Markdown is translated passage by passage. A text of a few lines is better translated whole."""

    def get_translatable_segments(self, value):
        return [
            segment.wrap(name)
            for name, block in self.child_blocks.items()
            if name not in self.stays
            for segment in segments_of(block, value.get(name), is_in_passages=self.is_in_passages)
        ]

    def restore_translated_segments(self, value, segments):
        for name, inner in by_first_part(segments).items():
            value[name] = restored(self.child_blocks[name], value[name], inner, is_in_passages=self.is_in_passages)
        return value


class PassagesMixin:
    """A block of Markdown that is translated passage by passage."""

    def get_translatable_segments(self, value):
        return [StringSegmentValue(name_of(passage), passage) for passage in passages(value or "")]

    def restore_translated_segments(self, value, segments):
        words = {segment.path: segment.render_text() for segment in segments}
        return replaced(value or "", lambda passage: in_place_of(passage, words.get(name_of(passage), passage)))


def segments_of(block: blocks.Block, value: Any, *, is_in_passages: bool) -> list:
    """Return the segments of one part of a block, with paths that begin inside it."""
    if value in (None, ""):
        return []
    if hasattr(block, "get_translatable_segments") and (is_in_passages or not isinstance(block, PassagesMixin)):
        return block.get_translatable_segments(value)
    if isinstance(block, blocks.ListBlock):
        return [
            segment.wrap(str(child.id))
            for child in value.bound_blocks
            for segment in segments_of(block.child_block, child.value, is_in_passages=is_in_passages)
        ]
    if isinstance(block, OWN_IN_EACH_LANGUAGE):
        return [OverridableSegmentValue("", getattr(value, "pk", value))]
    if isinstance(block, TypedTableBlock):
        return [StringSegmentValue(name_of(text), text) for text in table_texts(value)]
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return [StringSegmentValue("", value)] if has_words(value) else []
    return []


def texts_of(block: blocks.Block, value: Any) -> list[str]:
    """Return the texts of a block that people read and that have words."""
    segments = segments_of(block, value, is_in_passages=True)
    return [one.render_text() for one in segments if isinstance(one, StringSegmentValue)]


def restored(block: blocks.Block, value: Any, segments: list, *, is_in_passages: bool) -> Any:
    """Return the value with its translated segments; the inverse of `segments_of`."""
    if hasattr(block, "restore_translated_segments") and (is_in_passages or not isinstance(block, PassagesMixin)):
        return block.restore_translated_segments(value, segments)
    if isinstance(block, blocks.ListBlock):
        inner = by_first_part(segments)
        for child in value.bound_blocks:
            if found := inner.get(str(child.id)):
                child.value = restored(block.child_block, child.value, found, is_in_passages=is_in_passages)
        return value
    if isinstance(block, TypedTableBlock):
        words = {segment.path: segment.render_text() for segment in segments}
        return changed_table(value, lambda text: words.get(name_of(text), text))
    segment = segments[0]
    if isinstance(segment, OverridableSegmentValue):
        # A picture that is gone by now leaves the one of the source.
        return block.to_python(segment.data) or value
    return segment.render_text()


def by_first_part(segments: Iterable) -> dict[str, list]:
    """Return {first part of the path: segments with the rest of it}."""
    found: dict[str, list] = defaultdict(list)
    for segment in segments:
        name, inner = segment.unwrap()
        found[name].append(inner)
    return found


def table_texts(table: TypedTable) -> list[str]:
    """Return the headings of columns and the texts in cells, in order, each once."""
    cells = [column["heading"] for column in table.columns]
    cells += [cell.value for row in table.rows for cell in row if isinstance(cell.value, str)]
    return list(dict.fromkeys(text for text in cells if text and has_words(text)))


def changed_table(table: TypedTable, change: Callable[[str], str]) -> TypedTable:
    columns = [column | {"heading": change(column["heading"] or "")} for column in table.columns]
    rows = [
        {"values": [change(one) if isinstance(one, str) and one else one for one in row["values"]]}
        for row in table.row_data
    ]
    return TypedTable(columns=columns, row_data=rows, caption=table.caption)
