"""An invented source whose every value follows from station and hour alone, so that what must be stored is known.

Hours are counted since 1970. Some never come, some come nine hours late, some are corrected after ten hours.
"""

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

from tests.pm25.payloads import as_bytes, current, station

STATIONS = range(1, 7)
BANGKOK = timezone(timedelta(hours=7))
HOUR = timedelta(hours=1)
SHOWN_AFTER = timedelta(minutes=15)
LATE_HOURS, CORRECTED_HOURS = 9, 10


def hour_of(moment):
    """The newest hour that has ended at `moment`."""
    return int(moment.timestamp()) // 3600


def moment_of(hour):
    return datetime.fromtimestamp(hour * 3600, UTC)


def never_comes(one, hour):
    return (hour * 7 + one * 13) % 97 == 0


def comes_late(one, hour):
    return (hour * 5 + one * 11) % 41 == 0


def is_corrected(one, hour):
    return (hour * 3 + one * 17) % 29 == 0 and not comes_late(one, hour) and not never_comes(one, hour)


def thousandths(one, hour, *, corrected=False):
    """µg/m³ × 1000: a slow wave that neither stands still nor leaps."""
    value = 20_000 + 100 * ((hour * 7 + one * 5) % 37) + 1_000 * one
    return value + 1_300 if corrected else value


def running_mean(one, hour):
    return 30_000 + 100 * ((hour * 11 + one * 3) % 53)


def shown(one, hour, now):
    """What the source says at `now` of a station's hour, in thousandths; None while or where it says nothing."""
    ended = moment_of(hour)
    wait = LATE_HOURS * HOUR if comes_late(one, hour) else SHOWN_AFTER
    if never_comes(one, hour) or now < ended + wait:
        return None
    return thousandths(one, hour, corrected=is_corrected(one, hour) and now >= ended + CORRECTED_HOURS * HOUR)


def first_hour(now):
    """The first hour of the days that a history asked for at `now` begins with."""
    day = (now - timedelta(hours=72)).astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    return hour_of(day)


def current_answer(now):
    hour = hour_of(now - SHOWN_AFTER)
    at = moment_of(hour).astimezone(BANGKOK)
    return current(
        *(
            station(f"t{one}", date=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}", PM25=f"{running_mean(one, hour) / 1000:.1f}")
            for one in STATIONS
        )
    )


def history_answer(path, now):
    query = parse_qs(urlsplit(path).query)
    first, last = (datetime.fromisoformat(query[name][0]).replace(tzinfo=BANGKOK) for name in ("sdate", "edate"))
    hours = range(hour_of(first), hour_of(last) + 24)
    stations = [
        {"stationID": f"t{one}", "params": ["PM25"], "data": [_row(one, hour, now) for hour in hours], "summary": {}}
        for one in STATIONS
    ]
    return as_bytes({"result": "OK", "error": "", "stations": stations})


def _row(one, hour, now):
    value = shown(one, hour, now)
    label = f"{moment_of(hour).astimezone(BANGKOK):%Y-%m-%d %H:%M:%S}"
    return {"DATETIMEDATA": label, "PM25": None if value is None else value / 1000}
