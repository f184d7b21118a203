"""What a file is, judged by its own bytes against a short list. What is not surely on the list is refused."""

import codecs
import mmap
import re
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from foundation.documents.models import StoredFile
from foundation.documents.names import split_name
from foundation.documents.office import office_type
from foundation.documents.refusals import refuse, refuse_active, refuse_broken, refuse_unknown

ContentType = StoredFile.ContentType
ENDINGS = {
    ContentType.PDF: [".pdf"],
    ContentType.DOCX: [".docx"],
    ContentType.XLSX: [".xlsx"],
    ContentType.CSV: [".csv"],
    ContentType.PNG: [".png"],
    ContentType.JPEG: [".jpg", ".jpeg"],
}
HEAD_BYTES = 4096
MAX_PIXELS = 50_000_000
MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def sniff(path, name):
    """The content type of the file at `path`; raises UploadRefused, also where `name` ends like another type."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        refuse("empty", _("ไฟล์ว่างเปล่า เลือกไฟล์ที่มีเนื้อหาแล้วส่งใหม่"))
    if EICAR in head:
        refuse("virus", _("ไฟล์นี้เป็นไฟล์ทดสอบไวรัส จึงไม่รับ ส่งเอกสารจริงแทน"))
    ending = split_name(name)[1].lower()
    content_type = _by_content(path, head, ending)
    if ending not in ENDINGS[content_type]:
        message = _("เนื้อหาเป็นไฟล์ %(type)s แต่ชื่อลงท้ายด้วยอย่างอื่น เปลี่ยนชื่อให้ลงท้าย %(ending)s แล้วส่งใหม่")
        refuse("wrong_ending", message, type=content_type.label, ending=ENDINGS[content_type][0])
    return content_type


def _by_content(path, head, ending):
    if head.startswith(b"PK"):
        return office_type(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        refuse(
            "old_office", _("ไฟล์เป็น Word หรือ Excel รุ่นเก่า (.doc .xls) หรือมีรหัสผ่าน บันทึกเป็น .docx, .xlsx หรือ PDF แล้วส่งใหม่")
        )
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"%PDF")) and MARKUP.search(head[:1024]):
        refuse_active()
    if head.startswith(b"%PDF-"):
        return _checked_pdf(path)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked_image(path, "PNG", ContentType.PNG)
    if head.startswith(b"\xff\xd8\xff"):
        return _checked_image(path, "JPEG", ContentType.JPEG)
    if ending == ".csv":
        return _checked_csv(path, head)
    return refuse_unknown()


def _checked_pdf(path):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.rfind(b"%%EOF", max(0, len(content) - 2048)) < 0:
            refuse_broken()
        if content.find(b"/JavaScript") >= 0 or content.find(b"/Launch") >= 0:
            refuse_active()
    return ContentType.PDF


def _checked_image(path, kind, content_type):
    """A picture that its own decoder accepts, of a size that a browser can show; nothing after the end of a PNG."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind]) as image:
                width, height = image.size
                image.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        width, height = MAX_PIXELS, 2
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        refuse_broken()
    if width * height > MAX_PIXELS:
        refuse("too_many_pixels", _("ภาพใหญ่เกินไป ย่อให้เหลือไม่เกิน 50 ล้านพิกเซล (เช่น 8000 × 6000) แล้วส่งใหม่"))
    if kind == "PNG" and not path.read_bytes().endswith(PNG_END):
        refuse_broken()
    return content_type


def _checked_csv(path, head):
    """Text in UTF-8 with columns, no markup and no control signs."""
    first_line = head.split(b"\n", 1)[0]
    if MARKUP.search(head) or head.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        refuse_unknown()
    if not any(mark in first_line for mark in (b",", b";", b"\t")):
        refuse("no_columns", _("ไฟล์ CSV ต้องมีบรรทัดแรกเป็นชื่อคอลัมน์ คั่นด้วยจุลภาค ตรวจแล้วส่งใหม่"))
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        try:
            while block := file.read(65536):
                _refuse_control_signs(decoder.decode(block))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            refuse("not_utf8", _("ไฟล์ CSV ไม่ใช่ UTF-8 ใน Excel เลือก บันทึกเป็น แล้วเลือกชนิด CSV UTF-8 จากนั้นส่งใหม่"))
    return ContentType.CSV


def _refuse_control_signs(text):
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text):
        refuse_unknown()
