"""Air4Thai's hourly history.

`forweb` labels an hour by its end; `webV2` gives the same hours rounded to whole numbers and labelled one hour earlier,
so they are moved by an hour and never overwrite a better value.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from pm25.flags import Flag
from pm25.importers.air4thai import HOSTS, SOURCE, UNITS, base_url
from pm25.importers.answers import (
    PARAMETER,
    clean,
    marked,
    no_stations_problem,
    read_json,
    schema_problem,
    station_id,
)
from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BANGKOK, TOLERANCE, BadTime, is_full_hour, read_local
from pm25.importers.values import Refused, read_value
from pm25.models import Averaging

NAME = "air4thai_history"
CATCHES_UP = True
NEEDS_STATIONS = True
PATH = "/forweb/getHistoryData.php"
PARAMETERS = "PM25,PM10,O3,CO,NO2,SO2,WS,TEMP,RH,WD"
TIME = "DATETIMEDATA"
HOUR = timedelta(hours=1)

__all__ = ["CATCHES_UP", "HOSTS", "NAME", "NEEDS_STATIONS", "SOURCE", "fetch", "parse"]


def fetch(client, *, stations, since: datetime, until: datetime):
    """All hours of the days from `since` to `until` (aware) of `stations` (source ids), as `fetching.Fetched`."""
    query = {
        "stationID": ",".join(stations),
        "param": PARAMETERS,
        "type": "hr",
        "sdate": since.astimezone(BANGKOK).date().isoformat(),
        "edate": until.astimezone(BANGKOK).date().isoformat(),
        "stime": "00",
        "etime": "23",
    }
    return client.get_first([f"{base_url()}{PATH}?{urlencode(query, safe=',')}"], hosts=HOSTS)


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read an answer of `forweb` or `webV2`. `origin` (address or file name) may say webV2; else its marks do.

    Raises ImportProblem for an answer that says so itself, has no station or no hour at all.
    """
    answer = read_json(content)
    stations = _stations(answer)
    begins = "webv2" in origin.lower() or _looks_like_webv2(stations)
    writer, rows, line = BlockWriter(), [], 0
    for sent in stations:
        code = station_id(sent.get("stationID")) if isinstance(sent, dict) else ""
        if not code or not isinstance(sent.get("data"), list):
            line += 1
            writer.reject(line, "schema" if code else "bad_station", sent)
            continue
        rows.append(StationRow(code, fetched_at, described=False))
        line = _read_hours(code, sent["data"], begins, fetched_at, writer, line)
    if not len(writer.block) and not writer.rejects:
        raise ImportProblem(
            "no_data", "แหล่งข้อมูลตอบโดยไม่มีค่าของชั่วโมงใดเลย", "The source answered without a value for any hour."
        )
    return Parsed(rows, [writer.block], writer.rejects, writer.doubled)


def _stations(answer):
    result = clean(answer.get("result"))
    if result and result.upper() != "OK":
        said = f"{result} {clean(answer.get('error'))}"[:200]
        raise ImportProblem("source_error", f"แหล่งข้อมูลแจ้งว่าผิดพลาด: {said}", f"The source reports an error: {said}")
    stations = answer.get("stations")
    if not isinstance(stations, list):
        raise schema_problem()
    if not stations:
        raise no_stations_problem()
    if not any(isinstance(sent, dict) and "data" in sent for sent in stations):
        raise schema_problem()
    return stations


def _looks_like_webv2(stations):
    """webV2 marks a gap by "-" and has no decimals; forweb leaves null and has one."""
    gap = False
    for sent in stations:
        hours = sent.get("data") if isinstance(sent, dict) else None
        for hour in hours if isinstance(hours, list) else []:
            for name, value in hour.items() if isinstance(hour, dict) else []:
                if isinstance(value, Decimal) and value != value.to_integral_value():
                    return False
                gap = gap or (name != TIME and value == "-")
    return gap


def _read_hours(code, data, begins, fetched_at, writer, line):
    for hour in data:
        if not isinstance(hour, dict):
            line += 1
            writer.reject(line, "schema", hour)
            continue
        for name, sent in hour.items():
            if name != TIME:
                line += 1
                _read_hour(SeriesKey(code, name, Averaging.HOUR, ""), hour, sent, begins, fetched_at, writer, line)
    return line


def _read_hour(key, hour, sent, begins, fetched_at, writer, line):
    try:
        if not PARAMETER.fullmatch(key.parameter):
            raise Refused("schema")
        parameter = key.parameter.lower()
        value = read_value(sent, parameter)
        if value is None:
            return
        end = _end(hour, begins, fetched_at)
        value = marked(value, Flag.LOW_PRECISION) if begins else value
        writer.add(key._replace(parameter=parameter, unit=UNITS.get(parameter, "")), end, value, line)
    except (Refused, BadTime) as problem:
        writer.reject(line, problem.reason, f"{key.station} {key.parameter} {sent} {hour.get(TIME)}")


def _end(hour, begins, fetched_at):
    day, _, clock = clean(hour.get(TIME)).partition(" ")
    moment = read_local(day, clock.strip() or "00:00", now=fetched_at)
    if not is_full_hour(moment):
        raise BadTime("not_on_the_hour")
    if begins and moment + HOUR > fetched_at + TOLERANCE:
        raise BadTime("future")
    return moment + HOUR if begins else moment
