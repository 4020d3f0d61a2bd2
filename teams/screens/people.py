"""The people of an organisation or a team as its administrators and leaders see them. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipslearn.base.models import User
from teams.addresses import plain_text
from teams.invitations import SENT_AGAIN_AFTER
from teams.models import Invitation, Membership, Organisation, Team

A_PAGE = 50
MEMBERS, INVITED, LEFT = "members", "invited", "left"
TABS = {MEMBERS: _("In a team"), INVITED: _("Invited"), LEFT: _("Left")}
# Icon and word for each state of an invitation.
INVITATION_STATES = {
    "open": ("clock", _("Waiting for an answer")),
    "unsent": ("caution", _("Not sent yet: send it again")),
    "expired": ("caution", _("Expired")),
    "accepted": ("done", pgettext_lazy("invitation", "Accepted")),
    "withdrawn": ("close", _("Withdrawn")),
}


@dataclass(frozen=True)
class Reach:
    """The teams whose people somebody may see: those of an organisation that they lead, or all of one they run."""

    user: User
    organisation: Organisation
    teams: QuerySet[Team]
    is_administrator: bool
    team: Team | None = None

    @property
    def is_nothing(self) -> bool:
        return not self.is_administrator and not self.teams.exists()


def reach_of(user: User, organisation: Organisation, team: Team | None = None) -> Reach:
    """One query."""
    led = Team.objects.led_by(user).filter(organisation=organisation)
    teams = led.filter(pk=team.pk) if team else led
    is_administrator = Organisation.objects.administered_by(user).filter(pk=organisation.pk).exists()
    return Reach(user, organisation, teams, is_administrator, team)


def people_screen(reach: Reach, chosen: dict, asked, now: datetime) -> dict:
    """Return what the list shows. The same queries whatever the number of people.

    `chosen` are the filters (q, team, profession); `asked` names the tab ("show") and the page.
    """
    lists = {
        MEMBERS: narrowed(members(reach), chosen, "user__"),
        INVITED: narrowed(invitations(reach), chosen, ""),
    }
    if reach.is_administrator:
        lists[LEFT] = narrowed(left(reach), chosen, "user__")
    tab = asked.get("show") if asked.get("show") in lists else MEMBERS
    paginators = {key: Paginator(rows, A_PAGE) for key, rows in lists.items()}
    page = paginators[tab].get_page(asked.get("page"))
    return {
        "reach": reach,
        "tab": tab,
        "tabs": [(key, TABS[key], paginator.count) for key, paginator in paginators.items()],
        "page": page,
        "rows": invitation_rows(page, now) if tab == INVITED else people_rows(page),
        "is_narrowed": any(chosen.values()),
    }


def members(reach: Reach) -> QuerySet[Membership]:
    rows = Membership.objects.visible_to(reach.user).current().filter(team__in=reach.teams)
    return by_name(rows)


def left(reach: Reach) -> QuerySet[Membership]:
    """Return the last membership of everybody who was in a team and is in it no more."""
    later = Membership.objects.filter(
        Q(left_on=None) | Q(joined_on__gt=OuterRef("joined_on")), team=OuterRef("team"), user=OuterRef("user")
    )
    rows = Membership.objects.visible_to(reach.user).filter(team__in=reach.teams, left_on__isnull=False)
    return by_name(rows.filter(~Exists(later)))


def by_name(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related("user", "team", "profession").order_by(
        "user__sort_name", "user__email", "user", "team__name", "pk"
    )


def invitations(reach: Reach) -> QuerySet[Invitation]:
    rows = Invitation.objects.visible_to(reach.user).open().filter(team__in=reach.teams)
    return rows.select_related("organisation", "team", "profession", "invited_by").order_by("name", "email", "pk")


def narrowed(rows: QuerySet, chosen: dict, person: str) -> QuerySet:
    """Return the rows that the filters leave; `person` leads to name and address."""
    if text := chosen.get("q"):
        found = Q()
        for form in {text, plain_text(text)}:
            found |= Q(**{f"{person}name__icontains": form}) | Q(**{f"{person}email__icontains": form})
        rows = rows.filter(found)
    if chosen.get("team"):
        rows = rows.filter(team=chosen["team"])
    if chosen.get("profession"):
        rows = rows.filter(profession=chosen["profession"])
    return rows


def people_rows(page) -> list[tuple[User, list[Membership]]]:
    """Return each person once, with their memberships."""
    return [(person, list(rows)) for person, rows in groupby(page, key=lambda membership: membership.user)]


def invitation_rows(page, now: datetime) -> list[dict]:
    return [invitation_row(invitation, now) for invitation in page]


def invitation_row(invitation: Invitation, now: datetime) -> dict:
    state = invitation.state_at(now)
    icon, word = INVITATION_STATES[state]
    return {
        "invitation": invitation,
        "state": state,
        "icon": icon,
        "word": word,
        "may_be_sent": invitation.sent_at is None or now >= invitation.sent_at + SENT_AGAIN_AFTER,
    }


def organisation_screen(organisation: Organisation, now: datetime) -> dict:
    """Return the settings of an organisation beside its forms. Three queries."""
    waiting = organisation.invitations.open().filter(team=None).select_related("organisation", "team", "invited_by")
    return {
        "organisation": organisation,
        "teams": with_sizes(organisation.teams.all()),
        "administrators": organisation.administrators.select_related("user").order_by("user__sort_name", "user__email"),
        "invited": invitation_rows(waiting.order_by("email"), now),
    }


def with_sizes(teams: QuerySet[Team]) -> list[tuple[Team, int]]:
    """Return each team with the number of people in it. One query."""
    counted = teams.annotate(size=Count("memberships", filter=Q(memberships__left_on=None)))
    return [(team, team.size) for team in counted.order_by("name", "pk")]


def membership_screen(membership: Membership, reach: Reach) -> dict:
    """Return one person's time in the teams that the reader may see. Two queries."""
    rows = Membership.objects.visible_to(reach.user).filter(user=membership.user_id, team__in=reach.teams)
    return {
        "membership": membership,
        "reach": reach,
        "history": rows.select_related("team", "profession").order_by("-joined_on", "-pk"),
        "other_teams": other_teams(membership, reach).exists(),
    }


def other_teams(membership: Membership, reach: Reach) -> QuerySet[Team]:
    """Return the teams that the person could be added to."""
    current = Membership.objects.current().filter(user=membership.user_id)
    return reach.teams.exclude(pk__in=current.values("team"))
