"""Inviting on screen: the form, the list that is checked before anything is sent, sending again, withdrawing."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from teams import invitations
from teams.models import Invitation, InvitationDraft
from tests.factories import UserFactory
from tests.teams import factories
from tests.teams.inviting import invite, nurse

pytestmark = pytest.mark.django_db

ONE = {"email": "new@example.org", "name": "Aya Sato", "profession": "nurse", "language": "en"}
LIST = {"profession": "nurse", "language": "en"}


@pytest.fixture
def give(client, team, leader):
    """Return a function that posts to a page of the team as its leader, and returns what is read afterwards."""
    client.force_login(leader)

    def post(place, data=None, follow=True):
        return client.post(f"/en/teams/{team.pk}/invite/{place}", data or {}, follow=follow)

    return post


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def csv_file(data, name="people.csv"):
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


class TestOne:
    def test_is_mailed(self, give, committing):
        with committing():
            give("", ONE)
        assert mail.outbox[0].to == ["new@example.org"]

    def test_is_listed_as_waiting(self, give, committing):
        with committing():
            give("", ONE)
        assert "Waiting for an answer" in words_of(give("", {**ONE, "email": "b@example.org"}))

    def test_is_listed_as_not_sent_when_the_mail_server_fails(self, give, committing, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with committing():
            give("", ONE)
        assert "Not sent yet: send it again" in words_of(give("", {**ONE, "email": "b@example.org"}))

    def test_in_full_width_is_read_as_plain(self, give):
        give("", {**ONE, "email": "ＮＥＷ＠ｅｘａｍｐｌｅ．ｏｒｇ", "name": "Ａｙａ"})
        assert Invitation.objects.values_list("email", "name").get() == ("new@example.org", "Aya")

    @pytest.mark.parametrize(
        ("email", "words"),
        [
            ("leader@example.org", "in the team already"),
            ("not an address", "This is not an e-mail address."),
            ("佐藤@example.org", "This is not an e-mail address."),
            ("", "This field is required."),
        ],
    )
    def test_is_refused_with_reasons(self, give, email, words):
        assert words in words_of(give("", {**ONE, "email": email}))

    @pytest.mark.parametrize("name", ["=1+1", "A\u202eya", "see https://example.org"])
    def test_has_a_name_that_is_one(self, give, name):
        assert "This cannot be a name" in words_of(give("", {**ONE, "name": name}))

    def test_twice_leads_to_the_one_there_is(self, give):
        give("", ONE)
        assert "This address is invited already." in words_of(give("", ONE))

    def test_beyond_the_limit_waits_for_tomorrow(self, give, monkeypatch):
        monkeypatch.setattr(invitations, "A_DAY", 0)
        assert "Try again tomorrow." in words_of(give("", ONE))

    def test_of_a_leader_is_no_matter_for_leaders(self, give):
        give("", {**ONE, "is_leader": "on"})
        assert not Invitation.objects.get().is_leader

    def test_of_a_leader_is_one_for_administrators(self, client, administrator, team):
        client.force_login(administrator)
        client.post(f"/en/teams/{team.pk}/invite/", {**ONE, "is_leader": "on"})
        assert Invitation.objects.get().is_leader

    def test_is_not_for_members(self, client, team):
        client.force_login(factories.member(team).user)
        assert client.post(f"/en/teams/{team.pk}/invite/", ONE).status_code == 404


class TestList:
    def found(self, response) -> list[tuple]:
        return [(row["line"].number, row["line"].problem) for row in response.context["rows"]]

    def test_is_checked_line_by_line(self, give):
        text = "a@example.org\nleader@example.org\nnobody\na@example.org\nB, b@example.org, plumber"
        assert self.found(give("list/", {**LIST, "text": text})) == [
            (2, "member"),
            (3, "malformed"),
            (4, "duplicate"),
            (5, "unknown_profession"),
            (1, ""),
        ]

    def test_invites_nobody_before_it_is_confirmed(self, give):
        give("list/", {**LIST, "text": "a@example.org"})
        assert not Invitation.objects.exists()

    def test_invites_when_it_is_confirmed(self, give, committing):
        with committing():
            self.confirmed(give, "a@example.org\nb@example.org")
        assert len(mail.outbox) == 2

    def confirmed(self, give, text):
        give("list/", {**LIST, "text": text})
        return give("check/", {"kept_at": InvitationDraft.objects.get().kept_at.isoformat()})

    def test_says_what_changed_before_it_was_confirmed(self, give, team, leader):
        give("list/", {**LIST, "text": "a@example.org\nb@example.org"})
        invite(team, leader, email="a@example.org", now=timezone.now())
        response = give("check/", {"kept_at": InvitationDraft.objects.get().kept_at.isoformat()})
        assert "Not invited, because something changed meanwhile" in words_of(response)
        assert self.found(response) == [(1, "invited")]

    def test_of_another_window_is_not_confirmed(self, give):
        give("list/", {**LIST, "text": "a@example.org"})
        response = give("check/", {"kept_at": "2026-01-01"})
        assert "Meanwhile you checked another list." in words_of(response)
        assert not Invitation.objects.exists()

    def test_confirmed_twice_invites_once(self, give):
        self.confirmed(give, "a@example.org")
        response = give("check/", {"kept_at": "x"})
        assert "There is no list waiting here." in words_of(response)
        assert Invitation.objects.count() == 1

    def test_is_nobody_elses(self, give, client, team, administrator):
        give("list/", {**LIST, "text": "a@example.org"})
        client.force_login(administrator)
        assert client.get(f"/en/teams/{team.pk}/invite/check/").status_code == 302

    def test_may_be_a_file_of_excel(self, give):
        data = "氏名,メールアドレス,職種\r\n佐藤 彩,aya@example.org,看護師\r\n".encode("cp932")
        response = give("list/", {"language": "ja", "file": csv_file(data)})
        [row] = response.context["rows"]
        assert (row["line"].name, row["line"].profession, row["line"].problem) == ("佐藤 彩", "nurse", "")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "The submitted file is empty."),
            (b"\n\n", "There is nobody in this list."),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "This is not a list in plain text."),
            (b"PK\x03\x04" + b"\x00" * 20, "This is not a list in plain text."),
            (b"a@example.org\n" * 160_000, "The file has more than 2 MB."),
            (b"".join(b"p%d@example.org,x,nurse\n" % n for n in range(20_000)), "more than 5,000 lines"),
            (b'"a@example.org\n' + b"x" * 140_000, "A quotation mark is opened and never closed"),
        ],
    )
    def test_that_cannot_be_read_says_why(self, give, data, words):
        assert words in words_of(give("list/", {**LIST, "file": csv_file(data)}))
        assert not InvitationDraft.objects.exists()

    def test_is_lines_or_a_file(self, give):
        assert "one of the two" in words_of(give("list/", LIST))

    def test_shows_hostile_lines_as_text(self, give):
        response = give("list/", {**LIST, "file": csv_file("<script>x</script>\x00,a@example.org")})
        assert "<script>x" not in response.content.decode()

    def test_of_five_thousand_costs_what_one_of_five_costs(self, give, client, team, django_assert_num_queries):
        for size in (5, 5_000):
            give("list/", {**LIST, "file": csv_file("".join(f"p{n}@example.org\n" for n in range(size)))})
            # session, user; the team with its organisation; the draft; names of professions are cached
            with django_assert_num_queries(4):
                client.get(f"/en/teams/{team.pk}/invite/check/")

    def test_has_a_template_that_it_reads_itself(self, give, client, team):
        data = client.get(f"/en/teams/{team.pk}/invite/template.csv").content
        response = give("list/", {"language": "en", "file": csv_file(data)})
        assert self.found(response) == [(2, "")]


class TestRow:
    @pytest.fixture
    def invitation(self, team, leader):
        return invite(team, leader, now=timezone.now())

    def act(self, client, invitation, what):
        return client.post(f"/en/teams/invitations/{invitation.pk}/{what}/", follow=True)

    def test_is_sent_again(self, client, leader, invitation, committing):
        client.force_login(leader)
        with committing():
            assert "A new invitation is on its way" in words_of(self.act(client, invitation, "send"))
        assert len(mail.outbox) == 1

    def test_is_not_sent_twice_within_minutes(self, client, leader, invitation):
        Invitation.objects.update(sent_at=timezone.now())
        client.force_login(leader)
        assert "It was sent a few minutes ago." in words_of(self.act(client, invitation, "send"))

    def test_is_withdrawn(self, client, leader, invitation):
        client.force_login(leader)
        assert "The invitation is withdrawn." in words_of(self.act(client, invitation, "withdraw"))

    def test_that_is_accepted_stays(self, client, leader, invitation):
        invitations.accept(invitation=invitation, user=UserFactory(), now=timezone.now())
        client.force_login(leader)
        assert "It was accepted meanwhile" in words_of(self.act(client, invitation, "withdraw"))

    @pytest.mark.parametrize("what", ["send", "withdraw"])
    def test_is_no_matter_for_members(self, client, team, invitation, what):
        client.force_login(factories.member(team).user)
        assert self.act(client, invitation, what).status_code == 404

    def test_of_a_leader_is_sent_again_by_administrators_alone(self, client, team, leader, administrator):
        made = invite(team, administrator, is_leader=True, now=timezone.now())
        client.force_login(leader)
        assert self.act(client, made, "send").status_code == 403

    def test_of_an_administrator_is_no_matter_for_leaders(self, client, organisation, leader, team, administrator):
        made = invitations.invite_administrator(
            organisation=organisation, email="chief@example.org", by=administrator, now=timezone.now()
        )
        client.force_login(leader)
        assert self.act(client, made, "withdraw").status_code == 404


def test_the_list_of_invitations_takes_the_same_queries_whatever_the_number(
    client, team, leader, django_assert_num_queries
):
    client.force_login(leader)
    client.get(f"/en/teams/{team.pk}/people/?show=invited")
    for size in (5, 45):
        for n in range(size):
            invite(team, leader, email=f"p{size}-{n}@example.org", profession=nurse(), now=timezone.now())
        # session, user; team; whether administered; two counts, the invitations; professions of the filter
        with django_assert_num_queries(8):
            client.get(f"/en/teams/{team.pk}/people/?show=invited")
