"""Every address of teams, for every role. The walk reads the URL configuration: one that is missing here fails it.

An answer is the status of a GET: "in" is a redirect to the sign-in page; addresses that only take a POST answer 302
(to the page of the form) where one may, and 404 where one may not. What a role may not see, it gets 404 for, never 403.
"""

from types import SimpleNamespace

import pytest
from django.db import transaction

from ipslearn.base.models import User
from tests.factories import NOW, UserFactory
from tests.teams import answers_acts, answers_matrix, answers_people, answers_plans, factories
from tests.test_permissions import address, answer_in, get_resolver, named_patterns

PARTS = (answers_acts, answers_matrix, answers_people, answers_plans)
ANSWERS = {name: answers for part in PARTS for name, answers in part.ANSWERS.items()}
ROLES = ("visitor", "outsider", "member", "leader", "other_leader", "administrator", "other_administrator", "site")
"""An outsider has an account and no team; other_leader leads another team of the same organisation;
other_administrator runs another organisation; site is the site administrator."""


@pytest.fixture
def world(db, course):
    return two_organisations(course)


def two_organisations(course) -> SimpleNamespace:
    """Return two organisations; the first has two teams, with a plan that asks a nurse for a course."""
    found = SimpleNamespace(course=course, now=NOW)
    for role in ROLES[1:]:
        setattr(found, role, UserFactory(email=f"{role}@example.org"))
    User.objects.filter(pk=found.site.pk).update(is_superuser=True, is_staff=True)
    found.site.refresh_from_db()
    found.organisation = factories.organisation(administrator=found.administrator)
    found.elsewhere = factories.organisation("Elsewhere", administrator=found.other_administrator)
    found.team = factories.team(found.organisation)
    found.other_team = factories.team(found.organisation, "South")
    factories.member(found.team, "case-manager", found.leader, is_leader=True)
    factories.member(found.other_team, "case-manager", found.other_leader, is_leader=True)
    found.membership = factories.member(found.team, "nurse", found.member)
    found.plan = factories.plan(found.organisation)
    found.requirement = factories.requirement(found.plan, course, ["nurse"])
    return found


def test_every_address_is_in_the_table():
    names = {name for name, _pattern in named_patterns(get_resolver().url_patterns) if name.startswith("teams:")}
    assert names == set(ANSWERS)


def test_every_role_is_thought_of():
    assert [name for name, answers in ANSWERS.items() if set(answers) != set(ROLES)] == []


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_what(client, world, role):
    arguments = {key: value for part in PARTS for key, value in part.arguments(world).items()}
    if role != "visitor":
        client.force_login(getattr(world, role))
    responses = {name: asked(client, address(name, arguments)) for name in ANSWERS}
    assert {name: answer_in(one) for name, one in responses.items()} == {n: row[role] for n, row in ANSWERS.items()}
    # Not before: whoever closes a response closes the connection to the database with it.
    for response in responses.values():
        response.close()


def asked(client, url: str):
    """Ask for a page; whatever that changes is undone, so that the next page is asked of the same world."""
    with transaction.atomic():
        response = client.get(url)
        transaction.set_rollback(True)
    return response
