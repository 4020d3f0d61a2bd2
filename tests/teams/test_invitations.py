"""Invitations: who may be invited, what is mailed, how they end."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from teams import actions, invitations, mailing
from teams.addresses import UNKNOWN_PROFESSION, Line
from teams.invitation_mail import deliver_invitations
from teams.invitations import A_DAY, INVITED, LATER, MEMBER
from teams.models import Invitation, InvitationDraft, LogEntry, Membership
from teams.models.messages import digest_of
from tests.factories import NOW, UserFactory
from tests.teams import factories
from tests.teams.inviting import invite, later, newest_token, nurse, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that calls another and lets what waits for its commit happen."""

    def run(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return run


@pytest.fixture
def broken_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


class TestInvite:
    def test_sends_one_mail_to_the_address(self, committed, team, leader):
        committed(invite, team, leader)
        [message] = mail.outbox
        assert message.to == ["new@example.org"]

    def test_keeps_only_the_digest_of_its_link(self, committed, team, leader):
        committed(invite, team, leader)
        assert Invitation.objects.get().token_digest == digest_of(newest_token())

    def test_says_who_invites_to_what_as_what(self, committed, team, leader):
        committed(invite, team, leader)
        assert mail.outbox[0].subject == "Invitation to the team “North” at Minato Clinic"
        assert "Ken Ito invites you to the team “North” of Minato Clinic.\nYour profession there: nurse." in (
            mail.outbox[0].body
        )

    def test_says_the_same_as_html(self, committed, team, leader):
        committed(invite, team, leader)
        html = mail.outbox[0].alternatives[0][0]
        assert "Ken Ito invites you to the team “North” of Minato Clinic." in html
        assert newest_token() in html

    def test_says_the_same_to_who_has_an_account(self, committed, team, leader):
        UserFactory(email="known@example.org")
        committed(invite, team, leader)
        committed(invite, team, leader, email="known@example.org")
        first, second = (message.body.replace(token_in(message), "") for message in mail.outbox)
        assert first == second

    def test_speaks_the_language_it_is_given(self, committed, team, leader):
        committed(invite, team, leader, language="ja")
        assert "看護師" in mail.outbox[0].body
        assert "/ja/teams/invitations/" in mail.outbox[0].body

    def test_works_for_fourteen_days(self, team, leader):
        assert invite(team, leader).expires_at == later(days=14)

    def test_says_until_when_in_the_time_zone_of_the_organisation(self, committed, team, leader):
        committed(invite, team, leader)
        assert "It works until 6 December 2026, 18:00, once." in mail.outbox[0].body

    def test_is_logged_without_the_address(self, team, leader):
        invitation = invite(team, leader)
        entry = LogEntry.objects.get(kind="invited")
        assert (entry.done_by, entry.details) == (leader, {"team": "North", "invitations": [invitation.pk]})

    def test_refuses_who_is_in_the_team(self, team, leader):
        with pytest.raises(invitations.AlreadyMember):
            invite(team, leader, email="leader@example.org")

    def test_takes_who_has_left_the_team(self, team, leader):
        gone = factories.member(team)
        actions.leave(membership=gone, left_on=factories.TODAY, by=leader, now=NOW)
        assert invite(team, leader, email=gone.user.email).pk

    def test_refuses_who_is_invited_whatever_the_case(self, team, leader):
        invite(team, leader)
        with pytest.raises(invitations.AlreadyInvited):
            invite(team, leader, email="NEW@example.org")

    def test_to_another_team_is_another_one(self, organisation, team, leader):
        invite(team, leader)
        assert invite(factories.team(organisation, "South"), leader).pk

    def test_that_expired_becomes_the_new_one(self, team, leader):
        first = invite(team, leader)
        second = invite(team, leader, now=later(days=14), name="Aya S.")
        assert (second.pk, second.name, second.expires_at) == (first.pk, "Aya S.", later(days=28))

    def test_of_two_at_once_the_database_takes_one(self, team, leader):
        invite(team, leader)
        columns = {"organisation": team.organisation, "team": team, "profession": nurse(), "token_digest": "x"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(email="New@example.org", invited_at=NOW, expires_at=NOW, **columns)

    def test_stops_at_five_hundred_a_day(self, team, leader, monkeypatch):
        monkeypatch.setattr(invitations, "A_DAY", 2)
        invite(team, leader, email="a@example.org")
        invite(team, leader, email="b@example.org")
        with pytest.raises(invitations.TooManyToday):
            invite(team, leader, email="c@example.org")

    def test_goes_on_the_next_day(self, team, leader, monkeypatch):
        monkeypatch.setattr(invitations, "A_DAY", 1)
        invite(team, leader, email="a@example.org")
        assert invite(team, leader, email="b@example.org", now=later(days=1)).pk

    def test_the_limit_is_five_hundred(self):
        assert A_DAY == 500


class TestDelivery:
    def test_again_sends_nothing_more(self, committed, team, leader):
        invitation = committed(invite, team, leader)
        deliver_invitations.func([invitation.pk])
        assert len(mail.outbox) == 1

    def test_survives_a_mail_server_that_is_not_there(self, broken_mail, team, leader):
        deliver_invitations.func([invite(team, leader).pk])
        assert Invitation.objects.get().sent_at is None

    def test_goes_on_after_an_address_that_the_server_refuses(self, team, leader, monkeypatch):
        send, pks = mailing.send, [invite(team, leader, email=f"{name}@example.org").pk for name in "ab"]

        def refusing(*, to, **columns):
            if to == ["a@example.org"]:
                raise SMTPRecipientsRefused({})
            send(to=to, **columns)

        monkeypatch.setattr(mailing, "send", refusing)
        deliver_invitations.func(pks)
        assert [message.to for message in mail.outbox] == [["b@example.org"]]


class TestFailingMail:
    def test_leaves_the_invitation_unsent(self, committed, broken_mail, team, leader):
        committed(invite, team, leader)
        assert Invitation.objects.get().state_at(NOW) == "unsent"

    def test_that_works_again_can_be_sent_at_once(self, committed, broken_mail, team, leader, settings):
        invitation = committed(invite, team, leader)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        committed(invitations.send_again, invitation=invitation, by=leader, now=NOW)
        assert (len(mail.outbox), Invitation.objects.get().state_at(NOW)) == (1, "open")


class TestSendAgain:
    @pytest.fixture
    def invitation(self, committed, team, leader):
        committed(invite, team, leader)
        return Invitation.objects.get()

    def sent(self, invitation, leader, now):
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=NOW)
        return invitations.send_again(invitation=invitation, by=leader, now=now)

    def test_makes_another_link(self, committed, invitation, leader):
        first = newest_token()
        committed(self.sent, invitation, leader, later(days=1))
        assert newest_token() != first
        assert Invitation.objects.get().token_digest == digest_of(newest_token())

    def test_extends(self, invitation, leader):
        assert self.sent(invitation, leader, later(days=20)).expires_at == later(days=34)

    def test_is_logged(self, invitation, leader):
        self.sent(invitation, leader, later(days=1))
        assert LogEntry.objects.get(kind="invitation_sent_again").done_by == leader

    def test_waits_five_minutes(self, invitation, leader):
        with pytest.raises(invitations.SentJustNow):
            self.sent(invitation, leader, later(minutes=4, seconds=59))

    def test_then_it_may(self, invitation, leader):
        assert self.sent(invitation, leader, later(minutes=5)).sent_at is None

    def test_a_withdrawn_one_is_over(self, invitation, leader):
        invitations.withdraw(invitation=invitation, by=leader, now=NOW)
        with pytest.raises(invitations.InvitationOver):
            self.sent(invitation, leader, later(days=1))


class TestWithdraw:
    def test_is_logged_once(self, team, leader):
        invitation = invite(team, leader)
        for _n in range(2):
            invitations.withdraw(invitation=invitation, by=leader, now=NOW)
        assert LogEntry.objects.filter(kind="invitation_withdrawn").count() == 1

    def test_leaves_an_accepted_one(self, team, leader):
        invitation = invite(team, leader)
        invitations.accept(invitation=invitation, user=UserFactory(), now=NOW)
        with pytest.raises(invitations.InvitationOver):
            invitations.withdraw(invitation=invitation, by=leader, now=NOW)

    def test_comes_before_the_mail(self, committed, team, leader):
        def both():
            invitations.withdraw(invitation=invite(team, leader), by=leader, now=NOW)

        committed(both)
        assert mail.outbox == []


class TestAccept:
    def test_makes_a_member(self, team, leader):
        person = UserFactory()
        invitations.accept(invitation=invite(team, leader), user=person, now=NOW)
        found = person.memberships.get()
        assert (found.team, found.profession_id, found.joined_on) == (team, "nurse", factories.TODAY)

    def test_from_the_day_that_was_chosen(self, team, leader):
        person = UserFactory()
        invitation = invite(team, leader, joined_on=date(2026, 4, 1))
        invitations.accept(invitation=invitation, user=person, now=NOW)
        assert person.memberships.get().joined_on == date(2026, 4, 1)

    def test_on_the_day_it_is_at_the_organisation(self, team, leader):
        """At 15:00 in London the next day has begun in Tokyo."""
        person, now = UserFactory(), NOW.replace(hour=15)
        invitations.accept(invitation=invite(team, leader), user=person, now=now)
        assert person.memberships.get().joined_on == date(2026, 11, 23)

    def test_makes_a_leader(self, team, leader):
        person = UserFactory()
        invitations.accept(invitation=invite(team, leader, is_leader=True), user=person, now=NOW)
        assert person.memberships.get().is_leader

    def test_twice_makes_one_membership(self, team, leader):
        person, invitation = UserFactory(), invite(team, leader)
        for _n in range(2):
            invitations.accept(invitation=invitation, user=person, now=NOW)
        assert person.memberships.count() == 1

    def test_by_a_second_person_is_refused(self, team, leader):
        invitation = invite(team, leader)
        invitations.accept(invitation=invitation, user=UserFactory(), now=NOW)
        with pytest.raises(invitations.InvitationOver, match="accepted"):
            invitations.accept(invitation=invitation, user=UserFactory(), now=NOW)
        assert team.memberships.count() == 2

    def test_on_the_last_day(self, team, leader):
        invitation = invite(team, leader)
        assert invitations.accept(invitation=invitation, user=UserFactory(), now=later(days=14, seconds=-1)).accepted_at

    def test_a_second_later_is_refused(self, team, leader):
        invitation = invite(team, leader)
        with pytest.raises(invitations.InvitationOver, match="expired"):
            invitations.accept(invitation=invitation, user=UserFactory(), now=later(days=14))

    def test_a_withdrawn_one_is_refused(self, team, leader):
        invitation = invite(team, leader)
        invitations.withdraw(invitation=invitation, by=leader, now=NOW)
        with pytest.raises(invitations.InvitationOver, match="withdrawn"):
            invitations.accept(invitation=invitation, user=UserFactory(), now=NOW)

    def test_by_who_is_in_already_changes_nothing_but_closes_it(self, team, leader):
        before = Membership.objects.get(user=leader)
        invitation = invitations.accept(invitation=invite(team, leader), user=leader, now=NOW)
        after = Membership.objects.get(user=leader)
        assert (after.profession_id, after.is_leader) == (before.profession_id, before.is_leader)
        assert invitation.accepted_by == leader

    def test_in_two_teams_with_two_professions(self, organisation, team, leader):
        person = factories.member(factories.team(organisation, "South"), "psychiatrist").user
        invitations.accept(invitation=invite(team, leader), user=person, now=NOW)
        assert set(person.memberships.values_list("profession", flat=True)) == {"psychiatrist", "nurse"}

    def test_is_logged(self, team, leader):
        person = UserFactory()
        invitations.accept(invitation=invite(team, leader), user=person, now=NOW)
        assert LogEntry.objects.get(kind="invitation_accepted").person == person


class TestAdministrators:
    def test_by_invitation(self, organisation, administrator):
        invitation = invitations.invite_administrator(
            organisation=organisation, email="Chief@example.org", by=administrator, now=NOW
        )
        person = UserFactory(email="chief@example.org")
        invitations.accept(invitation=invitation, user=person, now=NOW)
        assert organisation.administrators.filter(user=person).exists()

    def test_a_new_organisation_invites_its_first_one_even_with_an_account(self, committed, administrator):
        UserFactory(email="chief@example.org")
        found = committed(self.founded, administrator, "chief@example.org")
        assert not found.administrators.exists()
        assert mail.outbox[0].subject == "Invitation to administer Kita Office"

    def test_a_new_organisation_of_ones_own_invites_nobody(self, administrator):
        found = self.founded(administrator, "office@example.org")
        assert found.administrators.get().user == administrator
        assert not found.invitations.exists()

    def founded(self, by, email):
        values = {"name": "Kita Office", "language": "en", "time_zone": "Asia/Tokyo"}
        return invitations.found_organisation(**values, email=email, by=by, now=NOW)


class TestDraft:
    @pytest.fixture
    def kept(self, team, leader):
        def keep(*emails, lines=()):
            lines = [*lines, *(Line(n, "Aya", email, "nurse") for n, email in enumerate(emails, 1))]
            return invitations.keep_draft(owner=leader, team=team, lines=lines, language="en", now=NOW)

        return keep

    def found(self, draft) -> list[str]:
        return [line.problem for line in invitations.lines_of(draft)]

    def test_says_who_is_in_the_team_and_who_is_invited(self, kept, team, leader):
        invite(team, leader)
        draft = kept("leader@example.org", "new@example.org", "other@example.org")
        assert self.found(draft) == [MEMBER, INVITED, ""]

    def test_says_what_is_too_much_for_today(self, kept, monkeypatch):
        monkeypatch.setattr(invitations, "A_DAY", 1)
        assert self.found(kept("a@example.org", "b@example.org")) == ["", LATER]

    def test_keeps_what_is_wrong_with_a_line(self, kept):
        assert self.found(kept(lines=[Line(1, "Aya", "x", "nurse", "malformed")])) == ["malformed"]

    def test_takes_the_same_queries_whatever_the_number(self, team, django_assert_num_queries):
        for size in (5, 5_000):
            lines = [Line(n, "Aya", f"p{n}@example.org", "nurse") for n in range(size)]
            # members, open invitations, invitations of the day
            with django_assert_num_queries(3):
                invitations.checked(team=team, lines=lines, now=NOW)

    def test_invites_nobody_yet(self, kept):
        kept("a@example.org")
        assert not Invitation.objects.exists()

    def test_invites_who_was_ready(self, committed, kept, leader):
        draft = kept("a@example.org", "leader@example.org", "b@example.org")
        assert committed(invitations.invite_draft, draft=draft, by=leader, now=NOW) == (2, [])
        assert sorted(address for message in mail.outbox for address in message.to) == [
            "a@example.org",
            "b@example.org",
        ]

    def test_names_the_lines_that_changed_meanwhile(self, kept, team, leader):
        draft = kept("a@example.org", "b@example.org")
        invite(team, leader, email="a@example.org")
        count, changed = invitations.invite_draft(draft=draft, by=leader, now=NOW)
        assert (count, [(line.email, line.problem) for line in changed]) == (1, [("a@example.org", INVITED)])

    def test_invites_nobody_who_was_not_ready_when_it_was_shown(self, kept, team, leader):
        invitation = invite(team, leader)
        draft = kept("new@example.org")
        invitations.withdraw(invitation=invitation, by=leader, now=NOW)
        assert invitations.invite_draft(draft=draft, by=leader, now=NOW) == (0, [])

    def test_a_profession_that_is_gone_is_said(self, kept, leader):
        draft = kept(lines=[Line(1, "Aya", "a@example.org", "no-such")])
        _count, [line] = invitations.invite_draft(draft=draft, by=leader, now=NOW)
        assert line.problem == UNKNOWN_PROFESSION

    def test_twice_invites_once(self, kept, leader):
        draft = kept("a@example.org")
        invitations.invite_draft(draft=draft, by=leader, now=NOW)
        assert invitations.invite_draft(draft=draft, by=leader, now=NOW) == (0, [])

    def test_makes_nobody_a_leader_who_was_invited_as_one_before(self, kept, team, leader):
        invite(team, leader, email="a@example.org", is_leader=True, joined_on=date(2026, 4, 1), now=later(days=-15))
        invitations.invite_draft(draft=kept("a@example.org"), by=leader, now=NOW)
        found = Invitation.objects.get()
        assert (found.is_leader, found.joined_on) == (False, None)

    def test_is_logged_as_one_act(self, kept, leader):
        invitations.invite_draft(draft=kept("a@example.org", "b@example.org"), by=leader, now=NOW)
        assert len(LogEntry.objects.get(kind="invited").details["invitations"]) == 2

    def test_takes_the_place_of_the_one_before(self, kept):
        kept("a@example.org")
        kept("b@example.org")
        assert [line["email"] for line in InvitationDraft.objects.get().lines] == ["b@example.org"]

    def test_of_anybody_is_forgotten_after_a_day(self, kept, team, administrator):
        kept("a@example.org")
        columns = {"owner": administrator, "team": team, "lines": [], "language": "en"}
        invitations.keep_draft(**columns, now=NOW + timedelta(days=1, seconds=1))
        assert InvitationDraft.objects.get().owner == administrator


class TestForget:
    @pytest.fixture
    def person(self):
        return UserFactory(email="aya@example.org")

    def test_deletes_what_is_open(self, team, leader, person):
        invite(team, leader, email="aya@example.org")
        invitations.forget_invitations(person)
        assert not Invitation.objects.exists()

    def test_takes_name_and_address_out_of_what_is_over(self, team, leader, person):
        invitations.withdraw(invitation=invite(team, leader, email="aya@example.org"), by=leader, now=NOW)
        invitations.forget_invitations(person)
        found = Invitation.objects.get()
        assert (found.name, found.email) == ("", "forgotten@erased.invalid")

    def test_also_where_another_address_was_invited(self, team, leader, person):
        invitations.accept(invitation=invite(team, leader, email="old@example.org"), user=person, now=NOW)
        invitations.forget_invitations(person)
        assert Invitation.objects.get().email == "forgotten@erased.invalid"

    def test_leaves_those_of_others(self, team, leader, person):
        invite(team, leader)
        invitations.forget_invitations(person)
        assert Invitation.objects.get().email == "new@example.org"

    def test_deletes_drafts_that_name_the_person(self, team, leader, person):
        lines = [Line(1, "Aya", "aya@example.org", "nurse")]
        invitations.keep_draft(owner=leader, team=team, lines=lines, language="en", now=NOW)
        invitations.forget_invitations(person)
        assert not InvitationDraft.objects.exists()
