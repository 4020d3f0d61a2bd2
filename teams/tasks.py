"""What may take longer than a request. In place unless a worker is set up (TASKS_BACKEND)."""

from datetime import datetime

from django_tasks import task

from teams.models import Organisation
from teams.standings import refresh


@task()
def refresh_organisation(organisation: int, moment: str) -> None:
    """Bring the standings of everybody up to `moment`, an ISO datetime."""
    refresh(Organisation.objects.get(pk=organisation), now=datetime.fromisoformat(moment))
