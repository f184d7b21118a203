"""Documents as they are set: exact text in both forms, words kept whole, the same bytes again."""

import datetime
import io
import re
import unicodedata
from dataclasses import replace

import pikepdf
import pypdf
import pypdfium2
import pytest
import time_machine
from docx import Document as Word
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pythainlp.tokenize import word_tokenize

from foundation.documents.setting import (
    Columns,
    Document,
    Facts,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Rule,
    Signature,
    Space,
    Table,
    Title,
    set_docx,
    set_pdf,
)
from foundation.documents.setting.digits import official_digits
from foundation.documents.setting.pictures import plain_picture
from foundation.documents.setting.signs import _fallback
from foundation.documents.setting.words import NBSP, ZWSP, _dictionary, breakable

HARD = "ลำปาง ขั้น ผู้ว่าราชการ กำหนด น้ำ ปู่ ญู ฐุ ป้อง ฝุ่น ปิ่น ปั๊ม ฏุ ฤๅษี ต่าง ๆ"
LONG = (
    "ประธานกล่าวเปิดการประชุมและแจ้งให้ที่ประชุมทราบว่าสถานการณ์ฝุ่นละอองขนาดเล็กในพื้นที่จังหวัดลำปางมีแนวโน้มเพิ่มสูงขึ้น"
    "อย่างต่อเนื่องตั้งแต่เดือนพฤศจิกายนเป็นต้นไป จึงขอให้ผู้ว่าราชการจังหวัดและทุกหน่วยงานกำหนดขั้นตอนที่เกี่ยวข้อง "
)


def document(*blocks, **facts):
    known = {"title": "รายงาน", "number": "T-1", "date": datetime.date(2021, 3, 22), "author": "คณะทำงาน"}
    return Document(blocks=(Title(("รายงาน",)), *blocks), **known | facts)


def pages(pdf):
    """The text by page from two readers: pypdf looks at glyphs alone, pdfium is what Chromium shows."""
    plain = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    shown = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return plain, shown


def squeezed(text):
    """Without white space and with ำ in one form: readers split and join lines as they like."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("\u0e4d\u0e32", "ำ").replace("ํ้า", "้ำ"))


@pytest.mark.parametrize("thai_numerals", [True, False])
def test_text_is_exact_in_two_readers_and_in_word(thai_numerals):
    made = document(Paragraph(HARD), Paragraph(LONG * 4), thai_numerals=thai_numerals)

    for reader in pages(set_pdf(made)):
        text = squeezed("".join(reader))
        assert squeezed(HARD) in text
        assert squeezed(LONG * 4) in text
        assert ZWSP not in text
    word = "\n".join(paragraph.text for paragraph in Word(io.BytesIO(set_docx(made))).paragraphs)
    assert HARD in word
    assert LONG * 4 in word


def test_every_block_reaches_both_forms():
    made = document(
        Letterhead("ลป 0017.2/ว 123", ("ศาลากลางจังหวัดลำปาง",), "12 มีนาคม 2564"),
        Facts((("เรื่อง", "ขอเชิญประชุม"), ("เรียน", "คณะทำงาน"))),
        Heading("ผู้มาประชุม"),
        Rule(),
        Space(),
        Columns("ซ้ายมือ", "ขวามือ"),
        Table((("1", "ลำปาง", "34.50"),), (1, 4, 2), head=("ที่", "จังหวัด", "คะแนน"), caption="ตาราง"),
        PageBreak(),
        Signature(("(นายสมชาย ใจดี)", "ผู้ว่าราชการจังหวัดลำปาง"), before="ขอแสดงความนับถือ"),
        is_draft=True,
        thai_numerals=False,
    )
    said = ["ลป0017.2/ว123", "ศาลากลางจังหวัดลำปาง", "12มีนาคม2564", "ขอเชิญประชุม", "ผู้มาประชุม", "ซ้ายมือ", "ขวามือ"]
    said += ["จังหวัด", "34.50", "(นายสมชายใจดี)", "ขอแสดงความนับถือ", "ร่าง"]

    read = [squeezed("".join(reader)) for reader in pages(set_pdf(made))]
    word = Word(io.BytesIO(set_docx(made)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    header = [paragraph.text for paragraph in word.sections[0].first_page_header.paragraphs]
    read.append(squeezed("".join([*(paragraph.text for paragraph in word.paragraphs), *cells, *header])))

    assert [words for text in read for words in said if words not in text] == []


def test_same_document_gives_the_same_bytes():
    made = document(Paragraph(HARD))

    assert set_pdf(made) == set_pdf(replace(made))


def test_hash_is_of_the_content_alone():
    made = document(Paragraph("มติที่ประชุม 5 ข้อ"))

    assert replace(made, thai_numerals=False).sha256 == made.sha256
    assert replace(made, words=("ลำปาง",)).sha256 == made.sha256
    assert document(Paragraph("มติที่ประชุม 6 ข้อ")).sha256 != made.sha256
    assert "SHA-256" in "".join(pages(set_pdf(made))[1])


def test_file_claims_the_archive_and_the_screen_reader_and_is_tagged():
    with pikepdf.open(io.BytesIO(set_pdf(document(Paragraph(HARD))))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "2",
                "A",
                "1",
            )
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "th-TH"


def test_markup_in_a_text_stays_text():
    nasty = '#panic("x") *bold* _it_ $x$ @ref <label> `raw` \\ // /* #sys.inputs'

    shown = squeezed("".join(pages(set_pdf(document(Paragraph(nasty))))[1]))

    assert squeezed(nasty) in shown


def test_no_word_is_broken_at_the_end_of_a_line():
    text = pages(set_pdf(document(Paragraph(LONG * 12))))[1]
    lines = [line.rstrip() for page in text for line in page.splitlines() if len(line) > 40]
    whole = set(word_tokenize(LONG, engine="newmm", keep_whitespace=False))

    assert len(lines) > 15
    ends = {tuple(word_tokenize(line, engine="newmm", keep_whitespace=False))[-1] for line in lines}
    assert ends <= whole


def test_what_belongs_together_is_not_parted():
    assert NBSP.join(["22", "มีนาคม", "2564"]) in breakable("เมื่อวันที่ 22 มีนาคม 2564 เวลา")
    assert f"พ.ศ.{NBSP}2570" in breakable("ปีงบประมาณ พ.ศ. 2570").replace(ZWSP, "")
    assert f"ครั้งที่{NBSP}1" in breakable("ครั้งที่ 1/2564").replace(ZWSP, "")


def test_own_names_are_not_broken():
    assert ZWSP not in breakable("อาลัมภางค์", ("อาลัมภางค์",))


def test_long_line_without_a_word_is_cut_to_fit():
    assert max(len(part) for part in breakable("ก" * 300).split(ZWSP)) <= 40


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ครั้งที่ 1/2564", "ครั้งที่ ๑/๒๕๖๔"),
        ("ฝุ่น PM2.5 และ PM 2.5 เกิน 37.5", "ฝุ่น PM2.5 และ PM 2.5 เกิน ๓๗.๕"),
        ("ดู https://a.go.th/7/ ข้อ 7", "ดู https://a.go.th/7/ ข้อ ๗"),
        ("กระดาษ A4 จำนวน 2 แผ่น", "กระดาษ A4 จำนวน ๒ แผ่น"),
    ],
)
def test_digits_of_official_papers(text, written):
    assert official_digits(text) == written


CONSONANTS, VOWELS, TONES = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", ["", *"ะัาำิีึืุู"], ["", *"่้๊๋์"]


def cluster(consonant, vowel, tone):
    return consonant + (tone + vowel if vowel in "ะาำ" else vowel + tone)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(cluster, *map(st.sampled_from, (CONSONANTS, VOWELS, TONES))), min_size=1, max_size=60))
@example([cluster(c, v, t) for c in CONSONANTS for v in VOWELS for t in TONES])
def test_every_cluster_is_read_as_it_was_written(clusters):
    text = " ".join(clusters)

    made = document(Paragraph(text, align="left"))
    read = squeezed("".join(pages(set_pdf(made))[1])).replace(squeezed(made.imprint), "")
    assert squeezed(text) in re.sub("-[๐-๙]+-", "", read)


def test_many_pages_are_set_and_numbered():
    made = document(*(Paragraph(LONG * 3) for _ in range(120)))

    shown = pages(set_pdf(made))[1]

    assert len(shown) > 15
    assert "- ๒ -" in shown[1]
    assert "- ๑ -" not in shown[0]


def test_word_names_the_font_of_thai_offices():
    word = Word(io.BytesIO(set_docx(document(Paragraph(HARD)))))
    fonts = {node.get(f"{{{node.nsmap['w']}}}cs") for node in word.element.body.iter() if node.tag.endswith("rFonts")}

    assert fonts == {"TH SarabunPSK"}
    assert round(word.sections[0].left_margin.cm, 1) == 3.0


ODD = "ข้อ ๑\vต่อ\r\nบรรทัด\tแท็บ \x00\x07ก\u202eข\u200bค → ✓ ☐ ≥ µg/m³ PM₂.₅ 😀 中文 ກ \ue000\ufffe A\u0301\u0323"


def test_odd_signs_are_set_or_stand_as_boxes_in_both_forms():
    made = document(Heading(ODD), Paragraph(ODD, lead=ODD), Facts(((ODD, ODD),)), title=ODD, number=ODD, author=ODD)

    shown = squeezed("".join(pages(set_pdf(made))[1]))
    word = "\n".join(paragraph.text for paragraph in Word(io.BytesIO(set_docx(made))).paragraphs)

    assert squeezed("→ ✓ ☐ ≥ µg/m³") in shown
    assert "□" in shown
    assert "กขค → ✓" in word
    assert "😀 中文" in word


def test_every_sign_of_the_fallback_fonts_is_set():
    signs = " ".join(sorted(map(chr, _fallback())))

    assert set_pdf(document(Paragraph(signs))).startswith(b"%PDF-")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_text_is_set(text):
    made = document(Paragraph(text), Table(((text, text),), (1, 1), head=("ก", "ข")))

    assert set_pdf(made).startswith(b"%PDF-")
    assert set_docx(made).startswith(b"PK")


def test_word_file_is_the_same_again_on_another_day():
    made = document(Paragraph(HARD))

    with time_machine.travel("2030-01-01T00:00:00Z"):
        first = set_docx(made)

    assert set_docx(made) == first


def test_names_of_many_documents_share_one_dictionary():
    breakable("ก", ("นายหนึ่ง สองสาม",))
    before = _dictionary.cache_info()
    breakable("ก", ("นายสี่ ห้าหก",))

    assert _dictionary.cache_info().misses == before.misses
    assert _dictionary.cache_info().currsize == 1


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "RGB", "LA", "I;16"])
def test_emblem_of_any_kind_is_set(mode):
    picture = io.BytesIO()
    Image.new(mode, (40, 40)).save(picture, "JPEG" if mode == "CMYK" else "PNG")
    made = document(Letterhead("1", ("ก",), "1", plain_picture(picture.getvalue())))

    assert set_pdf(made).startswith(b"%PDF-")
    assert set_docx(made).startswith(b"PK")


def test_broken_emblem_is_left_out():
    assert plain_picture(b"\x89PNG broken") == b""
