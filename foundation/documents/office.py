"""Word and Excel files: the zip is judged by its list of contents before anything in it is unpacked."""

import re
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.refusals import refuse, refuse_broken, refuse_unknown

MAX_ENTRIES = 1000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_PART_BYTES = 1024 * 1024
CONTENTS = "[Content_Types].xml"
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": StoredFile.ContentType.DOCX,
    "spreadsheetml.sheet.main+xml": StoredFile.ContentType.XLSX,
}
MACRO_FILES = {"vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin"}
PROGRAMS = {".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf"}
PROGRAMS |= {".hta", ".jar", ".lnk", ".reg", ".iso", ".zip", ".rar", ".7z", ".gz", ".htm", ".html", ".mht", ".swf"}
PROGRAMS |= {".docm", ".dotm", ".xlsm", ".xlam", ".pptm"}
OUTSIDE_PARTS = re.compile(
    rb"<Relationship\b(?=[^>]*(?:attachedTemplate|oleObject|subDocument|/frame))(?=[^>]*TargetMode\s*=\s*[\"']External)",
    re.IGNORECASE,
)


def office_type(path):
    """DOCX or XLSX; raises UploadRefused for any other zip, for macros, bombs and parts that would be fetched."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_odd_list(entries, path.stat().st_size)
            _refuse_macros(entries)
            kind = _main_part(archive)
            _refuse_outside_parts(archive, entries)
            return kind
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return refuse_broken()


def _refuse_odd_list(entries, size):
    names = [entry.filename.lower() for entry in entries]
    if len(names) > MAX_ENTRIES or len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        refuse_broken()
    if any(entry.flag_bits & 1 for entry in entries):
        refuse("locked", _("ไฟล์มีรหัสผ่าน เอารหัสผ่านออกแล้วส่งใหม่"))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(packed, 1) or packed > size:
        refuse("bomb", _("ไฟล์ขยายออกแล้วใหญ่ผิดปกติ ลบแถวว่างหรือภาพที่ไม่ใช้ บันทึกใหม่ แล้วส่งอีกครั้ง"))


def _leads_out(name):
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or any(sign < " " for sign in name)


def _refuse_macros(entries):
    for entry in entries:
        path = PurePosixPath(entry.filename.lower())
        if path.name in MACRO_FILES or "activex" in path.parts or path.suffix in PROGRAMS:
            refuse("macro", _("ไฟล์มีมาโครหรือโปรแกรมฝังอยู่ บันทึกเป็น .docx หรือ .xlsx แบบไม่มีมาโคร แล้วส่งใหม่"))


def _main_part(archive):
    try:
        text = _read_part(archive, archive.getinfo(CONTENTS)).decode("utf-8", "replace")
    except KeyError:
        refuse_unknown()
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        refuse_broken()
    if "macroEnabled" in text:
        refuse("macro", _("ไฟล์มีมาโครหรือโปรแกรมฝังอยู่ บันทึกเป็น .docx หรือ .xlsx แบบไม่มีมาโคร แล้วส่งใหม่"))
    for part, kind in MAIN_PARTS.items():
        if part in text:
            return kind
    return refuse_unknown()


def _refuse_outside_parts(archive, entries):
    """Templates and objects that Word would fetch from elsewhere when the file is opened (CVE-2022-30190)."""
    for entry in entries:
        if entry.filename.lower().endswith(".rels") and OUTSIDE_PARTS.search(_read_part(archive, entry)):
            message = _("ไฟล์ดึงแม่แบบหรือวัตถุจากที่อื่นเมื่อเปิด ฝังทุกอย่างไว้ในไฟล์หรือบันทึกเป็น PDF แล้วส่งใหม่")
            refuse("outside_part", message)


def _read_part(archive, entry):
    with archive.open(entry) as part:
        content = part.read(MAX_PART_BYTES + 1)
    return content if len(content) <= MAX_PART_BYTES else refuse_broken()
