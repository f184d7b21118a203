"""Open an XLSX file within bounds: what it would unpack to, and how long its rows are, is known before it is read."""

import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from pm25.importers.problems import ImportProblem

MAX_PARTS = 500
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_SHEETS = 60
EMPTY_ROWS = 20_000  # at the end; a row that calls itself the hundred-millionth comes after as many
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
WHOLE = {"xl/sharedstrings.xml", "xl/styles.xml"}
_ROW_ENDS = re.compile(rb"row>")
_BROKEN = (
    # SyntaxError: of the XML, whichever parser openpyxl found
    *(InvalidFileException, SyntaxError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, RuntimeError),
)


class Limits(NamedTuple):
    """What a workbook may hold. The table of texts is held in memory as a whole, and so is each row.

    `computed` takes what a formula came to when the file was saved, else the formula itself.
    """

    bytes: int = 5 * 1024 * 1024
    strings: int = 4 * 1024 * 1024
    row: int = 256 * 1024  # bytes of XML; a row of 60 columns has about 3,000
    columns: int = 60
    rows: int = 8800  # a leap year's hours and two rows of headings
    computed: bool = True


ONE_STATION = Limits()


def read_sheets(content: bytes | Path, limits=ONE_STATION):
    """Each sheet of a workbook (its bytes, or where it lies) as (name, rows), rows as (number from 1, cell values).

    Raises ImportProblem.
    """
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if size > limits.bytes:
        megabytes = limits.bytes // 1024 // 1024
        raise ImportProblem(
            "too_large",
            f"ไฟล์ใหญ่เกิน {megabytes} MB แบ่งเป็นไฟล์ละไม่กี่ปี",
            f"The file is larger than {megabytes} MB; split it by years.",
        )
    with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as file:
        yield from _sheets(file, limits)


def _sheets(file, limits):
    try:
        _check(file, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=limits.computed)
        sheets = book.worksheets
    except _BROKEN as error:
        raise _broken() from error
    if len(sheets) > MAX_SHEETS:
        raise _too_much(limits)
    for sheet in sheets:
        yield sheet.title, _rows(sheet, limits)


def _rows(sheet, limits):
    """The rows that have a cell; empty cells at a row's end are left out."""
    sheet.reset_dimensions()  # what a sheet says of its own size would fill each row up to it
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > limits.rows + EMPTY_ROWS:
                raise _too_much(limits)
            filled = [place for place, cell in enumerate(cells, 1) if cell is not None]
            if not filled:
                continue
            if number > limits.rows or filled[-1] > limits.columns:
                raise _too_much(limits)
            yield number, cells[: filled[-1]]
    except _BROKEN as error:
        raise _broken() from error


def _check(file, limits):
    """Refuse what is no workbook, is locked, or holds more than it may."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if not NEEDED.issubset({entry.filename for entry in entries}):
            raise _broken()
        if any(entry.flag_bits & 1 for entry in entries):
            raise ImportProblem(
                "locked", "ไฟล์ตั้งรหัสผ่านไว้ ยกเลิกรหัสผ่านแล้วบันทึกใหม่", "The file has a password; save it without one."
            )
        if _unpacks_to_too_much(entries, limits) or any(_has_long_row(archive, entry, limits) for entry in entries):
            raise _too_much(limits)


def _unpacks_to_too_much(entries, limits):
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    strings = sum(entry.file_size for entry in entries if entry.filename.lower() in WHOLE)
    unpacks = unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO or strings > limits.strings
    return unpacks or len(entries) > MAX_PARTS


def _has_long_row(archive, entry, limits):
    """A row is read at once; one of a million cells would take gigabytes."""
    if entry.file_size <= limits.row or entry.filename.lower() in WHOLE:
        return False
    length = 0
    with archive.open(entry) as part:
        while chunk := part.read(65536):
            parts = [len(text) for text in _ROW_ENDS.split(chunk)]
            if length + parts[0] > limits.row:
                return True
            length = parts[-1] if len(parts) > 1 else length + parts[0]
    return False


def _too_much(limits):
    if limits is not ONE_STATION:
        return ImportProblem(
            "too_large",
            f"แผ่นงานมีเกิน {limits.rows:,} แถวหรือ {limits.columns} คอลัมน์ หรือไฟล์ขยายแล้วใหญ่เกินไป "
            "ลบแถวและคอลัมน์ที่ไม่ใช้ หรือบันทึกเป็น CSV แล้วส่งใหม่",
            f"The workbook has more than {limits.rows:,} rows or {limits.columns} columns, or unpacks to too much.",
        )
    return ImportProblem(
        "too_large",
        "ไฟล์มีแถว คอลัมน์ หรือแผ่นงานเกินกว่าค่ารายชั่วโมงของสถานีเดียว ตรวจว่าเป็นไฟล์ที่ถูกต้อง",
        "The file has more rows, columns or sheets than the hours of one station.",
    )


def _broken():
    return ImportProblem(
        "not_xlsx",
        "เปิดไฟล์ Excel ไม่ได้ เปิดในโปรแกรมตารางแล้วบันทึกใหม่เป็น .xlsx",
        "This is no Excel file (.xlsx) that can be read.",
    )
