"""OpenAQ's archive: one file a location and local day, CSV, packed by gzip or not.

An hour is labelled by its end, with its offset. What the archive passes on from Air4Thai are means of running means
under the name of hours (openaq/openaq-fetch#747), and stations near a reference one are there twice: neither is taken.
"""

import csv
import io
import re
import zlib
from datetime import datetime
from decimal import Decimal

from pm25.importers.answers import PARAMETER, clean, plain_unit, schema_problem, station_id
from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BadTime, is_full_hour, read_moment
from pm25.importers.values import Refused, converted, read_value
from pm25.models import Averaging

NAME = "openaq_archive"
SOURCE = "openaq"
HOSTS = frozenset({"openaq-data-archive.s3.amazonaws.com"})
SECOND_HAND = True
MAX_BYTES = 20 * 1024 * 1024  # unpacked: a location's day is about 50 kB
LONGEST_FIELD, LONGEST_LINE = 1000, 64 * 1024
GZIP = b"\x1f\x8b"
OWN_PROVIDER = re.compile(r"(?:^|[/_-])provider=air4thai(?:[/_-]|$)", re.IGNORECASE)
NAMES = {"sensor_id": "sensors_id", "unit": "units"}
NEEDED = {"location_id", "datetime", "parameter", "units", "value"}
PARTICLES, TRACES = {"pm1", "pm25", "pm10"}, {"o3", "no2", "so2", "no", "nox"}
POLLUTANTS = PARTICLES | TRACES | {"co"}
UNITS = {  # unit as sent, without signs that vary: what to multiply by for the unit that we keep
    **{(name, "ug/m3"): ("µg/m³", 1) for name in PARTICLES},
    **{(name, "mg/m3"): ("µg/m³", 1000) for name in PARTICLES},
    **{(name, "ppb"): ("ppb", 1) for name in TRACES},
    **{(name, "ppm"): ("ppb", 1000) for name in TRACES},
    ("co", "ppm"): ("ppm", 1),
    ("co", "ppb"): ("ppm", Decimal("0.001")),
}


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read a file of one location or several. Raises ImportProblem where it is no such file."""
    if OWN_PROVIDER.search(origin):
        raise ImportProblem(
            "duplicate",
            "ไฟล์นี้เป็นค่าของกรมควบคุมมลพิษที่ OpenAQ ส่งต่อ ให้นำเข้าจาก air4thai_history แทน",
            "OpenAQ passes these values on from Air4Thai: import them by air4thai_history.",
        )
    rows = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    writer, stations = BlockWriter(), {}
    try:
        names = _names(next(rows, []))
        for cells in rows:
            if cells:
                _read_row(cells, names, rows.line_num, fetched_at, writer, stations)
    except csv.Error as error:
        line = rows.line_num
        raise ImportProblem(
            "broken_csv", f"อ่านไฟล์ต่อจากบรรทัดที่ {line} ไม่ได้ ไฟล์อาจขาด", f"The file cannot be read after line {line}."
        ) from error
    if not stations:
        raise ImportProblem("no_stations", "ไฟล์ไม่มีค่าของสถานีใดเลย", "The file has no value of any station.")
    return Parsed(list(stations.values()), [writer.block], writer.rejects, writer.doubled)


def _text(content):
    content = _unpacked(content) if content.startswith(GZIP) else content
    if len(content) > MAX_BYTES:
        raise _too_large()
    if content.find(b"\n", 0, LONGEST_LINE) == -1 and len(content) > LONGEST_LINE:
        raise schema_problem()  # no head of a table: read as one it would take many times its room
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportProblem("not_utf8", "ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8", "The file is not encoded as UTF-8.") from error
    if not text.strip():
        raise ImportProblem("empty", "ไฟล์ว่างเปล่า", "The file is empty.")
    return text


def _too_large():
    return ImportProblem("too_large", "ไฟล์แตกแล้วใหญ่เกิน 20 MB", "The file unpacks to more than 20 MB.")


def _unpacked(content):
    """What a gzip file holds, up to MAX_BYTES; a file that would unpack to more is refused before it does."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(content, MAX_BYTES)
    except zlib.error as error:
        raise ImportProblem("broken_gzip", "แตกไฟล์ .gz ไม่ได้ ไฟล์อาจเสีย", "The gzip file is broken.") from error
    if unpacker.unconsumed_tail:
        raise _too_large()
    if not unpacker.eof:
        raise ImportProblem("broken_gzip", "แตกไฟล์ .gz ไม่ได้ ไฟล์อาจขาด", "The gzip file was cut off.")
    return text


def _names(cells):
    names = [NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in cells]
    if not NEEDED.issubset(names) or len(set(names)) != len(names):
        raise schema_problem()
    return names


def _read_row(cells, names, line, fetched_at, writer, stations):
    raw = ",".join(cells)
    if len(cells) != len(names) or len(raw) > LONGEST_FIELD:
        writer.reject(line, "schema", raw)
        return
    row = dict(zip(names, cells, strict=True))
    code = station_id(row["location_id"])
    if not code.isascii() or not code.isdigit():
        writer.reject(line, "bad_station", raw)
        return
    stations.setdefault(code, _described(row, code, fetched_at))
    try:
        key, value = _value(row, code)
        if value is not None:
            end = read_moment(row["datetime"], now=fetched_at)
            if not is_full_hour(end):
                raise BadTime("not_on_the_hour")
            writer.add(key, end, value, line)
    except (Refused, BadTime) as problem:
        writer.reject(line, problem.reason, raw)


def _described(row, code, fetched_at):
    name = clean(row.get("location", "")).removesuffix(f"-{code}")
    try:
        seen_at = read_moment(row["datetime"], now=fetched_at)
    except BadTime:
        seen_at = fetched_at
    return StationRow(
        source_station_id=code,
        seen_at=seen_at,
        name_th=name,
        name_en=name,
        lat=clean(row.get("lat", "")),
        lon=clean(row.get("lon", "")),
    )


def _value(row, code):
    """The series that a row belongs to, and its value in that series' unit."""
    parameter = row["parameter"].strip().lower()
    if not PARAMETER.fullmatch(parameter):
        raise Refused("schema")
    sent_unit = clean(row["units"])
    known = UNITS.get((parameter, plain_unit(sent_unit)))
    if known is None and parameter in POLLUTANTS:
        raise Refused("unit")
    unit, factor = known or (sent_unit[:20], 1)
    value = read_value(row["value"], parameter)
    if value is not None and factor != 1:
        value = converted(value, factor, parameter)
    return SeriesKey(code, parameter, Averaging.HOUR, unit), value
