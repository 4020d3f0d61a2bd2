"""How the teams of some leaders stand: what their weekly digest says, as plain values that can be compared."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from teams.models import Membership, Organisation, Readiness, TrainingRecord


def digests_of(organisation: Organisation, people: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return {leader: teams} of those of the people who lead one; a team of which there is nothing to say is left out.

    Each team is {"team", "people", "ready", "late", "soon", "waiting"}; see teams.letters. One query where nobody
    leads, else four.
    """
    led = defaultdict(list)
    current = Membership.objects.current().filter(team__organisation=organisation)
    for leader, team in current.filter(user__in=people, is_leader=True).order_by("team").values_list("user", "team"):
        led[leader].append(team)
    if not led:
        return {}
    members = defaultdict(list)
    for team, user in current.filter(team__in={one for teams in led.values() for one in teams}).values_list(
        "team", "user"
    ):
        members[team].append(user)
    everybody = {user for users in members.values() for user in users}
    counted = {row.person_id: row for row in Readiness.objects.filter(organisation=organisation, person__in=everybody)}
    waiting = waiting_records(organisation, everybody)
    teams = {team: digest_of(team, users, counted, waiting) for team, users in members.items()}
    return {leader: [teams[one] for one in own if has_news(teams[one])] for leader, own in led.items()}


def waiting_records(organisation: Organisation, people: Collection[int]) -> dict[int, int]:
    """Return {person: training records that wait for review}. One query."""
    found = defaultdict(int)
    rows = TrainingRecord.objects.filter(organisation=organisation, person__in=people, state="waiting")
    for person in rows.values_list("person", flat=True):
        found[person] += 1
    return found


def digest_of(team: int, users: list[int], counted: dict[int, Readiness], waiting: dict[int, int]) -> dict[str, Any]:
    rows = [counted[user] for user in users if user in counted]
    return {
        "team": team,
        "people": len(users),
        "ready": len(users) - sum(row.current < row.required for row in rows),
        "late": {str(row.person_id): row.overdue for row in sorted(rows, key=lambda one: one.person_id) if row.overdue},
        "soon": sum(bool(row.due_soon) for row in rows),
        "waiting": sum(waiting.get(user, 0) for user in users),
    }


def has_news(team: dict[str, Any]) -> bool:
    return bool(team["late"] or team["soon"] or team["waiting"])
