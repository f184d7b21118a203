"""An XLSX file is a zip archive: what it would unpack to is looked at before anything is unpacked."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_ENTRIES = 500
MAX_UNPACKED = 16 * 1024 * 1024  # bytes; 5,000 rows of 60 columns are about half of it
MAX_RATIO = 100
NESTED = (".zip", ".xlsx", ".xlsm", ".docx", ".7z", ".rar", ".gz")
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}


class FileRefused(ValidationError):
    """The file as a whole cannot be read; the message says what to do."""


def check_archive(content: bytes):
    """Refuse what is no workbook, is locked, or would unpack to more than a list needs. Raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise FileRefused(_("ไฟล์ Excel เสียหาย เปิดไฟล์แล้วบันทึกใหม่เป็น .xlsx หรือ .csv")) from problem
    names = {entry.filename for entry in entries}
    if not names >= NEEDED:
        raise FileRefused(_("ไฟล์นี้ไม่ใช่ตาราง Excel บันทึกเป็น .xlsx หรือ .csv แล้วเลือกอีกครั้ง"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused(_("ไฟล์ตั้งรหัสผ่านไว้ ยกเลิกรหัสผ่านแล้วบันทึกใหม่"))
    if _is_bomb(entries) or any(_is_odd(name) for name in names):
        raise FileRefused(_("ไฟล์มีเนื้อหาเกินกว่ารายชื่อทั่วไป คัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่ แล้วเลือกไฟล์นั้น"))


def _is_bomb(entries):
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    return len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO


def _is_odd(name):
    return name.startswith(("/", "\\")) or ".." in name or "\\" in name or name.lower().endswith(NESTED)
