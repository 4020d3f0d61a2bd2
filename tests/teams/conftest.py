import pytest

from tests.factories import UserFactory
from tests.teams import factories


@pytest.fixture
def administrator(db):
    return UserFactory(email="office@example.org", name="Aya Sato")


@pytest.fixture
def leader(db):
    return UserFactory(email="leader@example.org", name="Ken Ito")


@pytest.fixture
def organisation(administrator):
    return factories.organisation(administrator=administrator)


@pytest.fixture
def team(organisation, leader):
    """A team with its leader in it, who is an employment specialist."""
    found = factories.team(organisation)
    factories.member(found, "employment-specialist", leader, is_leader=True)
    return found


@pytest.fixture
def plan(organisation):
    return factories.plan(organisation)
