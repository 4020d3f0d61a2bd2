"""Certificates on paper: what stands in the PDF, whatever the name, and how it is tagged."""

import io
import logging
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from pypdf import PdfReader

from courses.certificate_pdf import certificate_as_pdf, sheet
from ipslearn.base import typesetting
from ipslearn.languages.titles import Title

NOW = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
ADDRESS = "https://learn.example.org/en/check/?number=7K3M-Q9XD-2TRV-HH8W"
FACE = {
    "name": "Yuki Tanabe",
    "title": Title("Foundations", "en"),
    "hours": Decimal("4.00"),
    "edition": 2,
    "issued_on": date(2026, 11, 22),
    "expires_on": date(2029, 11, 21),
    "number": "7K3M-Q9XD-2TRV-HH8W",
}


def read(**face) -> PdfReader:
    return PdfReader(io.BytesIO(certificate_as_pdf(FACE | face, check_url=ADDRESS, now=NOW)))


def words(**face) -> str:
    """Return the text of the only page, without spaces: a line may break anywhere."""
    (page,) = read(**face).pages
    return "".join(page.extract_text().split())


def elements(reader: PdfReader) -> list[dict]:
    """Return all structure elements, in reading order."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        element = waiting.pop(0)
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            waiting = [*element, *waiting]
        elif isinstance(element, dict):
            found.append(element)
            waiting.insert(0, element.get("/K"))
    return found


class TestWhatItSays:
    @pytest.mark.parametrize(
        "said",
        [
            *("YukiTanabe", "Foundations", "7K3M-Q9XD-2TRV-HH8W", "4h", "22November2026", "21November2029"),
            *("Edition2", ADDRESS, "Itisnotalicence"),
        ],
    )
    def test_it_says(self, said):
        assert said in words()

    def test_dates_are_written_as_in_its_language(self):
        with translation.override("ja"):
            assert "2026年11月22日" in words()

    def test_without_a_last_day_it_names_none(self):
        assert "Validuntil" not in words(expires_on=None)

    def test_without_hours_it_names_none(self):
        assert "Learningtime" not in words(hours=Decimal(0))

    def test_the_link_leads_to_the_check(self):
        (page,) = read().pages
        assert {one.get_object()["/A"]["/URI"] for one in page["/Annots"]} == {ADDRESS}


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            *("𠮷田太郎", "髙橋花子", "山﨑", "葛\U000e0100城", "か\u3099く"),
            *("Łukasz Şahin", "Nguyễn Thị Ánh", "Zoë Müller", "김민수", "עברית"),
        ],
    )
    def test_a_name_is_printed_letter_by_letter(self, name):
        assert "〓" not in words(name=name)
        assert typesetting.unprintable(name) == ""

    @pytest.mark.parametrize("name", ["𠮷田", "髙橋", "山﨑"])
    def test_rare_characters_can_be_copied_out_of_it(self, name):
        assert name in words(name=name)

    @pytest.mark.parametrize(
        "name", ['#eval("1")', "*Mori*", "$x$", "@Ren", "<Ren>", "[Ren]", "= Ren", "\\Ren", "//Ren"]
    )
    def test_markup_in_a_name_is_printed_as_it_stands(self, name):
        assert name.replace(" ", "") in words(name=name)

    def test_a_character_that_no_font_has_is_left_out_and_logged(self, caplog):
        with caplog.at_level(logging.WARNING):
            assert "Ren〓Mori" in words(name="Ren🙂Mori")
        assert "U+1F642" in caplog.text

    def test_what_cannot_be_set_after_all_is_set_with_a_box(self, monkeypatch, caplog):
        monkeypatch.setattr(typesetting, "unprintable", lambda text: "")
        assert "RenMori" in words(name="Ren Mori \U0001f642")
        assert "set without" in caplog.text

    def test_the_log_does_not_name_the_person(self, caplog):
        words(name="Ren🙂Mori")
        assert "Mori" not in caplog.text

    def test_a_turned_direction_ends_nowhere(self):
        assert "RenMori" in words(name="Ren\u202eMori")

    def test_letters_from_right_to_left_are_printed(self):
        assert "Foundations" in words(name="محمد بن سلمان")

    def test_a_control_character_breaks_nothing(self):
        assert "RenMori" in words(name="Ren\x07\nMori")

    @pytest.mark.parametrize("letter", ["山", "W", "x", "ł", "🙂"])
    def test_the_longest_name_and_title_stay_on_one_page(self, letter):
        assert len(read(name=letter * 120, title=Title(letter * 255, "en")).pages) == 1

    @pytest.mark.parametrize("letter", ["山", "W"])
    def test_nothing_of_the_longest_is_cut_off(self, letter):
        assert words(name=letter * 120, title=Title(letter * 255, "en")).count(letter) >= 120 + 255


def places(**face) -> list[tuple[str, float, float]]:
    """Return (text, x, y) of each piece of text, in points from the lower left corner."""
    found = []

    def visit(text, cm, tm, _font, _size):
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            found.append((text, x, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    read(**face).pages[0].extract_text(visitor_text=visit)
    return found


class TestRoom:
    """The longest name and title, in the widest letters and without a space."""

    @pytest.fixture(params=[("山", "川"), ("W", "M")], ids=["Japanese", "Latin"])
    def letters(self, request):
        return request.param

    @pytest.fixture
    def longest(self, letters):
        name, title = letters
        return places(name=name * 120, title=Title(title * 255, "en"))

    def heights(self, longest, letter):
        return [y for text, _x, y in longest if letter * 3 in text]

    def test_every_line_begins_inside_the_frame(self, longest):
        assert min(x for _text, x, _y in longest) > 75

    def test_the_name_ends_above_the_line_below_it(self, longest, letters):
        below = next(y for text, _x, y in longest if "completed" in text)
        assert min(self.heights(longest, letters[0])) > below

    def test_the_title_ends_above_the_facts(self, longest, letters):
        facts = next(y for text, _x, y in longest if "Learning" in text)
        assert min(self.heights(longest, letters[1])) > facts


class TestAccessibility:
    def test_it_says_that_it_is_pdf_ua(self):
        assert b"pdfuaid:part" in read().trailer["/Root"]["/Metadata"].get_object().get_data()

    def test_it_is_tagged_with_one_heading_a_figure_and_a_link(self):
        found = [one.get("/S") for one in elements(read())]
        assert (found.count("/H1"), found.count("/Figure"), "/Link" in found) == (1, 1, True)

    def test_the_qr_code_is_described(self):
        described = [str(one["/Alt"]) for one in elements(read()) if one.get("/S") == "/Figure"]
        assert described == ["QR code with the address where this certificate can be checked"]

    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_it_names_its_language(self, language):
        with translation.override(language):
            assert read().trailer["/Root"]["/Lang"].startswith(language)

    def test_it_has_a_title(self):
        assert read().metadata.title == "Certificate 7K3M-Q9XD-2TRV-HH8W"


def test_the_same_certificate_is_the_same_file():
    made = [certificate_as_pdf(FACE, check_url=ADDRESS, now=NOW) for _time in range(2)]
    assert made[0] == made[1]


def test_the_qr_code_holds_the_address():
    assert sheet(FACE, ADDRESS)["code"] == sheet(FACE | {"name": "Ren Mori"}, ADDRESS)["code"]
    assert sheet(FACE, ADDRESS)["code"] != sheet(FACE, ADDRESS.replace("7K3M", "8K3M"))["code"]
