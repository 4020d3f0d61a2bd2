"""Who leads a team or administers an organisation: asked for on every page, for the link in the header.

Kept for five minutes, and forgotten where this process changes it, so that an ordinary page costs nobody a query.
"""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from ipslearn.base.models import User
from teams.models import Administrator, Membership

FIVE_MINUTES = 300


def leads(user: User) -> bool:
    """Say whether `user` leads or administers anything. Cached, else up to two queries; none for a visitor."""
    if not user.is_authenticated or user.is_superuser or user.pk is None:
        return user.is_superuser
    return cache.get_or_set(key_of(user.pk), lambda: read(user), FIVE_MINUTES)


def read(user: User) -> bool:
    led = Membership.objects.current().filter(user=user, is_leader=True)
    return led.exists() or Administrator.objects.filter(user=user).exists()


def key_of(user: int) -> str:
    return f"leads:{user}"


def forget(instance, **kwargs) -> None:
    cache.delete(key_of(instance.user_id))


def connect() -> None:
    for model in (Membership, Administrator):
        post_save.connect(forget, sender=model)
        post_delete.connect(forget, sender=model)
