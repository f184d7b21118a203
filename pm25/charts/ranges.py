"""One row of a comparison: a dot for now, a ring for a year before, a line between them; many rows share an axis."""

from dataclasses import dataclass
from decimal import Decimal

from pm25.charts.axis import Axis, axis_for, number, plain

LEFT, RIGHT = Decimal(3), Decimal(97)  # per cent: room for a dot at either end


@dataclass(frozen=True)
class Tick:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Range:
    """Places in per cent; `before` is None where there is nothing to compare with."""

    now: str
    before: str | None


@dataclass(frozen=True)
class RangeAxis:
    """The axis that all rows share, from 0 to the highest number of any of them."""

    axis: Axis

    @property
    def ticks(self):
        last = len(self.axis.ticks) - 1
        return [
            Tick(_along(tick, self.axis), plain(tick), "start" if not place else "end" if place == last else "middle")
            for place, tick in enumerate(self.axis.ticks)
        ]

    def row(self, now, before) -> Range:
        """Where `now` and `before`, counts or None, stand."""
        return Range(_along(Decimal(now), self.axis), None if before is None else _along(Decimal(before), self.axis))


def range_axis(values) -> RangeAxis:
    """The axis for `values`, counts, None among them."""
    return RangeAxis(axis_for(Decimal(max([value for value in values if value is not None], default=0))))


def _along(value, axis):
    return number(LEFT + value / axis.top * (RIGHT - LEFT))
