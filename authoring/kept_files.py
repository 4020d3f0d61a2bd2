"""Files of questions between their check and their import: one for each person, for a day at most."""

from datetime import datetime, timedelta

from django.db import transaction

from authoring.models import KeptFile
from courses import erasure
from ipslearn.base.models import User

KEPT = timedelta(days=1)


@transaction.atomic
def keep_file(*, owner: User, now: datetime, **columns) -> KeptFile:
    """Keep the file in place of any other of the same person, and forget those that are older than a day."""
    forget_files(owner)
    KeptFile.objects.filter(kept_at__lt=now - KEPT).delete()
    return KeptFile.objects.create(owner=owner, kept_at=now, **columns)


def forget_files(owner: User) -> None:
    KeptFile.objects.filter(owner=owner).delete()


def connect():
    erasure.ALSO.append(forget_files)
