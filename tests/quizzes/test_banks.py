"""The editor's screens for question banks and extra time."""

import re

import pytest
from wagtail.models import Workflow, WorkflowContentType

from authoring.roles import ensure_trainers
from quizzes.models import ExtraTime, PublishedQuestion, QuestionBank
from tests import factories
from tests.questions.samples import SAMPLES
from tests.quizzes.asked import add_attempts

LIST = "/admin/snippets/quizzes/questionbank/"
EXTRA = "/admin/extratime/"


@pytest.fixture
def bank(db):
    factories.locale("ja")
    return factories.bank(SAMPLES, title="Principles")


@pytest.fixture
def trainer(bank):
    user = factories.UserFactory(name="Keiko Morita")
    user.groups.add(ensure_trainers())
    return user


@pytest.fixture
def admin(db):
    return factories.UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def editing(client, trainer):
    client.force_login(trainer)
    return client


def form_of(bank, prompt="Which is right?") -> dict:
    """Return the editor's form with one question in it."""
    block = {
        "type": "true_false", "order": 0, "deleted": "", "id": SAMPLES[2].id, "value-prompt": prompt,
        "value-is_true": "true", "value-feedback_true": "", "value-feedback_false": "", "value-hint": "",
        "value-feedback": "", "value-source": "", "value-lesson": "", "value-name": "", "value-tags": "",
        "value-principle": "", "value-fidelity_item": "", "value-difficulty": "", "value-checked_until": "",
    }  # fmt: skip
    questions = {f"questions-0-{name}": value for name, value in block.items()}
    return {"title": bank.title, "tags": "", "questions-count": 1, **questions}


def cells_of(response) -> list[str]:
    return [" ".join(cell.split()) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", response.content.decode())]


class TestList:
    def test_stands_in_the_menu_of_trainers(self, editing):
        assert f'"url": "{LIST}"' in editing.get("/admin/").content.decode()

    def test_shows_title_tags_and_how_many_questions(self, editing, bank):
        bank.tags = "gates"
        bank.save_revision().publish()
        response = editing.get(LIST)
        page = response.content.decode()
        assert "Principles" in page
        assert "gates" in cells_of(response)
        assert f'?place={bank.translation_key}&amp;locale={bank.locale_id}">{len(SAMPLES)}</a>' in page

    def test_shows_how_hard_its_questions_are_together(self, editing, bank):
        add_attempts([{SAMPLES[0].id: 1.0, SAMPLES[1].id: 0.0}] * 10, place=bank.translation_key)
        cells = [
            " ".join(cell.split()) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", editing.get(LIST).content.decode())
        ]
        assert {"20", "50%"} <= set(cells)

    def test_finds_a_bank_by_its_title(self, editing, bank):
        factories.bank((), title="Another one")
        page = editing.get(LIST, {"q": "Princ"}).content.decode()
        assert "Principles" in page
        assert "Another one" not in page

    def test_keeps_languages_apart(self, editing, bank):
        factories.bank((), title="原則", code="ja")
        page = editing.get(LIST, {"locale": "ja"}).content.decode()
        assert "原則" in page
        assert "Principles" not in page

    @pytest.mark.parametrize("count", [1, 30])
    def test_costs_the_same_for_few_and_many(self, editing, bank, count, django_assert_num_queries):
        for number in range(count):
            factories.bank(SAMPLES[:2], title=f"Bank {number}")
        editing.get(LIST)
        # Session, user, permissions twice, profile, languages three times, count, permissions on pages and collections,
        # banks, workflows, figures.
        with django_assert_num_queries(14):
            editing.get(LIST)

    def test_is_for_editors(self, client, learner):
        client.force_login(learner)
        assert client.get(LIST).status_code in {302, 403}


class TestEdit:
    def test_opens(self, editing, bank):
        assert editing.get(f"{LIST}edit/{bank.pk}/").status_code == 200

    def test_a_draft_offers_no_questions(self, editing, bank):
        editing.post(f"{LIST}edit/{bank.pk}/", form_of(bank))
        assert PublishedQuestion.objects.count() == len(SAMPLES)

    def test_trainers_publish(self, editing, bank):
        data = form_of(bank) | {"action-publish": "action-publish"}
        editing.post(f"{LIST}edit/{bank.pk}/", data)
        assert [one.name for one in PublishedQuestion.objects.all()] == ["Which is right?"]

    def test_trainers_add_a_bank(self, editing, bank):
        editing.post(f"{LIST}add/?locale=en", form_of(QuestionBank(title="New")))
        assert not QuestionBank.objects.get(title="New").live

    def test_trainers_delete_none(self, editing, bank):
        assert editing.post(f"{LIST}delete/{bank.pk}/").status_code in {302, 403}
        assert QuestionBank.objects.filter(pk=bank.pk).exists()

    def test_shows_a_preview(self, editing, bank):
        address = f"{LIST}preview/{bank.pk}/"
        editing.post(address, form_of(bank, "A question of the preview?"))
        page = editing.get(address, {"mode": ""})
        assert "A question of the preview?" in page.content.decode()

    def test_keeps_a_history(self, editing, bank):
        assert editing.get(f"{LIST}history/{bank.pk}/").status_code == 200

    def test_is_submitted_to_a_workflow(self, editing, bank):
        kind = WorkflowContentType.content_type.field.related_model.objects.get_for_model(QuestionBank)
        workflow = Workflow.objects.first() or Workflow.objects.create(name="Review")
        WorkflowContentType.objects.create(content_type=kind, workflow=workflow)
        editing.post(f"{LIST}edit/{bank.pk}/", form_of(bank) | {"action-submit": "Submit"})
        assert bank.workflow_states.filter(status="in_progress").exists()


class TestExtraTime:
    @pytest.fixture
    def administering(self, client, admin):
        client.force_login(admin)
        return client

    def test_is_given_by_an_administrator(self, administering, learner):
        administering.post(f"{EXTRA}new/", {"learner": learner.email, "factor": "1.5"})
        assert ExtraTime.objects.get().learner == learner

    def test_an_unknown_address_is_refused_in_words(self, administering):
        response = administering.post(f"{EXTRA}new/", {"learner": "nobody@example.org", "factor": "1.5"})
        assert "Nobody who can sign in" in response.content.decode()

    def test_is_changed(self, administering, learner):
        extra = ExtraTime.objects.create(learner=learner, factor=2)
        address = f"{EXTRA}edit/{extra.pk}/"
        assert learner.email in administering.get(address).content.decode()
        administering.post(address, {"learner": learner.email, "factor": "1.25"})
        assert float(ExtraTime.objects.get().factor) == 1.25

    def test_is_listed_and_found(self, administering, learner, other):
        for one in (learner, other):
            ExtraTime.objects.create(learner=one, factor=2)
        page = administering.get(EXTRA, {"q": "Tanabe"}).content.decode()
        assert learner.name in page
        assert other.name not in page

    def test_is_not_for_trainers(self, editing):
        assert editing.get(EXTRA).status_code in {302, 403}
        assert EXTRA not in editing.get("/admin/").content.decode()
