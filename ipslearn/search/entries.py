"""Writing objects to Wagtail's index table: what is the same for both databases."""

from collections.abc import Iterable
from typing import Any

from modelsearch.conf import get_app_config
from modelsearch.index import Indexed
from modelsearch.utils import get_content_type_pk

from .documents import Document, read_document

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)


class TokenIndexMixin:
    """Replaces how a database index of modelsearch writes entries; removing them stays as it is."""

    def columns(self, document: Document) -> dict[str, Any]:
        """Return column name to value for `document`; the same columns whatever the document holds."""
        raise NotImplementedError

    def add_items(self, model: type[Indexed], items: Iterable[Indexed]) -> None:
        """Write or overwrite the entries of `items`, which are all of the class `model`."""
        rows = {str(item.pk): self.columns(read_document(item)) for item in items}
        if not rows:
            return
        content_type_id = get_content_type_pk(model)
        entries = [
            IndexEntry(content_type_id=content_type_id, object_id=object_id, **columns)
            for object_id, columns in rows.items()
        ]
        IndexEntry._default_manager.using(self.write_connection.alias).bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=list(next(iter(rows.values()))),
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Do nothing: modelsearch rewrites the table here for a factor that our ranking does not use."""
