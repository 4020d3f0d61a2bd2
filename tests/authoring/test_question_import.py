"""Questions of a file into a bank, and out of it: what is made, what is updated, what is refused."""

import uuid
from dataclasses import replace

import pytest

from authoring.question_export import export_questions
from authoring.question_import import NEW, SAME, UPDATED, ImportRefused, import_questions, plan_import
from authoring.question_places import latest, questions_of
from questions.formats import FORMATS
from quizzes.models import PublishedQuestion, QuestionBank
from tests import factories
from tests.questions.samples import SAMPLES

pytestmark = pytest.mark.django_db
GIFT, XML, AIKEN = FORMATS["gift"], FORMATS["moodle_xml"], FORMATS["aiken"]
TWO = """$CATEGORY: IPS/Principles

::First::What comes first? {=The wish ~The test}

::Second::IPS has {#8} principles.
"""
ONE_WRONG = "::Good::Which? {=This ~That}\n\n::Bad::[markdown]See [[no such term]]? {T}\n"


@pytest.fixture
def bank():
    return factories.bank((), title="Principles")


def bring(bank, text: str, file_format=GIFT, *, leaves_out=False, is_published=True):
    data = text if isinstance(text, bytes) else text.encode()
    return import_questions(
        data=data, file_format=file_format, bank=bank, user=None, leaves_out=leaves_out, is_published=is_published
    )


def held(bank) -> list:
    return questions_of(latest(QuestionBank.objects.get(pk=bank.pk)))


def fates(plan) -> list[str]:
    return [entry.fate for entry in plan.entries]


class TestImport:
    def test_makes_questions(self, bank):
        assert fates(bring(bank, TWO)) == [NEW, NEW]
        assert [one.name for one in held(bank)] == ["First", "Second"]

    def test_publishes_them(self, bank):
        bring(bank, TWO)
        assert PublishedQuestion.objects.filter(place=bank.translation_key).count() == 2

    def test_or_keeps_them_as_a_draft(self, bank):
        bring(bank, TWO, is_published=False)
        assert not PublishedQuestion.objects.exists()
        assert len(held(bank)) == 2

    def test_into_a_new_bank(self):
        fresh = QuestionBank(title="New", locale=factories.locale())
        bring(fresh, TWO, is_published=False)
        assert not QuestionBank.objects.get(title="New").live

    def test_the_same_file_again_doubles_nothing(self, bank):
        bring(bank, TWO)
        before = bank.revisions.count()
        assert fates(bring(bank, TWO)) == [SAME, SAME]
        assert len(held(bank)) == 2
        assert bank.revisions.count() == before

    def test_a_changed_file_updates_in_place(self, bank):
        bring(bank, TWO)
        ids = [one.id for one in held(bank)]
        plan = bring(bank, TWO.replace("{=The wish ~The test}", "{=The wish ~The trial}"))
        assert fates(plan) == [UPDATED, SAME]
        assert [one.id for one in held(bank)] == ids

    def test_an_update_keeps_what_other_programs_do_not_carry(self, bank):
        bring(bank, TWO)
        first, second = held(bank)
        fill(bank, [replace(first, principle=3, difficulty="hard"), second])
        plan = bring(bank, TWO.replace("The test", "The trial"))
        assert (held(bank)[0].principle, held(bank)[0].difficulty) == (3, "hard")
        assert "Kept as it is here: Principle it tests, Difficulty." in [one.message for one in plan.remarks]

    def test_a_choice_that_reads_the_same_keeps_its_id(self, bank):
        bring(bank, TWO)
        before = {one.text: one.id for one in held(bank)[0].choices}
        bring(bank, TWO.replace("=The wish ~The test", "~The trial =The wish"))
        assert {one.text: one.id for one in held(bank)[0].choices}["The wish"] == before["The wish"]

    def test_what_is_in_the_bank_alone_stays(self, bank):
        fill(bank, SAMPLES[:1])
        bring(bank, TWO)
        assert [one.name for one in held(bank)] == [SAMPLES[0].name, "First", "Second"]

    def test_goes_on_from_the_draft(self, bank):
        bank.title = "A better title"
        bank.save_revision()
        bring(bank, TWO, is_published=False)
        assert latest(QuestionBank.objects.get(pk=bank.pk)).title == "A better title"

    def test_categories_become_tags(self, bank):
        bring(bank, TWO)
        assert held(bank)[0].tags == ("IPS", "Principles")


def fill(bank, questions):
    current = latest(QuestionBank.objects.get(pk=bank.pk))
    current.questions = factories.stored(questions)
    current.save_revision().publish()


class TestRefusal:
    def test_what_the_editor_refuses_is_told_with_its_line(self, bank):
        with pytest.raises(ImportRefused) as refusal:
            bring(bank, ONE_WRONG)
        [remark] = refusal.value.args[0].remarked("error")
        assert remark.line == 3
        assert remark.message.startswith("Bad: Question: ")

    def test_nothing_is_half_imported(self, bank):
        with pytest.raises(ImportRefused):
            bring(bank, ONE_WRONG)
        assert held(bank) == []

    def test_no_bank_is_left_of_a_refused_file(self):
        with pytest.raises(ImportRefused):
            bring(QuestionBank(title="New", locale=factories.locale()), ONE_WRONG)
        assert not QuestionBank.objects.exists()

    def test_such_questions_are_left_out_if_that_is_wanted(self, bank):
        plan = bring(bank, ONE_WRONG, leaves_out=True)
        assert [one.name for one in held(bank)] == ["Good"]
        assert [one.line for one in plan.remarked("left_out")] == [3]

    def test_a_file_of_such_questions_alone_is_refused_all_the_same(self, bank):
        with pytest.raises(ImportRefused):
            bring(bank, "::Bad::[markdown]See [[no such term]]? {T}", leaves_out=True)

    @pytest.mark.parametrize(("file_format", "text"), [(GIFT, "What? {"), (XML, "<quiz>"), (AIKEN, "What?\nA. This\n")])
    def test_a_file_that_cannot_be_read_is_refused(self, bank, file_format, text):
        with pytest.raises(ImportRefused):
            bring(bank, text, file_format, leaves_out=True)


class TestPlan:
    def test_changes_nothing(self, bank):
        plan = plan_import(data=TWO.encode(), file_format=GIFT, bank=bank, locale=bank.locale, leaves_out=False)
        assert fates(plan) == [NEW, NEW]
        assert held(bank) == []

    @pytest.mark.parametrize("count", [2, 40])
    def test_costs_the_same_for_few_and_many(self, bank, count, django_assert_num_queries):
        text = "\n\n".join(f"::Q{number}::Which of {number}? {{=This ~That}}" for number in range(count))
        # The bank's last revision, the same questions elsewhere. No source and no lesson is named.
        with django_assert_num_queries(2):
            plan_import(data=text.encode(), file_format=GIFT, bank=bank, locale=bank.locale, leaves_out=False)

    def test_a_source_that_is_not_here_is_told(self, bank):
        data = GIFT.write([("", replace(SAMPLES[0], source="bond-2008"))]).data
        plan = plan_import(data=data, file_format=GIFT, bank=bank, locale=bank.locale, leaves_out=False)
        assert "there is no place here for Source" in plan.remarked("left_out")[0].message

    def test_a_source_that_is_here_is_referred_to(self, bank):
        factories.SourceFactory(key="bond-2008")
        bring(bank, GIFT.write([("", replace(SAMPLES[0], source="bond-2008"))]).data)
        assert held(bank)[0].source == "bond-2008"


class TestIdentity:
    @pytest.mark.parametrize("file_format", [GIFT, XML], ids=["gift", "xml"])
    def test_what_was_exported_comes_back_as_it_was(self, file_format):
        bank = factories.bank(SAMPLES)
        before = held(bank)
        data, _remarks = export_questions(bank, file_format)
        assert set(fates(bring(bank, data, file_format))) == {SAME}
        bank.questions = []
        bank.save_revision().publish()
        bring(bank, data, file_format)
        assert held(bank) == before

    def test_what_stands_elsewhere_becomes_a_copy_and_says_so(self, bank):
        data, _remarks = export_questions(factories.bank(SAMPLES[:1], title="Elsewhere"), GIFT)
        plan = bring(bank, data)
        assert held(bank)[0].id != SAMPLES[0].id
        assert "This is a copy" in plan.remarked("changed")[0].message
        assert fates(bring(bank, data)) == [SAME]

    def test_in_another_language_it_is_the_same_question(self):
        data, _remarks = export_questions(factories.bank(SAMPLES[:1]), GIFT)
        japanese = factories.bank((), title="原則", code="ja")
        bring(japanese, data)
        assert held(japanese)[0].id == SAMPLES[0].id

    def test_an_id_of_another_shape_is_replaced(self, bank):
        bring(bank, GIFT.write([("", replace(SAMPLES[0], id="mine"))]).data)
        assert uuid.UUID(held(bank)[0].id)


class TestExport:
    def test_holds_the_draft(self, bank):
        bring(bank, TWO, is_published=False)
        bank.refresh_from_db()
        data, _remarks = export_questions(bank, GIFT)
        assert b"::First::" in data

    def test_names_the_bank_as_category(self, bank):
        fill(bank, SAMPLES[:1])
        bank.refresh_from_db()
        assert b"$CATEGORY: Principles" in export_questions(bank, GIFT)[0]

    def test_of_a_quiz_holds_its_own_questions(self):
        quiz = factories.quiz(factories.module(factories.course()), SAMPLES[:2])
        assert SAMPLES[0].name.encode() in export_questions(quiz, GIFT)[0]

    def test_says_what_aiken_cannot_hold(self):
        data, remarks = export_questions(factories.bank(SAMPLES), AIKEN)
        assert data.count(b"ANSWER:") == 1
        assert sum("is left out" in one.message for one in remarks) == len(SAMPLES) - 1
