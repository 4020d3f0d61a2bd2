"""One person in one organisation, as somebody else may see them: their own leaders, its administrators, themselves."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.urls import reverse

from courses.models import Certificate
from ipslearn.base.models import Profession, User
from teams.models import Membership, Organisation, Requirement


@dataclass(frozen=True)
class Seen:
    """A person in an organisation, with the memberships that the reader may see."""

    organisation: Organisation
    person: User
    memberships: tuple[Membership, ...]
    reader: User

    @property
    def is_self(self) -> bool:
        return self.person == self.reader

    @property
    def may_act(self) -> bool:
        """Whether the reader may act for the person: of others, one sees only whom one leads or administers."""
        return not self.is_self and self.person.is_active

    @property
    def url(self) -> str:
        return reverse("teams:person_detail", args=[self.organisation.pk, self.person.pk])

    def keys(self) -> set[UUID]:
        """Return the courses that may be shown of the person: those that the organisation's plans ask for."""
        rows = Requirement.objects.in_force().filter(plan__organisation=self.organisation)
        return set(rows.order_by().values_list("course_key", flat=True))

    def certificates(self):
        """Return the certificates in these courses, newest first."""
        found = Certificate.objects.filter(enrollment__learner=self.person, enrollment__course_key__in=self.keys())
        return found.select_related("enrollment")


def seen_or_404(reader: User, organisation: int, person: int) -> Seen:
    """Return the person if the reader may see any of their memberships in the organisation. One query."""
    rows = Membership.objects.visible_to(reader).filter(user=person, team__organisation=organisation)
    name = F(Profession.name_field("profession__"))
    rows = rows.annotate(profession_name=name).select_related("user", "team__organisation")
    found = tuple(rows.order_by("-joined_on", "-pk"))
    if not found:
        raise Http404
    return Seen(found[0].team.organisation, found[0].user, found, reader)
