"""Open an XLSX file within bounds: what it would unpack to, and how long its rows are, is known before it is read."""

import io
import re
import warnings
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from pm25.importers.problems import ImportProblem

MAX_BYTES = 5 * 1024 * 1024
MAX_PARTS = 500
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_STRINGS = 4 * 1024 * 1024  # the table of texts is held in memory as a whole
MAX_ROW = 256 * 1024  # bytes of XML; a row of 60 columns has about 3,000
MAX_SHEETS = 60
MAX_COLUMNS = 60
MAX_ROWS = 8800  # a leap year's hours and two rows of headings
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
WHOLE = {"xl/sharedstrings.xml", "xl/styles.xml"}
_ROW_ENDS = re.compile(rb"row>")
_BROKEN = (
    *(InvalidFileException, ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, RuntimeError),
)


def read_sheets(content: bytes):
    """Each sheet of a workbook as (name, rows), rows as (number from 1, cell values). Raises ImportProblem."""
    if len(content) > MAX_BYTES:
        raise ImportProblem(
            "too_large", "ไฟล์ใหญ่เกิน 5 MB แบ่งเป็นไฟล์ละไม่กี่ปี", "The file is larger than 5 MB; split it by years."
        )
    try:
        _check(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = book.worksheets
    except _BROKEN as error:
        raise _broken() from error
    if len(sheets) > MAX_SHEETS:
        raise _too_much()
    for sheet in sheets:
        yield sheet.title, _rows(sheet)


def _rows(sheet):
    """The rows that have a cell; empty cells at a row's end are left out."""
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            filled = [place for place, cell in enumerate(cells, 1) if cell is not None]
            if not filled:
                continue
            if number > MAX_ROWS or filled[-1] > MAX_COLUMNS:
                raise _too_much()
            yield number, cells[: filled[-1]]
    except _BROKEN as error:
        raise _broken() from error


def _check(content):
    """Refuse what is no workbook, is locked, or holds more than the years of one station need."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if not NEEDED.issubset({entry.filename for entry in entries}):
            raise _broken()
        if any(entry.flag_bits & 1 for entry in entries):
            raise ImportProblem(
                "locked", "ไฟล์ตั้งรหัสผ่านไว้ ยกเลิกรหัสผ่านแล้วบันทึกใหม่", "The file has a password; save it without one."
            )
        if _unpacks_to_too_much(entries) or any(_has_long_row(archive, entry) for entry in entries):
            raise _too_much()


def _unpacks_to_too_much(entries):
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    whole = sum(entry.file_size for entry in entries if entry.filename.lower() in WHOLE)
    return len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO or whole > MAX_STRINGS


def _has_long_row(archive, entry):
    """A row is read at once; one of a million cells would take gigabytes."""
    if entry.file_size <= MAX_ROW or entry.filename.lower() in WHOLE:
        return False
    length = 0
    with archive.open(entry) as part:
        while chunk := part.read(65536):
            parts = [len(text) for text in _ROW_ENDS.split(chunk)]
            if length + parts[0] > MAX_ROW:
                return True
            length = parts[-1] if len(parts) > 1 else length + parts[0]
    return False


def _too_much():
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
