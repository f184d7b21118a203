"""Hourly workbooks of the department, with their numbers for dates and hours, and workbooks that are something else."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from pm25.flags import Flag
from pm25.importers import pcd_excel
from pm25.importers.problems import ImportProblem
from pm25.models import Reading, Reject, Station
from pm25.services import import_origin
from tests.pm25.factories import StationFactory

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HEADINGS = ("ปี/เดือน/วัน", "ชั่วโมง", " PM2.5 ", "PM10", "O3", "Wind speed", None, "ปี/เดือน/วัน")
UNITS = (None, None, "ug/m3", "ug/m3", "ppb", "m/sec.", None, None)


def workbook(*rows, headings=HEADINGS, units=UNITS, **sheets):
    """A workbook as bytes: one sheet of `rows`, or sheets by name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (sheets or {"2020": rows}).items():
        sheet = book.create_sheet(name)
        for line in (headings, units, *lines):
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parse(content, origin="37t.xlsx"):
    return pcd_excel.parse(content, NOW, origin)


def ends(parsed):
    return [datetime.fromtimestamp(end, UTC) for block in parsed.blocks for end in block.period_end]


def thai(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_sheet_for_each_year(source, tmp_path):
    known = StationFactory(source_station_id="37t")
    file = tmp_path / "(37t) test station.xlsx"
    old, new = [(991231, 2400, 25, 40)], [(200102, 100, 12.5, "-", 21, 0.4, "stray", 200102)]
    file.write_bytes(workbook(**{"2542": old, "2563": new, "empty": []}))

    run = import_origin(pcd_excel, str(file))

    rows = Reading.objects.order_by("period_end", "series__parameter")
    assert list(rows.values_list("series__parameter", "period_end", "value", "series__unit")) == [
        ("pm10", thai(1999, 12, 31, 17), Decimal(40), "µg/m³"),
        ("pm25", thai(1999, 12, 31, 17), Decimal(25), "µg/m³"),
        ("o3", thai(2020, 1, 1, 18), Decimal(21), "ppb"),
        ("pm25", thai(2020, 1, 1, 18), Decimal("12.5"), "µg/m³"),
        ("ws", thai(2020, 1, 1, 18), Decimal("0.4"), "m/s"),
    ]
    assert (list(Station.objects.all()), run.rejected) == ([known], 0)
    assert import_origin(pcd_excel, str(file)).unchanged == 5


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (10105, thai(2001, 1, 5, 2)),
        (101, thai(2000, 1, 1, 2)),
        (1231, thai(2000, 12, 31, 2)),
        ("050607", thai(2005, 6, 7, 2)),
        (891231, None),  # the year 2089
        (900101.0, thai(1990, 1, 1, 2)),
        (datetime(2023, 3, 15), thai(2023, 3, 15, 2)),  # noqa: DTZ001
        ("2023-03-15", thai(2023, 3, 15, 2)),
        (45000, None),  # a date's serial number, in a cell that is not typed as a date
        ("01/02/2026", None),
        (20200102, None),
        (True, None),
        (None, None),
    ],
)
def test_date(day, end):
    parsed = parse(workbook((day, 900, 20)))

    assert ends(parsed) == ([end] if end else [])
    assert len(parsed.rejects) == (0 if end else 1)


@pytest.mark.parametrize(("hour", "taken"), [(100, 1), (2400, 1), ("900", 1), (0, 0), (2500, 0), (130, 0), ("x", 0)])
def test_hour(hour, taken):
    parsed = parse(workbook((200102, hour, 20)))

    assert ([row.reason for row in parsed.rejects], len(ends(parsed))) == (["bad_time"] * (1 - taken), taken)


def test_text_in_a_cell_of_numbers_is_refused_alone(source, tmp_path):
    file = tmp_path / "37t.xlsx"
    file.write_bytes(workbook((200102, 100, "Calib", 31), (200102, 200, True, 32), (200102, 300, -999, None)))

    run = import_origin(pcd_excel, str(file))

    assert (run.new, run.rejected) == (3, 2)
    assert list(Reject.objects.values_list("line", "reason", "raw")) == [
        (3, "not_a_number", "2020!3: pm25 Calib"),
        (4, "not_a_number", "2020!4: pm25 True"),
    ]
    assert Reading.objects.get(value=-999).flag_set == Flag.SENTINEL


def test_units_are_brought_to_ours():
    units = (None, None, "mg/m3", "ug/m3", "ppm", "m/s")

    parsed = parse(workbook((200102, 100, 0.0215, 31, 0.041), units=units))

    block = parsed.blocks[0]
    assert block.thousandths == [21500, 31000, 41000]
    assert block.flags == [int(Flag.UNIT_CONVERTED), 0, int(Flag.UNIT_CONVERTED)]


def test_column_of_an_unknown_unit_is_refused_as_a_whole():
    units = (None, None, "ppb", "ug/m3")

    parsed = parse(workbook((200102, 100, 21, 31), units=units))

    assert [(row.line, row.reason) for row in parsed.rejects] == [(1, "unit")]
    assert [key.parameter for key in parsed.blocks[0].series] == ["pm10"]


def test_sheet_without_a_row_of_units_loses_no_hour():
    parsed = parse(workbook((200102, 200, 21), units=(200102, 100, 20)))

    assert parsed.blocks[0].thousandths == [20000, 21000]


def test_sheet_of_notes_is_told_and_the_others_taken():
    book = openpyxl.load_workbook(io.BytesIO(workbook((200102, 100, 20))))
    book.create_sheet("notes").append(["หมายเหตุ"])
    out = io.BytesIO()
    book.save(out)

    parsed = parse(out.getvalue())

    assert ([row.reason for row in parsed.rejects], len(ends(parsed))) == (["schema"], 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("37t.xlsx", "37t"),
        ("/files/(BKP101T)-2563.xlsx", "bkp101t"),
        ("station_m116 2558.xlsx", "m116"),
        ("o63.xlsx", "o63"),
    ],
)
def test_station_is_named_by_the_file(name, code):
    assert [row.source_station_id for row in parse(workbook((200102, 100, 20)), name).stations] == [code]


@pytest.mark.parametrize("name", ["2563.xlsx", "37t and 38t.xlsx", ""])
def test_file_without_one_station_in_its_name_fails(name):
    with pytest.raises(ImportProblem) as problem:
        parse(workbook((200102, 100, 20)), name)

    assert problem.value.code == "no_station"


def repacked(content, **parts):
    """A workbook with some of its parts replaced, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted({*old.namelist(), *parts}):
            new.writestr(name, parts.get(name) or old.read(name))
    return out.getvalue()


def long_row(cells):
    noise = "".join(f'<c r="A1"><v>{(number * 7919) % 99991}</v></c>' for number in range(cells))
    return f'<worksheet><sheetData><row r="1">{noise}</row></sheetData></worksheet>'.encode()


GOOD = workbook((200102, 100, 20))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xlsx"),
        (b"PK\x03\x04", "not_xlsx"),
        (GOOD[:-60], "not_xlsx"),
        (repacked(GOOD, **{SHEET: b"<worksheet><sheetData><row>"}), "not_xlsx"),
        (repacked(GOOD, **{"xl/workbook.xml": b"<html/>"}), "schema"),
        (repacked(GOOD, **{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'}), "not_xlsx"),
        (repacked(GOOD, **{SHEET: b"0" * 20_000_000}), "too_large"),
        (repacked(GOOD, **{SHEET: long_row(200_000)}), "too_large"),
        (repacked(GOOD, **{"xl/sharedStrings.xml": long_row(250_000)}), "too_large"),
        (workbook(*[(200102, 100, 20)] * 8800), "too_large"),
        (workbook((200102, 100, *[20] * 61)), "too_large"),
        (workbook(**{f"s{number}": [(200102, 100, 20)] for number in range(61)}), "too_large"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large"),
        (workbook((1, 2, 3), headings=("a", "b", "c"), units=()), "schema"),
    ],
    ids=range(14),
)
def test_file_that_is_no_such_workbook_fails(content, code):
    with pytest.raises(ImportProblem) as problem:
        parse(content)

    assert problem.value.code == code


def test_row_that_lies_about_its_number_is_refused_at_once():
    content = with_sheet(workbook((200102, 100, 12.5), (200102, 200, 13)), b'<row r="4"', b'<row r="99999999"')

    with pytest.raises(ImportProblem) as problem:
        parse(content)

    assert problem.value.code == "too_large"


def test_sheet_that_lies_about_its_size_is_read():
    content = with_sheet(workbook((200102, 100, 12.5), (200102, 200, 13)), b'ref="A1:H4"', b'ref="A1:XFD1048576"')

    assert len(parse(content).blocks[0]) == 2


def with_sheet(content, old, new):
    """The workbook with its first sheet's XML changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert old in sheet
    return repacked(content, **{"xl/worksheets/sheet1.xml": sheet.replace(old, new, 1)})
