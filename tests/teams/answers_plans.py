"""What each address answers to each role; see test_permissions.py."""

from teams import planning
from tests.teams import factories

NOBODY = {"visitor": "in", "outsider": 404, "member": 404, "other_administrator": 404}
LEADERS_READ = {**NOBODY, "leader": 200, "other_leader": 200, "administrator": 200, "site": 200}
ADMINISTRATORS = {**LEADERS_READ, "leader": 404, "other_leader": 404}

ANSWERS = {
    "teams:plan_list": LEADERS_READ,
    "teams:plan_add": ADMINISTRATORS,
    "teams:plan_detail": LEADERS_READ,
    "teams:plan_rename": ADMINISTRATORS,
    "teams:plan_force": ADMINISTRATORS,
    "teams:plan_suggested": ADMINISTRATORS,
    "teams:requirement_add": ADMINISTRATORS,
    "teams:requirement_change": ADMINISTRATORS,
    "teams:requirement_end": ADMINISTRATORS,
    "teams:adjustment_add": LEADERS_READ,
    "teams:adjustment_end": {**LEADERS_READ, "other_leader": 404},
}


def arguments(world) -> dict:
    """Return the values that the addresses of this part need, of the world's own team."""
    adjustment = planning.adjust(
        requirement=world.requirement,
        person=world.member,
        due_on=factories.TODAY,
        reason="Long leave.",
        by=world.leader,
        now=world.now,
    )
    return {
        "organisation": world.organisation.pk,
        "plan": world.plan.pk,
        "requirement": world.requirement.pk,
        "adjustment": adjustment.pk,
    }
