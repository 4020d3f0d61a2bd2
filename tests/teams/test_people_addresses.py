"""Lists of people as they come: what is read from each line, and what is refused with which word."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams import addresses
from teams.addresses import Line, Unreadable, read, text_of

PROFESSIONS = {"nurse": "nurse", "看護師": "nurse", "casemanager": "case-manager"}
AYA = ("Aya Sato", "aya@example.org", "nurse")


def facts(text: str, chosen: str = "nurse") -> list[tuple]:
    return [(line.name, line.email, line.profession) for line in read(text, PROFESSIONS, chosen)]


def problems(text: str, chosen: str = "nurse") -> list[str]:
    return [line.problem for line in read(text, PROFESSIONS, chosen)]


def refusal(read_it) -> str:
    with pytest.raises(Unreadable) as refused:
        read_it()
    return refused.value.args[0]


@pytest.mark.parametrize(
    "text",
    [
        "Aya Sato <aya@example.org>",
        '"Aya Sato" <aya@example.org>',
        "Aya Sato, aya@example.org, nurse",
        "Aya Sato;aya@example.org;Nurse",
        "Aya Sato\taya@example.org\t看護師",
        "aya@example.org, Aya Sato",
        "aya@example.org, Aya Sato, ＮＵＲＳＥ",
        "name,email\nAya Sato,aya@example.org",
        "E-Mail;Profession;Name\naya@example.org;nurse;Aya Sato",
        "氏名,メールアドレス,職種\r\nAya Sato,aya@example.org,看護師\r\n",
        "Ａｙａ　Ｓａｔｏ, ａｙａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        '"Aya\nSato",aya@example.org',
        "Aya Sato,AYA@Example.org",
        "\n\n  Aya Sato  , aya@example.org ,\n\n",
        "Aya\u200b Sato,aya@example.org",
    ],
)
def test_reads(text):
    assert facts(text) == [AYA]


def test_a_profession_behind_an_address_is_no_name():
    assert facts("aya@example.org, nurse") == [("", "aya@example.org", "nurse")]


def test_addresses_side_by_side_are_a_line_each():
    assert facts("a@example.org; b@example.org") == [("", "a@example.org", "nurse"), ("", "b@example.org", "nurse")]


def test_digits_in_full_width_are_plain_ones():
    assert facts("ｋｅｎ１２＠example.org")[0][1] == "ken12@example.org"


def test_lines_have_the_number_they_have_in_the_file():
    lines = read('name,email\n"Aya\nSato",aya@example.org\n\nken@example.org,', PROFESSIONS, "nurse")
    assert [line.number for line in lines] == [2, 5]


@pytest.mark.parametrize(
    "text",
    [
        *("no address", "a@", "@example.org", "a@b", "a b@example.org", "a..b@example.org", "a@-b.org"),
        *("佐藤@example.org", f"{'a' * 65}@example.org", "<script>@example.org", "a@example.org>"),
    ],
)
def test_is_no_address(text):
    assert problems(text) == [addresses.MALFORMED]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1, a@example.org", "+cmd|x, a@example.org", "-2, a@example.org", "＝1, a@example.org"),
        *("A\x00ya, a@example.org", "A\x1bya, a@example.org", "A\u202eya, a@example.org"),
        "Aya https://example.org/, a@example.org",
        "=cmd@example.org",
    ],
)
def test_is_hostile(text):
    assert problems(text) == [addresses.HOSTILE]


def test_what_is_kept_of_a_hostile_line_can_be_shown():
    [line] = read("A\x00ya, a@example.org", PROFESSIONS)
    assert line.detail == "A\ufffdya a@example.org"


@pytest.mark.parametrize("text", [f"{'a' * 121}, a@example.org", f"a@{'b.' * 130}org", f"{'x' * 5000},a@example.org"])
def test_is_too_long(text):
    assert problems(text) == [addresses.TOO_LONG]


def test_a_name_of_120_is_not():
    assert problems(f"{'a' * 120}, a@example.org") == [""]


def test_the_second_of_two_names_the_line_of_the_first():
    lines = read("a@example.org\nb@example.org\nA@example.org", PROFESSIONS, "nurse")
    assert [(line.problem, line.detail) for line in lines] == [("", ""), ("", ""), (addresses.DUPLICATE, "1")]


def test_an_unknown_profession_is_quoted():
    [line] = read("Aya, aya@example.org, astronaut", PROFESSIONS, "nurse")
    assert (line.problem, line.detail) == (addresses.UNKNOWN_PROFESSION, "astronaut")


def test_no_profession_is_said():
    assert problems("aya@example.org", chosen="") == [addresses.NO_PROFESSION]


def test_five_thousand_lines_are_read():
    assert len(read("\n".join(f"p{n}@example.org" for n in range(5_000)), PROFESSIONS, "nurse")) == 5_000


def test_one_more_is_refused():
    text = "\n".join(f"p{n}@example.org" for n in range(5_001))
    assert refusal(lambda: read(text, PROFESSIONS)) == addresses.TOO_MANY


@pytest.mark.parametrize("text", ["", "\n \n", "name,email\n", ",,\n,"])
def test_a_list_of_nobody_is_empty(text):
    assert refusal(lambda: read(text, PROFESSIONS)) == addresses.EMPTY


def test_a_quotation_mark_that_is_never_closed_is_noticed():
    text = '"Aya, aya@example.org\n' + "x" * 140_000
    assert refusal(lambda: read(text, PROFESSIONS)) == addresses.OPEN_QUOTE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_is_read_in_the_encoding(encoding):
    assert facts(text_of("佐藤 彩,aya@example.org".encode(encoding)))[0][0] == "佐藤 彩"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04xlsx", b"%PDF-1.7", b"\xd0\xcf\x11\xe0xls", b"\x81\xff\xff\xfe"]
)
def test_is_no_text(data):
    assert refusal(lambda: text_of(data)) == addresses.NOT_TEXT


def test_two_megabytes_are_read():
    assert len(text_of(b"a" * addresses.MAXIMUM_BYTES)) == addresses.MAXIMUM_BYTES


def test_a_byte_more_is_refused():
    assert refusal(lambda: text_of(b"a" * (addresses.MAXIMUM_BYTES + 1))) == addresses.TOO_LARGE


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        lines = read(text, PROFESSIONS, "nurse")
    except Unreadable:
        return
    for line in lines:
        assert isinstance(line, Line)
        assert "\x00" not in line.name + line.email + line.detail
        assert line.problem or addresses.is_address(line.email)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(Unreadable):
        assert isinstance(text_of(data), str)
