"""Forecasts of a day as a table: `province_code,district,issued_at,valid_for,value,band`, UTF-8.

`province_code` is the official two digits; `district` a name or the official four digits, empty for the province.
`issued_at` is Thai time where it has no offset; `valid_for` a day, from that of the issue to 15 days after it.
`value` is the day's mean in µg/m³, `band` a level from 1 to 5: one of them, or both where they agree.
"""

import csv
import io
import re
from datetime import date, datetime, timedelta

from pm25.flags import ERROR_MASK, Flag
from pm25.importers.answers import decode, schema_problem
from pm25.importers.forecasts import store_forecasts
from pm25.importers.parsed import LONGEST_RAW, ForecastRow, Parsed, Rejected, storable
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BANGKOK, BadTime, read_local, read_moment
from pm25.importers.values import Refused, read_value

NAME = "forecast_csv"
LARGEST_MB = 10  # a hundred thousand lines; they are held in memory together
SOURCE = "pcd_forecast"
HOSTS = frozenset()
COLUMNS = ["province_code", "district", "issued_at", "valid_for", "value", "band"]
NEEDED = {"province_code", "issued_at", "valid_for"}
FURTHEST = timedelta(days=15)
LONGEST_CELL = 200
MOST_ROWS = 200_000
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAIVE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}:\d{2}(?::\d{2})?)")

store = store_forecasts


class Unreadable(Exception):
    """A line that cannot be taken; `reason` is a key of `parsed.REASONS`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read a file. Raises ImportProblem where it is none, or holds no forecast at all."""
    rows = csv.reader(io.StringIO(decode(content, largest=LARGEST_MB), newline=""), strict=True)
    forecasts, rejects = [], []
    try:
        names = _names(next(rows, []))
        for cells in rows:
            if not any(map(str.strip, cells)):
                continue
            if len(forecasts) + len(rejects) >= MOST_ROWS:
                raise _too_long()
            try:
                forecasts.append(_row(cells, names, rows.line_num, fetched_at))
            except (Unreadable, BadTime, Refused) as problem:
                raw = storable(",".join(cells))[:LONGEST_RAW]
                rejects.append(Rejected(rows.line_num, problem.reason, raw))
    except csv.Error as error:
        raise ImportProblem(
            "broken_csv", "อ่านไฟล์ CSV ไม่จบ ไฟล์อาจขาดกลางทาง", "The CSV file cannot be read to its end."
        ) from error
    if not forecasts and not rejects:
        raise ImportProblem(
            "no_rows", "ไฟล์มีแต่หัวตาราง เพิ่มแถวค่าพยากรณ์แล้วนำเข้าใหม่", "The file has a heading and no forecast; add rows."
        )
    return Parsed([], [], rejects, forecasts=forecasts)


def _names(cells):
    names = [name.strip().lower() for name in cells]
    known = NEEDED.issubset(names) and set(names) <= set(COLUMNS) and {"value", "band"} & set(names)
    if not known or len(set(names)) != len(names):
        raise schema_problem()
    return names


def _too_long():
    return ImportProblem(
        "too_long", f"ไฟล์มีเกิน {MOST_ROWS:,} แถว แบ่งเป็นหลายไฟล์", f"More than {MOST_ROWS:,} rows; split the file."
    )


def _row(cells, names, line, fetched_at):
    if len(cells) != len(names) or any(len(cell) > LONGEST_CELL for cell in cells):
        raise Unreadable("schema")
    sent = {name: cell.strip().translate(_THAI_DIGITS) for name, cell in zip(names, cells, strict=True)}
    issued_at = _moment(sent["issued_at"], fetched_at)
    row = ForecastRow(
        line=line,
        province_code=sent["province_code"],
        district=storable(sent.get("district", "")),
        issued_at=issued_at,
        valid_for=_day(sent["valid_for"], issued_at),
        thousandths=_value(sent.get("value", "")),
        level=_level(sent.get("band", "")),
    )
    if row.thousandths is None and row.level is None:
        raise Unreadable("empty_forecast")
    return row


def _moment(text, now):
    naive = _NAIVE.fullmatch(text)
    return read_local(naive[1], naive[2], now=now) if naive else read_moment(text, now=now)


def _day(text, issued_at):
    """The day, in the common era. A Buddhist year is nothing else than far ahead."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable("bad_day")
    first = issued_at.astimezone(BANGKOK).date()
    if not first <= day <= first + FURTHEST:
        raise Unreadable("day_not_ahead")
    return day


def _value(text):
    sent = read_value(text, "pm25")
    if sent is None or sent.flags & Flag.SENTINEL:
        return None
    if sent.flags & ERROR_MASK or sent.thousandths < 0:
        raise Unreadable("out_of_range")
    return sent.thousandths


def _level(text):
    if text in {"", "-"}:
        return None
    if text not in {"1", "2", "3", "4", "5"}:
        raise Unreadable("bad_level")
    return int(text)
