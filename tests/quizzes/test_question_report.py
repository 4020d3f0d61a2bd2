"""The report of questions: what it lists, how it is narrowed, its figures, its file, and one question by itself."""

import csv
import datetime
import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from openpyxl import load_workbook

from authoring.roles import ensure_trainers
from ipslearn.base.models import User
from quizzes.question_report import in_cell
from tests import factories
from tests.factories import key
from tests.questions.samples import SAMPLES
from tests.quizzes.asked import add_attempts

REPORT = "/admin/reports/questions/"
SINGLE, MULTIPLE, STATEMENT = SAMPLES[:3]


def detail(question) -> str:
    return f"{REPORT}{question.id}/"


@pytest.fixture
def trainer(client, db):
    factories.catalog()
    factories.locale("ja")
    user = factories.UserFactory(name="Keiko Morita")
    user.groups.add(ensure_trainers())
    client.force_login(user)
    return client


@pytest.fixture
def bank(trainer):
    return factories.bank(SAMPLES, title="Principles")


@pytest.fixture
def quiz(bank):
    """A quiz with a question of its own, which draws from the bank by a tag."""
    module = factories.module(factories.course())
    own = replace(STATEMENT, id=str(key("own")), name="own question", tags=())
    return factories.quiz(module, [own], title="Final quiz", draws=[(bank, 2, "gates")])


def names(client, **filters) -> list[str]:
    page = client.get(REPORT, filters)
    return [row.name for row in page.context["table"].data]


def rows(client, **filters):
    return {row.name: row for row in client.get(REPORT, filters).context["table"].data}


class TestList:
    def test_stands_in_the_menu_of_reports(self, trainer):
        assert f'"url": "{REPORT}"' in trainer.get("/admin/").content.decode()

    def test_lists_every_published_question(self, trainer, quiz):
        assert sorted(names(trainer)) == sorted([*(one.name for one in SAMPLES), "own question"])

    def test_names_the_bank_with_a_link(self, trainer, bank):
        assert f'<a href="/admin/snippets/quizzes/questionbank/edit/{bank.pk}/">Principles</a>' in body(trainer)

    def test_names_the_quizzes_that_draw_from_the_bank(self, trainer, quiz):
        assert rows(trainer)[SINGLE.name].used_in_titles == "Final quiz"
        assert f'<a href="/admin/pages/{quiz.pk}/edit/">Final quiz</a>' in body(trainer)

    def test_a_quiz_uses_its_own_questions(self, trainer, quiz):
        row = rows(trainer)["own question"]
        assert (row.place.title, row.used_in_titles) == ("Final quiz", "Final quiz")

    def test_a_draw_by_another_tag_does_not_use_it(self, trainer, bank):
        factories.quiz(factories.module(factories.course()), draws=[(bank, 1, "other")])
        assert rows(trainer)[SINGLE.name].used_in == ()

    def test_marks_what_is_to_be_checked(self, trainer):
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        due = replace(SINGLE, checked_until=yesterday.isoformat())
        factories.bank([due, replace(MULTIPLE, checked_until=timezone.localdate().isoformat())])
        assert {name: row.is_due for name, row in rows(trainer).items()} == {due.name: True, MULTIPLE.name: False}
        assert names(trainer, fact="due") == [due.name]
        assert sorted(names(trainer, fact="dated")) == [due.name, MULTIPLE.name]

    def test_begins_without_a_filter(self, trainer, bank):
        assert trainer.get(REPORT).context["view"].active_filters == []

    def test_is_paged(self, trainer):
        many = [replace(STATEMENT, id=str(key(f"q{number}")), name=f"q{number:03}") for number in range(60)]
        factories.bank(many)
        assert len(names(trainer)) == 50
        assert len(names(trainer, p=2)) == 10

    @pytest.mark.parametrize("count", [1, 12])
    def test_costs_the_same_for_few_and_many(self, trainer, count, django_assert_num_queries):
        module = factories.module(factories.course())
        for number in range(count):
            mine = [replace(one, id=str(key(f"{number} {one.id}"))) for one in SAMPLES[:3]]
            drawn = factories.bank(mine, title=f"Bank {number}")
            factories.quiz(
                module, [replace(STATEMENT, id=str(key(f"own {number}")))], f"Quiz {number}", [(drawn, 0, "")]
            )
            add_attempts([{key(f"{number} {SINGLE.id}"): 1.0, key("x"): 0.0}], quiz=key(f"quiz {number}"))
        trainer.get(REPORT)
        # Session, user, permissions twice, profile, places to choose from twice, count, questions, figures twice,
        # banks, quizzes, draws, drawing quizzes, permissions on pages and collections, the root, languages twice.
        with django_assert_num_queries(20):
            trainer.get(REPORT)


def body(client, address=REPORT, **filters) -> str:
    return client.get(address, filters).content.decode()


class TestWhoMaySeeIt:
    @pytest.mark.parametrize("address", [REPORT, f"{REPORT}results/", detail(SINGLE)])
    def test_learners_may_not(self, client, learner, address):
        client.force_login(learner)
        assert client.get(address).status_code in {302, 403}

    @pytest.mark.parametrize("address", [REPORT, f"{REPORT}results/", detail(SINGLE)])
    def test_who_only_edits_pages_may_not(self, client, trainer, address):
        Group.objects.get(name="Trainers").permissions.filter(content_type__app_label="quizzes").delete()
        assert client.get(address).status_code in {302, 403}

    def test_visitors_sign_in(self, client, db):
        assert client.get(REPORT).status_code == 302


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"kind": ["single_choice", "true_false"]}, [SINGLE, STATEMENT]),
            ({"principle": [str(SINGLE.principle)]}, [one for one in SAMPLES if one.principle == SINGLE.principle]),
            ({"difficulty": "easy"}, []),
            ({"tag": "gates"}, SAMPLES),
            ({"tag": "gate"}, []),
            ({"q": "adjusts"}, [one for one in SAMPLES if one.kind == "matching"]),
            ({"q": "THE JOB COMES first"}, [SINGLE]),
            ({"q": "question-3"}, [STATEMENT]),
            ({"q": "is_correct"}, []),
            ({"q": "00000000"}, []),
        ],
    )
    def test_narrow_the_list(self, trainer, bank, filters, expected):
        assert sorted(names(trainer, **filters)) == sorted(one.name for one in expected)

    def test_by_place(self, trainer, quiz):
        assert names(trainer, place=str(quiz.quiz_key)) == ["own question"]

    def test_by_language(self, trainer, bank):
        factories.bank([replace(SINGLE, name="質問", tags=("支援",))], title="原則", code="ja")
        japanese = factories.locale("ja")
        assert names(trainer, locale=japanese.pk) == ["質問"]
        assert names(trainer, q="質問") == ["質問"]
        assert names(trainer, tag="支援") == ["質問"]
        assert names(trainer, tag="支") == []

    def test_a_search_for_signs_finds_those_signs(self, trainer):
        factories.bank([replace(SINGLE, prompt='100 % "sure"\\', name="signs"), MULTIPLE])
        for words in ("%", '"sure"', "\\"):
            assert names(trainer, q=words) == ["signs"]


class TestFigures:
    @pytest.fixture
    def answered(self, bank):
        """Twenty who know both, twenty who know neither, and nine who were asked a third one."""
        add_attempts([{SINGLE.id: 1.0, MULTIPLE.id: 1.0}] * 20)
        add_attempts([{SINGLE.id: {"correctness": 0.0, "response": "b"}, MULTIPLE.id: 0.0}] * 20)
        add_attempts([{STATEMENT.id: {"correctness": 0.0, "response": "true", "kind": "true_false"}}] * 9)

    def test_stand_beside_the_question(self, trainer, answered):
        cells = [" ".join(line.split()) for line in body(trainer).splitlines()]
        assert {"40", "50%", "1.00", "9", "too few"} <= set(cells)

    def test_are_the_same_in_the_file(self, trainer, answered):
        row = file_of(trainer, q=SINGLE.name)[0]
        assert (row["Times asked"], row["Facility"], row["Discrimination"]) == ("40", "0.5", "1.0")

    @pytest.mark.parametrize(("ordering", "first"), [("asked", STATEMENT), ("-asked", SINGLE), ("facility", STATEMENT)])
    def test_give_an_order_in_which_the_never_asked_are_last(self, trainer, answered, ordering, first):
        found = names(trainer, ordering=ordering)
        assert (found[0], set(found[3:])) == (first.name, {one.name for one in SAMPLES[3:]})


def file_of(client, **filters) -> list[dict]:
    response = client.get(REPORT, {"export": "csv", **filters})
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


class TestFile:
    def test_holds_all_questions_of_all_pages(self, trainer):
        many = [replace(STATEMENT, id=str(key(f"q{number}")), name=f"q{number:03}") for number in range(60)]
        factories.bank(many)
        assert len(file_of(trainer)) == 60

    def test_holds_what_the_list_is_narrowed_to(self, trainer, bank):
        assert [row["Question"] for row in file_of(trainer, kind="true_false")] == [STATEMENT.name]

    def test_runs_no_formula(self, trainer):
        factories.bank([replace(SINGLE, name='=HYPERLINK("http://x")', tags=("@sum",))], title="+1")
        row = file_of(trainer)[0]
        assert (row["Question"], row["Tags"], row["Stands in"]) == ('\'=HYPERLINK("http://x")', "'@sum", "'+1")

    def test_a_spreadsheet_holds_the_same(self, trainer, bank):
        response = trainer.get(REPORT, {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        assert [cell.value for cell in sheet["B"]][1:] == [one.name for one in SAMPLES]

    def test_a_spreadsheet_takes_any_text(self, trainer):
        factories.bank([replace(SINGLE, name="bell\x07=1")])
        assert trainer.get(REPORT, {"export": "xlsx"}).status_code == 200

    @pytest.mark.parametrize(
        ("text", "expected"), [("a = b", "a = b"), ("-1", "'-1"), ("\x07=1", "'=1"), ("＝1", "'＝1")]
    )
    def test_a_cell_is_text(self, text, expected):
        assert in_cell(text) == expected


class TestDetail:
    def test_shows_the_question_with_its_choices(self, trainer, bank):
        page = body(trainer, detail(SINGLE))
        assert all(text in page for text in (SINGLE.prompt, *(choice.text for choice in SINGLE.choices)))

    def test_draws_how_often_each_was_chosen_and_marks_the_right_one(self, trainer, bank):
        add_attempts([{SINGLE.id: 1.0}] * 9)
        add_attempts([{SINGLE.id: {"correctness": 0.0, "response": "b"}}] * 3)
        bars = trainer.get(detail(SINGLE)).context["bars"]
        assert [(one.percent, one.count) for one in bars] == [(75, 9), (25, 3), (0, 0)]
        assert [one.mark for one in bars] == ["right", "", "partly right"]
        assert "inline-size: 75%" in body(trainer, detail(SINGLE))

    def test_a_choice_that_is_gone_is_said_to_be(self, trainer, bank):
        add_attempts([{SINGLE.id: {"correctness": 0.0, "response": "gone"}}])
        assert "does not have any more" in body(trainer, detail(SINGLE))

    def test_a_statement_is_true_or_false(self, trainer, bank):
        add_attempts([{STATEMENT.id: {"correctness": 0.0, "response": "true"}}] * 10)
        bars = trainer.get(detail(STATEMENT)).context["bars"]
        assert [(one.text, one.percent, one.mark) for one in bars] == [("True", 100, ""), ("False", 0, "right")]

    def test_typed_responses_of_one_person_alone_are_not_shown(self, trainer, bank):
        typed = next(one for one in SAMPLES if one.kind == "short_text")
        add_attempts([{typed.id: {"correctness": 0.0, "response": "many say this"}}] * 3)
        add_attempts([{typed.id: {"correctness": 0.0, "response": "my name is Yuki"}}])
        page = body(trainer, detail(typed))
        assert "many say this" in page
        assert "Yuki" not in page

    def test_what_was_written_freely_is_not_shown(self, trainer, bank):
        written = next(one for one in SAMPLES if one.kind == "open_response")
        add_attempts([{written.id: {"correctness": 0.0, "response": {"text": "what I think"}}}] * 3)
        assert "what I think" not in body(trainer, detail(written))

    @pytest.mark.parametrize("question", SAMPLES, ids=lambda one: one.kind)
    def test_opens_for_every_kind(self, trainer, bank, question):
        assert trainer.get(detail(question)).status_code == 200

    def test_is_there_in_each_language(self, trainer, bank):
        factories.bank([replace(SINGLE, prompt="どれですか")], title="原則", code="ja")
        assert "?locale=ja" in body(trainer, detail(SINGLE))
        assert "どれですか" in body(trainer, detail(SINGLE), locale="ja")

    def test_of_no_published_question_is_404(self, trainer):
        assert trainer.get(detail(SINGLE), follow=True).status_code == 404

    def test_names_nobody(self, trainer, bank):
        add_attempts([{SINGLE.id: 1.0}] * 12)
        learners = User.objects.filter(enrollments__isnull=False)
        assert not any(one.email in body(trainer, detail(SINGLE)) for one in learners)
