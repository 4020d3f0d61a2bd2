"""The command that checks a curriculum without loading it."""

import pytest
from django.core.management import CommandError, call_command

from authoring.review.originals import VARIABLE

PROSE = " ".join(["word"] * 640)


@pytest.fixture
def written(folder, monkeypatch, tmp_path_factory):
    """A curriculum with one good lesson in each language, and an empty folder of documents."""
    monkeypatch.setenv(VARIABLE, str(tmp_path_factory.mktemp("originals")))
    folder.put("facts.toml", '[EV-01]\nsays = "61 of them."\nsources = ["bond-2008"]\nnumbers = [61]\n')
    for code, text in (("en", PROSE), ("ja", "字" * 1600)):
        folder.site(code)
        folder.course(code=code, lessons=())
        folder.write(f"{code}/basics/01-first/01-alpha.md", body=text, identifier="alpha", minutes="4")
    return folder


def checked(folder, capsys) -> list[str]:
    """Run the command; return the lines it wrote about problems."""
    with pytest.raises(CommandError):
        call_command("check_curriculum", folder.root)
    return capsys.readouterr().err.splitlines()


def test_says_that_nothing_is_wrong(written, capsys):
    call_command("check_curriculum", written.root)
    assert capsys.readouterr().out == ("Curriculum: 10 files without a problem, compared with the source documents.\n")


def test_names_file_and_line(written, capsys):
    for code, text in (("en", PROSE), ("ja", "字" * 1600)):
        body = f"{text}\n\nSo it is. [@nobody]"
        written.write(f"{code}/basics/01-first/01-alpha.md", body=body, identifier="alpha", minutes="4")
    assert checked(written, capsys) == [
        f"{code}/basics/01-first/01-alpha.md:10: there is no source “nobody” in sources.toml" for code in ("en", "ja")
    ]


def test_compares_with_the_documents(written, capsys, tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "one.txt").write_text("The title of the alpha was changed by nobody here today.")
    monkeypatch.setenv(VARIABLE, str(documents))
    written.write(
        "en/basics/01-first/01-alpha.md", identifier="alpha", minutes="4", body=PROSE,
        summary='"The alpha was changed by nobody here today."',
    )  # fmt: skip
    assert checked(written, capsys) == [
        "en/basics/01-first/01-alpha.md:1: repeats a source document: “the alpha was changed by nobody here today”"
    ]


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("minutes", '"four"', "5: “minutes” must be a whole number from 1 to 120"),
        ("facts", "3", "6: “facts” must be a list in square brackets"),
    ],
)
def test_reports_a_wrong_setting_instead_of_breaking(written, capsys, setting, value, message):
    for code, text in (("en", PROSE), ("ja", "字" * 1600)):
        settings = {"minutes": "4", setting: value}
        written.write(f"{code}/basics/01-first/01-alpha.md", body=text, identifier="alpha", **settings)
    assert [line.partition(":")[2] for line in checked(written, capsys)] == [message, message]


@pytest.mark.parametrize("text", ["[EV-01\n", 'says = "no table"\n'])
def test_reports_tables_that_are_none(written, capsys, text):
    written.put("facts.toml", text)
    assert [line.partition(":")[0] for line in checked(written, capsys)] == ["facts.toml"]


def test_refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        call_command("check_curriculum", tmp_path / "nowhere")


def test_refuses_documents_that_are_not_there(written, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match=VARIABLE):
        call_command("check_curriculum", written.root)


def test_asks_the_database_nothing(written):
    """No `db` fixture here: a query would be refused."""
    call_command("check_curriculum", written.root)
