"""Keys made from the ids in package files: the same at every load and in every language. No Django here."""

import uuid

NAMESPACE = uuid.UUID("6a1f3c0e-9d63-4b3e-8f0e-0f6f1c1e7a52")


def key_of(identifier: str) -> uuid.UUID:
    """Return the key a page has in every language, made from the id in its file."""
    return uuid.uuid5(NAMESPACE, identifier)
