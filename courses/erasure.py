"""Erasing a person: what is theirs alone is deleted, what is evidence stays without a name.

| deleted                                          | stays                                               |
|--------------------------------------------------|-----------------------------------------------------|
| reflections, reading positions, opening answers  | enrollments, completions: that somebody learned this |
| what was typed in quizzes, extra time            | attempts: what was chosen, scores, dates             |
| name, addresses, password, sessions, roles       | the account's row, closed, with an address that      |
| the name on issued certificates (a dash instead) | says nothing                                        |
|                                                  | certificates: number, course, hours, dates; the     |
|                                                  | public check finds them as before                   |

Example: Yuki has finished a course and erases her account. Who checks her number reads "— has completed …, valid".
The course's report still counts one person who finished. A copy she printed before keeps her name. Nothing brings the
name back; with the same address she may open a new account, which has nothing to do with the old one.

Source: decision 2 of the architecture, evidence outlives accounts.
"""

from collections.abc import Callable

from django.db import transaction

from courses.models import Certificate
from ipslearn.accounts.actions import erase_account, is_erased
from ipslearn.base.models import User

NAME_REMOVED = "—"
# What apps above this one erase of a person, in the same transaction; they put it here when Django starts.
ALSO: list[Callable[[User], None]] = []


class AdministratorStays(Exception):
    """Administrators are not erased: a site could be left without one. Another takes the role away first."""


@transaction.atomic
def erase_person(*, person: User) -> User:
    """Erase `person` as the table above says. A second call finds nothing to do and changes nothing.

    Raise AdministratorStays for a superuser.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_superuser:
        raise AdministratorStays
    if is_erased(person):
        return person
    person.reflections.all().delete()
    person.positions.all().delete()
    person.commitments.all().delete()
    for erase in ALSO:
        erase(person)
    Certificate.objects.filter(enrollment__learner=person).update(name=NAME_REMOVED)
    return erase_account(user=person)
