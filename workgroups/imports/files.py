"""Read an uploaded table, CSV or XLSX, within bounds: text cells, the line of each row, and what is wrong with it."""

import csv
import datetime
import io
from dataclasses import dataclass, field

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from foundation.thai.spelling import tidy
from workgroups.imports.archives import FileRefused, check_archive

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_CELL = 10_000
MAX_VISITED = 2_000_000  # cells of a workbook, empty ones too: formatted columns that nobody filled
AUTO, UTF8, THAI = "auto", "utf-8-sig", "cp874"
_NO_VALUE = ("f", "e")  # a formula, an error
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass
class Sheet:
    """A table: `headings`, `rows` of texts as long as it, the line in the file of each row, problems by line."""

    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: dict[int, list[str]] = field(default_factory=dict)


def read_sheet(content: bytes, encoding=AUTO) -> Sheet:
    """The table in `content`: XLSX (its first sheet) or CSV. `encoding` is AUTO, UTF8 or THAI (TIS-620, Windows-874).

    Lines are counted as a spreadsheet program shows them. Raises FileRefused.
    """
    if not content.strip():
        raise FileRefused(_("ไฟล์ว่าง เลือกไฟล์ที่มีหัวคอลัมน์และข้อมูล"))
    if len(content) > MAX_BYTES:
        raise FileRefused(_("ไฟล์ใหญ่เกิน 5 MB แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์"))
    if content.startswith(_OLD_EXCEL):
        raise FileRefused(_("ไฟล์เป็น Excel รุ่นเก่า (.xls) หรือตั้งรหัสผ่านไว้ บันทึกใหม่เป็น .xlsx หรือ .csv"))
    if content.startswith(b"PK"):
        check_archive(content)
        return _collected(_xlsx_rows(content))
    return _collected(_csv_rows(_decoded(content, encoding)))


def _collected(rows):
    """A Sheet of (line, cells, problems); the first row with a cell is the heading, empty rows are passed over."""
    sheet = None
    for line, cells, problems in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise FileRefused(_("บรรทัดที่ %(line)s มีเกิน 60 คอลัมน์ ลบคอลัมน์ที่ไม่ใช้") % {"line": line})
        if sheet is None:
            sheet = Sheet(headings=[tidy(cell) for cell in cells])
        else:
            _add(sheet, line, cells, problems)
    if sheet is None or not sheet.rows:
        raise FileRefused(_("ไม่พบข้อมูล บรรทัดแรกต้องเป็นหัวคอลัมน์ และมีข้อมูลอย่างน้อยหนึ่งบรรทัด"))
    return sheet


def _add(sheet, line, cells, problems):
    if len(sheet.rows) == MAX_ROWS:
        raise FileRefused(_("ไฟล์มีเกิน 5,000 แถว แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์"))
    width = len(sheet.headings)
    if any(cells[width:]):
        problems = [*problems, _("มีข้อมูลในคอลัมน์ที่ไม่มีหัว ลบข้อมูลนั้นหรือเติมหัวคอลัมน์")]
    if any(len(cell) > MAX_CELL for cell in cells):
        problems = [*problems, _("มีช่องที่ยาวเกิน 10,000 ตัวอักษร ตัดข้อความให้สั้นลง")]
    sheet.rows.append((cells + [""] * width)[:width])
    sheet.lines.append(line)
    if problems:
        sheet.problems[line] = problems


def _decoded(content, encoding):
    """The text of a CSV file; a wrong choice of encoding is refused rather than read as gibberish."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as_text(content, "utf-16")
    utf8 = _try(content, UTF8)
    if utf8 is not None and (encoding != THAI or content.isascii()):
        return utf8
    if utf8 is not None:
        raise FileRefused(_("ไฟล์นี้เข้ารหัสแบบ UTF-8 เลือกการเข้ารหัสเป็น “ตรวจให้อัตโนมัติ” แล้วเลือกไฟล์อีกครั้ง"))
    if encoding == UTF8:
        raise FileRefused(_("ไฟล์นี้ไม่ได้เข้ารหัสแบบ UTF-8 เลือกการเข้ารหัสเป็น “ตรวจให้อัตโนมัติ” แล้วเลือกไฟล์อีกครั้ง"))
    return _as_text(content, THAI)


def _as_text(content, encoding):
    text = _try(content, encoding)
    if text is None:
        raise FileRefused(_("อ่านตัวอักษรในไฟล์ไม่ได้ บันทึกไฟล์เป็น CSV UTF-8 หรือ .xlsx แล้วเลือกอีกครั้ง"))
    return text


def _try(content, encoding):
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _csv_rows(text):
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):
            yield line, [cell.strip() for cell in cells], []
    except csv.Error as problem:
        raise FileRefused(
            _("อ่านไฟล์ต่อจากบรรทัดที่ %(line)s ไม่ได้ ตรวจเครื่องหมายคำพูดในบรรทัดถัดไป หรือบันทึกเป็น .xlsx") % {"line": line}
        ) from problem


def _xlsx_rows(content):
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be anything
        visited = 0
        for line, cells in enumerate(sheet.iter_rows(), 1):
            visited += len(cells)
            if visited > MAX_VISITED:
                raise FileRefused(_("ไฟล์มีช่องว่างที่จัดรูปแบบไว้มากเกินไป คัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่"))
            problems = [_not_a_value(cell, line) for cell in cells if cell.data_type in _NO_VALUE]
            yield line, [_text(cell.value) for cell in cells], problems
    except FileRefused:
        raise
    except Exception as problem:  # what a damaged workbook makes zip, XML and openpyxl raise has no end
        raise FileRefused(_("อ่านไฟล์ Excel ไม่ได้ เปิดไฟล์แล้วบันทึกใหม่เป็น .xlsx หรือ .csv")) from problem


def _not_a_value(cell, line):
    place = f"{get_column_letter(cell.column)}{line}"
    if cell.data_type == "f":
        return _("ช่อง %(cell)s เป็นสูตร คัดลอกแล้ววางเป็นค่าก่อนนำเข้า") % {"cell": place}
    return _("ช่อง %(cell)s มีค่าผิดพลาด %(value)s แก้ในไฟล์ก่อนนำเข้า") % {"cell": place, "value": cell.value}


def _text(value):
    """A cell as a person reads it; a date as day/month/year, so that a Buddhist year typed as a date is read as one."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
