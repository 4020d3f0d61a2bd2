"""The search backend: WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "ipslearn.search.backend"}}."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the backend for the default database; modelsearch looks for this name and calls it.

    The import waits until then, because Wagtail defines only the index tables of the database in use.
    Raise ImproperlyConfigured for a database other than SQLite and PostgreSQL.
    """
    if connection.vendor == "postgresql":
        from .postgres import PostgresTokenSearchBackend

        return PostgresTokenSearchBackend(params)
    if connection.vendor == "sqlite":
        from .sqlite import SQLiteTokenSearchBackend

        return SQLiteTokenSearchBackend(params)
    raise ImproperlyConfigured(f"Search needs SQLite or PostgreSQL, not {connection.vendor}.")
