"""Generated hours of 200 stations: a dirty file in order of time, and what of it must be stored.

Everything follows from the seed and the hour itself, so that two files agree where their hours do.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

SEED, STATIONS = 20260101, 200
BAD, DOUBLED = 0.02, 0.01
CHUNK = 240  # hours that are made at once
HEADER = "station_code,time,value,unit\n"
REASONS = ["not_a_number", "bad_time", "unit", "columns", "columns", "not_on_the_hour", "bad_station"]
CODES = pl.Series([f"bm{number:03d}" for number in range(1, STATIONS + 1)])
THAI = 7 * 3600
CHANGED_EVERY, CHANGED_BY = 100, 1000  # one reading of a hundred, by thousandths


@dataclass
class Made:
    """What a file holds: `bad` are the refused lines with their reasons, in order."""

    path: Path
    lines: int = 0
    doubled: int = 0
    changed: int = 0
    bad: list = field(default_factory=list)
    clean: pl.DataFrame | None = None  # station (from 1), hour (since 1970, the period's end), value (thousandths)


def make_file(path, *, first, hours, bad=BAD, doubled=DOUBLED, change=False, stations=None) -> Made:
    """Write `hours` hours from the hour `first`; with `change` one reading of a hundred is another than without.

    `stations`, numbers from 1, leaves the others out.
    """
    made, cleans = Made(path), []
    with path.open("wb") as file:
        file.write(HEADER.encode())
        for begins in range(first, first + hours, CHUNK):
            frame = _hours(begins, min(begins + CHUNK, first + hours))
            if stations is not None:
                frame = frame.filter(pl.col("station").is_in(stations))
            cleans.append(_write(file, made, frame, np.random.default_rng([SEED, begins]), bad, doubled, change))
    made.clean = pl.concat(cleans)
    return made


def _hours(begins, ends):
    """`station`, `hour` and `value` of every station, hour by hour: a season, a day and some noise."""
    hour = np.arange(begins, ends)
    noise = np.stack([np.random.default_rng([SEED, one]).integers(-40, 41, STATIONS) for one in hour])
    season = 160 * np.cos((hour / 24 % 365 - 60) * 2 * np.pi / 365)
    tenths = 250 + (np.arange(STATIONS) % 60) + (season + 60 * np.sin(hour % 24 * np.pi / 12))[:, None] + noise
    return pl.DataFrame(
        {
            "station": np.tile(np.arange(1, STATIONS + 1, dtype=np.int32), len(hour)),
            "hour": np.repeat(hour.astype(np.int32), STATIONS),
            "value": (np.maximum(tenths, 11).astype(np.int32) * 100).ravel(),
        }
    )


def _write(file, made, frame, random, bad, doubled, change):
    lot = random.random(len(frame))
    kinds = np.where(lot < bad, random.integers(0, len(REASONS), len(frame)), -1)
    if change:
        moved = (frame["station"] * 7919 + frame["hour"]) % CHANGED_EVERY == 0
        made.changed += int((moved.to_numpy() & (kinds < 0)).sum())
        frame = frame.with_columns(pl.col("value") + moved.cast(pl.Int32) * CHANGED_BY)
    twice = (lot >= bad) & (lot < bad + doubled)
    rows = np.repeat(np.arange(len(frame)), 1 + twice)
    lines = _lines(frame, kinds)[rows]
    refused = np.flatnonzero(kinds[rows] >= 0)
    made.bad += [(made.lines + 2 + at, REASONS[kinds[rows[at]]]) for at in refused.tolist()]
    made.lines += len(lines)
    made.doubled += int(twice.sum())
    file.write(("\n".join(lines.to_list()) + "\n").encode())
    return frame.filter(pl.Series(kinds < 0))


def _lines(frame, kinds):
    begins = int(frame["hour"].min())
    texts = pl.from_epoch(pl.Series(np.arange(begins, int(frame["hour"].max()) + 1) * 3600 + THAI))
    texts = texts.dt.strftime("%Y-%m-%dT%H:%M:%S+07:00")
    code, time, kind = pl.col("code"), pl.col("time"), pl.col("kind")
    value = (pl.col("value") // 1000).cast(pl.String) + "." + (pl.col("value") // 100 % 10).cast(pl.String)
    line = (
        pl.when(kind == 0)
        .then(code + "," + time + ",abc,ug/m3")
        .when(kind == 1)
        .then(code + ",2023-02-30T01:00:00+07:00," + value + ",ug/m3")
        .when(kind == 2)
        .then(code + "," + time + "," + value + ",ppb")
        .when(kind == 3)
        .then(code + "," + time + "," + value + ",ug/m3,more")
        .when(kind == 4)
        .then(code + "," + time)
        .when(kind == 5)
        .then(code + "," + time.str.replace(":00:00+", ":30:00+", literal=True) + "," + value + ",ug/m3")
        .when(kind == 6)
        .then("," + time + "," + value + ",ug/m3")
        .otherwise(code + "," + time + "," + value + ",ug/m3")
    )
    frame = frame.with_columns(
        code=CODES.gather(frame["station"] - 1), time=texts.gather(frame["hour"] - begins), kind=pl.Series(kinds)
    )
    return frame.select(line.alias("line"))["line"]
