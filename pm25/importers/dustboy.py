"""DustBoy, the low-cost sensors of Chiang Mai University's climate change data centre: the newest hour of each.

An answer is a list of records or one bare record. Its indices and its `daily_` means, whose hours it does not state,
are not kept: ours are computed. What names the persons who keep a sensor is gone before anything sees a record.
"""

from datetime import datetime

from pm25.flags import Flag
from pm25.importers.answers import clean, marked, no_stations_problem, once, read_any_json, schema_problem, station_id
from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.times import BadTime, is_full_hour, read_local
from pm25.importers.values import Refused, read_value
from pm25.models import Averaging

NAME = "dustboy"
SOURCE = "dustboy"
HOSTS = frozenset({"www.cmuccdc.org", "open-api.cmuccdc.org"})
CATCHES_UP = False
NEEDS_STATIONS = False
URL = "https://www.cmuccdc.org/api/ccdc/stations"
TIME = "log_datetime"
PARAMETERS = {  # theirs: ours, and the unit where it is beyond doubt
    "pm25": ("pm25", "µg/m³"),
    "pm10": ("pm10", "µg/m³"),
    "temp": ("temp", "°C"),
    "humid": ("rh", "%"),
    "wind_speed": ("ws", ""),
    "wind_direction": ("wd", "°"),
    "atmospheric": ("pressure", ""),
}
DESCRIPTION = ("id", "dustboy_name", "dustboy_name_en", "dustboy_lat", "dustboy_lon", "province_code", TIME)
KEPT = frozenset({*DESCRIPTION, *PARAMETERS})
INDOOR_MARKS = ("indoor", "ในอาคาร")


def fetch(client, *, stations, since, until):
    """The newest record of every sensor, as `fetching.Fetched`."""
    return client.get(URL, hosts=HOSTS)


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read an answer. Raises ImportProblem where it has no sensor or none can be read."""
    writer, rows, line = BlockWriter(), [], 0
    for sent in _records(content):
        code = station_id(sent.get("id")) if isinstance(sent, dict) else ""
        if not code or TIME not in sent:
            line += 1
            writer.reject(line, "schema" if code else "bad_station", code)
            continue
        rows.append(_described(sent, code, fetched_at))
        line = _read_record(code, sent, fetched_at, writer, line)
    if not rows:
        raise schema_problem()
    return Parsed(rows, [writer.block], writer.rejects, writer.doubled)


def _records(content):
    answer = read_any_json(content, hook=_kept)
    if answer in ([], "[]"):
        raise no_stations_problem()
    if isinstance(answer, dict):
        return [answer]
    if not isinstance(answer, list):
        raise schema_problem()
    return answer


def _kept(pairs):
    """An object without the fields that we have no use for, such as a caretaker's name and telephone number."""
    return once([(name, value) for name, value in pairs if name in KEPT])


def _described(sent, code, fetched_at):
    try:
        seen_at = _end(sent, fetched_at)
    except BadTime:
        seen_at = fetched_at
    return StationRow(
        source_station_id=code,
        seen_at=seen_at,
        name_th=clean(sent.get("dustboy_name")),
        name_en=clean(sent.get("dustboy_name_en")),
        type="INDOOR" if _is_indoor(sent) else "OUTDOOR",
        lat=clean(sent.get("dustboy_lat")),
        lon=clean(sent.get("dustboy_lon")),
        province_code=clean(sent.get("province_code")),
    )


def _is_indoor(sent):
    names = f"{clean(sent.get('dustboy_name'))} {clean(sent.get('dustboy_name_en'))}".lower()
    return any(mark in names for mark in INDOOR_MARKS)


def _read_record(code, sent, fetched_at, writer, line):
    flag = Flag.INDOOR if _is_indoor(sent) else Flag(0)
    for name, (parameter, unit) in PARAMETERS.items():
        if name not in sent:
            continue
        line += 1
        try:
            value = read_value(sent[name], parameter)
            if value is not None:
                key = SeriesKey(code, parameter, Averaging.HOUR, unit)
                writer.add(key, _end(sent, fetched_at), marked(value, flag), line)
        except (Refused, BadTime) as problem:
            writer.reject(line, problem.reason, f"{code} {name} {sent[name]} {sent[TIME]}")
    return line


def _end(sent, fetched_at):
    day, _, clock = clean(sent.get(TIME)).partition(" ")
    moment = read_local(day, clock.strip(), now=fetched_at)
    if not is_full_hour(moment):
        raise BadTime("not_on_the_hour")
    return moment
