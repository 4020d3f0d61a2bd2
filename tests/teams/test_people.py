"""The screens of organisations, teams and people: who is shown, what a form changes, what it refuses."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ipslearn.base.models import Profession, User
from teams import actions
from teams.models import Membership, Organisation
from tests.factories import NOW, UserFactory
from tests.teams import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client):
    """Return a function that signs somebody in and returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def root(db):
    user = UserFactory(email="root@example.org")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user.refresh_from_db()
    return user


@pytest.fixture
def nurse(team):
    return factories.member(team, "nurse", UserFactory(name="Yuki Tanabe", email="yuki@example.org"))


@pytest.fixture
def queries_of():
    """Return a function that counts the queries of a page that was looked at before."""

    def count(client, url) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    return count


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def said(client, url, data) -> str:
    """Return the page after a POST, its redirect followed."""
    return words_of(client.post(url, data, follow=True))


def names_in(response) -> list[str]:
    return [person.name for person, _memberships in response.context["rows"]]


def people_url(thing, **asked) -> str:
    place = "organisations/" if isinstance(thing, Organisation) else ""
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/en/teams/{place}{thing.pk}/people/?{query}"


class TestList:
    def test_names_people_in_order_of_their_names(self, at, administrator, organisation, nurse):
        response = at(administrator).get(people_url(organisation))
        assert names_in(response) == ["Ken Ito", "Yuki Tanabe"]

    def test_shows_a_leader_the_people_of_their_teams_alone(self, at, leader, organisation, nurse):
        factories.member(factories.team(organisation, "South"), user=UserFactory(name="Far Away"))
        response = at(leader).get(people_url(organisation))
        assert names_in(response) == ["Ken Ito", "Yuki Tanabe"]

    def test_of_a_team_shows_its_people_alone(self, at, administrator, organisation, team, nurse):
        factories.member(factories.team(organisation, "South"), user=UserFactory(name="Far Away"))
        assert names_in(at(administrator).get(people_url(team))) == ["Ken Ito", "Yuki Tanabe"]

    def test_shows_leaders_no_team_they_only_belong_to(self, at, leader, organisation, team):
        factories.member(factories.team(organisation, "South"), "psychiatrist", leader)
        [(_person, rows)] = at(leader).get(people_url(organisation)).context["rows"]
        assert [row.team for row in rows] == [team]

    def test_shows_nobody_of_another_organisation(self, at, administrator, organisation, nurse):
        factories.member(factories.team(factories.organisation("Elsewhere")), user=UserFactory(name="Far Away"))
        assert "Far Away" not in names_in(at(administrator).get(people_url(organisation)))

    def test_names_somebody_in_two_teams_once_with_both_professions(self, at, administrator, organisation, nurse):
        factories.member(factories.team(organisation, "South"), "psychiatrist", nurse.user)
        response = at(administrator).get(people_url(organisation))
        [found] = [rows for person, rows in response.context["rows"] if person == nurse.user]
        assert [row.profession_id for row in found] == ["nurse", "psychiatrist"]

    @pytest.mark.parametrize("text", ["tanabe", "YUKI@", "ｔａｎａｂｅ"])
    def test_is_searched_by_name_or_address(self, at, administrator, organisation, nurse, text):
        assert names_in(at(administrator).get(people_url(organisation, q=text))) == ["Yuki Tanabe"]

    def test_is_filtered_by_profession(self, at, administrator, organisation, nurse):
        assert names_in(at(administrator).get(people_url(organisation, profession="nurse"))) == ["Yuki Tanabe"]

    def test_is_filtered_by_team(self, at, administrator, organisation, nurse):
        south = factories.team(organisation, "South")
        assert names_in(at(administrator).get(people_url(organisation, team=south.pk))) == []

    @pytest.mark.parametrize("asked", [{"team": "x"}, {"profession": "zzz"}, {"q": "%00"}, {"page": "-9"}])
    def test_leaves_out_filters_that_make_no_sense(self, at, administrator, organisation, nurse, asked):
        assert at(administrator).get(people_url(organisation, **asked)).status_code == 200

    def test_shows_who_left_to_administrators(self, at, administrator, organisation, nurse):
        actions.leave(membership=nurse, left_on=factories.TODAY, by=administrator, now=NOW)
        assert names_in(at(administrator).get(people_url(organisation, show="left"))) == ["Yuki Tanabe"]

    def test_shows_no_leader_who_left(self, at, leader, team, nurse):
        actions.leave(membership=nurse, left_on=factories.TODAY, by=leader, now=NOW)
        assert names_in(at(leader).get(people_url(team, show="left"))) == ["Ken Ito"]

    def test_who_changed_profession_has_not_left(self, at, administrator, organisation, nurse):
        change(nurse, administrator)
        assert names_in(at(administrator).get(people_url(organisation, show="left"))) == []

    def test_has_fifty_on_a_page(self, at, administrator, organisation, team):
        for _n in range(50):
            factories.member(team)
        page = at(administrator).get(people_url(organisation)).context["page"]
        assert (len(page), page.paginator.count, page.paginator.num_pages) == (50, 51, 2)

    def test_takes_the_same_queries_for_5_and_60(self, at, administrator, organisation, team, queries_of):
        for _n in range(4):
            factories.member(team)
        small = queries_of(at(administrator), people_url(organisation))
        for _n in range(55):
            factories.member(team)
        # session, user; organisation, whether administered, whether there are teams;
        # three counts, the people; teams and professions of the filters; the menu
        assert queries_of(at(administrator), people_url(organisation)) == small <= 12


def change(membership, by, day=factories.TODAY, profession="psychiatrist"):
    found = Profession.objects.get(pk=profession)
    return actions.change_profession(membership=membership, profession=found, changed_on=day, by=by, now=NOW)


def url_of(membership, page="") -> str:
    return f"/en/teams/memberships/{membership.pk}/{page}"


def today() -> date:
    """The day it is in Tokyo while the test runs."""
    return factories.organisation("Clock").today(timezone.now())


class TestProfession:
    def test_is_changed_from_a_day(self, at, leader, nurse):
        at(leader).post(url_of(nurse, "profession/"), {"profession": "psychiatrist", "day": "2026-05-01"})
        before, after = Membership.objects.filter(user=nurse.user).order_by("joined_on")
        assert (before.left_on, after.joined_on, after.profession_id) == (
            date(2026, 4, 30),
            date(2026, 5, 1),
            "psychiatrist",
        )

    def test_on_the_first_day_is_corrected(self, at, leader, nurse):
        at(leader).post(url_of(nurse, "profession/"), {"profession": "psychiatrist", "day": "2026-04-01"})
        assert Membership.objects.get(user=nurse.user).profession_id == "psychiatrist"

    def test_before_the_first_day_is_refused(self, at, leader, nurse):
        page = said(at(leader), url_of(nurse, "profession/"), {"profession": "psychiatrist", "day": "2026-03-31"})
        assert "This day is before the first day in the team, 1 April 2026." in page

    def test_of_tomorrow_is_refused(self, at, leader, nurse):
        day = today() + timedelta(days=1)
        page = said(at(leader), url_of(nurse, "profession/"), {"profession": "psychiatrist", "day": day})
        assert "This day is still to come" in page

    def test_that_is_the_same_is_refused(self, at, leader, nurse):
        page = said(at(leader), url_of(nurse, "profession/"), {"profession": "nurse", "day": "2026-05-01"})
        assert "This is the profession already." in page

    def test_that_somebody_changed_meanwhile_is_explained(self, at, leader, nurse, monkeypatch):
        def changed(**_columns):
            raise actions.WrongDate

        monkeypatch.setattr(actions, "change_profession", changed)
        page = said(at(leader), url_of(nurse, "profession/"), {"profession": "psychiatrist", "day": "2026-05-01"})
        assert "Somebody changed this person’s dates meanwhile." in page


class TestLeaving:
    def test_ends_the_membership(self, at, leader, nurse):
        at(leader).post(url_of(nurse, "leave/"), {"day": "2026-11-01"})
        assert Membership.objects.get(pk=nurse.pk).left_on == date(2026, 11, 1)

    def test_says_first_what_stays(self, at, leader, nurse):
        assert "everything they have done" in words_of(at(leader).get(url_of(nurse, "leave/")))

    def test_today_is_taken(self, at, leader, nurse):
        at(leader).post(url_of(nurse, "leave/"), {"day": today()})
        assert Membership.objects.get(pk=nurse.pk).left_on

    @pytest.mark.parametrize(
        ("day", "words"),
        [("2026-03-31", "before the first day"), ("2126-01-01", "still to come"), ("soon", "Enter a valid date")],
    )
    def test_is_refused_with_reasons(self, at, leader, nurse, day, words):
        assert words in said(at(leader), url_of(nurse, "leave/"), {"day": day})
        assert Membership.objects.get(pk=nurse.pk).left_on is None

    def test_a_leader_no_longer_sees_who_left(self, at, leader, nurse):
        at(leader).post(url_of(nurse, "leave/"), {"day": "2026-11-01"})
        assert at(leader).get(url_of(nurse)).status_code == 404

    def test_of_who_has_left_changes_nothing(self, at, administrator, nurse):
        actions.leave(membership=nurse, left_on=date(2026, 5, 1), by=administrator, now=NOW)
        page = said(at(administrator), url_of(nurse, "leave/"), {"day": "2026-11-01"})
        assert "Yuki Tanabe has left this team, so nothing is changed." in page
        assert Membership.objects.get(pk=nurse.pk).left_on == date(2026, 5, 1)

    def test_oneself_leads_to_ones_own_learning(self, at, leader, team):
        own = Membership.objects.get(user=leader)
        response = at(leader).post(url_of(own, "leave/"), {"day": "2026-11-01"})
        assert response.url == "/en/learning/"


class TestOtherTeam:
    def test_has_a_profession_of_its_own(self, at, administrator, organisation, nurse):
        south = factories.team(organisation, "South")
        data = {"team": south.pk, "profession": "case-manager", "joined_on": "2026-10-01"}
        at(administrator).post(url_of(nurse, "team/"), data)
        assert set(nurse.user.memberships.values_list("team__name", "profession")) == {
            ("North", "nurse"),
            ("South", "case-manager"),
        }

    def test_is_one_the_reader_leads(self, at, leader, organisation, nurse):
        south = factories.team(organisation, "South")
        data = {"team": south.pk, "profession": "nurse", "joined_on": "2026-10-01"}
        assert "Select a valid choice" in said(at(leader), url_of(nurse, "team/"), data)

    def test_is_none_of_another_organisation(self, at, root, nurse):
        far = factories.team(factories.organisation("Elsewhere"))
        data = {"team": far.pk, "profession": "nurse", "joined_on": "2026-10-01"}
        assert "Select a valid choice" in said(at(root), url_of(nurse, "team/"), data)

    def test_is_begun_in_a_year_at_the_latest(self, at, administrator, organisation, nurse):
        south = factories.team(organisation, "South")
        data = {"team": south.pk, "profession": "nurse", "joined_on": "2126-10-01"}
        assert "Is the year right?" in said(at(administrator), url_of(nurse, "team/"), data)


class TestLeader:
    def test_is_made_by_administrators(self, at, administrator, nurse):
        at(administrator).post(url_of(nurse, "leader/"), {"is_leader": "yes"})
        assert Membership.objects.get(pk=nurse.pk).is_leader

    def test_is_made_by_no_other_leader(self, at, leader, nurse):
        assert at(leader).post(url_of(nurse, "leader/"), {"is_leader": "yes"}).status_code == 403
        assert not Membership.objects.get(pk=nurse.pk).is_leader

    def test_is_nobody_who_has_left(self, at, administrator, nurse):
        actions.leave(membership=nurse, left_on=factories.TODAY, by=administrator, now=NOW)
        at(administrator).post(url_of(nurse, "leader/"), {"is_leader": "yes"})
        assert not Membership.objects.get(pk=nurse.pk).is_leader

    def test_is_taken_back(self, at, administrator, leader, team):
        own = Membership.objects.get(user=leader)
        at(administrator).post(url_of(own, "leader/"), {"is_leader": "no"})
        assert not Membership.objects.get(pk=own.pk).is_leader


def settings_of(organisation) -> str:
    return f"/en/teams/organisations/{organisation.pk}/"


class TestOrganisation:
    def test_is_changed(self, at, administrator, organisation):
        at(administrator).post(settings_of(organisation), {"name": "Kita", "language": "ja", "time_zone": "Asia/Tokyo"})
        organisation.refresh_from_db()
        assert (organisation.name, organisation.language) == ("Kita", "ja")

    def test_says_what_day_another_time_zone_makes_it(self, at, administrator, organisation):
        data = {"name": "Kita", "language": "ja", "time_zone": "Pacific/Honolulu"}
        assert "what is due and what is overdue follows it" in said(at(administrator), settings_of(organisation), data)

    def test_takes_no_time_zone_that_does_not_exist(self, at, administrator, organisation):
        data = {"name": "Kita", "language": "ja", "time_zone": "Mars/Olympus"}
        assert "Select a valid choice" in said(at(administrator), settings_of(organisation), data)

    def test_gets_a_team(self, at, administrator, organisation):
        at(administrator).post(f"{settings_of(organisation)}teams/", {"name": "  South   side "})
        assert organisation.teams.get().name == "South side"

    def test_has_no_two_teams_of_a_name(self, at, administrator, organisation, team):
        page = said(at(administrator), f"{settings_of(organisation)}teams/", {"name": "North"})
        assert "There is a team of this name already." in page

    def test_renames_a_team(self, at, administrator, team):
        at(administrator).post(f"/en/teams/{team.pk}/name/", {"name": "West"})
        team.refresh_from_db()
        assert team.name == "West"

    def test_keeps_the_name_of_a_team(self, at, administrator, team):
        page = said(at(administrator), f"/en/teams/{team.pk}/name/", {"name": "North"})
        assert "The team has its new name." in page


WHO = ("known", "unknown")


class TestAdministrators:
    def url(self, organisation):
        return f"{settings_of(organisation)}administrators/"

    def test_are_added_from_the_teams(self, at, administrator, organisation, nurse):
        at(administrator).post(self.url(organisation), {"email": "YUKI@example.org"})
        assert organisation.administrators.filter(user=nurse.user).exists()

    def test_are_nobody_else(self, at, administrator, organisation):
        UserFactory(email="known@example.org")
        pages = [said(at(administrator), self.url(organisation), {"email": f"{who}@example.org"}) for who in WHO]
        assert all("Nobody in the teams has this address." in page for page in pages)

    def test_are_invited_by_site_administrators(self, at, root, organisation, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            at(root).post(self.url(organisation), {"email": "chief@example.org"})
        assert mail.outbox[0].to == ["chief@example.org"]

    def test_are_removed(self, at, administrator, organisation, nurse):
        added = actions.add_administrator(organisation=organisation, user=nurse.user, by=administrator, now=NOW)
        at(administrator).post(f"/en/teams/administrators/{added.pk}/remove/")
        assert [one.user for one in organisation.administrators.all()] == [administrator]

    def test_keep_the_last_one(self, at, administrator, organisation):
        own = organisation.administrators.get()
        page = said(at(administrator), f"/en/teams/administrators/{own.pk}/remove/", {})
        assert "An organisation keeps one administrator." in page

    def test_may_remove_themselves(self, at, administrator, organisation, nurse):
        actions.add_administrator(organisation=organisation, user=nurse.user, by=administrator, now=NOW)
        own = organisation.administrators.get(user=administrator)
        response = at(administrator).post(f"/en/teams/administrators/{own.pk}/remove/")
        assert response.url == "/en/learning/"


class TestNewOrganisation:
    DATA = {"name": "Kita Office", "language": "ja", "time_zone": "Asia/Tokyo"}

    def test_of_ones_own(self, at, root):
        at(root).post("/en/teams/organisations/new/", {**self.DATA, "email": "ROOT@example.org"})
        assert Organisation.objects.get().administrators.get().user == root

    def test_looks_the_same_whether_there_is_an_account(self, at, root):
        UserFactory(email="known@example.org")
        for who in WHO:
            at(root).post("/en/teams/organisations/new/", {**self.DATA, "email": f"{who}@example.org"})
        found = [(one.administrators.count(), one.invitations.open().count()) for one in Organisation.objects.all()]
        assert found == [(0, 1), (0, 1)]
