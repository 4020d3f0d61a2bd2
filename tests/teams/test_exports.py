"""Files: what is on the screen, whole, readable in Excel, and taken for no formula."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from teams.exports import Table, as_csv, as_xlsx, defused, file_name
from tests import factories as site
from tests.factories import UserFactory
from tests.teams import factories

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A"]


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def rows_of_csv(response) -> list[list[str]]:
    return list(csv.reader(StringIO(content(response).decode("utf-8-sig"), newline="")))


def rows_of_xlsx(response, sheet: int = 0) -> list[tuple]:
    return list(load_workbook(BytesIO(content(response))).worksheets[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Sato", "佐藤 陽子", "3 of 4", 7, ""])
def test_anything_else_stays_as_it_is(value):
    assert defused(value) == value


def test_a_day_is_written_as_machines_sort_it():
    assert defused(date(2026, 12, 3)) == "2026-12-03"


def test_nothing_is_an_empty_cell():
    assert defused(None) == ""


def test_csv_begins_with_a_mark_and_ends_lines_as_excel_does():
    found = content(as_csv(Table("T", ["名前"], [["佐藤"]]), "t"))
    assert found == "\ufeff名前\r\n佐藤\r\n".encode()


def test_xlsx_keeps_texts_and_numbers():
    table = Table("T", ["Name", "Number"], [["佐藤", 7], ["=1+1", None]])
    assert rows_of_xlsx(as_xlsx(table, "t")) == [("Name", "Number"), ("佐藤", 7), ("'=1+1", None)]


def test_xlsx_says_on_a_second_sheet_what_it_shows():
    table = Table("T", ["Name"], [], [("Organisation", "Minato")])
    assert rows_of_xlsx(as_xlsx(table, "t"), 1) == [("Organisation", "Minato")]


def test_xlsx_leaves_out_signs_that_no_workbook_may_hold():
    assert rows_of_xlsx(as_xlsx(Table("T", ["Name"], [["a\x0bb"]]), "t"))[1] == ("ab",)


@pytest.mark.parametrize("name", ["𠮷田 春香", "髙橋 早苗", "葛\U000e0100城", "Emi 🌷 Abe"])
def test_xlsx_keeps_rare_letters_of_names(name):
    assert rows_of_xlsx(as_xlsx(Table("T", ["Name"], [[name]]), "t"))[1] == (name,)


def test_a_sheet_may_be_called_after_anything():
    table = Table("North / South: [a title that is longer than a sheet may have]", ["Name"], [])
    assert rows_of_xlsx(as_xlsx(table, "t")) == [("Name",)]


def test_names_of_files_have_no_folders():
    assert file_name("Minato / North", "", "2026-11-22") == "Minato_North_2026-11-22"


def test_names_of_files_may_be_japanese():
    name = file_name("みなと クリニック", "2026-11-22")
    assert "filename*=utf-8''" in as_csv(Table("T", [], []), name)["Content-Disposition"]


@pytest.mark.django_db
class TestMatrix:
    @pytest.fixture(autouse=True)
    def asked(self, plan, course, team):
        factories.requirement(plan, course, due_on=date(2026, 11, 1), due_within_days=None)
        for number in range(30):
            factories.member(team, "nurse", UserFactory(name=f"Person {number:02}"))

    @pytest.fixture
    def get(self, client, leader, team):
        def read(name: str, **parameters):
            client.force_login(leader)
            return client.get(reverse(f"teams:team_{name}", args=[team.pk]), parameters)

        return read

    def test_a_file_holds_all_pages_in_the_order_of_the_screen(self, get):
        screen = [
            row["person"].name
            for page in (1, 2)
            for _name, rows in get("matrix", page=page, sort="name").context["groups"]
            for row in rows
        ]
        assert [row[0] for row in rows_of_csv(get("matrix_csv", sort="name"))[1:]] == screen

    def test_a_file_is_narrowed_like_the_screen(self, get):
        assert [row[0] for row in rows_of_csv(get("matrix_csv", q="Person 07"))[1:]] == ["Person 07"]

    def test_a_file_has_the_words_of_the_cells(self, get):
        assert rows_of_csv(get("matrix_csv", q="Person 07"))[1][-1] == "Overdue: due 1 Nov 2026"

    def test_both_kinds_hold_the_same(self, get):
        rows = [["" if cell is None else str(cell) for cell in row] for row in rows_of_xlsx(get("matrix_xlsx"))]
        assert rows == rows_of_csv(get("matrix_csv"))

    def test_the_second_sheet_names_the_filters(self, get):
        assert ("State", "Overdue or expired") in rows_of_xlsx(get("matrix_xlsx", state="late"), 1)

    def test_the_name_says_whose_and_of_which_day(self, get, organisation):
        day = organisation.today(factories.NOW.now(tz=factories.NOW.tzinfo)).isoformat()
        assert f'filename="Minato_Clinic_North_{day}.csv"' in get("matrix_csv")["Content-Disposition"]

    def test_a_name_that_begins_like_a_formula_is_harmless(self, get, team):
        factories.member(team, "nurse", UserFactory(name="=HYPERLINK(1)"))
        assert "'=HYPERLINK(1)" in [row[0] for row in rows_of_csv(get("matrix_csv"))]

    def test_more_people_cost_three_queries_for_each_500(
        self, get, monkeypatch, django_assert_num_queries, client, team
    ):
        url = reverse("teams:team_matrix_csv", args=[team.pk])
        get("matrix_csv")
        # Session, user, team; courses asked, professions of the team, pages, professions; people, and three for each.
        with django_assert_num_queries(10):
            content(client.get(url))
        monkeypatch.setattr("teams.screens.matrix.AT_ONCE", 16)
        with django_assert_num_queries(13):
            content(client.get(url))

    def test_readiness_has_a_line_for_each_profession(self, get):
        found = [row[:4] for row in rows_of_csv(get("readiness_csv"))[1:]]
        assert found == [
            ["Foundations", "employment specialist", "0", "1"],
            ["Foundations", "nurse", "0", "30"],
            ["Foundations", "all", "0", "31"],
        ]


@pytest.mark.django_db
def test_a_transcript_has_what_was_completed(client, leader, team, plan, course, organisation):
    nurse = factories.member(team, "nurse").user
    factories.requirement(plan, course)
    certificate = site.complete_all(nurse, course).certificate
    client.force_login(leader)
    response = client.get(reverse("teams:person_transcript_csv", args=[organisation.pk, nurse.pk]))
    assert rows_of_csv(response)[1] == ["Foundations", "2026-11-22", "1", "1.00", certificate.number, ""]
