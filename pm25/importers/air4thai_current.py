"""Air4Thai's current values: one row a station, in the shape of 2019 (`LastUpdate`) or of 2020 and later (`AQILast`).

PM2.5 and PM10 are means of the last 24 hours, O3 and CO of the last 8, NO2 and SO2 of one hour
(openaq/openaq-fetch#747). The index values that come with them are not readings and are not kept.
"""

from datetime import datetime

from pm25.flags import Flag
from pm25.importers.air4thai import CURRENT_AVERAGING, HOSTS, SOURCE, UNITS, base_url
from pm25.importers.answers import (
    PARAMETER,
    clean,
    marked,
    no_stations_problem,
    plain_unit,
    read_json,
    schema_problem,
    station_id,
)
from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.times import BadTime, is_full_hour, read_local
from pm25.importers.values import Refused, read_value
from pm25.models import Averaging

NAME = "air4thai_current"
CATCHES_UP = False
NEEDS_STATIONS = False
PATHS = ("/services/getNewAQI_JSON.php", "/forweb/getAQI_JSON.php", "/forappV2/getAQI_JSON.php")
SHAPES = ("AQILast", "LastUpdate")
NO_POLLUTANTS = {"date", "time", "AQI"}

__all__ = ["CATCHES_UP", "HOSTS", "NAME", "NEEDS_STATIONS", "SOURCE", "fetch", "parse"]


def fetch(client, *, stations, since, until):
    """The current values of all stations, as `fetching.Fetched`; the next address is asked where one is not there."""
    return client.get_first([base_url() + path for path in PATHS], hosts=HOSTS)


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read an answer, of all stations or the bare object of one. Raises ImportProblem where no station can be read."""
    stations = _stations(read_json(content))
    writer, rows, line = BlockWriter(), [], 0
    for sent in stations:
        row, line = _read_station(sent, fetched_at, writer, line)
        if row:
            rows.append(row)
    if not rows and not any(_shape(sent) for sent in stations):
        raise schema_problem()
    return Parsed(rows, [writer.block], writer.rejects, writer.doubled)


def _stations(answer):
    if "stations" not in answer and _shape(answer):
        return [answer]
    stations = answer.get("stations")
    if not isinstance(stations, list):
        raise schema_problem()
    if not stations:
        raise no_stations_problem()
    return stations


def _shape(sent):
    if not isinstance(sent, dict):
        return None
    return next((sent[name] for name in SHAPES if isinstance(sent.get(name), dict)), None)


def _read_station(sent, fetched_at, writer, line):
    values = _shape(sent)
    code = station_id(sent.get("stationID")) if isinstance(sent, dict) else ""
    if values is None or not code:
        writer.reject(line + 1, "schema" if values is None else "bad_station", sent)
        return None, line + 1
    seen_at = None
    for name, pollutant in values.items():
        if name in NO_POLLUTANTS or not isinstance(pollutant, dict):
            continue
        line += 1
        seen_at = _read_pollutant(code, name, pollutant, values, fetched_at, writer, line) or seen_at
    return _described(sent, code, seen_at or _time(values, {}, fetched_at) or fetched_at), line


def _read_pollutant(code, name, pollutant, values, fetched_at, writer, line):
    """Add one pollutant's value; return its time where it could be read."""
    try:
        parameter = _parameter(name, pollutant)
        value = read_value(pollutant.get("value"), parameter)
        if value is None:
            return None
        end = _end(values, pollutant, fetched_at)
        averaging = CURRENT_AVERAGING.get(parameter, Averaging.HOUR)
        if averaging == Averaging.HOUR:
            if not is_full_hour(end):
                raise BadTime("not_on_the_hour")
            # The history gives the same hour with its decimals, and corrects it: this one never overwrites that one.
            value = marked(value, Flag.LOW_PRECISION)
        writer.add(SeriesKey(code, parameter, averaging, UNITS.get(parameter, "")), end, value, line)
    except (Refused, BadTime) as problem:
        writer.reject(line, problem.reason, f"{code} {name} {_raw(pollutant, values)}")
        return None
    return end


def _parameter(name, pollutant):
    if not PARAMETER.fullmatch(name):
        raise Refused("schema")
    parameter, unit = name.lower(), clean(pollutant.get("unit"))
    known = UNITS.get(parameter)
    if unit and known and plain_unit(unit) != plain_unit(known):
        raise Refused("unit")
    return parameter


def _end(values, pollutant, fetched_at):
    """A pollutant's own time where it has one, else the station's."""
    day, clock = pollutant.get("date") or values.get("date"), pollutant.get("time") or values.get("time")
    return read_local(clean(day), clean(clock), now=fetched_at)


def _time(values, pollutant, fetched_at):
    try:
        return _end(values, pollutant, fetched_at)
    except BadTime:
        return None


def _raw(pollutant, values):
    day, clock = pollutant.get("date") or values.get("date"), pollutant.get("time") or values.get("time")
    return f"{clean(pollutant.get('value')) or pollutant.get('value')} {clean(pollutant.get('unit'))} {day} {clock}"


def _described(sent, code, seen_at):
    return StationRow(
        source_station_id=code,
        seen_at=seen_at,
        name_th=clean(sent.get("nameTH")),
        name_en=clean(sent.get("nameEN")),
        area_th=clean(sent.get("areaTH")),
        area_en=clean(sent.get("areaEN")),
        type=clean(sent.get("stationType")),
        lat=clean(sent.get("lat")),
        lon=clean(sent.get("long")),
    )
