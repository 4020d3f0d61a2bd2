"""Certificates on screen: their page, their file, the page where anyone may check them, and the editor's register."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.certification import revoke_certificate
from courses.models import Certificate, CoursePage
from tests import factories
from tests.factories import NOW

CHECK = "/en/check/"
REASON = "Taken by somebody else."


@pytest.fixture
def certificate(learner, course) -> Certificate:
    return factories.complete_all(learner, course).certificate


@pytest.fixture
def revoked(certificate, other) -> Certificate:
    return revoke_certificate(certificate=certificate, by=other, reason=REASON, now=NOW)


def detail(certificate, name="certificate_detail", language="en") -> str:
    with override(language):
        return reverse(f"courses:{name}", args=[certificate.number])


def pdf(certificate, language="en") -> str:
    return detail(certificate, "certificate_pdf", language)


def html(client, url, **query) -> str:
    return client.get(url, query).content.decode()


class TestFile:
    def test_its_owner_gets_a_pdf(self, signed_in, certificate):
        response = signed_in.get(pdf(certificate))
        assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")

    def test_for_others_it_is_not_there(self, client, other, certificate):
        client.force_login(other)
        assert client.get(pdf(certificate)).status_code == 404

    def test_visitors_sign_in_first(self, client, certificate):
        assert reverse("account_login") in client.get(pdf(certificate)).url

    def test_its_name_says_number_and_language(self, signed_in, certificate):
        name = f"certificate-{certificate.number}-ja.pdf"
        assert name in signed_in.get(pdf(certificate, "ja"))["Content-Disposition"]

    def test_no_cache_keeps_it(self, signed_in, certificate):
        assert "no-store" in signed_in.get(pdf(certificate))["Cache-Control"]

    def test_of_a_revoked_one_there_is_none(self, signed_in, revoked):
        response = signed_in.get(pdf(revoked), follow=True)
        assert response.redirect_chain[0][0] == detail(revoked)
        assert "There is no file of it any more." in response.content.decode()

    @pytest.mark.parametrize("lessons", [1, 12])
    def test_its_queries_do_not_grow(self, signed_in, learner, lessons, django_assert_num_queries):
        certificate = factories.complete_all(learner, factories.course_with_lessons(1, lessons)).certificate
        # Session, user, certificate.
        with django_assert_num_queries(3):
            signed_in.get(pdf(certificate))


class TestPage:
    def test_it_offers_the_file_in_both_languages(self, signed_in, certificate):
        page = html(signed_in, detail(certificate))
        assert [language in page for language in (pdf(certificate), pdf(certificate, "ja"))] == [True, True]

    def test_it_shows_a_qr_code(self, signed_in, certificate):
        assert 'aria-label="QR code with the address' in html(signed_in, detail(certificate))

    def test_the_owner_of_a_revoked_one_reads_why(self, signed_in, revoked):
        page = html(signed_in, detail(revoked))
        assert (REASON in page, pdf(revoked) in page) == (True, False)

    def test_its_queries_do_not_grow(self, signed_in, certificate, django_assert_num_queries):
        # Session, user, certificate; the menu is kept.
        signed_in.get(detail(certificate))
        with django_assert_num_queries(3):
            signed_in.get(detail(certificate))


class TestTitle:
    @pytest.fixture
    def japanese(self, course):
        page = factories.course("就労支援の基礎", code="ja")
        CoursePage.objects.filter(pk=page.pk).update(translation_key=course.translation_key)
        return page

    def test_it_is_that_of_the_course_in_the_language_of_the_page(self, client, certificate, japanese):
        assert "就労支援の基礎" in html(client, "/ja/check/", number=certificate.number)

    def test_as_issued_in_its_own_language_also_if_the_course_is_renamed(self, client, certificate, course):
        CoursePage.objects.filter(pk=course.pk).update(title="Renamed")
        page = html(client, CHECK, number=certificate.number)
        assert ("Foundations" in page, "Renamed" in page) == (True, False)

    def test_as_issued_where_there_is_no_translation(self, client, certificate):
        assert 'lang="en">Foundations' in html(client, "/ja/check/", number=certificate.number)

    @pytest.mark.parametrize("change", [{"edition": 2}, {"live": False}], ids=["another edition", "unpublished"])
    def test_as_issued_if_the_translation_is_of_another(self, client, certificate, japanese, change):
        CoursePage.objects.filter(pk=japanese.pk).update(**change)
        assert "Foundations" in html(client, "/ja/check/", number=certificate.number)


class TestCheck:
    @pytest.mark.parametrize(
        ("last_day", "said"),
        [(0, "This certificate is valid."), (-1, "This certificate has expired.")],
        ids=["last day", "day after"],
    )
    def test_it_is_valid_through_its_last_day(self, client, certificate, last_day, said):
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        Certificate.objects.update(expires_on=today + timedelta(days=last_day))
        assert said in html(client, CHECK, number=certificate.number)

    def test_of_a_revoked_one_it_says_since_when_and_not_why(self, client, revoked):
        page = html(client, CHECK, number=revoked.number)
        assert ("was revoked on 22 November 2026" in page, REASON in page) == (True, False)

    def test_it_says_nothing_of_who_revoked_it(self, client, revoked, other):
        assert other.name not in html(client, CHECK, number=revoked.number)

    def test_it_says_nothing_of_edition_and_file(self, client, certificate):
        page = html(client, CHECK, number=certificate.number)
        assert ("Edition" in page, pdf(certificate) in page) == (False, False)

    def test_search_engines_keep_out(self, client, certificate):
        assert client.get(CHECK, {"number": certificate.number})["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize(
        "typed",
        [
            lambda number: number.lower(),
            lambda number: number.replace("-", ""),
            lambda number: f"  {number.replace('-', ' – ')}  ",
            lambda number: "".join(chr(ord(one) + 0xFEE0) for one in number),
        ],
        ids=["lower case", "without hyphens", "dashes and spaces", "full width"],
    )
    def test_however_the_number_is_typed(self, client, certificate, typed):
        assert certificate.name in html(client, CHECK, number=typed(certificate.number))

    @pytest.mark.parametrize("typed", ["", "   ", "番号", "9" * 61, "\x00"])
    def test_what_is_no_number_is_answered_in_words(self, client, db, typed):
        assert client.get(CHECK, {"number": typed}).status_code == 200

    def test_it_costs_one_query(self, client, certificate, django_assert_num_queries):
        client.get(CHECK)
        with django_assert_num_queries(1):
            client.get(CHECK, {"number": certificate.number})


class TestRegister:
    LIST = "/admin/certificates/"

    @pytest.fixture
    def registrar(self, client, certificate):
        person = factories.UserFactory(name="Mio Kato")
        self.allow(person, "access_admin", "view_certificate", "change_certificate")
        client.force_login(person)
        return person

    def allow(self, person, *names):
        person.user_permissions.add(*Permission.objects.filter(codename__in=names))

    def record(self, certificate) -> str:
        return reverse("certificate_record", args=[certificate.pk])

    def numbers(self, client, **query):
        return [one.number for one in client.get(self.LIST, query).context["object_list"]]

    def post(self, client, certificate, action, reason=REASON):
        return client.post(self.record(certificate), {"action": action, "reason": reason}, follow=True)

    def test_it_lists_every_certificate(self, client, registrar, certificate):
        assert self.numbers(client) == [certificate.number]

    @pytest.mark.parametrize(
        "sought", [lambda one: one.number[:9].lower(), lambda one: "tanabe"], ids=["number", "name"]
    )
    def test_it_is_searched_by(self, client, registrar, certificate, sought):
        assert self.numbers(client, q=sought(certificate)) == [certificate.number]

    def test_what_is_not_there_is_not_found(self, client, registrar):
        assert self.numbers(client, q="Nobody") == []

    def test_it_is_narrowed_by_state(self, client, registrar, revoked):
        found = {state: self.numbers(client, state=state) for state in ("valid", "expired", "revoked")}
        assert found == {"valid": [], "expired": [], "revoked": [revoked.number]}

    def test_it_is_narrowed_by_course(self, client, registrar, certificate, other):
        factories.complete_all(other, factories.course_with_lessons(1, 1, title="Second"))
        assert self.numbers(client, course=certificate.enrollment.course_key) == [certificate.number]

    def test_it_stands_in_the_menu(self, client, registrar):
        assert self.LIST in html(client, reverse("wagtailadmin_home"))

    def test_revoking_keeps_the_reason_and_who(self, client, registrar, certificate):
        page = self.post(client, certificate, "revoke").content.decode()
        assert (REASON in page, "Mio Kato" in page) == (True, True)
        assert Certificate.objects.get().revoked_by == registrar

    def test_reinstating_makes_it_valid_again(self, client, registrar, revoked):
        self.post(client, revoked, "reinstate", "A mix-up of names.")
        assert Certificate.objects.get().revoked_at is None

    @pytest.mark.parametrize("action", ["revoke", "reinstate", "delete"])
    def test_without_a_reason_or_with_another_act_nothing_happens(self, client, registrar, certificate, action):
        self.post(client, certificate, action, REASON if action == "delete" else " ")
        assert not certificate.events.exists()

    def test_a_page_left_open_does_not_undo_what_another_did(self, client, registrar, revoked):
        self.post(client, revoked, "revoke", "Once more.")
        assert Certificate.objects.get().revocation_reason == REASON

    def test_who_may_only_read_is_offered_nothing_else(self, client, registrar, certificate):
        registrar.user_permissions.remove(Permission.objects.get(codename="change_certificate"))
        assert 'name="reason"' not in html(client, self.record(certificate))
        self.post(client, certificate, "revoke")
        assert not certificate.events.exists()

    @pytest.mark.parametrize("name", ["certificate_list", "certificate_list_results", "certificate_record"])
    def test_an_editor_without_the_permission_is_sent_away(self, client, certificate, name):
        editor = factories.UserFactory()
        self.allow(editor, "access_admin")
        client.force_login(editor)
        arguments = [certificate.pk] if name == "certificate_record" else []
        assert client.get(reverse(name, args=arguments)).url == reverse("wagtailadmin_home")

    def test_one_that_does_not_exist_is_not_found(self, client, registrar):
        assert client.get(reverse("certificate_record", args=[999_999]), follow=True).status_code == 404

    def count(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(99) as found:
            client.get(self.LIST)
        return len(found)

    def test_its_queries_do_not_grow(self, client, registrar, course, django_assert_max_num_queries):
        client.get(self.LIST)
        few = self.count(client, django_assert_max_num_queries)
        for _number in range(8):
            factories.complete_all(factories.UserFactory(), course)
        assert self.count(client, django_assert_max_num_queries) == few
