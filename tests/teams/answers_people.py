"""What each address answers to each role; see test_permissions.py."""

from datetime import timedelta

from teams.models import Administrator, Invitation
from teams.models.messages import digest_of
from tests.factories import NOW

LINK = "link-of-the-walk"
ROLES = ("visitor", "outsider", "member", "leader", "other_leader", "administrator", "other_administrator", "site")


def row(*answers) -> dict:
    return dict(zip(ROLES, answers, strict=True))


OF_TEAM = row("in", 404, 404, 200, 404, 200, 404, 200)
ACT_OF_TEAM = row("in", 404, 404, 302, 404, 302, 404, 302)
OF_ORGANISATION = row("in", 404, 404, 404, 404, 200, 404, 200)
ACT_OF_ORGANISATION = row("in", 404, 404, 404, 404, 302, 404, 302)
ANSWERS = {
    "teams:organisation_list": row("in", 404, 404, 404, 404, 200, 200, 200),
    "teams:organisation_create": row("in", 404, 404, 404, 404, 404, 404, 200),
    "teams:organisation_detail": OF_ORGANISATION,
    "teams:team_create": ACT_OF_ORGANISATION,
    "teams:administrator_add": ACT_OF_ORGANISATION,
    "teams:administrator_remove": ACT_OF_ORGANISATION,
    "teams:team_rename": OF_ORGANISATION,
    "teams:organisation_people": row("in", 404, 404, 200, 200, 200, 404, 200),
    "teams:team_people": OF_TEAM,
    "teams:membership_detail": OF_TEAM,
    "teams:membership_profession": OF_TEAM,
    "teams:membership_leave": OF_TEAM,
    "teams:membership_team": OF_TEAM,
    "teams:membership_leader": ACT_OF_TEAM,
    "teams:invitation_create": OF_TEAM,
    "teams:invitation_list": OF_TEAM,
    # Nobody here has given a list, so that there is none to check.
    "teams:invitation_check": ACT_OF_TEAM,
    "teams:invitation_template": OF_TEAM,
    "teams:invitation_send": ACT_OF_TEAM,
    "teams:invitation_withdraw": ACT_OF_TEAM,
    # Whoever has the link may read it; without one there is nothing to go on with.
    "teams:invitation_accept": row(*[200] * 8),
    "teams:invitation_continue": row(*[302] * 8),
}


def arguments(world) -> dict:
    """Return the values that the addresses of this part need, of the world's own team."""
    invitation, _is_new = Invitation.objects.get_or_create(
        organisation=world.organisation,
        team=world.team,
        email="new@example.org",
        defaults={
            "profession_id": "nurse",
            "token_digest": digest_of(LINK),
            "invited_at": NOW,
            "expires_at": NOW + timedelta(days=36500),
        },
    )
    return {
        "organisation": world.organisation.pk,
        "team": world.team.pk,
        "membership": world.membership.pk,
        "administrator": Administrator.objects.get(user=world.administrator).pk,
        "invitation": invitation.pk,
        "token": LINK,
    }
