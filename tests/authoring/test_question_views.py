"""The editor's screens for files of questions, and for copying and moving them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from authoring import question_forms
from authoring.models import KeptFile
from authoring.roles import ensure_trainers
from courses.erasure import erase_person
from quizzes.models import PublishedQuestion, QuestionBank
from tests import factories
from tests.questions.samples import SAMPLES

IMPORT = "/admin/questions/import/"
GIFT = "::First::What comes first? {=The wish ~The test}\n"
BAD = "::Bad::[markdown]See [[no such term]]? {T}\n"


@pytest.fixture
def bank(db):
    factories.catalog()
    return factories.bank(SAMPLES[:2], title="Principles")


@pytest.fixture
def trainer(bank):
    user = factories.UserFactory(name="Keiko Morita")
    user.groups.add(ensure_trainers())
    return user


@pytest.fixture
def editing(client, trainer):
    client.force_login(trainer)
    return client


def send(client, text=GIFT, name="questions.gift", **chosen):
    data = {"file": SimpleUploadedFile(name, text.encode()), "locale": factories.locale().pk, "is_published": "on"}
    return client.post(IMPORT, data | chosen)


class TestImport:
    def test_stands_in_the_menu(self, editing):
        assert f'"url": "{IMPORT}"' in editing.get("/admin/").content.decode()
        assert editing.get(IMPORT).status_code == 200

    def test_is_offered_beside_the_bank(self, editing, bank):
        page = editing.get("/admin/snippets/quizzes/questionbank/").content.decode()
        assert f"{IMPORT}?bank={bank.pk}" in page
        assert f'<option value="{bank.pk}" selected>' in editing.get(IMPORT, {"bank": bank.pk}).content.decode()

    def test_checks_first_and_changes_nothing(self, editing, bank):
        response = send(editing, bank=bank.pk)
        page = editing.get(response.url).content.decode()
        assert "New (1)" in page
        assert PublishedQuestion.objects.count() == 2

    def test_then_imports_and_forgets_the_file(self, editing, bank):
        response = editing.post(send(editing, bank=bank.pk).url)
        assert response.url == f"/admin/snippets/quizzes/questionbank/edit/{bank.pk}/"
        assert PublishedQuestion.objects.filter(place=bank.translation_key).count() == 3
        assert not KeptFile.objects.exists()

    def test_makes_a_new_bank(self, editing):
        editing.post(send(editing, title="New").url)
        assert QuestionBank.objects.get(title="New").live

    def test_keeps_a_draft_if_that_is_wanted(self, editing):
        editing.post(send(editing, title="New", is_published="").url)
        assert not QuestionBank.objects.get(title="New").live

    def test_who_may_not_publish_makes_a_draft(self, editing, trainer):
        trainer.groups.get().permissions.filter(codename="publish_questionbank").delete()
        editing.post(send(editing, title="New").url)
        assert not QuestionBank.objects.get(title="New").live

    def test_who_may_not_add_makes_no_bank(self, editing, trainer):
        trainer.groups.get().permissions.filter(codename="add_questionbank").delete()
        assert send(editing, title="New").status_code == 200
        assert not KeptFile.objects.exists()

    def test_what_is_refused_is_told_and_not_offered(self, editing, bank):
        response = send(editing, GIFT + "\n" + BAD, bank=bank.pk)
        page = editing.get(response.url).content.decode()
        assert "Line 3: Bad: Question:" in " ".join(page.split())
        assert '<button class="button">Import</button>' not in page
        editing.post(response.url)
        assert PublishedQuestion.objects.count() == 2

    def test_or_left_out(self, editing, bank):
        response = send(editing, GIFT + "\n" + BAD, bank=bank.pk, leaves_out="on")
        assert "Left out (1)" in editing.get(response.url).content.decode()
        editing.post(response.url)
        assert PublishedQuestion.objects.count() == 3

    def test_warns_of_a_draft_that_would_be_published(self, editing, bank):
        bank.save_revision()
        assert "It will be published as well" in editing.get(send(editing, bank=bank.pk).url).content.decode()

    @pytest.mark.parametrize(
        ("chosen", "message"),
        [
            ({}, "Choose a bank, or give the title"),
            ({"title": "Principles"}, "There is a bank of this title"),
            ({"title": "New", "name": "questions.docx"}, "does not say its format"),
        ],
    )
    def test_says_what_is_missing(self, editing, chosen, message):
        assert message in send(editing, **chosen).content.decode()

    def test_takes_no_larger_file_than_it_says(self, editing, monkeypatch):
        monkeypatch.setattr(question_forms, "MAXIMUM_BYTES", len(GIFT))
        assert send(editing, title="New").status_code == 302
        assert "Split it" in send(editing, GIFT + " ", title="Other").content.decode()

    def test_a_file_is_its_owners_alone(self, editing, bank, client):
        address = send(editing, bank=bank.pk).url
        another = factories.UserFactory()
        another.groups.add(ensure_trainers())
        client.force_login(another)
        assert client.get(address, follow=True).status_code == 404

    def test_files_of_yesterday_are_forgotten(self, editing, bank, other):
        old = timezone.now() - timedelta(days=1, minutes=1)
        KeptFile.objects.create(owner=other, name="old", data=b"", format_key="gift", locale=bank.locale, kept_at=old)
        send(editing, bank=bank.pk)
        assert [one.name for one in KeptFile.objects.all()] == ["questions.gift"]

    def test_a_file_goes_with_the_account_of_its_owner(self, editing, trainer):
        send(editing, title="New")
        erase_person(person=trainer)
        assert not KeptFile.objects.exists()

    def test_is_not_for_learners(self, client, learner):
        client.force_login(learner)
        assert client.get(IMPORT).status_code in {302, 403}


class TestExport:
    def test_shows_what_each_format_can_hold(self, editing, bank):
        page = editing.get(f"/admin/questions/export/bank/{bank.pk}/").content.decode()
        assert "Download Moodle XML" in page
        assert "is left out" in page

    @pytest.mark.parametrize(("name", "ending"), [("gift", "gift"), ("moodle_xml", "xml"), ("aiken", "txt")])
    def test_gives_the_file(self, editing, bank, name, ending):
        response = editing.get(f"/admin/questions/export/bank/{bank.pk}/", {"format": name})
        assert response["Content-Disposition"] == f'attachment; filename="principles.{ending}"'
        assert SAMPLES[0].choices[0].text.encode() in b"".join(response.streaming_content)

    def test_of_a_quiz(self, editing):
        quiz = factories.quiz(factories.module(factories.course()), SAMPLES[:1])
        assert editing.get(f"/admin/questions/export/quiz/{quiz.pk}/").status_code == 200
        assert (
            f"/admin/questions/export/quiz/{quiz.pk}/" in editing.get(f"/admin/pages/{quiz.pk}/edit/").content.decode()
        )

    @pytest.mark.parametrize("what", ["export", "transfer"])
    def test_is_for_who_may_edit(self, client, bank, learner, what):
        client.force_login(learner)
        assert client.get(f"/admin/questions/{what}/bank/{bank.pk}/").status_code in {302, 403}
        group = ensure_trainers()
        group.permissions.remove(*group.permissions.filter(codename="change_questionbank"))
        learner.groups.add(group)
        assert client.get(f"/admin/questions/{what}/bank/{bank.pk}/").status_code in {302, 403}


class TestTransfer:
    def address(self, bank) -> str:
        return f"/admin/questions/transfer/bank/{bank.pk}/"

    def test_offers_places_of_the_same_language_alone(self, editing, bank):
        factories.bank((), title="原則", code="ja")
        target = factories.bank((), title="Target")
        quiz = factories.quiz(factories.module(factories.course()))
        form = editing.get(self.address(bank)).context["form"]
        assert set(form.targets) == {f"questionbank-{target.pk}", f"quizpage-{quiz.pk}"}

    @pytest.mark.parametrize(
        ("how", "left", "words"), [("move", 1, "statistics follow it"), ("copy", 2, "with a new id")]
    )
    def test_does_what_was_chosen_and_says_so(self, editing, bank, how, left, words):
        target = factories.bank((), title="Target")
        data = {"questions": [SAMPLES[0].id], "target": f"questionbank-{target.pk}", "how": how}
        response = editing.post(self.address(bank), data, follow=True)
        assert words in response.content.decode()
        assert PublishedQuestion.objects.filter(place=bank.translation_key).count() == left
        assert PublishedQuestion.objects.filter(place=target.translation_key).count() == 1

    def test_says_that_a_question_is_there_already(self, editing, bank):
        target = factories.bank(SAMPLES[:1], title="Target")
        data = {"questions": [SAMPLES[0].id], "target": f"questionbank-{target.pk}", "how": "move"}
        assert "It holds one of these questions already" in editing.post(self.address(bank), data).content.decode()

    def test_takes_no_place_that_was_not_offered(self, editing, bank):
        data = {"questions": [SAMPLES[0].id], "target": f"questionbank-{bank.pk}", "how": "move"}
        assert editing.post(self.address(bank), data).status_code == 200
