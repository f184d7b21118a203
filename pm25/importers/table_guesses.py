"""What the first rows of a table show for certain. Where they leave room for doubt a person is asked."""

import csv
import hashlib
import itertools
import re
from collections import Counter
from dataclasses import replace

from foundation.thai.numerals import to_arabic
from pm25.importers.answers import plain_unit
from pm25.importers.parsed import storable
from pm25.importers.pcd_excel import DATES, HOURS
from pm25.importers.table_files import DELIMITERS, Table
from pm25.importers.table_mapping import LONG, STATION_HEADING, UNIT_CHOICES, WIDE, parameter_named
from pm25.importers.table_times import BUDDHIST_FROM, COMMON, DMY, MDY, TYPED, YMD, split_clock

SAMPLE_ROWS = 2000
SHAPE_ROWS = 25
_NUMBER = re.compile(r"[+-]?[\d.,]*\d")
_DATE = re.compile(r"(\d{1,4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,4})")
_NAMED_DATE = re.compile(r"\d{1,2}[\s./-]*[^\W\d_][^\d]*\d{2,4}")
_BLANKS = re.compile(r"[\s_]+")
STATIONS = {"station", "stationid", "stationcode", "sensor", "sensorid", "site", "device"}
STATIONS |= {"สถานี", "รหัสสถานี", "จุดตรวจวัด"}
TIMES = {"time", "datetime", "timestamp", "วันเวลา", "วันที่", "วัน", "วันที่และเวลา", "เวลาที่ตรวจวัด", *DATES}
VALUES = {"value", "ค่า", "ค่าที่วัดได้", "ปริมาณ", "ผลการตรวจวัด"}
UNITS = {"unit", "หน่วย"}
PARAMETERS = {"parameter", "pollutant", "สิ่งที่วัด", "พารามิเตอร์", "ดัชนี"}
CLOCKS = {*HOURS, "เวลา", "hr", "clock"}


def sample(table: Table) -> list:
    """The first rows of a table."""
    return list(itertools.islice(table.rows(), SAMPLE_ROWS))


def delimiter(table: Table) -> str:
    """The one sign that cuts the first lines into columns; "" where there is none, or more than one."""
    if table.is_workbook:
        return ""
    lines = [row.cells[0] for row in itertools.islice(replace(table, delimiter="").rows(), SHAPE_ROWS)]
    there = [sign for sign in DELIMITERS if any(sign in line for line in lines)]
    if len(there) == 1:
        return there[0]
    even = [sign for sign in there if _is_even(lines, sign)]
    return even[0] if len(even) == 1 else ""


def header_line(rows) -> int | None:
    """The line of the headings: words, filling more than half of the width, before the first line with a date."""
    data = first_line(rows)
    if data is None:
        return None
    width = max((len([cell for cell in row.cells if cell]) for row in rows[:SHAPE_ROWS]), default=0)
    before = [row for row in rows if row.number < data]
    full = [row for row in before if 2 * len([cell for cell in row.cells if cell]) > width]
    return full[0].number if full and _is_heading(full[0].cells) else None


def first_line(rows) -> int | None:
    """The first line that holds a date or a time; a line of units stands before it."""
    return next((row.number for row in rows[:SHAPE_ROWS] if any(_is_date(cell) for cell in row.cells)), None)


def fingerprint(rows, is_workbook) -> str:
    """What tells one shape of tables from another: its headings, or without them how many columns it has."""
    line = header_line(rows)
    headings = next((row.cells for row in rows if row.number == line), None)
    shape = [_plain(cell) for cell in headings] if headings else [str(len(rows[0].cells)) if rows else ""]
    return hashlib.sha256(storable("\x1f".join([str(is_workbook), *shape])).encode()).hexdigest()


def guesses(headings, rows) -> dict:
    """{field of the mapping: what is certain of it}, for `rows` of data under `headings`."""
    found = {}
    plain = [_plain(heading) for heading in headings]
    columns = {
        name: _only(plain, names)
        for name, names in (
            ("date_column", TIMES),
            ("hour_column", CLOCKS),
            ("station_column", STATIONS),
            ("value_column", VALUES),
            ("parameter_column", PARAMETERS),
            ("unit_column", UNITS),
        )
    }
    if columns["date_column"] is None:
        dated = [place for place in range(len(headings)) if _share(rows, place, _is_date) == 1]
        columns["date_column"] = dated[0] if len(dated) == 1 else None
    measured = [place for place, heading in enumerate(headings) if parameter_named(_no_unit(heading))]
    stations = [place for place, heading in enumerate(headings) if _is_station(heading)]
    if columns["value_column"] is None and columns["parameter_column"] is None and len(measured) == 1 and not stations:
        columns["value_column"] = measured[0]
        found |= _said_by_heading(headings[measured[0]])
    found |= {name: place for name, place in columns.items() if place is not None}
    if stations and columns["station_column"] is None and columns["value_column"] is None:
        found |= {"layout": WIDE, "station_columns": stations}
    elif columns["value_column"] is not None:
        found["layout"] = LONG
    if columns["date_column"] is not None:
        found |= _said_by_dates([_cell(row, columns["date_column"]) for row in rows])
        if columns["hour_column"] is None and _has_clock(rows, columns["date_column"]):
            found["averaging"] = "hour"
    if columns["hour_column"] is not None:
        found["averaging"] = "hour"
        if any(_is_midnight(_cell(row, columns["hour_column"])) for row in rows):
            found["hour_label"] = "end"
    return found


def _said_by_dates(texts):
    """The order of dates where it can only be one, and the common era where a year can only be of it."""
    found = {}
    dates = [split_clock(to_arabic(text))[0] for text in texts if text]
    if dates and all(TYPED.fullmatch(text) for text in dates):
        parts = [text[:10].split("-") for text in dates]
        return {"date_order": YMD} | ({"era": COMMON} if all(int(year) < BUDDHIST_FROM for year, *_ in parts) else {})
    if dates and all(_NAMED_DATE.fullmatch(text) for text in dates):
        return {"date_order": DMY} | _era([re.search(r"\d+$", text)[0] for text in dates])
    parts = [match.groups() for text in dates if (match := _DATE.fullmatch(text))]
    if not parts or len(parts) < len(dates) / 2:
        return {}
    years = []
    if all(len(first) == 4 for first, _, _ in parts):
        found["date_order"], years = YMD, [first for first, _, _ in parts]
    elif all(len(last) == 4 for _, _, last in parts):
        years = [last for _, _, last in parts]
        by_day = any(int(first) > 12 for first, _, _ in parts)
        by_month = any(int(second) > 12 for _, second, _ in parts)
        if by_day != by_month:
            found["date_order"] = DMY if by_day else MDY
    return found | _era(years)


def _era(years):
    certain = years and all(len(year) == 4 and 1900 <= int(year) < 2100 for year in years)
    return {"era": COMMON} if certain else {}


def _has_clock(rows, place):
    """Whether dates come with a clock that says more than midnight, as spreadsheets add to every date."""
    clocks = {split_clock(to_arabic(_cell(row, place)))[1] for row in rows}
    return bool(clocks - {None, "00:00", "00:00:00", "0:00", "0:00:00"})


def _said_by_heading(heading):
    parameter = parameter_named(_no_unit(heading))
    found = {"parameter": parameter}
    said = re.search(r"\(([^)]*)\)|\[([^\]]*)\]", heading)
    unit = plain_unit((said[1] or said[2]).replace("^", "")) if said else ""
    known = [one for one in UNIT_CHOICES[parameter] if plain_unit(one) == unit]
    return found | ({"unit": known[0]} if known else {})


def _no_unit(heading):
    return re.sub(r"\(.*?\)|\[.*?\]", "", heading)


def _is_even(lines, sign):
    widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign))
    return len(widths) == 1 and max(widths) > 1


def _is_heading(cells):
    filled = [cell for cell in cells if cell]
    return bool(filled) and not any(_NUMBER.fullmatch(to_arabic(cell)) or _is_date(cell) for cell in filled)


def _is_date(text):
    date = split_clock(to_arabic(text))[0] if text else ""
    shapes = (TYPED, _DATE, _NAMED_DATE)
    return 0 < len(date) < 40 and any(shape.fullmatch(date) for shape in shapes)


def _is_midnight(hour):
    return to_arabic(hour).strip().removesuffix(".0") in {"24", "2400", "24:00", "24.00"}


def _is_station(heading):
    return bool(STATION_HEADING.fullmatch(heading.strip())) and not heading.strip().isdecimal()


def _only(plain, names):
    places = [place for place, heading in enumerate(plain) if heading in names]
    return places[0] if len(places) == 1 else None


def _share(rows, place, check):
    filled = [cell for row in rows[:SHAPE_ROWS] if (cell := _cell(row, place))]
    return sum(map(check, filled)) / len(filled) if filled else 0


def _cell(row, place):
    return row.cells[place] if place < len(row.cells) else ""


def _plain(heading):
    return _BLANKS.sub("", heading).lower()
