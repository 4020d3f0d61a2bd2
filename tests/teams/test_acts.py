"""What a leader does for one person: what each act writes, refuses and leaves alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from courses.models import Certificate
from teams import acts, forgetting
from teams.letters import letter_of
from teams.models import Exemption, LogEntry, LogIsFinal, Mail, Reopening, Standing, TrainingRecord
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def nurse(team, plan, course):
    found = factories.member(team, "nurse", UserFactory(email="nurse@example.org", name="Emi Kato"))
    factories.requirement(plan, course, ["nurse"], due_within_days=30)
    return found.user


@pytest.fixture
def whom(organisation, nurse, leader):
    return {"organisation": organisation, "person": nurse, "by": leader, "now": NOW}


@pytest.fixture
def what(whom, course):
    return whom | {"course_key": course.course_key, "reason": "As agreed."}


def state(nurse) -> str:
    return Standing.objects.get(person=nurse).state


def kinds() -> list[str]:
    return list(LogEntry.objects.exclude(kind__in=["team_created", "joined"]).values_list("kind", flat=True))


class TestRemind:
    @pytest.fixture
    def sent(self, whom, django_capture_on_commit_callbacks):
        def send(**values):
            with django_capture_on_commit_callbacks(execute=True):
                return acts.remind(**whom | values)

        return send

    def test_goes_out_at_once(self, sent):
        row = Mail.objects.get(pk=sent().pk)
        assert (row.state, row.sent_at, mail.outbox[0].to) == ("sent", NOW, ["nurse@example.org"])

    def test_says_who_reminds_and_what_of(self, sent):
        sent(note="See you on Thursday.")
        body = mail.outbox[0].body
        assert "Ken Ito of Minato Clinic reminds you" in body
        assert "Ken Ito writes: See you on Thursday." in body
        assert "* Foundations\n  was due on" in body

    def test_is_what_the_preview_showed(self, sent, whom):
        shown = letter_of(acts.reminder_to(note="Hello.", **whom), NOW)
        sent(note="Hello.")
        assert (mail.outbox[0].subject, mail.outbox[0].body) == (shown.subject, shown.text)

    def test_a_note_is_not_read_as_html(self, sent):
        sent(note="<b>now</b>")
        assert "&lt;b&gt;now&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]

    def test_happens_once_a_day(self, sent):
        sent()
        with pytest.raises(acts.AlreadyReminded):
            sent(now=LATER)

    def test_not_after_the_mail_of_the_night(self, sent, organisation, nurse):
        sent_at = {"state": "sent", "sent_at": NOW, "planned_at": NOW}
        Mail.objects.create(organisation=organisation, person=nurse, kind="courses", key="x", **sent_at)
        with pytest.raises(acts.AlreadyReminded):
            sent(now=LATER)

    def test_can_be_repeated_the_next_day(self, sent):
        sent()
        sent(now=TOMORROW)
        assert len(mail.outbox) == 2

    def test_is_refused_where_nothing_is_to_be_done(self, sent, nurse, course):
        site.complete_all(nurse, course)
        with pytest.raises(acts.NothingToRemind):
            sent()

    def test_waits_for_the_night_where_the_mail_server_is_away(self, sent, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        assert Mail.objects.get(pk=sent().pk).state == "due"

    def test_is_logged(self, sent):
        sent()
        assert kinds() == ["reminded"]


class TestExempt:
    def test_counts_at_once(self, what, nurse):
        acts.exempt(**what)
        assert state(nurse) == "exempt"

    def test_is_logged_with_its_reason(self, what, nurse, leader):
        acts.exempt(**what)
        entry = LogEntry.objects.get(kind="exempted")
        assert (entry.person, entry.done_by, entry.reason) == (nurse, leader, "As agreed.")

    def test_twice_is_once(self, what):
        acts.exempt(**what)
        acts.exempt(**what | {"reason": "Another."})
        assert (Exemption.objects.get().reason, kinds()) == ("As agreed.", ["exempted"])

    def test_needs_a_reason(self, what):
        with pytest.raises(acts.ReasonMissing):
            acts.exempt(**what | {"reason": " "})

    def test_can_end(self, what, nurse, leader):
        exemption = acts.exempt(**what)
        for _twice in range(2):
            acts.end_exemption(exemption=exemption, reason="Back at work.", by=leader, now=NOW)
        assert (state(nurse), kinds()) == ("overdue", ["exemption_ended", "exempted"])

    def test_can_begin_again(self, what, leader, nurse):
        acts.end_exemption(exemption=acts.exempt(**what), reason="Back.", by=leader, now=NOW)
        acts.exempt(**what)
        assert (state(nurse), Exemption.objects.count()) == ("exempt", 2)


class TestReopen:
    @pytest.fixture
    def done(self, nurse, course):
        return site.complete_all(nurse, course)

    def test_what_was_completed_does_not_count_any_more(self, done, what, nurse):
        acts.reopen(**what | {"now": LATER})
        assert state(nurse) != "completed"

    def test_a_new_cycle_opens(self, done, what, nurse):
        acts.reopen(**what | {"now": LATER})
        assert [one.completed_at is None for one in nurse.enrollments.order_by("cycle")] == [False, True]

    def test_the_certificate_stays(self, done, what):
        acts.reopen(**what | {"now": LATER})
        assert Certificate.objects.get().revoked_at is None

    def test_it_is_due_anew(self, done, what, nurse):
        acts.reopen(**what | {"now": LATER})
        assert Standing.objects.get(person=nurse).due_on == factories.TODAY + timedelta(days=30)

    def test_done_again_it_counts_again(self, done, what, nurse, course):
        acts.reopen(**what | {"now": LATER})
        site.complete_all(nurse, course, now=LATER + timedelta(minutes=1))
        assert state(nurse) == "completed"

    def test_counts_still_for_another_organisation(self, done, what, nurse, course):
        elsewhere = factories.organisation("Elsewhere")
        factories.member(factories.team(elsewhere), "nurse", nurse)
        factories.requirement(factories.plan(elsewhere), course, ["nurse"])
        acts.reopen(**what | {"now": LATER})
        assert Standing.objects.get(organisation=elsewhere).state == "completed"

    def test_outside_training_that_was_accepted_before_does_not_count(self, what, whom, nurse, course):
        training(whom, course_key=course.course_key)
        acts.reopen(**what | {"now": LATER})
        assert state(nurse) != "completed"

    def test_what_is_not_completed_is_refused(self, what):
        with pytest.raises(acts.NothingToReopen):
            acts.reopen(**what)

    def test_twice_is_refused(self, done, what):
        acts.reopen(**what | {"now": LATER})
        with pytest.raises(acts.NothingToReopen):
            acts.reopen(**what | {"now": LATER})
        assert Reopening.objects.count() == 1


def training(whom, **values):
    return acts.add_training(
        **whom | {"title": "A workshop", "hours": Decimal("6"), "completed_on": date(2026, 11, 20), **values}
    )


def own(whom, **values):
    return training(whom | {"by": whom["person"]}, **values)


def proof():
    return ContentFile(b"%PDF-1.7 proof", name="Emi Kato.pdf")


class TestTraining:
    def test_of_a_leader_counts_at_once(self, whom, nurse, course):
        training(whom, course_key=course.course_key)
        assert state(nurse) == "completed"

    def test_of_a_member_waits(self, whom, nurse, course):
        own(whom, course_key=course.course_key)
        assert state(nurse) == "waiting"

    def test_counts_once_it_is_accepted(self, whom, nurse, course, leader):
        record = own(whom, course_key=course.course_key)
        acts.decide_training(record=record, is_accepted=True, by=leader, now=NOW)
        assert (state(nurse), kinds()) == ("completed", ["training_accepted", "training_sent_in"])

    def test_is_declined_with_a_reason(self, whom, nurse, course, leader):
        record = own(whom, course_key=course.course_key)
        with pytest.raises(acts.ReasonMissing):
            acts.decide_training(record=record, is_accepted=False, by=leader, now=NOW)
        acts.decide_training(record=record, is_accepted=False, reason="Too short.", by=leader, now=NOW)
        assert (state(nurse), kinds()) == ("overdue", ["training_declined", "training_sent_in"])

    def test_is_decided_once(self, whom, leader):
        record = own(whom)
        acts.decide_training(record=record, is_accepted=True, by=leader, now=NOW)
        with pytest.raises(acts.AlreadyDecided):
            acts.decide_training(record=record, is_accepted=False, reason="No.", by=leader, now=NOW)

    def test_can_be_withdrawn_with_its_file(self, whom, nurse, django_capture_on_commit_callbacks):
        record = own(whom, evidence=proof())
        with django_capture_on_commit_callbacks(execute=True):
            acts.withdraw_training(record=record, by=nurse, now=NOW)
        assert not TrainingRecord.objects.exists()
        assert not record.evidence.storage.exists(record.evidence.name)

    def test_what_was_decided_cannot(self, whom, nurse):
        with pytest.raises(acts.AlreadyDecided):
            acts.withdraw_training(record=training(whom), by=nurse, now=NOW)

    def test_a_file_is_kept_under_a_name_that_says_nothing(self, whom):
        record = training(whom, evidence=proof())
        assert (record.evidence_name, "Emi" in record.evidence.name) == ("Emi Kato.pdf", False)


class TestCertificate:
    def test_is_revoked_and_reinstated_with_a_log(self, whom, nurse, course, administrator):
        certificate = site.complete_all(nurse, course).certificate
        about = {"organisation": whom["organisation"], "certificate": certificate, "by": administrator, "now": NOW}
        for _twice in range(2):
            acts.revoke(reason="Another person took it.", **about)
        assert Certificate.objects.get().revoked_at == NOW
        acts.reinstate(reason="A mistake.", **about)
        assert Certificate.objects.get().revoked_at is None
        assert kinds() == ["certificate_reinstated", "certificate_revoked"]


class TestForgetting:
    @pytest.fixture
    def records(self, what, whom, nurse, course, django_capture_on_commit_callbacks):
        acts.exempt(**what)
        kept = training(whom, evidence=proof(), course_key=course.course_key, provider="Emi’s school")
        own(whom, evidence=proof())
        Mail.objects.create(organisation=whom["organisation"], person=nurse, kind="courses", key="x", planned_at=NOW)
        self.files = [one.evidence for one in TrainingRecord.objects.all()]
        return kept

    @pytest.fixture
    def forgotten(self, records, nurse, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            forgetting.forget(nurse)
        return TrainingRecord.objects.get()

    def test_accepted_training_keeps_what_counts(self, forgotten, course):
        assert (forgotten.course_key, forgotten.hours, forgotten.state) == (course.course_key, 6, "accepted")

    def test_and_nothing_that_somebody_typed(self, forgotten):
        assert (forgotten.title, forgotten.provider, forgotten.evidence_name, forgotten.reason) == ("—", "", "", "")

    def test_every_file_is_deleted(self, forgotten):
        assert [one.storage.exists(one.name) for one in self.files] == [False, False]

    def test_no_mail_is_left(self, forgotten):
        assert not Mail.objects.exists()

    def test_reasons_go_and_acts_stay(self, forgotten, nurse):
        assert Exemption.objects.get().reason == "—"
        entries = LogEntry.objects.filter(person=nurse)
        assert {entry.reason for entry in entries} == {""}
        assert "exempted" in {entry.kind for entry in entries}

    def test_the_log_names_no_training(self, forgotten):
        assert "workshop" not in str(list(LogEntry.objects.values_list("details", flat=True)))

    def test_others_keep_their_words(self, records, leader, nurse):
        forgetting.forget(leader)
        assert LogEntry.objects.get(kind="exempted").reason == "As agreed."

    def test_the_log_is_final_for_everybody_else(self, records):
        with pytest.raises(LogIsFinal):
            LogEntry.objects.update(reason="")

    def test_before_it_everything_can_be_downloaded(self, records, nurse, leader):
        found = str(forgetting.person_data(nurse))
        assert "A workshop" in found
        assert "As agreed." in found
        assert leader.name not in found
