"""NASA FIRMS: hotspots of VIIRS (Suomi NPP, NOAA-20, NOAA-21) and MODIS (Terra, Aqua), as CSV, in UTC.

The map server answers its errors as text with status 200. Confidence is l/n/h or low/nominal/high of VIIRS and 0 to 100
of MODIS, where NASA calls less than 30 low and 80 or more high. Only detections in Thailand and around it are kept.
"""

import csv
import io
from datetime import datetime
from decimal import Decimal, InvalidOperation

from pm25.importers.answers import decode, schema_problem
from pm25.importers.hotspots import store_hotspots
from pm25.importers.parsed import HotspotRow, Parsed, Rejected
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BadTime, read_moment
from pm25.models import Hotspot

NAME = "firms"
SOURCE = "firms"
HOSTS = frozenset({"firms.modaps.eosdis.nasa.gov"})
LATITUDES, LONGITUDES = (Decimal(5), Decimal(29)), (Decimal(92), Decimal(110))  # smoke crosses borders
NEEDED = {"latitude", "longitude", "acq_date", "acq_time", "satellite", "confidence"}
SATELLITES = {"n": "N", "npp": "N", "n20": "N20", "1": "N20", "n21": "N21", "2": "N21"}
SATELLITES |= {"t": "Terra", "terra": "Terra", "a": "Aqua", "aqua": "Aqua"}
WORDS = {"l": "low", "low": "low", "n": "nominal", "nominal": "nominal", "h": "high", "high": "high"}
FIFTH, HUNDREDTH = Decimal("0.00001"), Decimal("0.01")
LONGEST_LINE = 1000
LARGEST_MB = 10  # a hundred thousand lines; they are held in memory together

store = store_hotspots


class Unreadable(Exception):
    """A line that cannot be taken; `reason` is a key of `parsed.REASONS`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read a file. Raises ImportProblem where it is none; a file without a detection is a day without fires."""
    rows = csv.reader(io.StringIO(decode(content, largest=LARGEST_MB), newline=""), strict=True)
    hotspots, rejects, doubled = {}, [], 0
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if not NEEDED.issubset(names) or len(set(names)) != len(names):
            raise schema_problem()
        for cells in filter(None, rows):
            try:
                row = _row(cells, names, rows.line_num, fetched_at)
            except Unreadable as problem:
                rejects.append(Rejected(rows.line_num, problem.reason, ",".join(cells)[:500]))
                continue
            first = hotspots.setdefault(row[1:], row)
            doubled += first is not row
    except csv.Error as error:
        raise ImportProblem(
            "broken_csv", "อ่านไฟล์ CSV ไม่จบ ไฟล์อาจขาดกลางทาง", "The CSV file cannot be read to its end."
        ) from error
    return Parsed([], [], rejects, doubled, list(hotspots.values()))


def _row(cells, names, line, fetched_at):
    if len(cells) != len(names) or sum(map(len, cells)) > LONGEST_LINE:
        raise Unreadable("schema")
    sent = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    lat, lon = (_number(sent[name], FIFTH) for name in ("latitude", "longitude"))
    if not (LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]):
        raise Unreadable("far_away")
    satellite = SATELLITES.get(sent["satellite"].lower())
    if satellite is None:
        raise Unreadable("schema")
    return HotspotRow(
        line=line,
        at=_time(sent, fetched_at),
        satellite=satellite,
        lat=lat,
        lon=lon,
        instrument="MODIS" if satellite in ("Terra", "Aqua") else "VIIRS",
        confidence=_confidence(sent["confidence"].lower()),
        confidence_sent=sent["confidence"][:10],
        power=_number(sent["frp"], HUNDREDTH) if sent.get("frp") else None,
        daynight=sent.get("daynight", "")[:1],
        version=sent.get("version", "")[:20],
        type=sent.get("type", "")[:10],
    )


def _number(text, places):
    try:
        number = Decimal(text).quantize(places) if text.isascii() else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) >= 1_000_000:
        raise Unreadable("not_a_number")
    return number


def _time(sent, fetched_at):
    """`acq_time` is hours and minutes; some answers leave out the zeros in front (48 is 00:48)."""
    clock = sent["acq_time"].replace(":", "").zfill(4)
    try:
        return read_moment(f"{sent['acq_date']}T{clock[:2]}:{clock[2:]}+00:00", now=fetched_at)
    except BadTime as problem:
        raise Unreadable(problem.reason) from problem


def _confidence(text):
    if text in WORDS:
        return WORDS[text]
    if not (text.isascii() and text.isdigit()) or int(text[:4]) > 100:
        raise Unreadable("schema")
    levels = Hotspot.Confidence
    return levels.LOW if int(text) < 30 else levels.HIGH if int(text) >= 80 else levels.NOMINAL
