"""Tables as spreadsheets and instruments write them: Excel, or text in UTF-8, UTF-16 or Windows-874."""

import codecs
import re

from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.names import split_name
from foundation.documents.office import office_type
from foundation.documents.refusals import refuse, refuse_no_table
from foundation.documents.sniffing import EICAR, HEAD_BYTES, MARKUP

ContentType = StoredFile.ContentType
TEXT_ENDINGS = [".csv", ".tsv", ".txt"]
UTF_8, UTF_16, THAI = "utf-8-sig", "utf-16", "cp874"
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OTHER_FILES = (b"%PDF", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")


def sniff_table(path, name):
    """XLSX or CSV (any table that is text); raises UploadRefused for all else, judged by the whole content."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        refuse("empty", _("ไฟล์ว่างเปล่า เลือกไฟล์ที่มีเนื้อหาแล้วส่งใหม่"))
    if EICAR in head:
        refuse("virus", _("ไฟล์นี้เป็นไฟล์ทดสอบไวรัส จึงไม่รับ ส่งเอกสารจริงแทน"))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        refuse("old_office", _("ไฟล์เป็น Excel รุ่นเก่า (.xls) หรือมีรหัสผ่าน บันทึกเป็น .xlsx หรือ CSV แล้วส่งใหม่"))
    ending = split_name(name)[1].lower()
    if head.startswith(b"PK"):
        if office_type(path) != ContentType.XLSX:
            refuse_no_table()
        if ending != ".xlsx":
            refuse("wrong_ending", _("เนื้อหาเป็นไฟล์ Excel แต่ชื่อลงท้ายด้วยอย่างอื่น เปลี่ยนชื่อให้ลงท้าย .xlsx แล้วส่งใหม่"))
        return ContentType.XLSX
    if ending not in TEXT_ENDINGS or head.startswith(_OTHER_FILES) or text_encoding(path) is None:
        refuse_no_table()
    return ContentType.CSV


def text_encoding(path):
    """The first of UTF-16 (by its mark), UTF-8 and Windows-874 in which all of the file is text; None for no text.

    Text of another single-byte encoding may pass as Windows-874: show it to a person before it is used.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    wide = head.startswith(_UTF_16_MARKS)
    found = next((name for name in ((UTF_16,) if wide else (UTF_8, THAI)) if _is_text(path, name)), None)
    if found and _is_markup(head.decode(found, "replace")):
        return None
    return found


def _is_text(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(1024 * 1024):
                if _CONTROLS.search(decoder.decode(block)):
                    return False
        return not _CONTROLS.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _is_markup(text):
    return text.lstrip("\ufeff \t\r\n").startswith("<") or bool(MARKUP.search(text.encode("utf-8", "replace")))
