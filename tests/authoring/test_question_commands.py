"""Import and export on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from authoring.question_files import format_for
from quizzes.models import PublishedQuestion, QuestionBank
from tests import factories
from tests.questions.samples import SAMPLES

pytestmark = pytest.mark.django_db
GIFT = "::First::What comes first? {=The wish ~The test}\n"
AIKEN = "What comes first?\nA. The wish\nB. The test\nANSWER: A\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "questions.gift"
    path.write_text(GIFT)
    return path


def said(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


class TestImport:
    def test_makes_a_bank(self, file):
        assert "1 new" in said("import_questions", file, "--bank", "Principles", "--language", "ja")
        assert QuestionBank.objects.get().locale.language_code == "ja"
        assert PublishedQuestion.objects.count() == 1

    def test_updates_it_the_next_time(self, file):
        said("import_questions", file, "--bank", "Principles")
        assert "0 new, 0 changed, 1 as they were" in said("import_questions", file, "--bank", "Principles")
        assert QuestionBank.objects.count() == 1

    def test_a_dry_run_changes_nothing(self, file):
        assert "1 new" in said("import_questions", file, "--bank", "Principles", "--dry-run")
        assert not QuestionBank.objects.exists()

    def test_a_draft_is_not_published(self, file):
        said("import_questions", file, "--bank", "Principles", "--draft")
        assert not PublishedQuestion.objects.exists()

    def test_what_is_refused_is_told_with_its_line(self, file):
        file.write_text("\n\nWhat? {\n")
        out = StringIO()
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_questions", file, "--bank", "Principles", stdout=out)
        assert "line 3: error: The bracket { is not closed" in out.getvalue()

    def test_names_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="There is no file"):
            call_command("import_questions", tmp_path / "none.gift", "--bank", "B")

    def test_asks_for_a_format_that_the_name_does_not_say(self, file):
        other = file.rename(file.with_suffix(".dat"))
        with pytest.raises(CommandError, match="--format"):
            call_command("import_questions", other, "--bank", "B")
        assert "1 new" in said("import_questions", other, "--bank", "B", "--format", "gift")

    def test_does_not_guess_among_banks_of_one_title(self, file):
        for _one in range(2):
            factories.bank((), title="B")
        with pytest.raises(CommandError, match="Several banks"):
            call_command("import_questions", file, "--bank", "B")


class TestExport:
    @pytest.mark.parametrize("name", ["gift", "moodle-xml", "moodle_xml"])
    def test_writes_a_file_that_can_be_imported(self, tmp_path, name):
        factories.bank(SAMPLES, title="Principles")
        path = tmp_path / "out"
        said("export_questions", "--bank", "Principles", "--format", name, "-o", path)
        found = said("import_questions", path, "--bank", "Principles", "--format", name)
        assert f"0 new, 0 changed, {len(SAMPLES)} as they were" in found

    def test_says_what_the_format_cannot_hold(self, tmp_path):
        factories.bank(SAMPLES, title="Principles")
        said_words = said("export_questions", "--bank", "Principles", "--format", "aiken", "-o", tmp_path / "out.txt")
        assert "question 2: “question-2” is left out" in said_words

    def test_names_a_bank_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="There is no bank"):
            call_command("export_questions", "--bank", "None", "--format", "gift", "-o", tmp_path / "out")


class TestFormat:
    @pytest.mark.parametrize(
        ("name", "text", "chosen", "expected"),
        [
            ("a.gift", GIFT, "", "gift"),
            ("a.txt", GIFT, "", "gift"),
            ("a.TXT", AIKEN, "", "aiken"),
            ("a.xml", "", "", "moodle_xml"),
            ("a.txt", GIFT, "aiken", "aiken"),
            ("a", "", "moodle-xml", "moodle_xml"),
        ],
    )
    def test_is_the_chosen_one_or_that_of_the_file(self, name, text, chosen, expected):
        assert format_for(name, text.encode(), chosen).key == expected

    def test_of_another_file_is_not_guessed(self):
        assert format_for("a.docx", b"") is None
