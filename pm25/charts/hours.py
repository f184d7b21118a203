"""A line of hourly values: gaps in the data are gaps in the line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from foundation.thai.dates import date_words, time_words
from pm25.charts.axis import axis_for, number, plain

LEFT, RIGHT = Decimal(8), Decimal(99)  # per cent: the numbers of the axis stand at the left of the plot
TOP, PLOT, FOOT = Decimal(18), Decimal(210), Decimal(44)  # px
INNER = 1000  # units of the stretched drawing inside
HOUR = timedelta(hours=1)
LABELLED_HOURS = (0, 12)
EDGE, NEAR = Decimal(14), Decimal(22)  # per cent
NO_VALUE_TOP = Decimal(40)  # µg/m³, where there is neither a value nor a limit
ROOM_ABOVE_LIMIT = Decimal("1.1")
ABOVE, BELOW, TEXT_DROP = (
    Decimal(12),
    Decimal(14),
    Decimal(5),
)  # px from a line to the middle of its text, and to its foot
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True)
class Hour:
    """One row of the table; `value` is None where nothing usable was measured."""

    at: datetime
    value: Decimal | None


@dataclass(frozen=True)
class Scale:
    """The value axis: lines of the grid and the limit, as depths in the plot, and what is written on them."""

    grid: tuple[str, ...]
    labels: tuple[Text, ...]
    limit: Text | None
    limit_y: str


@dataclass(frozen=True)
class Clock:
    """The time axis: midnight and noon with their words, and the lines at midnight in units of the inner drawing."""

    labels: tuple[Text, ...]
    midnights: tuple[str, ...]


@dataclass(frozen=True)
class HoursChart:
    """`lines` are path data in a box of 1000 × `plot`; `dots` are single hours between two gaps."""

    rows: tuple[Hour, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    last_dot: Dot | None
    labels: tuple[Text, ...]
    scale: Scale
    clock: Clock
    left: str = number(LEFT)
    width: str = number(RIGHT - LEFT)
    top: str = number(TOP)
    plot: str = number(PLOT)
    height: str = number(TOP + PLOT + FOOT)

    @cached_property
    def known(self):
        return [row for row in self.rows if row.value is not None]

    @property
    def missing(self):
        return len(self.rows) - len(self.known)

    @cached_property
    def highest(self):
        return max(self.known, key=lambda row: row.value, default=None)

    @cached_property
    def lowest(self):
        return min(self.known, key=lambda row: row.value, default=None)

    @property
    def latest(self):
        return self.known[-1] if self.known else None

    @property
    def newest_first(self):
        return self.rows[::-1]


def hours_chart(readings, *, end, hours=48, limit=None) -> HoursChart:
    """Draw the `hours` hours that end at `end` (aware, a full hour).

    `readings` maps the end of an hour (aware) to its value; a missing hour, or None, is a gap. `limit` is drawn dashed.
    """
    times = [end - HOUR * back for back in range(hours - 1, -1, -1)]
    rows = tuple(Hour(time, readings.get(time)) for time in times)
    known = [row for row in rows if row.value is not None]
    axis = axis_for(_highest(known, limit))
    places = {row: (_along(place, hours), axis.depth(row.value, PLOT)) for place, row in _numbered(rows)}
    runs = _runs(rows)
    return HoursChart(
        rows=rows,
        lines=tuple(_path(run, places) for run in runs if len(run) > 1),
        dots=tuple(_dot(places[run[0]]) for run in runs if len(run) == 1),
        last_dot=_dot(places[known[-1]]) if known else None,
        labels=tuple(_labels(known, places)),
        scale=_scale(axis, limit, places.values()),
        clock=_clock(rows),
    )


def _highest(known, limit):
    values = [row.value for row in known]
    if limit is not None:
        values.append(limit * ROOM_ABOVE_LIMIT)
    return max(values, default=NO_VALUE_TOP)


def _numbered(rows):
    return [(place, row) for place, row in enumerate(rows) if row.value is not None]


def _along(place, hours):
    return Decimal(place) / max(1, hours - 1)


def _percent(along):
    return LEFT + along * (RIGHT - LEFT)


def _runs(rows):
    """The hours with a value, split where one is missing."""
    runs, run = [], []
    for row in rows:
        if row.value is not None:
            run.append(row)
        elif run:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def _path(run, places):
    return "M" + "L".join(f"{number(places[row][0] * INNER)} {number(places[row][1])}" for row in run)


def _dot(place):
    return Dot(number(_percent(place[0])), number(place[1] + TOP))


def _labels(known, places):
    """The newest value and the highest one; one of them where they would touch."""
    if not known:
        return
    latest, highest = known[-1], max(known, key=lambda row: row.value)
    yield _label(latest, places)
    if abs(places[latest][0] - places[highest][0]) * (RIGHT - LEFT) > NEAR:
        yield _label(highest, places)


def _label(row, places):
    """The value above its point, turned inwards near the edges."""
    x, y = _percent(places[row][0]), places[row][1] + TOP
    return Text(number(x), number(max(y - 10, Decimal(13))), f"{row.value:.1f}", _anchor(x))


def _anchor(x):
    return "start" if x < LEFT + EDGE else "end" if x > RIGHT - EDGE else "middle"


def _scale(axis, limit, points):
    return Scale(
        grid=tuple(number(axis.depth(tick, PLOT)) for tick in axis.ticks),
        labels=tuple(
            Text(number(LEFT - 1), number(axis.depth(tick, PLOT) + TOP + 5), plain(tick), "end") for tick in axis.ticks
        ),
        limit=None if limit is None else _limit_text(axis.depth(limit, PLOT), points, plain(limit)),
        limit_y="" if limit is None else number(axis.depth(limit, PLOT)),
    )


def _limit_text(depth, points, label):
    """The limit's name over or under its line, at the left or the right: where the curve is farthest from it."""
    corners = [(y, side) for y in (depth - ABOVE, depth + BELOW) if 0 < y < PLOT for side in ("start", "end")]
    y, side = max(corners, key=lambda corner: _clear(*corner, points))
    x = LEFT + 1 if side == "start" else RIGHT - 1
    return Text(number(x), number(y + TOP + TEXT_DROP), label, side)


def _clear(y, side, points):
    """The least distance of the curve, and of the label above each point, from a text in the middle of which is `y`."""
    near = [depth for along, depth in points if (along < HALF) == (side == "start")]
    return min((abs(depth + away - y) for depth in near for away in (0, -ABOVE)), default=PLOT)


def _clock(rows):
    """The day stands under its midnight."""
    labels, midnights = [], []
    for place, row in enumerate(rows):
        clock, along = timezone.localtime(row.at), _along(place, len(rows))
        if clock.hour not in LABELLED_HOURS:
            continue
        x = _percent(along)
        anchor = "start" if x < LEFT + 4 else "end" if x > RIGHT - 6 else "middle"
        labels.append(Text(number(x), number(TOP + PLOT + 18), time_words(clock), anchor))
        if clock.hour == 0:
            midnights.append(number(along * INNER))
            labels.append(Text(number(x), number(TOP + PLOT + 37), date_words(clock, "day"), anchor))
    return Clock(tuple(labels), tuple(midnights))
