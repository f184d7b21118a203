"""The Pollution Control Department's hourly workbooks: one a station, one sheet a year, the station in the file name.

Row 1 names the columns in Thai or English, row 2 their units. A date is the number yymmdd that lost its zeros in front
(10105 is 5 January 2001; years from 90 on are of the last century), an hour is 100 to 2400 and names its end.
"""

import math
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

from pm25.importers.air4thai import SOURCE, UNITS
from pm25.importers.answers import PARAMETER, plain_unit, schema_problem
from pm25.importers.parsed import LONGEST_RAW, BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BadTime, read_local
from pm25.importers.values import NotFinite, Refused, converted, read_value
from pm25.importers.workbooks import read_sheets
from pm25.models import Averaging

NAME = "pcd_excel"
HOSTS = frozenset()
PIVOT = 90
DATES = {"ปี/เดือน/วัน", "วัน/เดือน/ปี", "date"}
HOURS = {"ชั่วโมง", "hour"}
HEADINGS = {  # where a heading, in small letters without blanks and points, is not our own name
    "windspeed": "ws",
    "winddir": "wd",
    "winddirection": "wd",
    "temperature": "temp",
    "relhum": "rh",
    "humidity": "rh",
}
SPELLINGS = {"m/sec": "m/s", "deg": "°", "degm": "°", "degc": "°c", "c": "°c", "%rh": "%", "ug/m^3": "ug/m3"}
FACTORS = {("ppm", "ppb"): 1000, ("mg/m3", "ug/m3"): 1000, ("ppb", "ppm"): Decimal("0.001")}
_STATION = re.compile(r"(?<![a-z0-9])(?:(?:bkp)?\d{1,3}t|bkp\d{1,3}|[amo]\d{1,3})(?![a-z0-9])")
_NOT_IN_NAMES = re.compile(r"[\s._-]+")

__all__ = ["HOSTS", "NAME", "SOURCE", "parse"]


class Column(NamedTuple):
    """A column of values: where it stands, the series that it is, and what its numbers are multiplied by."""

    place: int
    key: SeriesKey
    factor: Decimal | int


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read a workbook; the file's name in `origin` tells the station. Raises ImportProblem."""
    blocks, rejects, doubled = [], [], 0
    code = None
    for name, rows in read_sheets(content):
        code = code or _station(origin)
        writer = BlockWriter()
        if _read_sheet(name, rows, code, fetched_at, writer):
            blocks.append(writer.block)
        rejects, doubled = rejects + writer.rejects, doubled + writer.doubled
    if not blocks:
        raise schema_problem()
    return Parsed([StationRow(code, fetched_at, described=False)], blocks, rejects, doubled)


def _station(origin):
    found = set(_STATION.findall(PurePath(origin).stem.lower()))
    if len(found) != 1:
        raise ImportProblem(
            "no_station",
            "ชื่อไฟล์ต้องมีรหัสสถานีหนึ่งรหัส เช่น 37t.xlsx เปลี่ยนชื่อไฟล์แล้วนำเข้าอีกครั้ง",
            "The file's name must hold one station's id, such as 37t.xlsx.",
        )
    return found.pop()


def _read_sheet(sheet, rows, code, fetched_at, writer):
    """Fill `writer` from one sheet; False where it has no columns of a date, an hour and a value."""
    number, headings = next(rows, (0, ()))
    day, hour = _place(headings, DATES), _place(headings, HOURS)
    if day is None or hour is None:
        if headings:
            writer.reject(number, "schema", f"{sheet}: {headings}")
        return False
    number, units = next(rows, (0, ()))
    first = None
    if day < len(units) and _is_number(units[day]):
        first, units = (number, units), ()
    columns = _columns(sheet, headings, units, code, {day, hour}, writer)
    for number, cells in _all(first, rows):
        _read_row(f"{sheet}!{number}", number, cells, (day, hour), columns, fetched_at, writer)
    return bool(columns)


def _all(first, rows):
    if first:
        yield first
    yield from rows


def _place(headings, names):
    return next((place for place, text in enumerate(headings) if _plain(text) in names), None)


def _plain(heading):
    return _NOT_IN_NAMES.sub("", heading).lower() if isinstance(heading, str) else ""


def _columns(sheet, headings, units, code, taken, writer):
    """The columns of values. One without a heading, or a second one of dates or hours, is passed over."""
    columns = []
    for place, heading in enumerate(headings):
        plain = _plain(heading)
        if place in taken or not plain or plain in DATES | HOURS or plain.startswith("unnamed"):
            continue
        parameter = HEADINGS.get(plain, plain)
        sent = units[place].strip() if place < len(units) and isinstance(units[place], str) else ""
        try:
            unit, factor = _unit(parameter, sent)
        except Refused as problem:
            writer.reject(1, problem.reason, f"{sheet}: {heading} {sent}")
            continue
        columns.append(Column(place, SeriesKey(code, parameter, Averaging.HOUR, unit), factor))
    return columns


def _unit(parameter, sent):
    """The unit that we keep and the factor to it. Raises Refused."""
    if not PARAMETER.fullmatch(parameter):
        raise Refused("schema")
    kept = UNITS.get(parameter)
    if kept is None:
        return sent[:20], 1
    plain, wanted = plain_unit(sent).replace(".", ""), plain_unit(kept)
    plain = SPELLINGS.get(plain, plain)
    if plain in ("", wanted):
        return kept, 1
    if (plain, wanted) not in FACTORS:
        raise Refused("unit")
    return kept, FACTORS[plain, wanted]


def _read_row(where, number, cells, time, columns, fetched_at, writer):
    day, hour = (cells[place] if place < len(cells) else None for place in time)
    sent = [(column, cells[column.place]) for column in columns if column.place < len(cells)]
    try:
        end = _end(day, hour, fetched_at)
    except BadTime as problem:
        if any(cell is not None for _, cell in sent):
            writer.reject(number, problem.reason, f"{where}: {day} {hour}")
        return
    for column, cell in sent:
        try:
            value = _value(cell, column)
            if value is not None:
                writer.add(column.key, end, value, number)
        except Refused as problem:
            writer.reject(number, problem.reason, f"{where}: {column.key.parameter} {str(cell)[:LONGEST_RAW]}")


def _value(cell, column):
    sent = cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sent = Decimal(str(cell)) if math.isfinite(cell) else NotFinite(str(cell))
    value = read_value(sent, column.key.parameter)
    return value if value is None or column.factor == 1 else converted(value, column.factor, column.key.parameter)


def _end(day, hour, fetched_at):
    hundreds = _whole(hour)
    if hundreds is None or hundreds % 100 or not 100 <= hundreds <= 2400:
        raise BadTime("bad_time")
    return read_local(_date(day), f"{hundreds // 100}:00", now=fetched_at)


def _date(cell):
    """The date of a cell as text: of a cell typed as a date that one, of a number yymmdd; other text is not guessed."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    number = _whole(cell)
    if number is None or not 101 <= number <= 991231:
        return str(cell)
    year, month, day = number // 10000, number // 100 % 100, number % 100
    return f"{year + (1900 if year >= PIVOT else 2000)}-{month}-{day}"


def _whole(cell):
    if isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit() and len(cell) <= 9:
        return int(cell)
    return int(cell) if _is_number(cell) and math.isfinite(cell) and cell == int(cell) else None


def _is_number(cell):
    return isinstance(cell, int | float) and not isinstance(cell, bool)
