"""Tables as files: CSV and XLSX, written whole before they are sent, so that a failure is an error page and not half a
file; what is larger than a megabyte waits on disk.

Excel opens the CSV with Japanese intact (UTF-8 with a byte order mark, CRLF). Nothing in either is taken for a
formula: a text that begins like one gets an apostrophe before it, also where it begins in full width, which Excel
reads as well.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import SEEK_END, BytesIO, TextIOWrapper
from tempfile import SpooledTemporaryFile

from django.http import FileResponse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
# XML 1.0 knows none of these.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_WIDTH, WIDTH, WIDEST = 28, 18, 60
MOST_IN_A_NAME = 31
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Table:
    """What a file holds. `rows` may be read only once; `about` are (label, value): filters, dates, whose it is."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence]
    about: Sequence[tuple[str, str]] = field(default=())


@lru_cache(maxsize=16384, typed=True)
def defused(value):
    """Return a text that no spreadsheet takes for a formula; numbers as they are, days as 2026-11-22."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(DANGEROUS) else value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def as_csv(table: Table, name: str) -> FileResponse:
    file = temporary()
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(defused, table.headings))
    writer.writerows(map(defused, row) for row in table.rows)
    text.flush()
    text.detach()
    return answered(file, f"{name}.csv", "text/csv; charset=utf-8")


def as_xlsx(table: Table, name: str) -> FileResponse:
    """Write row by row: none of them is kept in memory."""
    file = temporary()
    # Texts are texts: nothing is made a formula, a number or a link of what somebody typed.
    with Workbook(file, {"constant_memory": True}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(sheet_name(table.title))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.set_column(1, max(1, len(table.headings) - 1), WIDTH)
        write_row(sheet, 0, table.headings, heading)
        for number, row in enumerate(table.rows, start=1):
            write_row(sheet, number, row)
        add_about(book, table, heading)
    return answered(file, f"{name}.xlsx", XLSX)


def write_row(sheet, number: int, values: Sequence, style=None) -> None:
    for place, value in enumerate(map(printable, values)):
        if not isinstance(value, str):
            sheet.write_number(number, place, value, style)
        elif value:
            sheet.write_string(number, place, value, style)


@lru_cache(maxsize=16384, typed=True)
def printable(value):
    """Return a value for a cell of a workbook, without the signs that no workbook may hold."""
    value = defused(value)
    return ILLEGAL.sub("", value) if isinstance(value, str) and not value.isprintable() else value


def add_about(book: Workbook, table: Table, heading) -> None:
    """Say on a second sheet what the first one shows."""
    if not table.about:
        return
    sheet = book.add_worksheet(sheet_name(_("About this file")))
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, 1, WIDEST)
    for number, (label, value) in enumerate(table.about):
        sheet.write_string(number, 0, printable(label), heading)
        write_row(sheet, number, [None, value])


def sheet_name(title: str) -> str:
    """Return a name that a sheet may have: no more than 31 signs, and none of those that addresses are made of."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:MOST_IN_A_NAME].strip() or "1"


def temporary() -> SpooledTemporaryFile:
    """Return a file that is in memory up to a megabyte."""
    return SpooledTemporaryFile(max_size=MEGABYTE)


def answered(file, name: str, content_type: str) -> FileResponse:
    """Send the file; what is on disk is gone when the response closes it."""
    if file.seek(0, SEEK_END) <= MEGABYTE:
        with file:
            file.seek(0)
            file = BytesIO(file.read())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def file_name(*parts: str) -> str:
    """Return a name for a file, without its ending: "Minato_Clinic_North_2026-11-22"."""
    words = " ".join(parts).replace("/", " ").split()
    return get_valid_filename("_".join(words))


AS = {"csv": as_csv, "xlsx": as_xlsx}
