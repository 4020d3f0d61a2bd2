from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from .demo import DEMO_DOMAIN


@checks.register(checks.Tags.database)
def no_demo_accounts(app_configs, databases=None, **kwargs):
    """Warn of demo accounts where DEMO_ALLOWED is not set. Runs with `migrate` and `check --database default`."""
    from ipslearn.base.models import User

    if getattr(settings, "DEMO_ALLOWED", False) or not databases:
        return []
    try:
        number = User.objects.filter(email__iendswith=f"@{DEMO_DOMAIN}").count()
    except DatabaseError:  # before the first migration there are no accounts
        return []
    if not number:
        return []
    return [
        checks.Warning(
            f"There are {number} accounts of the demo, whose password is public. They cannot sign in here.",
            hint=f"Delete the users whose address ends in @{DEMO_DOMAIN}, or set them inactive.",
            id="accounts.W001",
        )
    ]
