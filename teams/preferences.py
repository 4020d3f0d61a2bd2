"""Which mail somebody has asked not to get. No row means all of it."""

from ipslearn.base.models import User
from teams.letters import DIGEST
from teams.models import MailPreference

FIELDS = ("wants_early_reminders", "wants_digest")


def preference_of(person: User) -> dict[str, bool]:
    """Return what the person gets. One query."""
    found = MailPreference.objects.filter(person=person).values(*FIELDS).first()
    return found or dict.fromkeys(FIELDS, True)


def prefer(*, person: User, wants_early_reminders: bool, wants_digest: bool) -> None:
    values = {"wants_early_reminders": wants_early_reminders, "wants_digest": wants_digest}
    MailPreference.objects.update_or_create(person=person, defaults=values)


def decline(*, person: int, what: str) -> None:
    """Stop one kind of mail to the person with this id: the digest, or what comes early. An unknown one is nobody."""
    if User.objects.filter(pk=person, is_active=True).exists():
        field = "wants_digest" if what == DIGEST else "wants_early_reminders"
        MailPreference.objects.update_or_create(person_id=person, defaults={field: False})
