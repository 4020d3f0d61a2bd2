"""The nightly run: what it plans, what it sends, and what happens when it is run again, twice or too late."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.models import Enrollment
from ipslearn.base.models import User
from teams import actions
from teams.models import Mail, MailPreference, Membership, Standing, TrainingRecord
from teams.nightly import run_night
from teams.sending import LEASE, Sent, ServerAway, deliver_all, send_due, take
from tests import factories as site
from tests.factories import UserFactory
from tests.teams import factories

TOKYO = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=TOKYO)
"""A Monday at nine in the morning; the course is due on Wednesday."""
JOINED = date(2026, 11, 20)


@pytest.fixture
def nurse(team, leader, plan, course):
    """A nurse who is asked for the course. The leader has declined the digest."""
    MailPreference.objects.create(person=leader, wants_digest=False)
    found = factories.member(team, "nurse", UserFactory(email="nurse@example.org", name="Emi Kato"), joined_on=JOINED)
    factories.requirement(plan, course, ["nurse"], due_within_days=5)
    return found.user


def night(organisation, now=MONDAY):
    run_night(organisation, now=now)
    return send_due(now=now, organisation=organisation)


def subjects():
    return [(message.to[0], message.subject) for message in mail.outbox]


class TestSending:
    def test_says_what_is_due_in_the_subject(self, organisation, nurse):
        night(organisation)
        assert subjects() == [("nurse@example.org", "“Foundations”: due on 25 November 2026, in 2 days")]

    def test_leads_to_the_course_on_this_site(self, organisation, nurse, settings):
        settings.WAGTAILADMIN_BASE_URL = "https://learn.example.org"
        night(organisation)
        assert "\n  https://learn.example.org/en/courses/foundations/\n" in mail.outbox[0].body

    def test_several_courses_are_one_mail(self, organisation, nurse, plan):
        factories.requirement(plan, site.course("Jobs"), ["nurse"], due_within_days=1)
        night(organisation)
        assert subjects() == [("nurse@example.org", "2 courses that Minato Clinic asks you for")]
        assert mail.outbox[0].body.index("Jobs") < mail.outbox[0].body.index("Foundations")

    def test_is_in_the_language_of_the_person(self, organisation, nurse):
        User.objects.filter(pk=nurse.pk).update(preferred_language="ja")
        night(organisation)
        assert mail.outbox[0].extra_headers["Content-Language"] == "ja"

    def test_keeps_what_was_said(self, organisation, nurse):
        night(organisation)
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.sent_at, row.tries) == ("sent", MONDAY, 1)
        assert [(one["event"], one["on"]) for one in row.about] == [("due_in_3", "2026-11-25")]

    def test_who_has_no_account_any_more_gets_none(self, organisation, nurse):
        User.objects.filter(pk=nurse.pk).update(is_active=False)
        night(organisation)
        assert subjects() == []

    def test_a_course_that_is_not_published_is_not_mailed_about(self, organisation, nurse, course):
        course.unpublish()
        night(organisation)
        assert subjects() == []

    def test_opens_the_next_cycle_of_what_expires(self, organisation, team, plan, course):
        veteran = factories.member(team, "psychiatrist", joined_on=date(2025, 1, 1)).user
        factories.requirement(plan, course, ["psychiatrist"], valid_months=12, refreshed=False)
        site.complete_all(veteran, course, now=MONDAY - timedelta(days=320))
        night(organisation)
        assert [(one.cycle, one.source) for one in veteran.enrollments.order_by("cycle")][1:] == [
            (2, Enrollment.Source.ASSIGNED)
        ]
        assert "expires_in_60" in str(Mail.objects.get(person=veteran).about)


class TestAgain:
    def test_a_second_run_sends_nothing_more(self, organisation, nurse):
        for hours in (0, 1, 8):
            night(organisation, MONDAY + timedelta(hours=hours))
        assert len(subjects()) == 1

    def test_nor_does_the_next_day(self, organisation, nurse):
        night(organisation)
        night(organisation, MONDAY + timedelta(days=1))
        assert len(subjects()) == 1

    def test_overdue_is_said_weekly(self, organisation, nurse):
        for days in range(3, 60):
            night(organisation, MONDAY + timedelta(days=days))
        assert len(subjects()) == 5

    def test_after_an_outage_only_what_is_still_true_is_said(self, organisation, nurse):
        night(organisation, MONDAY + timedelta(days=3))
        assert [one["event"] for row in Mail.objects.filter(person=nurse) for one in row.about] == ["overdue"]

    def test_of_two_at_once_one_takes_a_row(self, organisation, nurse):
        run_night(organisation, now=MONDAY)
        row = Mail.objects.get(person=nurse)
        assert [take([row], MONDAY), take([row], MONDAY)] == [[row], []]

    def test_who_died_with_a_row_in_hand_leaves_it_to_another(self, organisation, nurse):
        run_night(organisation, now=MONDAY)
        take([Mail.objects.get(person=nurse)], MONDAY)
        sent = [night(organisation, MONDAY + LEASE + timedelta(minutes=minutes)).sent for minutes in (-1, 0, 1)]
        assert (sent, len(subjects())) == ([0, 1, 0], 1)

    def test_a_second_try_carries_the_same_message_id(self, organisation, nurse):
        for _n in range(2):
            night(organisation)
            Mail.objects.filter(person=nurse).update(state="due", sent_at=None, planned_at=MONDAY)
        assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


class TestQuietHours:
    SATURDAY = MONDAY - timedelta(days=2)

    def test_what_falls_due_on_a_saturday_waits(self, organisation, nurse):
        assert night(organisation, self.SATURDAY).sent == 0
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.planned_at) == ("due", MONDAY.replace(hour=8).astimezone(UTC))

    def test_it_goes_out_on_monday_saying_what_is_true_then(self, organisation, nurse):
        for now in (self.SATURDAY, self.SATURDAY + timedelta(days=1), MONDAY):
            night(organisation, now)
        assert subjects() == [("nurse@example.org", "“Foundations”: due on 25 November 2026, in 2 days")]

    def test_what_was_done_in_the_meantime_is_dropped(self, organisation, nurse, course):
        night(organisation, self.SATURDAY)
        site.complete_all(nurse, course, now=self.SATURDAY)
        night(organisation)
        assert (subjects(), Mail.objects.get(person=nurse).state) == ([], "dropped")

    def test_so_is_that_of_somebody_who_has_left(self, organisation, nurse):
        night(organisation, self.SATURDAY)
        membership = Membership.objects.get(user=nurse)
        actions.leave(membership=membership, left_on=self.SATURDAY.date(), by=nurse, now=self.SATURDAY)
        run_night(organisation, now=self.SATURDAY + timedelta(days=1))
        night(organisation)
        assert (subjects(), Mail.objects.get(person=nurse).state) == ([], "dropped")

    def test_what_was_dropped_can_become_due_again(self, organisation, nurse):
        night(organisation, self.SATURDAY)
        Mail.objects.filter(person=nurse).update(state="dropped")
        night(organisation)
        assert [row.state for row in Mail.objects.filter(person=nurse)] == ["sent"]

    def test_the_persons_clock_decides(self, organisation, nurse):
        User.objects.filter(pk=nurse.pk).update(time_zone="America/New_York")
        assert night(organisation).sent == 0
        assert Mail.objects.get(person=nurse).planned_at == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


class TestTwoOrganisations:
    def test_a_person_gets_one_mail_a_day(self, organisation, nurse, course):
        elsewhere = factories.organisation("Elsewhere")
        factories.member(factories.team(elsewhere), "nurse", nurse, joined_on=JOINED)
        factories.requirement(factories.plan(elsewhere), course, ["nurse"], due_within_days=5)
        for now in (MONDAY, MONDAY + timedelta(hours=1)):
            for one in (organisation, elsewhere):
                night(one, now)
        assert len(subjects()) == 1
        night(elsewhere, MONDAY + timedelta(days=1))
        assert len(subjects()) == 2


class Refusing(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        for message in messages:
            if message.to == ["nurse@example.org"]:
                raise SMTPRecipientsRefused({"nurse@example.org": (550, b"No such person")})
        return super().send_messages(messages)


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")


class TestFailure:
    @pytest.fixture
    def refused(self, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    def test_the_next_person_gets_theirs(self, organisation, team, nurse, refused):
        factories.member(team, "nurse", UserFactory(email="second@example.org"), joined_on=JOINED)
        night(organisation)
        assert [to for to, _subject in subjects()] == ["second@example.org"]

    def test_says_why_and_tries_again(self, organisation, nurse, refused):
        night(organisation)
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.tries, row.reason, row.planned_at) == ("due", 1, "550 No such person", MONDAY + LEASE)

    def test_fails_after_five_tries(self, organisation, nurse, refused):
        for hours in range(7):
            night(organisation, MONDAY + timedelta(hours=hours))
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.tries, row.reason) == ("failed", 5, "550 No such person")

    def test_what_failed_is_not_tried_under_another_name(self, organisation, nurse, refused):
        for hours in range(30):
            night(organisation, MONDAY + timedelta(hours=hours))
        assert Mail.objects.filter(person=nurse).count() == 1

    def test_a_server_that_is_away_counts_against_nobody(self, organisation, nurse, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Away"
        with pytest.raises(ServerAway):
            night(organisation)
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.tries) == ("due", 0)

    def test_one_that_goes_away_in_the_middle_neither(self, organisation, nurse, monkeypatch, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        run_night(organisation, now=MONDAY)
        opened = EmailBackend()
        monkeypatch.setattr(opened, "send_messages", fail)
        monkeypatch.setattr(opened, "open", fail)
        monkeypatch.setattr("teams.sending.opened", lambda: opened)
        with pytest.raises(ServerAway):
            send_due(now=MONDAY)
        row = Mail.objects.get(person=nurse)
        assert (row.state, row.tries, row.planned_at) == ("due", 0, MONDAY)

    def test_nor_is_it_counted_for_the_others_in_hand(self, organisation, nurse, monkeypatch):
        rows = [due_mail(organisation, UserFactory()) for _number in range(3)]
        opened = Away()
        monkeypatch.setattr(opened, "send_messages", fail)
        with pytest.raises(ServerAway):
            deliver_all(take(rows, MONDAY), now=MONDAY, connection=opened, result=Sent())
        assert set(Mail.objects.values_list("tries", "planned_at")) == {(0, MONDAY)}

    def test_of_two_mails_to_one_person_one_goes_out(self, organisation, nurse):
        rows = [due_mail(organisation, nurse, kind=kind) for kind in ("courses", "digest")]
        assert take(rows, MONDAY) == rows[:1]

    def test_one_sent_by_hand_does_not_wait(self, organisation, nurse):
        rows = [due_mail(organisation, nurse, kind=kind) for kind in ("courses", "reminder")]
        assert take(rows, MONDAY) == rows

    def test_a_slow_server_keeps_what_it_has_in_hand(self, organisation, nurse, monkeypatch):
        rows = [due_mail(organisation, UserFactory()) for _number in range(21)]
        clock = iter([0, 0, 1200])
        monkeypatch.setattr("teams.sending.monotonic", lambda: next(clock))
        monkeypatch.setattr("teams.sending.deliver_all", lambda mails, **_rest: None)
        send_due(now=MONDAY)
        last = Mail.objects.get(pk=rows[-1].pk)
        assert last.planned_at == MONDAY + LEASE + timedelta(seconds=1200)


def due_mail(organisation, person, kind="courses"):
    return Mail.objects.create(organisation=organisation, person=person, kind=kind, key="1", planned_at=MONDAY)


def fail(*args):
    raise ConnectionResetError("gone")


class TestDeclining:
    def test_early_reminders_can_be_declined(self, organisation, nurse):
        MailPreference.objects.create(person=nurse, wants_early_reminders=False)
        Standing.objects.filter(person=nurse).delete()
        factories.Requirement.objects.update(due_within_days=13)
        night(organisation)
        assert subjects() == []

    def test_what_is_about_to_be_late_cannot(self, organisation, nurse):
        MailPreference.objects.create(person=nurse, wants_early_reminders=False)
        night(organisation)
        assert len(subjects()) == 1

    def test_a_mail_that_can_be_declined_says_how(self, organisation, nurse):
        factories.Requirement.objects.update(due_within_days=13)
        night(organisation)
        headers = mail.outbox[0].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert headers["List-Unsubscribe"].strip("<>") in mail.outbox[0].body

    def test_one_that_cannot_does_not(self, organisation, nurse):
        night(organisation)
        assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


class TestDigest:
    @pytest.fixture(autouse=True)
    def wanted(self, nurse):
        MailPreference.objects.all().delete()

    @pytest.fixture
    def late(self, organisation, nurse):
        """The nurse is overdue, and the leader has had the first digest."""
        self.thursday = MONDAY + timedelta(days=3)
        night(organisation, self.thursday)
        return self.thursday

    def digests(self):
        return [message for message in mail.outbox if message.to == ["leader@example.org"]]

    def test_names_who_is_late(self, late):
        (message,) = self.digests()
        assert message.subject == "This week in the team “North”"
        assert "1 of 2 ready" in message.body
        assert "Emi Kato: 1 course" in message.body

    def test_does_not_come_again_while_nothing_changes(self, organisation, late):
        for days in range(1, 30):
            night(organisation, late + timedelta(days=days))
        assert len(self.digests()) == 1

    def test_comes_a_week_later_if_something_did(self, organisation, late, nurse):
        waiting = {"hours": 1, "completed_on": JOINED, "added_at": MONDAY}
        TrainingRecord.objects.create(organisation=organisation, person=nurse, title="Other", **waiting)
        for days in range(1, 9):
            night(organisation, late + timedelta(days=days))
        assert len(self.digests()) == 2
        assert "1 training record waits for review" in self.digests()[1].body

    def test_can_be_declined(self, organisation, nurse, leader):
        MailPreference.objects.create(person=leader, wants_digest=False)
        night(organisation, MONDAY + timedelta(days=3))
        assert self.digests() == []

    def test_goes_to_leaders_only(self, late):
        assert Mail.objects.filter(kind="digest").count() == 1


class TestCommand:
    @pytest.fixture(autouse=True)
    def monday(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)

    def test_says_what_it_did(self, organisation, nurse, capsys):
        call_command("run_nightly")
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("Minato Clinic: 2 people, ")
        assert lines[1] == "  1 sent, 0 refused and tried again, 0 failed"

    def test_a_rehearsal_says_what_would_be_sent(self, organisation, nurse, capsys):
        call_command("run_nightly", dry_run=True)
        lines = capsys.readouterr().out.splitlines()
        assert "courses to Emi Kato <nurse@example.org>" in lines[1]
        assert lines[2] == "    due_in_3 2026-11-25 Foundations"

    def test_a_rehearsal_writes_nothing(self, organisation, nurse):
        before = list(Standing.objects.values())
        factories.Requirement.objects.update(due_within_days=1)
        call_command("run_nightly", dry_run=True)
        assert (Mail.objects.count(), list(Standing.objects.values()), mail.outbox) == (0, before, [])

    def test_can_be_for_one_organisation(self, organisation, nurse):
        elsewhere = factories.organisation("Elsewhere")
        call_command("run_nightly", organisation=elsewhere.pk)
        assert mail.outbox == []

    def test_an_unknown_one_is_an_error(self, db):
        with pytest.raises(CommandError, match="no organisation 99"):
            call_command("run_nightly", organisation=99)

    def test_a_server_that_is_away_is_an_error(self, organisation, nurse, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Away"
        with pytest.raises(CommandError, match="Minato Clinic"):
            call_command("run_nightly")

    def test_what_is_wrong_in_one_organisation_stops_no_other(self, organisation, nurse, monkeypatch):
        first = factories.organisation("First")
        real = run_night

        def broken(one, *, now):
            if one == first:
                raise ZeroDivisionError
            return real(one, now=now)

        monkeypatch.setattr("teams.management.commands.run_nightly.run_night", broken)
        with pytest.raises(CommandError, match="First"):
            call_command("run_nightly")
        assert len(subjects()) == 1


class TestQueries:
    def test_do_not_grow_with_people(self, organisation, team, nurse, django_assert_num_queries):
        night(organisation)

        def again(expected):
            with django_assert_num_queries(expected):
                run_night(organisation, now=MONDAY + timedelta(days=10))
            Mail.objects.filter(state="due").delete()

        # 3 who; 18 standings (see test_standings.py); 2 savepoint; people, standings, preferences, last mails, waiting,
        # told; 4 digests; titles; new rows
        again(35)
        for _n in range(20):
            factories.member(team, "nurse", UserFactory(), joined_on=JOINED)
        again(35)
