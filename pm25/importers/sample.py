"""Invented readings for a demonstration: plausible in season, region and hour, always the same for the same hour."""

import math
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random

from pm25.importers.parsed import Block, SeriesKey
from pm25.importers.times import BANGKOK
from pm25.models import Averaging, Parameter

NAME = "sample"
UNIT = "µg/m³"
HOUR = 3600
RUNNING_HOURS = 24  # as many hours back is the 24-hour mean kept; pages need only the newest
FEWEST_HOURS = 18
NEVER = 99

# Typical monthly means of PM2.5, January first: fires in the north from February to April, rain from June to September
MONTHS = {
    "north": (33, 52, 72, 58, 22, 11, 9, 9, 11, 16, 22, 28),
    "northeast": (34, 42, 40, 27, 15, 10, 9, 9, 11, 17, 24, 30),
    "central": (40, 37, 28, 20, 14, 11, 10, 11, 13, 19, 27, 37),
    "west": (31, 36, 32, 22, 13, 9, 9, 9, 11, 15, 22, 28),
    "east": (29, 27, 21, 15, 11, 9, 9, 9, 11, 15, 21, 27),
    "south": (14, 15, 15, 13, 11, 12, 12, 13, 13, 11, 11, 12),
}
# Share of the day's mean at each hour: smoke settles at night, peaks in the morning, thins out in the afternoon
HOURS = tuple(
    1 + 0.20 * math.cos((hour - 7.5) / 24 * 2 * math.pi) + 0.08 * math.cos((hour - 21) / 12 * 2 * math.pi)
    for hour in range(24)
)


@dataclass(frozen=True)
class Place:
    """An invented station: its id, its region and how much dustier than the region it is."""

    id: str
    region: str
    factor: float


def place(station_id: str, region: str) -> Place:
    return Place(station_id, region, 0.82 + 0.36 * Random(_seed("place", station_id)).random())  # noqa: S311


def generate(places, *, since: datetime, until: datetime):
    """Yield one Block for each of `places`: the hours that end after `since`, up to `until`, both aware.

    Hourly PM2.5, and the 24-hour running mean of the last day.
    """
    first = int(since.timestamp()) // HOUR * HOUR + HOUR
    last = int(until.timestamp()) // HOUR * HOUR
    weather = {}
    for one in places:
        yield _block(one, _hours(one, first - RUNNING_HOURS * HOUR, last, weather), first, last)


def _block(one, hours, first, last):
    series = [
        SeriesKey(one.id, Parameter.PM25, Averaging.HOUR, UNIT),
        SeriesKey(one.id, Parameter.PM25, Averaging.RUNNING_DAY, UNIT),
    ]
    ends = [end for end in hours if end >= first]
    means = _running(hours, max(first, last - (RUNNING_HOURS - 1) * HOUR), last)
    count, running = len(ends), len(means)
    return Block(
        series=series,
        series_no=[0] * count + [1] * running,
        period_end=ends + list(means),
        thousandths=[hours[end] for end in ends] + list(means.values()),
        flags=[0] * (count + running),
        raw=[None] * (count + running),
        line=list(range(1, count + running + 1)),
    )


def _running(hours, first, last):
    means = {}
    for end in range(first, last + 1, HOUR):
        values = [hours[hour] for hour in range(end - (RUNNING_HOURS - 1) * HOUR, end + 1, HOUR) if hour in hours]
        if len(values) >= FEWEST_HOURS:
            means[end] = round(sum(values) / len(values) / 100) * 100
    return means


def _hours(one, first, last, weather):
    """{seconds: thousandths} of the hours that end from `first` to `last`; an hour in a hundred is missing."""
    values = {}
    day = (datetime.fromtimestamp(first, UTC).astimezone(BANGKOK) - timedelta(seconds=1)).date()
    while (midnight := _midnight(day)) < last:
        mean = _day_mean(one, day, weather)
        chance = Random(_seed(one.id, day))  # noqa: S311
        outage = chance.randrange(24) if chance.random() < 1 / 70 else NEVER
        for hour in range(1, 25):
            end, noise, gap = midnight + hour * HOUR, 0.84 + 0.32 * chance.random(), chance.random() < 1 / 100
            if gap or outage <= hour < outage + 9 or not first <= end <= last:
                continue
            values[end] = max(1, round(mean * HOURS[hour % 24] * noise * 10)) * 100
        day += timedelta(days=1)
    return values


def _midnight(day):
    return int(datetime(day.year, day.month, day.day, tzinfo=BANGKOK).timestamp())


def _day_mean(one, day, weather):
    """The month's mean between its neighbours, with days of still and of washed air that a whole region shares."""
    key = (one.region, day)
    if key not in weather:
        weather[key] = _season(one.region, day) * math.exp(0.30 * _still_air(one.region, day))
    return weather[key] * one.factor * math.exp(0.12 * _still_air(one.id, day))


def _season(region, day):
    months = MONTHS[region]
    place_in_month = (day.day - 15) / 30
    neighbour = months[(day.month - 1 + (1 if place_in_month > 0 else -1)) % 12]
    return months[day.month - 1] + (neighbour - months[day.month - 1]) * abs(place_in_month) * 0.5


def _still_air(where, day):
    """Noise of mean 0 that lasts some days."""
    shares = (0.62, 0.48, 0.38, 0.30, 0.22)
    return sum(share * _noise(where, day.toordinal() - n) for n, share in enumerate(shares))


@lru_cache(maxsize=100_000)
def _noise(where, day_number):
    return Random(_seed(where, day_number)).gauss(0, 1)  # noqa: S311


def _seed(where, when) -> int:
    """A number that is the same in every process."""
    return zlib.crc32(f"{where} {when}".encode())
