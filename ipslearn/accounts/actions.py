from functools import partial
from importlib import import_module
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from ipslearn.base.models import User
from ipslearn.base.models.user import default_time_zone

# Nobody can own an address below "invalid" (RFC 2606), so no mail goes there and no link comes from there.
ERASED_DOMAIN = "erased.invalid"


def update_profile(*, user: User, name: str, preferred_language: str, time_zone: str, name_reading: str = "") -> User:
    """Change what the person says of themselves. Certificates keep the name they were issued with."""
    user.name, user.name_reading = name, name_reading
    user.preferred_language, user.time_zone = preferred_language, time_zone
    user.save(update_fields=["name", "name_reading", "preferred_language", "time_zone"])
    return user


def choose_language(*, user: User, language: str) -> None:
    """Keep the language that somebody reads the site in; their mail follows it."""
    if user.preferred_language != language:
        user.preferred_language = language
        user.save(update_fields=["preferred_language"])


def is_erased(user: User) -> bool:
    return not user.is_active and user.email.endswith(f"@{ERASED_DOMAIN}")


@transaction.atomic
def erase_account(*, user: User) -> User:
    """Take from the account whatever says whose it was, and every way into it. The row stays, without a person.

    Only the account's own side: `courses.erasure.erase_person` calls it, and is what erases somebody.
    """
    user.name, user.name_reading, user.email = "", "", f"erased-{uuid4()}@{ERASED_DOMAIN}"
    user.preferred_language, user.time_zone = settings.LANGUAGE_CODE, default_time_zone()
    user.is_active = user.is_staff = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    user.emailaddress_set.all().delete()
    forget_editor(user)
    end_sessions(user)
    return user


def forget_editor(user: User) -> None:
    """Delete what Wagtail keeps for the person alone, and their name where the user list's history quotes it.

    The history of pages stays: it refers to the row, which no longer says who it was.
    """
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
    UserProfile.objects.filter(user=user).delete()
    for rows in (user.api_tokens, user.editing_sessions, user.wagtail_form_states, user.page_subscriptions):
        rows.all().delete()
    of_user = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    of_user.update(label=user.email)


def end_sessions(user: User) -> None:
    """Delete every session of `user`, on all devices: a session keeps the address it was opened with.

    Sessions are not kept by person, so that all of them are read. This is done once in the life of an account.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    own = [one.session_key for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    for key in own:
        store(key).delete()
