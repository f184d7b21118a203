"""What the cells of a row say, each distinct text judged once: a file repeats its stations, hours and values."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from pm25.importers.answers import station_id
from pm25.importers.parsed import SeriesKey
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BadTime, checked, is_full_hour, read_local
from pm25.importers.units import unit_kept
from pm25.importers.values import Refused, Sent, converted, read_value
from pm25.models import Averaging, Parameter

NEEDED = ("station_code", "time", "value", "unit")
OPTIONAL = ("parameter",)
REMEMBERED = 10_000
_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?: +|T)(\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?) *(Z|[+-]\d{2}:?\d{2})?", re.A)


class Place(NamedTuple):
    """The series that a row belongs to, and what its value is multiplied by."""

    key: SeriesKey
    factor: object


class Columns:
    """At which cell of a row each name stands. Raises ImportProblem where the header is not the documented one."""

    def __init__(self, cells):
        names = [cell.strip().lower() for cell in cells]
        if (
            not set(NEEDED).issubset(names)
            or not set(names).issubset(NEEDED + OPTIONAL)
            or len(set(names)) < len(names)
        ):
            raise ImportProblem(
                "header",
                "หัวตารางต้องเป็น station_code,time,value,unit และมี parameter เพิ่มได้ แก้บรรทัดแรกแล้วนำเข้าใหม่",
                "The header must be station_code,time,value,unit, with parameter if wanted: mend the first line.",
            )
        self.count = len(names)
        self.station, self.time, self.value, self.unit = (names.index(name) for name in NEEDED)
        self.parameter = names.index("parameter") if "parameter" in names else None


class Rules:
    """Judges texts: each method gives what a text says, or the reason (a key of `parsed.REASONS`) why it is refused."""

    def __init__(self, now):
        self.now = now
        self._places, self._times, self._values = {}, {}, {}

    def place(self, station: str, parameter: str, unit: str) -> Place | str:
        return _remembered(self._places, (station, parameter, unit), _place)

    def value(self, text: str, parameter: str, factor) -> Sent | str | None:
        """None is a missing mark: no reading, and nothing wrong."""
        return _remembered(self._values, (text, parameter, factor), _value)

    def time(self, text: str) -> int | str:
        """Seconds since 1970 of an hour's end."""
        return _remembered(self._times, (text, self.now), _time)


def read_time(text: str, *, now: datetime) -> datetime:
    """The end of an hour as UTC: ISO 8601, +07:00 where no offset is given, 24:00 as the next midnight.

    Raises BadTime.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise BadTime("bad_time")
    day, clock, offset = found.groups()
    if offset is None:
        moment = read_local(day, clock, now=now)
    else:  # read as if in Thailand, then moved by what the offset differs
        moment = read_local(day, clock, now=datetime.max.replace(tzinfo=UTC) - timedelta(days=2))
        moment = checked(moment + timedelta(hours=7) - _offset(offset), now)
    if not is_full_hour(moment):
        raise BadTime("not_on_the_hour")
    return moment


def _offset(text):
    if text == "Z":
        return timedelta(0)
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size).utcoffset(None)


def _place(station, parameter, unit):
    code = station_id(station)
    if not code:
        return "bad_station"
    name = parameter.strip().lower() or str(Parameter.PM25)
    try:
        kept, factor = unit_kept(name, unit)
    except Refused as problem:
        return problem.reason
    return Place(SeriesKey(code, name, str(Averaging.HOUR), kept), factor)


def _value(text, parameter, factor):
    try:
        sent = read_value(text, parameter)
        return sent if sent is None or factor == 1 else converted(sent, factor, parameter)
    except Refused as problem:
        return problem.reason


def _time(text, now):
    try:
        return int(read_time(text, now=now).timestamp())
    except (BadTime, ValueError, OverflowError) as problem:
        return getattr(problem, "reason", "bad_time")


def _remembered(memory, key, judge):
    if key not in memory:
        if len(memory) >= REMEMBERED:
            memory.clear()
        memory[key] = judge(*key)
    return memory[key]
