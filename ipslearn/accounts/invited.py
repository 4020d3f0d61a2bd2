"""What is remembered of an invitation while its reader signs in or creates an account.

It stands in the session of whoever opened the link from the mail. The apps that invite put it there; the sign-up
fills in name and address, is open to them, and takes the address for confirmed, because the mail got there.
"""

from datetime import datetime

from django.utils import timezone

SESSION_KEY = "invited"


def remember(request, *, name: str, email: str, until: datetime, **own) -> None:
    """Remember who is invited until that moment. `own` is what the inviting app needs to go on afterwards."""
    request.session[SESSION_KEY] = {"name": name, "email": email, "until": until.isoformat(), **own}


def invited(request) -> dict:
    """Return what is remembered; nothing when it is too old."""
    kept = getattr(request, "session", {}).get(SESSION_KEY)
    if not kept or datetime.fromisoformat(kept["until"]) <= timezone.now():
        return {}
    return kept


def forget(request) -> None:
    request.session.pop(SESSION_KEY, None)
