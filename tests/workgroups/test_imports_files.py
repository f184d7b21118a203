"""What a file may be: its bounds, its encodings, its lines; a hostile one is refused before it costs anything."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workgroups.sheets import archive, csv_file, saved, workbook_with, xlsx_file
from workgroups.exports import CsvFile, XlsxFile, as_written, neutral
from workgroups.imports.archives import FileRefused
from workgroups.imports.files import AUTO, THAI, UTF8, read_sheet

HEAD = ["รหัส", "ชื่อ"]
STARTS = [b"", b"PK\x03\x04", "รหัส,ชื่อ\n".encode()]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WORKBOOK = xlsx_file(HEAD, ["a", "ก"])
FORMULAS = ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "\u00a0@", "＝", "＋", "－", "＠", " ＝"]


def refusal(content, encoding=AUTO):
    with pytest.raises(FileRefused) as refused:
        read_sheet(content, encoding)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("encoding", "chosen"),
    [("utf-8-sig", AUTO), ("utf-8", AUTO), ("utf-8", UTF8), ("cp874", AUTO), ("tis-620", THAI), ("utf-16", AUTO)],
)
def test_thai_is_read_in_every_usual_encoding(encoding, chosen):
    sheet = read_sheet(csv_file(HEAD, ["a", "น้ำแม่เมาะ ๑๒"], encoding=encoding), chosen)

    assert (sheet.headings, sheet.rows) == (HEAD, [["a", "น้ำแม่เมาะ ๑๒"]])


@pytest.mark.parametrize(
    ("encoding", "chosen", "words"),
    [("utf-8", THAI, "เข้ารหัสแบบ UTF-8"), ("cp874", UTF8, "ไม่ได้เข้ารหัสแบบ UTF-8")],
)
def test_wrong_choice_of_encoding_is_refused(encoding, chosen, words):
    assert words in refusal(csv_file(HEAD, ["a", "ลำปาง"], encoding=encoding), chosen)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_of_spreadsheet_programs_are_taken(delimiter):
    sheet = read_sheet(f"รหัส{delimiter}ชื่อ\na{delimiter}ก".encode())

    assert sheet.rows == [["a", "ก"]]


def test_lines_are_those_of_the_spreadsheet():
    content = csv_file(HEAD, ["a", "ก"], "", ["b", '"สอง\nบรรทัด"'], ",", ["c", "ค"])

    sheet = read_sheet(content)

    assert sheet.lines == [2, 4, 6]
    assert sheet.rows == [["a", "ก"], ["b", "สอง\nบรรทัด"], ["c", "ค"]]


def test_lines_of_a_workbook_count_empty_rows():
    sheet = read_sheet(xlsx_file([], HEAD, ["a", "ก"], [], ["b", "ข"]))

    assert (sheet.headings, sheet.lines) == (HEAD, [3, 5])


def test_cells_of_a_workbook_are_read_as_text():
    row = [12, 12.0, 1.5, datetime.datetime(2021, 3, 22, tzinfo=None), datetime.date(2564, 3, 22), None, " ก "]  # noqa: DTZ001

    sheet = read_sheet(xlsx_file(["ก", "ข", "ค", "ง", "จ", "ฉ", "ช"], row))

    assert sheet.rows == [["12", "12", "1.5", "22/3/2021", "22/3/2564", "", "ก"]]


def test_formula_and_error_in_a_workbook_are_named_by_cell():
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["a", "=HYPERLINK(1)"])
    book.active.append(["b", "ก"])
    book.active["B3"].value = "#REF!"
    book.active["B3"].data_type = "e"

    sheet = read_sheet(saved(book))

    assert sheet.problems == {
        2: ["ช่อง B2 เป็นสูตร คัดลอกแล้ววางเป็นค่าก่อนนำเข้า"],
        3: ["ช่อง B3 มีค่าผิดพลาด #REF! แก้ในไฟล์ก่อนนำเข้า"],
    }


def test_cells_beyond_the_headings_and_too_long_ones_are_problems_of_their_line():
    sheet = read_sheet(csv_file(HEAD, ["a", "ก", "เกิน"], ["b", "ก" * 10_001]))

    assert [len(problems) for problems in sheet.problems.values()] == [1, 1]
    assert sheet.rows[0] == ["a", "ก"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ไฟล์ว่าง"),
        (b"\xef\xbb\xbf \r\n", "ไม่พบข้อมูล"),
        (csv_file(HEAD), "ไม่พบข้อมูล"),
        (b"x" * (5 * 1024 * 1024 + 1), "ใหญ่เกิน 5 MB"),
        (csv_file(HEAD, *[["a", "b"]] * 5001), "เกิน 5,000 แถว"),
        (csv_file("a," * 1_000_000, "1"), "เกิน 60 คอลัมน์"),
        (csv_file(HEAD, 'a,"ไม่ปิด'), "ตรวจเครื่องหมายคำพูด"),
        (csv_file(HEAD, ["a", "x" * 200_000]), "ตรวจเครื่องหมายคำพูด"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "Excel รุ่นเก่า"),
        (b"PK\x03\x04 broken", "เสียหาย"),
        (archive([("word/document.xml", "<x/>")]), "ไม่ใช่ตาราง Excel"),
        (workbook_with(("xl/worksheets/sheet1.xml", b"0" * 20_000_000)), "เกินกว่ารายชื่อทั่วไป"),
        (workbook_with(*[(f"x{number}", "") for number in range(600)]), "เกินกว่ารายชื่อทั่วไป"),
        (workbook_with(("xl/more.zip", b"PK")), "เกินกว่ารายชื่อทั่วไป"),
        (workbook_with(("../../etc/passwd", "x")), "เกินกว่ารายชื่อทั่วไป"),
        (workbook_with(("xl/x", "ก")), "อ่านไฟล์ Excel ไม่ได้"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "อ่านตัวอักษรในไฟล์ไม่ได้"),
        (b"%PDF-1.7\n\x00\x01", "อ่านตัวอักษรในไฟล์ไม่ได้"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_is_no_list_is_refused_with_what_to_do(content, words):
    assert words in refusal(content)


def test_archive_with_a_password_is_refused():
    content = bytearray(xlsx_file(HEAD, ["a", "ก"]))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        offset = book.start_dir
    content[offset + 8] |= 1

    assert "ตั้งรหัสผ่านไว้" in refusal(bytes(content))


def test_workbook_with_external_entities_is_refused():
    book = xlsx_file(HEAD, ["a", "ก"])
    members = []
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        for name in file.namelist():
            text = file.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = DOCTYPE + text.replace(b"<sheetData>", b"<sheetData>&e;")
            members.append((name, text))

    assert "อ่านไฟล์ Excel ไม่ได้" in refusal(archive(members))


def test_workbook_with_a_cell_in_the_last_column_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "รหัส", "x"

    assert "เกิน 60 คอลัมน์" in refusal(saved(book))


def test_workbook_of_formatted_empty_cells_is_refused():
    rows = "".join(f'<row r="{number}"><c r="XFD{number}"/></row>' for number in range(1, 5000))
    with zipfile.ZipFile(io.BytesIO(xlsx_file(HEAD))) as file:
        members = [(name, file.read(name)) for name in file.namelist() if name != "xl/worksheets/sheet1.xml"]
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'

    assert "ช่องว่างที่จัดรูปแบบไว้มากเกินไป" in refusal(archive([*members, ("xl/worksheets/sheet1.xml", text)]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400), st.sampled_from([AUTO, UTF8, THAI]), st.sampled_from(STARTS))
def test_any_bytes_are_read_or_refused(content, encoding, start):
    try:
        sheet = read_sheet(start + content, encoding)
    except FileRefused:
        return

    assert len(sheet.rows) == len(sheet.lines) > 0
    assert {len(row) for row in sheet.rows} == {len(sheet.headings)}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    content = bytearray(WORKBOOK)
    for _time in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        read_sheet(bytes(content))
    except FileRefused:
        return


@pytest.mark.parametrize("start", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_neutralised(start):
    text = f"{start}cmd|' /C calc'!A1"

    assert neutral(text) == f"'{text}"
    assert as_written(neutral(text)) == text


@pytest.mark.parametrize("value", ["", "กรม", "a=b", "'=1", 12, -12, 1.5, None, datetime.date(2021, 3, 22)])
def test_other_cells_stay_as_they_are(value):
    assert neutral(value) == value


@given(st.text())
def test_no_exported_text_begins_a_formula(text):
    cell = neutral(text)

    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


def test_exported_workbook_has_numbers_as_numbers_and_no_formula():
    dataset = XlsxFile().create_dataset(xlsx_file(["จำนวน", "ข้อความ"], [-5, "x"]))
    dataset[0] = (-5, "=1+1")

    book = openpyxl.load_workbook(io.BytesIO(XlsxFile().export_data(dataset)))

    cells = [(cell.value, cell.data_type) for cell in book.active[2]]
    assert cells == [(-5, "n"), ("'=1+1", "s")]
    assert CsvFile().export_data(dataset) == "จำนวน,ข้อความ\r\n-5,'=1+1\r\n"
