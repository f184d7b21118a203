"""GISTDA CheckFoon: PM2.5 as a model estimates it for areas and points, never a measurement.

Times end in "Z" and are Thai time all the same. `pred1` to `pred3` and the pages under `/pred/` look ahead by hours
("คาดการณ์ล่วงหน้า 3 ชั่วโมง"): they are no readings, and no forecast of a day either, so they are left out.
An answer is `{"status", "data"}` with rows of areas or one point; or several such by name; or a row.
"""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from pm25.flags import Flag
from pm25.importers.answers import LONGEST_ID, clean, marked, no_stations_problem, read_json, schema_problem
from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BANGKOK, BadTime, is_full_hour, read_local
from pm25.importers.values import Refused, read_value
from pm25.models import Averaging

NAME = "gistda"
SOURCE = "gistda"
HOSTS = frozenset({"pm25.gistda.or.th"})
CATCHES_UP = False
NEEDS_STATIONS = False
URL = "https://pm25.gistda.or.th/rest/getPm25byProvince"
AREAS = (("tb", "tambon", 6, "ต."), ("ap", "amphoe", 4, "อ."), ("pv", "province", 2, "จ."))
MARKS = frozenset({"dt", "pm25"})
DAY_MEANS = ("pm25Avg24hr", "pm25Avg24hrs")
HISTORY = "graphHistory24hrs"
UNIT = "µg/m³"


def fetch(client, *, stations, since, until):
    """The newest estimate for every province, as `fetching.Fetched`."""
    return client.get(URL, hosts=HOSTS)


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """Read an answer; the address in `origin` tells a point's position. Raises ImportProblem where nothing is known."""
    writer, rows, line = BlockWriter(), [], 0
    for sent in _estimates(read_json(content)):
        known = len(rows)
        if isinstance(sent, dict) and (area := _area(sent)):
            rows.append(_of_area(sent, area, fetched_at))
            line = _read_area(sent, rows[-1].source_station_id, fetched_at, writer, line)
        elif isinstance(sent, dict) and (point := _of_point(sent, origin, fetched_at)):
            rows.append(point)
            line = _read_point(sent, point.source_station_id, fetched_at, writer, line)
        if len(rows) == known:
            line += 1
            writer.reject(line, "schema", sent)
    if not rows:
        raise schema_problem()
    return Parsed(rows, [writer.block], writer.rejects, writer.doubled)


def _estimates(answer):
    """The areas and points of an answer, or of each answer in it that has a name."""
    if "data" in answer:
        return _of_answer(answer)
    if not answer.keys().isdisjoint(MARKS):
        return [answer]
    named = [value for value in answer.values() if isinstance(value, dict | list)]
    return [row for value in named for row in (_of_answer(value) if _is_answer(value) else [value])]


def _is_answer(value):
    return isinstance(value, dict) and "data" in value


def _of_answer(answer):
    status = clean(answer.get("status"))
    if status and status != "200":
        raise ImportProblem("source_error", f"แหล่งข้อมูลแจ้งว่าผิดพลาด: {status}", f"The source reports an error: {status}")
    data = answer["data"]
    if data in ([], {}, None):
        raise no_stations_problem()
    if not isinstance(data, dict | list):
        raise schema_problem()
    return [data] if isinstance(data, dict) else data


def _area(sent):
    """(kind, official code) of the smallest area that a row is about, or None."""
    for prefix, kind, digits, _ in AREAS:
        code = clean(sent.get(f"{prefix}_idn"))
        if code.isascii() and code.isdigit() and len(code) == digits:
            return kind, code
    return None


def _of_area(sent, area, fetched_at):
    kind, code = area
    names = [(mark, clean(sent.get(f"{prefix}_tn")), clean(sent.get(f"{prefix}_en"))) for prefix, _, _, mark in AREAS]
    thai = " ".join(f"{mark}{th}" for mark, th, _ in names if th)
    english = ", ".join(en for _, _, en in names if en)
    return StationRow(
        source_station_id=f"{kind}-{code}",
        seen_at=fetched_at,
        name_th=f"ค่าประมาณจากแบบจำลอง {thai}".strip(),
        name_en=f"Model estimate: {english}" if english else "",
        area_th=thai,
        area_en=english,
        type="MODEL",
        province_code=code[:2],
        is_area=True,
    )


def _of_point(sent, origin, fetched_at):
    """The point that an answer is about: by the position that was asked for, else by its place in words."""
    place = sent.get("loc") if isinstance(sent.get("loc"), dict) else {}
    words = clean(place.get("loctext")) or " ".join(filter(None, (clean(place.get(f"{p}_tn")) for p, *_ in AREAS)))
    lat, lon = _asked(origin, "lat"), _asked(origin, "lng")
    name = f"{lat}-{lon}" if lat and lon else words
    if not name:
        return None
    return StationRow(
        source_station_id=f"point-{name}".lower()[:LONGEST_ID],
        seen_at=fetched_at,
        name_th=f"ค่าประมาณจากแบบจำลอง {words}".strip(),
        type="MODEL",
        lat=lat,
        lon=lon,
        is_area=not (lat and lon),
    )


def _asked(origin, name):
    try:
        return clean(parse_qs(urlsplit(origin).query).get(name, [""])[0])
    except ValueError:
        return ""


def _read_area(sent, code, fetched_at, writer, line):
    values = [("pm25", Averaging.HOUR)] + [(name, Averaging.RUNNING_DAY) for name in DAY_MEANS]
    for name, averaging in values:
        if name in sent:
            line += 1
            _add(writer, SeriesKey(code, "pm25", averaging, UNIT), sent[name], sent.get("dt"), fetched_at, line)
    return line


def _read_point(sent, code, fetched_at, writer, line):
    """The newest hour, exact; the hours before it, rounded to hundredths by the source."""
    hour, newest = SeriesKey(code, "pm25", Averaging.HOUR, UNIT), _newest(sent)
    line += 1
    _add(writer, hour, sent.get("pm25"), newest, fetched_at, line)
    for name in DAY_MEANS:
        if name in sent:
            line += 1
            key = hour._replace(averaging=Averaging.RUNNING_DAY)
            _add(writer, key, sent[name], newest, fetched_at, line)
    for pair in sent[HISTORY] if isinstance(sent.get(HISTORY), list) else []:
        line += 1
        if not isinstance(pair, list) or len(pair) != 2:
            writer.reject(line, "schema", pair)
        elif clean(pair[1]) != newest:
            _add(writer, hour, pair[0], pair[1], fetched_at, line, flag=Flag.LOW_PRECISION)
    return line


def _newest(sent):
    """The time of a point's value: that of the last hour of its history, else the one printed for readers."""
    pairs = sent.get(HISTORY)
    if isinstance(pairs, list) and pairs and isinstance(pairs[-1], list) and len(pairs[-1]) == 2:
        return clean(pairs[-1][1])
    printed = sent.get("datetimeEng") if isinstance(sent.get("datetimeEng"), dict) else {}
    try:
        text = f"{clean(printed.get('dateEng'))} {clean(printed.get('timeEng'))}"
        return datetime.strptime(text, "%A %d %B %Y %H:%M").replace(tzinfo=BANGKOK).strftime("%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return ""


def _add(writer, key, sent, time, fetched_at, line, *, flag=0):
    try:
        value = read_value(sent, key.parameter)
        if value is not None:
            writer.add(key, _end(time, fetched_at), marked(value, flag), line)
    except (Refused, BadTime) as problem:
        writer.reject(line, problem.reason, f"{key.station} {sent} {time}")


def _end(time, fetched_at):
    """The hour's end. The clock is Thai, whatever the letter at its end says."""
    day, _, clock = clean(time).partition("T")
    moment = read_local(day, clock.removesuffix("Z"), now=fetched_at)
    if not is_full_hour(moment):
        raise BadTime("not_on_the_hour")
    return moment
