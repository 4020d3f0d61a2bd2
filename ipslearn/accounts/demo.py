"""Demo accounts: their password is printed for everybody, so they exist only where DEMO_ALLOWED says so.

Their addresses end in a domain that nobody can own, and that is how they are known: a database copied from a demo
to an organisation's server brings accounts that cannot sign in there.
"""

from django.conf import settings

DEMO_DOMAIN = "demo.example"


def is_refused(email: str) -> bool:
    """Say whether this is the address of a demo account, where none are allowed."""
    is_demo = email.strip().lower().endswith(f"@{DEMO_DOMAIN}")
    return is_demo and not getattr(settings, "DEMO_ALLOWED", False)
