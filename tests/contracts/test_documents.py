"""Set documents before the programs that offices open and check them with, where those are installed."""

import datetime
import shutil
import subprocess

import pytest

from foundation.documents.setting import Document, Facts, Heading, Paragraph, Signature, Table, Title, set_docx, set_pdf

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
VERAPDF = shutil.which("verapdf")
PDFTOTEXT = shutil.which("pdftotext")


def document(**facts):
    return Document(
        title="รายงานการประชุม",
        number="lampang/1-2564/minutes",
        date=datetime.date(2021, 3, 22),
        author="คณะทำงานจังหวัดลำปาง",
        blocks=(
            Title(("รายงานการประชุมคณะทำงานจังหวัดลำปาง", "ครั้งที่ 1/2564")),
            Facts((("เรื่อง", "การแก้ไขปัญหาฝุ่นละอองขนาดเล็ก (PM 2.5)"),)),
            Heading("ระเบียบวาระที่ 1 เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
            Paragraph("ผู้ว่าราชการจังหวัดลำปางกำหนดขั้นตอน น้ำ ปู่ ญู ฐุ"),
            Table((("1", "ลำปาง", "34.50"),) * 60, (1, 4, 2), head=("ที่", "จังหวัด", "คะแนน")),
            Signature(("(นายสมชาย ใจดี)", "ผู้จดรายงานการประชุม")),
        ),
        **facts,
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)")
def test_libreoffice_opens_the_docx(tmp_path):
    path = tmp_path / "minutes.docx"
    path.write_bytes(set_docx(document(thai_numerals=False)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )

    text = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
    assert "ผู้ว่าราชการจังหวัดลำปางกำหนดขั้นตอน น้ำ ปู่ ญู ฐุ" in text
    assert "34.50" in text


@pytest.mark.skipif(VERAPDF is None, reason="veraPDF is not installed")
@pytest.mark.parametrize("flavour", ["2a", "ua1"])
@pytest.mark.parametrize("is_draft", [False, True])
def test_verapdf_accepts_the_file_after_the_last_pass(tmp_path, flavour, is_draft):
    path = tmp_path / "minutes.pdf"
    path.write_bytes(set_pdf(document(is_draft=is_draft)))

    said = subprocess.run([VERAPDF, "--format", "text", "-f", flavour, str(path)], capture_output=True, text=True)

    assert said.stdout.startswith("PASS"), said.stdout


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed (Debian: apt install poppler-utils)")
def test_poppler_reads_the_exact_text(tmp_path):
    path = tmp_path / "minutes.pdf"
    path.write_bytes(set_pdf(document(thai_numerals=False)))

    said = subprocess.run([PDFTOTEXT, str(path), "-"], check=True, capture_output=True, text=True).stdout

    assert "ผู้ว่าราชการจังหวัดลำปางกำหนดขั้นตอน น้ำ ปู่ ญู ฐุ" in said.replace("\n", "").replace("\u00a0", " ")
