"""What an object contributes to the index."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Manager
from modelsearch.index import AutocompleteField, BaseField, Indexed, RelatedFields, SearchField

from .tokens import index_tokens

# About 125 manuscript pages; beyond this PostgreSQL's tsvector nears its limit of 1 MB.
MAX_TOKENS = 50_000


@dataclass(frozen=True)
class Passage:
    """The tokens of one field and its boost (1.0 where the field names none)."""

    tokens: list[str]
    boost: float = 1.0


@dataclass
class Document:
    """What is indexed of one object: its own title, the other fields, what the admin completes."""

    title: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    autocomplete: list[Passage] = field(default_factory=list)


def read_document(obj: Indexed) -> Document:
    """Return the texts of all search fields of `obj` and of its related objects, as tokens.

    A related object's field named "title" counts as body. Queries: one for each relation that is not loaded.
    """
    document = Document()
    for name, search_field, text in _fields(obj):
        if isinstance(search_field, AutocompleteField):
            document.autocomplete.append(Passage(index_tokens(text, fold_words=False)[:MAX_TOKENS]))
            continue
        passage = Passage(index_tokens(text)[:MAX_TOKENS], search_field.boost or 1.0)
        (document.title if name == "title" else document.body).append(passage)
    return document


def title_boost(model: type[Indexed]) -> float:
    """Return the boost of the model's own title field, 1.0 if it has none."""
    boosts = [f.boost for f in model.get_searchable_search_fields() if f.field_name == "title"]
    return next((boost for boost in boosts if boost), 1.0)


def _fields(obj: Indexed) -> Iterator[tuple[str, BaseField, str]]:
    """Yield (path, field, text) for each text field of `obj`; the path of a related one is "tags__name"."""
    pending = [("", obj, search_field) for search_field in obj.get_search_fields()]
    while pending:
        prefix, owner, search_field = pending.pop(0)
        path = prefix + search_field.field_name
        if isinstance(search_field, RelatedFields):
            pending += [
                (f"{path}__", related, part)
                for related in _related(owner, search_field)
                for part in search_field.fields
            ]
        elif isinstance(search_field, SearchField | AutocompleteField):
            yield path, search_field, _flatten(search_field.get_value(owner))


def _related(obj: Indexed, search_field: RelatedFields) -> list[Indexed]:
    value = search_field.get_value(obj)
    if isinstance(value, Manager):
        return list(value.all())
    if callable(value):
        value = value()
    return [] if value is None else [value]


def _flatten(value: object) -> str:
    """Return the text of a field's value: lists and dicts as lines, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return "\n".join(_flatten(item) for item in value)
    return str(value)
