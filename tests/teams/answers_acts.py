"""What each address answers to each role; see test_permissions.py."""

ANSWERS = {}


def arguments(world) -> dict:
    """Return the values that the addresses of this part need, of the world's own team."""
    return {}
