"""What tests of invitations have in common: sending one, and finding the link in its mail."""

import re
from datetime import timedelta

from django.core import mail

from ipslearn.base.models import Profession
from teams import invitations
from tests.factories import NOW


def nurse() -> Profession:
    return Profession.objects.get(pk="nurse")


def invite(team, by, email="new@example.org", now=NOW, **columns):
    fields = {"name": "Aya Sato", "profession": nurse(), "language": "en", **columns}
    return invitations.invite(team=team, email=email, by=by, now=now, **fields)


def later(**by):
    return NOW + timedelta(**by)


def token_in(message) -> str:
    [token] = set(re.findall(r"/teams/invitations/([\w-]{20,})/", message.body))
    return token


def newest_token() -> str:
    return token_in(mail.outbox[-1])
