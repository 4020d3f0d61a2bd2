"""The fields of a question by the names that the editor shows."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from wagtail import blocks

from ipslearn.base.words import labelled


def field_label(block: blocks.StructBlock, name: str) -> str:
    """Return the label of a field; its name in files where the editor has no such field."""
    child = block.child_blocks.get(name)
    return str(child.label) if child else name


def errors_in_words(error: ValidationError, block: blocks.Block) -> list[str]:
    """Return the messages of an error and of the errors inside it, each after the label of its field."""
    inner = getattr(error, "block_errors", None) or {}
    words = [
        labelled(label, message)
        for label, one, child in labelled_errors(inner, block)
        for message in errors_in_words(one, child)
    ]
    words += [str(message) for message in getattr(error, "non_block_errors", [])]
    return words or [str(message) for message in error.messages]


def labelled_errors(inner: dict, block: blocks.Block) -> Iterator[tuple[str, ValidationError, blocks.Block]]:
    """Yield (label, error, block) of each part that has one; the parts of a list are counted from 1."""
    for name, error in inner.items():
        if isinstance(block, blocks.StructBlock):
            yield field_label(block, name), error, block.child_blocks[name]
        else:
            yield str(name + 1), error, block.child_block
