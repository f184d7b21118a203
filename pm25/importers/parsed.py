"""What a parser hands to the store: stations as described, one block of canonical columns, and what it refused."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

LONGEST_RAW = 500
KEPT_REJECTS = 1000
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")

REASONS = {
    "bad_day": "อ่านวันที่พยากรณ์ถึงไม่ได้ ใส่เป็น ค.ศ. เช่น 2026-01-15",
    "bad_level": "ระดับต้องเป็นตัวเลข 1 ถึง 5",
    "bad_station": "รหัสสถานีว่าง ยาวเกินไป หรือไม่ใช่ข้อความ",
    "bad_time": "อ่านวันหรือเวลาไม่ได้",
    "columns": "จำนวนช่องในบรรทัดไม่ตรงกับหัวตาราง หรือบรรทัดยาวเกินไป",
    "comma": "ตัวเลขมีเครื่องหมายจุลภาค จึงไม่เดาว่าเป็นหลักพันหรือทศนิยม",
    "conflict": "ค่าของชั่วโมงเดียวกันไม่ตรงกันในไฟล์เดียว เก็บค่าแรกไว้",
    "date_order": "ลำดับวัน เดือน ปี ไม่ตรงกับที่เลือกไว้",
    "day_not_ahead": "วันที่พยากรณ์ถึงต้องเป็นวันที่ออกพยากรณ์ หรือไม่เกิน 15 วันหลังจากนั้น",
    "decimal": "ใช้จุดเป็นทศนิยม แต่ไฟล์นี้เลือกไว้ว่าใช้จุลภาค",
    "duplicate": "สถานีนี้มีค่าจากหน่วยงานเจ้าของโดยตรงแล้ว จึงไม่รับซ้ำจากแหล่งอื่น",
    "empty_forecast": "ไม่มีทั้งค่าและระดับ",
    "era": "ปีไม่ตรงกับศักราชที่เลือกไว้ ตรวจว่าเป็น พ.ศ. หรือ ค.ศ.",
    "far_away": "อยู่นอกพื้นที่ประเทศไทยและประเทศใกล้เคียง",
    "forecast_changed": "พยากรณ์ที่ออกเวลานี้มีอยู่แล้วและไม่ตรงกัน ค่าที่พยากรณ์ไว้แก้ไม่ได้ ถ้าออกพยากรณ์ใหม่ให้ใส่เวลาที่ออกใหม่",
    "formula": "ช่องเป็นสูตร คัดลอกแล้ววางเป็นค่าก่อนส่ง",
    "future": "เวลาอยู่ในอนาคต ตรวจว่าใช้ ค.ศ. และเวลาประเทศไทย",
    "level_differs": "ระดับไม่ตรงกับค่าตามเกณฑ์ของวันนั้น แก้ให้ตรงกันหรือใส่อย่างเดียว",
    "no_hour": "มีวันที่ แต่ไม่มีชั่วโมง",
    "not_a_number": "ไม่ใช่ตัวเลข",
    "not_finite": "ไม่ใช่ตัวเลขที่มีค่า (NaN หรืออนันต์)",
    "not_on_the_hour": "ค่ารายชั่วโมงต้องลงเวลาเต็มชั่วโมง",
    "out_of_range": "ตัวเลขใหญ่เกินกว่าที่เก็บได้",
    "parameter": "ไม่รู้จักชื่อสิ่งที่วัด",
    "qualifier": "มีเครื่องหมายน้อยกว่าหรือมากกว่า จึงไม่ใช่ค่าที่วัดได้",
    "schema": "รูปแบบข้อมูลของสถานีไม่เป็นไปตามที่รู้จัก",
    "unplaced": "สถานีไม่มีตำแหน่ง จึงตรวจไม่ได้ว่าซ้ำกับสถานีของหน่วยงานเจ้าของหรือไม่",
    "two_clocks": "มีเวลาทั้งในคอลัมน์วันที่และในคอลัมน์ชั่วโมง",
    "unknown_place": "ไม่พบจังหวัดตามรหัส หรือไม่พบอำเภอนี้ในจังหวัด",
    "unit": "หน่วยไม่ตรงกับที่แหล่งข้อมูลใช้",
}


def storable(raw) -> str:
    """What was sent, as text that both databases hold: NUL signs and halves of surrogate pairs become ?."""
    return _UNSTORABLE.sub("?", str(raw))


class SeriesKey(NamedTuple):
    """A series before it has a row: the source's station id (normalised), what is measured and how."""

    station: str
    parameter: str
    averaging: str
    unit: str


class Rejected(NamedTuple):
    """One value that was not taken. `line` counts lines of a text file, or values of a JSON answer, from 1."""

    line: int | None
    reason: str
    raw: str

    @property
    def message_th(self):
        return REASONS[self.reason]


@dataclass
class StationRow:
    """A station as a source describes it at `seen_at` (aware). Latitude and longitude are the source's own text.

    `province_code` is the official two digits, of a source that states a code instead of an address. An
    area that a model estimates as a whole (`is_area`) has no position.
    """

    source_station_id: str
    seen_at: datetime
    name_th: str = ""
    name_en: str = ""
    area_th: str = ""
    area_en: str = ""
    type: str = ""
    lat: str = ""
    lon: str = ""
    province_code: str = ""
    is_area: bool = False
    described: bool = True


@dataclass
class Block:
    """Readings as columns of equal length: lists, or NumPy arrays where a parser works on whole columns.

    `series_no` points into `series`; `period_end` is seconds since 1970 (UTC); `thousandths` is None where the text was
    no storable number; `raw` is None where the value alone says what was sent.
    """

    series: list[SeriesKey] = field(default_factory=list)
    series_no: Sequence[int] = field(default_factory=list)
    period_end: Sequence[int] = field(default_factory=list)
    thousandths: Sequence[int | None] = field(default_factory=list)
    flags: Sequence[int] = field(default_factory=list)
    raw: Sequence[str | None] = field(default_factory=list)
    line: Sequence[int] = field(default_factory=list)

    def __len__(self):
        return len(self.series_no)


class BlockWriter:
    """Fills a Block value by value; of two values for one series and time it keeps the first and refuses the second."""

    def __init__(self):
        self.block = Block()
        self.rejects = []
        self.doubled = 0
        self._numbers = {}
        self._seen = {}

    def add(self, key: SeriesKey, end: datetime, sent, line: int):
        """Add `sent`, a `values.Sent`, for the period of `key` that ends at `end`."""
        block, number = self.block, self._number(key)
        seconds = int(end.astimezone(UTC).timestamp())
        row = len(block)
        first = self._seen.setdefault((number, seconds), row)
        if first != row:
            self._again(first, sent, line)
            return
        block.series_no.append(number)
        block.period_end.append(seconds)
        block.thousandths.append(sent.thousandths)
        block.flags.append(sent.flags)
        block.raw.append(sent.raw if sent.raw is None else storable(sent.raw))
        block.line.append(line)

    def reject(self, line, reason, raw):
        self.rejects.append(Rejected(line, reason, storable(raw)[:LONGEST_RAW]))

    def _again(self, first, sent, line):
        if self.block.thousandths[first] == sent.thousandths and self.block.flags[first] == sent.flags:
            self.doubled += 1
        else:
            self.reject(line, "conflict", sent.text)

    def _number(self, key):
        if key not in self._numbers:
            self._numbers[key] = len(self.block.series)
            self.block.series.append(key)
        return self._numbers[key]


class HotspotRow(NamedTuple):
    """A fire as a satellite saw it at `at` (aware): degrees to five places, radiative power in megawatts."""

    line: int
    at: datetime
    satellite: str
    lat: Decimal
    lon: Decimal
    instrument: str
    confidence: str
    confidence_sent: str
    power: Decimal | None
    daynight: str
    version: str
    type: str


class ForecastRow(NamedTuple):
    """What was foreseen at `issued_at` (aware) for a Thai day: thousandths of µg/m³, a band's level, or both.

    `district` is a name or an official code, "" for the whole province.
    """

    line: int
    province_code: str
    district: str
    issued_at: datetime
    valid_for: date
    thousandths: int | None
    level: int | None


@dataclass
class Parsed:
    """All that one file or answer holds. `doubled` counts values that were sent twice alike.

    `blocks` may be parsed while they are consumed: `stations`, `rejects`, `doubled` and `done_bytes` then grow with
    them, and whoever reads them earlier sees what has been read so far. `rejects` may end at `KEPT_REJECTS`; what was
    refused beyond them is counted in `rejects_beyond`.
    """

    stations: list[StationRow]
    blocks: Iterable[Block]
    rejects: list[Rejected]
    doubled: int = 0
    hotspots: list[HotspotRow] = field(default_factory=list)
    forecasts: list[ForecastRow] = field(default_factory=list)
    rejects_beyond: int = 0
    done_bytes: int | None = None

    @property
    def is_lazy(self):
        return not isinstance(self.blocks, list)
