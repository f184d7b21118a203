"""A table of readings and what its owner says of it: one row a value, or one column a station."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from foundation.thai.numerals import to_arabic
from pm25.importers.air4thai import UNITS
from pm25.importers.answers import plain_unit, station_id
from pm25.importers.parsed import (
    KEPT_REJECTS,
    LONGEST_RAW,
    BlockWriter,
    Parsed,
    Rejected,
    SeriesKey,
    StationRow,
    storable,
)
from pm25.importers.pcd_excel import FACTORS, HEADINGS, SPELLINGS
from pm25.importers.problems import ImportProblem
from pm25.importers.table_files import Table
from pm25.importers.table_times import DAILY, HOURLY, Times, Writing
from pm25.importers.times import BadTime
from pm25.importers.values import Refused, converted, read_value
from pm25.models import Averaging, Parameter

NAME = "upload"
LONG, WIDE = "long", "wide"
STATION_HEADING = re.compile(r"(o|m|a|bkp)?\d+t?", re.IGNORECASE)
MAX_STATIONS = 2000
BLOCK_VALUES = 20_000
SAMPLES = 10
_COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+|[+-]?\d+,?")
_NOT_IN_NAMES = re.compile(r"[\s._()-]+")
_AVERAGING = {HOURLY: Averaging.HOUR, DAILY: Averaging.DAY}
# Other units that a file may be in; the first is the one that we keep
UNIT_CHOICES = {name: [unit] for name, unit in UNITS.items()} | {
    "pm25": ["µg/m³", "mg/m³"],
    "pm10": ["µg/m³", "mg/m³"],
    "o3": ["ppb", "ppm"],
    "co": ["ppm", "ppb"],
    "no2": ["ppb", "ppm"],
    "so2": ["ppb", "ppm"],
}


@dataclass(frozen=True)
class Mapping:
    """Which column is what, by its place from 0. What no column says stands in `station`, `parameter` and `unit`."""

    layout: str
    writing: Writing
    date_column: int
    hour_column: int | None = None
    station_column: int | None = None
    station: str = ""
    value_column: int | None = None
    station_columns: tuple[int, ...] = ()
    parameter_column: int | None = None
    parameter: str = ""
    unit_column: int | None = None
    unit: str = ""
    decimal_comma: bool = False
    header_line: int = 0
    first_line: int = 1


@dataclass
class Found:
    """What a reading of the table has met: stations in their order, the first values that were taken."""

    stations: dict = field(default_factory=dict)
    samples: list = field(default_factory=list)


def parameter_named(text: str) -> str:
    """Our name of what is measured ("PM 2.5" is pm25), or ""."""
    plain = _NOT_IN_NAMES.sub("", to_arabic(text)).lower()
    plain = HEADINGS.get(plain, plain)
    return plain if plain in Parameter.values else ""


def unit_factor(parameter: str, unit: str) -> Decimal | int:
    """What a value in `unit` is multiplied by to be in ours. Raises Refused."""
    plain, wanted = plain_unit(unit).replace(".", ""), plain_unit(UNITS[parameter])
    plain = SPELLINGS.get(plain, plain)
    if plain == wanted:
        return 1
    if (plain, wanted) not in FACTORS:
        raise Refused("unit")
    return FACTORS[plain, wanted]


def parse_table(table: Table, mapping: Mapping, fetched_at: datetime, found: Found | None = None) -> Parsed:
    """The readings of `table`, parsed while the blocks are consumed. Its iteration raises ImportProblem."""
    parsed = Parsed(stations=[], blocks=[], rejects=[])
    parsed.blocks = _Reader(table, mapping, fetched_at, parsed, found or Found()).blocks()
    return parsed


class _Reader:
    def __init__(self, table, mapping, fetched_at, parsed, found):
        self.table, self.mapping, self.parsed, self.found = table, mapping, parsed, found
        self.times, self.fetched_at = Times(mapping.writing, fetched_at), fetched_at
        self.averaging = _AVERAGING[mapping.writing.averaging]
        self.headings, self.values, self.writer = [], {}, BlockWriter()

    def blocks(self):
        rows = self.table.rows()
        for row in rows:
            if row.number < self.mapping.first_line:
                if row.number == self.mapping.header_line:
                    self.headings = row.cells
                continue
            self._read(row)
            if len(self.writer.block) >= BLOCK_VALUES or len(self.writer.rejects) >= BLOCK_VALUES:
                yield self._done()
        yield self._done()
        if not self.found.stations and not self.parsed.rejects:
            raise ImportProblem(
                "no_values",
                "ไม่พบค่าในไฟล์ ตรวจบรรทัดแรกของข้อมูลและคอลัมน์ของค่า",
                "The file holds no value; look at the first line of data and the column of values.",
            )

    def _done(self):
        """The block in hand, its rejects handed over."""
        writer, self.writer = self.writer, BlockWriter()
        room = max(KEPT_REJECTS - len(self.parsed.rejects), 0)
        self.parsed.rejects.extend(writer.rejects[:room])
        self.parsed.rejects_beyond += len(writer.rejects[room:])
        self.parsed.doubled += writer.doubled
        self.parsed.done_bytes = self.table.done_bytes
        return writer.block

    def _read(self, row):
        mapping, cells = self.mapping, row.cells
        sent = self._sent(cells)
        if not sent:
            return
        day = _cell(cells, mapping.date_column)
        hour = None if mapping.hour_column is None else _cell(cells, mapping.hour_column)
        try:
            end = self.times.end(day, hour)
        except BadTime as problem:
            columns = [mapping.date_column] + ([] if mapping.hour_column is None else [mapping.hour_column])
            self._reject(row, problem.reason, columns)
            return
        for station, column in sent:
            self._value(row, station, column, end)

    def _sent(self, cells):
        """(station as sent, column of the value) of a row; a row without any value, a footer say, has none."""
        mapping = self.mapping
        if mapping.layout == WIDE:
            return [(self._heading(column), column) for column in mapping.station_columns if _cell(cells, column)]
        if not _cell(cells, mapping.value_column) and not _cell(cells, mapping.date_column):
            return []
        station = mapping.station if mapping.station_column is None else _cell(cells, mapping.station_column)
        return [(station, mapping.value_column)]

    def _value(self, row, station, column, end):
        mapping, cells = self.mapping, row.cells
        code = station_id(storable(station))
        if not code:
            self._reject(row, "bad_station", [column if mapping.station_column is None else mapping.station_column])
            return
        try:
            parameter = mapping.parameter
            if mapping.parameter_column is not None:
                parameter = parameter_named(_cell(cells, mapping.parameter_column))
                if not parameter:
                    self._reject(row, "parameter", [mapping.parameter_column])
                    return
            unit = mapping.unit if mapping.unit_column is None else _cell(cells, mapping.unit_column)
            value = self._number(_cell(cells, column), parameter, unit)
        except Refused as problem:
            wrong = mapping.unit_column if problem.reason == "unit" and mapping.unit_column is not None else column
            self._reject(row, problem.reason, [wrong])
            return
        if value is not None:
            self._take(SeriesKey(code, parameter, self.averaging, UNITS[parameter]), end, value, row.number)

    def _number(self, text, parameter, unit):
        """The value of a cell, worked out once for each text."""
        key = text, parameter, unit
        if key not in self.values:
            if len(self.values) > 100_000:
                self.values.clear()
            self.values[key] = _read_number(text, parameter, unit, self.mapping.decimal_comma)
        found = self.values[key]
        if isinstance(found, Refused):
            raise Refused(found.reason)
        return found

    def _take(self, key, end, value, line):
        if key.station not in self.found.stations:
            if len(self.found.stations) >= MAX_STATIONS:
                raise ImportProblem(
                    "too_many_stations",
                    f"คอลัมน์สถานีมีเกิน {MAX_STATIONS:,} สถานี ตรวจว่าเลือกคอลัมน์ถูก",
                    f"The column of stations names more than {MAX_STATIONS:,}; is it the right one?",
                )
            self.found.stations[key.station] = line
            self.parsed.stations.append(StationRow(key.station, self.fetched_at, described=False))
        if len(self.found.samples) < SAMPLES:
            self.found.samples.append((line, key, end, value))
        self.writer.add(key, end, value, line)

    def _reject(self, row, reason, columns):
        said = "; ".join(f"{self._heading(column)}: {_cell(row.cells, column)}" for column in columns)
        self.writer.rejects.append(Rejected(row.number, reason, storable(said)[:LONGEST_RAW]))

    def _heading(self, column):
        return _cell(self.headings, column) or f"#{column + 1}"


def _read_number(text, parameter, unit, decimal_comma):
    """A `values.Sent`, None for a missing mark, or the Refused that says why not."""
    try:
        if text.startswith("="):
            raise Refused("formula")
        factor = unit_factor(parameter, unit)
        plain = to_arabic(text).strip()
        if decimal_comma:
            if "." in plain and any(sign.isdigit() for sign in plain):
                raise Refused("decimal")
            plain = plain.replace(",", ".") if _COMMA_NUMBER.fullmatch(plain) else plain
        value = read_value(plain, parameter)
        if value is None:
            return None
        if factor != 1:
            value = converted(value, factor, parameter)
        raw = text[:LONGEST_RAW] if value.raw is not None else None
        return replace(value, raw=raw, text=text)
    except Refused as problem:
        return problem


def _cell(cells, column):
    return cells[column] if column < len(cells) else ""
