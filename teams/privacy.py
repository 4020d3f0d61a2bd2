"""What teams add to a person's data, and what erasing the person does here.

| erased                                             | stays                                                    |
|----------------------------------------------------|----------------------------------------------------------|
| leading, running an organisation                   | that somebody with this profession was in a team, when   |
| standings, readiness, mail preferences             | what `teams.forgetting` says of acts, records and mails  |
| name and address on invitations                    | that somebody was invited, and when                      |

Example: Emi, a nurse, erases her account. Her membership ends today; the team's list of who has left shows a nurse
without a name, and the organisation's numbers of last year stay as they were.
"""

from django.db.models import F
from django.utils import timezone

from courses import erasure, exports
from ipslearn.base.models import User
from teams.forgetting import forget, person_data
from teams.invitations import forget_invitations
from teams.models import Administrator, MailPreference, Membership, Readiness, Standing

MEMBERSHIP = ("is_leader", "joined_on", "left_on")
STANDING = ("course_key", "necessity", "state", "due_on", "completed_on", "expires_on", "done", "total")
PREFERENCE = ("wants_early_reminders", "wants_digest")


def connect() -> None:
    erasure.ALSO.append(erase)
    exports.ALSO["teams"] = person_as_data


def erase(person: User) -> None:
    """End what binds the person to organisations; evidence stays without a name."""
    forget_invitations(person)
    forget(person)
    now = timezone.now()
    for membership in Membership.objects.current().filter(user=person).select_related("team__organisation"):
        membership.left_on = max(membership.team.organisation.today(now), membership.joined_on)
        membership.is_leader = False
        membership.save(update_fields=["left_on", "is_leader"])
    for rows in (Administrator.objects.filter(user=person), Standing.objects.filter(person=person)):
        rows.delete()
    for rows in (Readiness.objects.filter(person=person), MailPreference.objects.filter(person=person)):
        rows.delete()


def person_as_data(person: User) -> list[dict]:
    """Return what organisations keep about the person; nothing where there is nothing. Eight queries."""
    memberships = person.memberships.values(
        *MEMBERSHIP, team_name=F("team__name"), organisation=F("team__organisation__name"), work=F("profession")
    )
    standings = person.standings.values(*STANDING, asked_by=F("organisation__name"))
    preferences = MailPreference.objects.filter(person=person).values(*PREFERENCE)
    own = {"memberships": list(memberships), "standings": list(standings), "mail_preferences": list(preferences)}
    return [part for part in (own, *person_data(person)) if any(part.values())]
