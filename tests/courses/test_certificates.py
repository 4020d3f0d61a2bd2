"""Certificates as records: issued, revoked with a reason, reinstated, and the log of it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.certification import ReasonMissing, issue_certificate, reinstate_certificate, revoke_certificate
from courses.models import Certificate, CertificateEvent, EventIsFinal
from tests import factories
from tests.factories import NOW

LAST_DAY = date(2027, 3, 31)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def certificate(learner, course) -> Certificate:
    return factories.complete_all(learner, course).certificate


@pytest.fixture
def registrar(db):
    return factories.UserFactory(name="Mio Kato")


@pytest.fixture
def revoked(certificate, registrar) -> Certificate:
    return revoke_certificate(certificate=certificate, by=registrar, reason="Taken by somebody else.", now=NOW)


def test_a_second_issue_returns_the_first(certificate, course):
    assert issue_certificate(enrollment=certificate.enrollment, course=course, now=LATER) == certificate


class TestStates:
    @pytest.mark.parametrize(
        ("today", "state"), [(LAST_DAY, "valid"), (LAST_DAY + timedelta(days=1), "expired")], ids=["last day", "after"]
    )
    def test_it_is_valid_on_its_last_day_and_not_after(self, certificate, today, state):
        certificate.expires_on = LAST_DAY
        certificate.save()
        assert certificate.state(today) == state
        assert list(Certificate.objects.in_state(state, today)) == [certificate]

    def test_without_a_last_day_it_stays_valid(self, certificate):
        assert certificate.state(date.max) == "valid"
        assert list(Certificate.objects.in_state("valid", date.max)) == [certificate]

    def test_revoked_comes_before_expired(self, revoked):
        Certificate.objects.update(expires_on=LAST_DAY)
        assert Certificate.objects.get().state(date.max) == "revoked"
        assert [state for state in Certificate.State.values if Certificate.objects.in_state(state, date.max)] == [
            "revoked"
        ]


class TestRevoking:
    def test_it_keeps_who_did_it_when_and_why(self, revoked, registrar):
        found = Certificate.objects.get()
        assert (found.revoked_at, found.revoked_by, found.revocation_reason) == (
            *(NOW, registrar),
            "Taken by somebody else.",
        )

    def test_it_is_logged(self, revoked, registrar):
        event = revoked.events.get()
        assert (event.kind, event.by, event.reason, event.at) == (
            *("revoked", registrar),
            *("Taken by somebody else.", NOW),
        )

    @pytest.mark.parametrize("reason", ["", " \n"], ids=["empty", "blank"])
    def test_without_a_reason_it_does_nothing(self, certificate, registrar, reason):
        with pytest.raises(ReasonMissing):
            revoke_certificate(certificate=certificate, by=registrar, reason=reason, now=NOW)
        assert Certificate.objects.get().revoked_at is None

    def test_a_second_one_changes_nothing(self, revoked, other):
        revoke_certificate(certificate=revoked, by=other, reason="Once more.", now=LATER)
        found = Certificate.objects.get()
        assert (found.revoked_at, found.revocation_reason, found.events.count()) == (NOW, "Taken by somebody else.", 1)

    def test_the_database_asks_for_the_reason_as_well(self, revoked):
        with pytest.raises(IntegrityError, match="a_revocation_has_a_reason"), transaction.atomic():
            Certificate.objects.update(revocation_reason="")

    def test_it_outlives_the_account_of_who_did_it(self, revoked, registrar):
        registrar.delete()
        assert (Certificate.objects.get().revoked_by, CertificateEvent.objects.get().by) == (None, None)


class TestReinstating:
    @pytest.fixture
    def reinstated(self, revoked, registrar):
        return reinstate_certificate(certificate=revoked, by=registrar, reason="A mix-up of names.", now=LATER)

    def test_it_is_valid_again_under_its_number(self, reinstated, certificate):
        found = Certificate.objects.get(number=certificate.number)
        assert (found.state(NOW.date()), found.revoked_by, found.revocation_reason) == ("valid", None, "")

    def test_the_log_keeps_both(self, reinstated):
        assert list(reinstated.events.values_list("kind", "reason")) == [
            ("revoked", "Taken by somebody else."),
            ("reinstated", "A mix-up of names."),
        ]

    def test_without_a_reason_it_does_nothing(self, revoked, registrar):
        with pytest.raises(ReasonMissing):
            reinstate_certificate(certificate=revoked, by=registrar, reason=" ", now=LATER)
        assert Certificate.objects.get().revoked_at == NOW

    def test_one_that_is_not_revoked_stays_as_it_is(self, certificate, registrar):
        reinstate_certificate(certificate=certificate, by=registrar, reason="To be sure.", now=LATER)
        assert not certificate.events.exists()

    def test_it_can_be_revoked_again(self, reinstated, registrar):
        revoke_certificate(certificate=reinstated, by=registrar, reason="After all.", now=LATER)
        assert (Certificate.objects.get().revocation_reason, reinstated.events.count()) == ("After all.", 3)


class TestLog:
    def test_an_event_is_not_changed(self, revoked):
        event = revoked.events.get()
        event.reason = "Another."
        with pytest.raises(EventIsFinal):
            event.save()

    def test_an_event_is_not_deleted(self, revoked):
        with pytest.raises(EventIsFinal):
            revoked.events.get().delete()

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_nor_are_many_at_once(self, revoked, change):
        with pytest.raises(EventIsFinal):
            getattr(revoked.events.all(), change)()

    def test_a_certificate_with_a_log_is_not_deleted(self, revoked):
        with pytest.raises(IntegrityError):
            revoked.delete()
