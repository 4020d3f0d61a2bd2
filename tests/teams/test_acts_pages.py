"""The pages of acts: what they say before, what they do, and what they give back."""

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from teams import acts, log_words
from teams.letters import stop_token
from teams.models import Adjustment, Exemption, LogEntry, Mail, MailPreference, Reopening, Standing, TrainingRecord
from tests import factories as site
from tests.factories import NOW, UserFactory
from tests.teams import factories
from tests.teams.reading import without_bdi
from tests.teams.test_acts import own, training

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture
def nurse(team, plan, course):
    found = factories.member(team, "nurse", UserFactory(email="nurse@example.org", name="Emi Kato"))
    factories.requirement(plan, course, ["nurse"], due_within_days=30)
    return found.user


@pytest.fixture
def whom(organisation, nurse, leader):
    return {"organisation": organisation, "person": nurse, "by": leader, "now": NOW}


@pytest.fixture
def of_person(organisation, nurse):
    return {"organisation": organisation.pk, "person": nurse.pk}


@pytest.fixture
def of_course(of_person, course):
    return of_person | {"course_key": course.course_key}


@pytest.fixture
def led(client, leader):
    client.force_login(leader)
    return client


def address(name, kwargs):
    return reverse(f"teams:{name}", kwargs=kwargs)


class TestReasons:
    @pytest.mark.parametrize("name", ["exemption_grant", "due_extend"])
    def test_a_look_writes_nothing(self, led, of_course, name):
        before = LogEntry.objects.count()
        assert led.get(address(name, of_course)).status_code == 200
        assert LogEntry.objects.count() == before

    @pytest.mark.parametrize("name", ["exemption_grant", "due_extend"])
    def test_every_form_asks_to_leave_clients_out(self, led, of_course, name):
        assert "Write nothing about clients." in led.get(address(name, of_course)).text

    def test_without_a_reason_nobody_is_exempt(self, led, of_course):
        response = led.post(address("exemption_grant", of_course), {"reason": " "})
        assert response.status_code == 200
        assert not Exemption.objects.exists()

    def test_an_exemption_leads_back_to_the_course(self, led, of_course):
        response = led.post(address("exemption_grant", of_course), {"reason": "Has a licence."})
        assert response.url == address("cell_detail", of_course)
        assert Exemption.objects.get().reason == "Has a licence."

    def test_an_exemption_ends(self, led, of_course, whom, course):
        acts.exempt(**whom, course_key=course.course_key, reason="Leave.")
        led.post(address("exemption_end", of_course), {"reason": "Back."})
        assert Exemption.objects.get().ended_at

    def test_nobody_decides_about_themselves(self, led, of_course, leader, plan, course):
        factories.requirement(plan, site.course("Other"), ["employment-specialist"])
        response = led.get(address("exemption_grant", of_course | {"person": leader.pk}))
        assert response.status_code == 403


class TestDueDate:
    def test_is_changed_for_every_requirement(self, led, of_course, nurse, organisation):
        day = organisation.today(timezone.now()) + timedelta(days=40)
        led.post(address("due_extend", of_course), {"due_on": day.isoformat(), "reason": "Long leave."})
        assert Adjustment.objects.get().due_on == day
        assert Standing.objects.get(person=nurse).due_on == day

    def test_a_day_that_has_passed_is_given_back(self, led, of_course):
        response = led.post(address("due_extend", of_course), {"due_on": "2020-01-01", "reason": "Kept words"})
        assert "Kept words" in response.text
        assert not Adjustment.objects.exists()


class TestAgain:
    def test_says_when_it_will_be_due(self, led, of_course, nurse, course, organisation):
        site.complete_all(nurse, course)
        response = led.get(address("course_reopen", of_course))
        due_on = organisation.today(timezone.now()) + timedelta(days=30)
        assert f"{due_on.day} {due_on:%B %Y}" in response.text

    def test_asks_again(self, led, of_course, nurse, course):
        site.complete_all(nurse, course)
        led.post(address("course_reopen", of_course), {"reason": "Somebody else took it."})
        assert Reopening.objects.get().person == nurse

    def test_what_is_not_completed_leads_back(self, led, of_course):
        assert led.get(address("course_reopen", of_course)).url == address("cell_detail", of_course)


class TestRemind:
    def test_shows_the_mail_as_it_will_be(self, led, of_person):
        response = led.post(address("person_remind", of_person), {"note": "See you."})
        assert "Ken Ito writes: See you." in response.text
        assert not Mail.objects.exists()

    def test_sends_it_when_asked_to(self, led, of_person, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            led.post(address("person_remind", of_person), {"note": "See you.", "send": "1"})
        assert [message.to for message in mail.outbox] == [["nurse@example.org"]]

    def test_a_note_that_is_too_long_is_given_back(self, led, of_person):
        response = led.post(address("person_remind", of_person), {"note": "x" * 301, "send": "1"})
        assert "x" * 301 in response.text
        assert not Mail.objects.exists()

    def test_says_that_it_was_done_today(self, led, of_person, whom):
        acts.remind(**whom | {"now": timezone.now()})
        assert "You can remind them again tomorrow." in led.get(address("person_remind", of_person)).text

    def test_its_frame_may_have_styles_and_nothing_else(self, led, of_person):
        response = led.get(address("person_remind", of_person))
        assert "style-src 'self' 'unsafe-inline'" in response["Content-Security-Policy"]
        assert '<iframe class="letter__frame" sandbox srcdoc="&lt;!DOCTYPE html&gt;' in response.text

    def test_a_team_is_reminded_at_once(self, led, team, nurse, django_capture_on_commit_callbacks):
        factories.member(team, "nurse", UserFactory(email="second@example.org"))
        with django_capture_on_commit_callbacks(execute=True):
            led.post(address("team_remind", {"team": team.pk}), {"send": "1"})
        assert sorted(message.to[0] for message in mail.outbox) == ["nurse@example.org", "second@example.org"]

    def test_nobody_overdue_says_so(self, led, team):
        assert "Nobody is overdue" in led.get(address("team_remind", {"team": team.pk})).text


class TestTraining:
    FIELDS = {"title": "A workshop", "hours": "6", "completed_on": "2026-11-20"}

    def test_a_member_sends_in_their_own(self, client, nurse, organisation):
        client.force_login(nurse)
        file = SimpleUploadedFile("proof.pdf", PDF)
        client.post(address("training_new", {"organisation": organisation.pk}), self.FIELDS | {"evidence": file})
        record = TrainingRecord.objects.get()
        assert (record.state, record.evidence_name, record.person) == ("waiting", "proof.pdf", nurse)

    def test_numbers_and_days_may_be_in_full_width(self, led, of_person):
        led.post(
            address("training_add", of_person),
            self.FIELDS | {"hours": "１２．５", "completed_on": "２０２６－１１－２０"},
        )
        record = TrainingRecord.objects.get()
        assert (str(record.hours), record.completed_on.isoformat()) == ("12.50", "2026-11-20")

    def test_a_leader_enters_it_for_somebody(self, led, of_person):
        led.post(address("training_add", of_person), self.FIELDS)
        assert TrainingRecord.objects.get().state == "accepted"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("proof.pdf", b"<html>"),
            ("proof.html", b"<html>"),
            ("proof.exe", b"MZ"),
            ("proof.png", PDF),
            ("proof.pdf.html", PDF),
            ("proof", PDF),
        ],
    )
    def test_a_file_that_is_not_what_it_says_is_refused(self, led, of_person, name, content):
        file = SimpleUploadedFile(name, content)
        response = led.post(address("training_add", of_person), self.FIELDS | {"evidence": file})
        assert "A workshop" in response.text
        assert not TrainingRecord.objects.exists()

    def test_an_archive_is_no_document(self, led, of_person):
        led.post(address("training_add", of_person), self.FIELDS | {"evidence": docx("anything.txt")})
        assert not TrainingRecord.objects.exists()

    def test_a_document_is_one(self, led, of_person):
        file = docx("[Content_Types].xml", "word/document.xml")
        led.post(address("training_add", of_person), self.FIELDS | {"evidence": file})
        assert TrainingRecord.objects.get().evidence_name == "proof.docx"

    def test_a_file_may_have_ten_megabytes(self, led, of_person):
        file = SimpleUploadedFile("proof.pdf", PDF + b"0" * 10 * 1024 * 1024)
        led.post(address("training_add", of_person), self.FIELDS | {"evidence": file})
        assert not TrainingRecord.objects.exists()

    def test_the_file_is_saved_and_never_shown(self, led, whom):
        record = training(whom, evidence=SimpleUploadedFile('証明 "x"\r\n.pdf', PDF))
        response = led.get(address("training_file", {"record": record.pk}))
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%A8%BC")
        assert response.content == PDF

    def test_no_address_of_the_public_files_leads_to_it(self, client, whom):
        record = training(whom, evidence=SimpleUploadedFile("proof.pdf", PDF))
        assert client.get(f"/media/{record.evidence.name}").status_code == 404

    def test_waits_in_the_list_of_the_leader(self, led, whom, organisation):
        own(whom)
        assert "A workshop" in led.get(address("training_review", {"organisation": organisation.pk})).text

    def test_is_accepted(self, led, whom):
        record = own(whom)
        led.post(address("training_decide", {"record": record.pk}), {"decision": "accept", "reason": ""})
        assert TrainingRecord.objects.get().state == "accepted"

    def test_is_not_declined_without_a_reason(self, led, whom):
        record = own(whom)
        response = led.post(address("training_decide", {"record": record.pk}), {"decision": "decline"})
        assert "Say why" in response.text
        assert TrainingRecord.objects.get().state == "waiting"

    def test_is_withdrawn_by_its_owner_alone(self, led, client, whom, nurse):
        record = own(whom)
        led.post(address("training_withdraw", {"record": record.pk}))
        assert TrainingRecord.objects.exists()
        client.force_login(nurse)
        client.post(address("training_withdraw", {"record": record.pk}))
        assert not TrainingRecord.objects.exists()


def docx(*names) -> SimpleUploadedFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return SimpleUploadedFile("proof.docx", content.getvalue())


class TestCertificate:
    def test_is_revoked_by_an_administrator(self, client, administrator, of_person, nurse, course):
        certificate = site.complete_all(nurse, course).certificate
        client.force_login(administrator)
        client.post(address("certificate_revoke", of_person | {"number": certificate.number}), {"reason": "Why."})
        certificate.refresh_from_db()
        assert certificate.revocation_reason == "Why."

    def test_of_a_course_that_no_plan_asks_for_is_hidden(self, client, administrator, of_person, nurse):
        certificate = site.complete_all(nurse, site.course_with_lessons(title="Own")).certificate
        client.force_login(administrator)
        url = address("certificate_revoke", of_person | {"number": certificate.number})
        assert client.get(url).status_code == 404


class TestLog:
    @pytest.fixture
    def log(self, organisation):
        return {"organisation": organisation.pk, "which": "acts"}

    @pytest.fixture
    def office(self, client, administrator):
        client.force_login(administrator)
        return client

    def test_says_what_was_done_for_whom_by_whom_and_why(self, office, log, whom, course):
        acts.exempt(**whom, course_key=course.course_key, reason="Has a licence.")
        text = without_bdi(office.get(address("organisation_log", log)).text)
        assert "Emi Kato</strong> · Exempt from the course: Foundations" in text
        assert "Has a licence." in text
        assert "Ken Ito" in text

    def test_has_a_list_of_mails(self, office, log, whom):
        acts.remind(**whom)
        assert "Reminder sent by hand" in office.get(address("organisation_log", log | {"which": "mails"})).text

    def test_another_list_is_not_there(self, office, log):
        assert office.get(address("organisation_log", log | {"which": "secrets"})).status_code == 404

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("kind=exempted", 1),
            ("kind=reminded", 0),
            ("q=emi&kind=exempted", 1),
            ("q=ken&kind=exempted", 0),
            ("kind=exempted&since=2026-11-22&until=2026-11-22", 1),
            ("kind=exempted&since=2026-11-23", 0),
            ("kind=exempted&until=2026-11-21", 0),
        ],
    )
    def test_can_be_narrowed(self, office, log, whom, course, query, found):
        acts.remind(**whom)
        acts.exempt(**whom, course_key=course.course_key, reason="Why.")
        response = office.get(f"{address('organisation_log', log)}?{query}")
        shown = [row for row in response.context["page"] if row.kind == "exempted"] if "kind" in query else []
        assert len(shown) == found

    def test_of_a_team_leaves_out_who_has_left_it(self, led, team, whom, nurse, organisation):
        url = address("team_log", {"team": team.pk, "which": "acts"})
        assert "Emi Kato" in led.get(url).text
        nurse.memberships.update(left_on=factories.TODAY)
        assert "Emi Kato" not in led.get(url).text

    def test_a_file_holds_no_formula(self, office, log, whom, course):
        acts.exempt(**whom, course_key=course.course_key, reason="=1+1")
        content = office.get(address("organisation_log_csv", log)).getvalue().decode("utf-8-sig")
        assert ",'=1+1" in content

    @pytest.mark.parametrize("which", ["acts", "mails"])
    def test_costs_the_same_however_long(self, office, log, whom, which, django_assert_max_num_queries):
        url = address("organisation_log", log | {"which": which})
        about = {"organisation": whom["organisation"], "person": whom["person"]}

        def add(number):
            for n in range(number):
                LogEntry.objects.create(kind="exempted", reason="x", done_by=whom["by"], done_at=NOW, **about)
                Mail.objects.create(kind="courses", key=str(Mail.objects.count() + n), planned_at=NOW, **about)

        add(1)
        # session, user, organisation; 2 kinds of acts; count, rows; titles: requirements, courses; the header
        with django_assert_max_num_queries(13) as few:
            office.get(url)
        add(60)
        with django_assert_max_num_queries(len(few)):
            office.get(url)


class TestMailChoice:
    def test_is_kept(self, client, nurse):
        client.force_login(nurse)
        client.post(reverse("teams:mail_preferences"), {"wants_digest": "on"})
        found = MailPreference.objects.get(person=nurse)
        assert (found.wants_early_reminders, found.wants_digest) == (False, True)

    def test_opening_the_link_of_a_mail_changes_nothing(self, client, nurse):
        assert client.get(stop(nurse, "early")).status_code == 200
        assert not MailPreference.objects.exists()

    @pytest.mark.parametrize(("what", "kept"), [("early", (False, True)), ("digest", (True, False))])
    def test_one_click_stops_it_without_signing_in(self, client, nurse, what, kept):
        client.handler.enforce_csrf_checks = True
        client.post(stop(nurse, what), {"List-Unsubscribe": "One-Click"})
        found = MailPreference.objects.get(person=nurse)
        assert (found.wants_early_reminders, found.wants_digest) == kept

    def test_a_link_that_was_changed_is_no_link(self, client, nurse):
        assert client.post(f"{stop(nurse, 'early')[:-2]}x/").status_code == 404

    def test_the_link_of_an_erased_person_does_nothing(self, client, nurse):
        type(nurse).objects.filter(pk=nurse.pk).update(is_active=False)
        client.post(stop(nurse, "early"))
        assert not MailPreference.objects.exists()


def stop(person, what) -> str:
    return reverse("teams:mail_stop", kwargs={"signed": stop_token(person.pk, what)})


def test_every_act_has_its_words():
    """Whatever is logged anywhere in the room is a sentence, not a name in the code."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(log_words.__file__).parent.glob("*.py"))
    logged = re.findall(r'(?:kind=|log_\w+\(|kind = |change_certificate\()"([a-z_]+)"', sources)
    logged += re.findall(r'"([a-z_]+)" if \w+ else "[a-z_]+"', sources)
    assert {kind for kind in logged if "_" in kind or kind in log_words.WORDS} - set(log_words.WORDS) == set()
