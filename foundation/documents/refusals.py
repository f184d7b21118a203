"""Why a file is not taken, and what to do about it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_TABLE_BYTES = 50 * 1024 * 1024


class UploadRefused(ValidationError):
    """The file is not taken; the message is a Thai sentence that says what to do, `code` a word for the log."""


def refuse(code, message, **params):
    raise UploadRefused(message, code=code, params=params or None)


def refuse_unknown():
    refuse(
        "unknown_type", _("รับเฉพาะไฟล์ PDF, Word (.docx), Excel (.xlsx), CSV, PNG และ JPG แปลงไฟล์เป็นชนิดเหล่านี้แล้วส่งใหม่")
    )


def refuse_no_table():
    refuse("no_table", _("ไฟล์นี้ไม่ใช่ตาราง รับเฉพาะ CSV, TSV, TXT และ Excel (.xlsx) บันทึกเป็นชนิดเหล่านี้แล้วส่งใหม่"))


def refuse_broken():
    refuse("broken", _("ไฟล์เสียหรือไม่ครบ เปิดในโปรแกรมเดิม บันทึกใหม่อีกครั้ง แล้วส่งไฟล์ที่บันทึกใหม่"))


def refuse_active():
    refuse("active_content", _("ไฟล์มีคำสั่งหรือสคริปต์ฝังอยู่ บันทึกเป็น PDF แบบไม่มีฟอร์มอัตโนมัติ แล้วส่งใหม่"))
