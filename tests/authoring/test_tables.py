"""Sources and glossary terms: one file each, whole or not at all."""

import pytest

from ipslearn.base.models import GlossaryTerm, Source

ROW = '[bond-2008]\nauthors = "Bond G."\nyear = "2008"\ntitle = "An update"\n'
TERM = '[fidelity]\nen = "fidelity"\nja = "フィデリティ"\ndefinition_en = "Closeness."\ndefinition_ja = "忠実さ。"\n'

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(folder):
    """Return a function that writes sources.toml and loads; the site's pages are left out."""
    for name in ("home", "catalog"):
        (folder.root / f"en/site/{name}.md").unlink()

    def load(content):
        folder.put("sources.toml", content)
        return folder.load()

    return load


@pytest.fixture
def glossary(sources, folder):
    def load(content):
        folder.put("glossary.toml", content)
        return sources(ROW)

    return load


def problems_of(report) -> list[str]:
    return [str(problem) for problem in report.problems]


def test_every_table_becomes_a_row(sources):
    sources(ROW + '[b]\nkind = "web"\ntitle = "B"\nurl = "https://example.org/"\nchecked_on = 2026-11-22\n')
    found = Source.objects.get(key="b")
    assert (found.kind, found.url, str(found.checked_on)) == ("web", "https://example.org/", "2026-11-22")


def test_the_second_time_nothing_changes(sources):
    sources(ROW)
    report = sources(ROW)
    assert (report.created, report.updated, report.unchanged) == ([], [], 2)


def test_a_year_without_quotation_marks_does_not_change_for_ever(sources):
    sources(ROW.replace('"2008"', "2008"))
    assert sources(ROW.replace('"2008"', "2008")).updated == []
    assert Source.objects.get().year == "2008"


def test_a_changed_table_keeps_its_row(sources):
    sources(ROW)
    before = Source.objects.get()
    report = sources(ROW.replace("An update", "Another title"))
    after = Source.objects.get()
    assert (after.pk, after.title, len(report.updated)) == (before.pk, "Another title", 1)


def test_what_is_taken_out_is_empty_again(sources):
    sources(ROW + 'note = "Read."\n')
    sources(ROW)
    assert Source.objects.get().note == ""


def test_a_trainers_words_stay_while_the_table_is_the_same(sources):
    sources(ROW)
    Source.objects.update(note="Written in the editor.")
    sources(ROW)
    assert Source.objects.get().note == "Written in the editor."


def test_a_removed_table_leaves_its_row(sources):
    sources(ROW)
    sources("")
    assert Source.objects.exists()


def test_a_byte_order_mark_does_no_harm(sources):
    assert sources("\ufeff" + ROW).problems == []


def test_terms_have_all_their_names(glossary):
    glossary(TERM + 'reading = "フィデリティ"\nother = ["closeness", "忠実度"]\nsource = "common usage"\n')
    term = GlossaryTerm.objects.get()
    assert set(GlossaryTerm.objects.names()) == {"fidelity", "フィデリティ", "closeness", "忠実度"}
    assert (term.reading_ja, term.source) == ("フィデリティ", "common usage")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ('[b]\nauthors = "B"\n', "sources.toml:5: [b] “title”: "),
        ('[b]\ntitle = "B"\ncolour = "red"\n', "sources.toml:5: [b] “colour” is not a setting here"),
        ('[b]\ntitle = "B"\nkind = "song"\n', "sources.toml:5: [b] “kind”: "),
        ('[b]\ntitle = "B"\nurl = "no address"\n', "sources.toml:5: [b] “url”: "),
        ('[b]\ntitle = "B"\nchecked_on = "soon"\n', "sources.toml:5: [b] “checked_on”: "),
        ('[b]\ntitle = ["B", 1]\n', "sources.toml:5: [b] “title” must be a text"),
        ('[b]\ntitle = "a\\u0000b"\n', "sources.toml:5: [b] “title” must be a text"),
        (f'[b]\ntitle = "{"x" * 501}"\n', "sources.toml:5: [b] “title”: "),
        ('[Bad_Key]\ntitle = "B"\n', "sources.toml:5: [Bad_Key] the key must be lower-case letters"),
        ("[b]\ntitle = oops\n", "sources.toml:6: cannot be read: "),
    ],
)
def test_a_wrong_table_is_reported_and_nothing_of_the_file_is_written(sources, wrong, problem):
    report = sources(ROW + wrong)
    [found] = problems_of(report)
    assert found.startswith(problem)
    assert not Source.objects.exists()
    assert not any("Bond" in title for title in report.created)


@pytest.mark.parametrize("wrong", ["b = 1\n", 'b = "text"\n', "b = [1, 2]\n"])
def test_what_is_no_table_is_reported(sources, wrong):
    assert problems_of(sources(wrong)) == ["sources.toml: “b” must be a table [b]"]


def test_every_wrong_table_is_reported(sources):
    assert len(sources("[a]\n[b]\n[c]\n").problems) == 3


def test_a_glossary_with_a_mistake_leaves_the_sources_alone(glossary):
    report = glossary(TERM.replace('ja = "フィデリティ"\n', ""))
    assert problems_of(report)[0].startswith("glossary.toml:1: [fidelity] “ja”: ")
    assert Source.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe[\0", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_text_is_reported(sources, content):
    [problem] = problems_of(sources(content))
    assert problem.startswith("sources.toml: cannot be read: ")


def test_a_missing_file_is_reported(sources, folder):
    sources(ROW)
    (folder.root / "sources.toml").unlink()
    assert problems_of(folder.load())[0].startswith("sources.toml: cannot be read: ")
