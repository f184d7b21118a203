"""The scale of the bands as five equal fields, and where a value lies on it."""

from dataclasses import dataclass
from decimal import Decimal

from pm25.charts.axis import number, plain

OPEN_END = Decimal(2)  # the last field shows values up to this many times its lower bound


@dataclass(frozen=True)
class Field:
    level: int
    x: str
    width: str


@dataclass(frozen=True)
class Mark:
    x: str
    label: str


@dataclass(frozen=True)
class Gauge:
    """`needle` is None where there is no value to point at."""

    fields: tuple[Field, ...]
    marks: tuple[Mark, ...]
    needle: str | None


def gauge(bands, value=None) -> Gauge:
    """`bands` in ascending order with `level`, `lower`, `upper` (the last without); each takes the same width."""
    width = Decimal(100) / max(1, len(bands))
    fields = tuple(Field(band.level, number(width * place), number(width)) for place, band in enumerate(bands))
    marks = tuple(Mark(number(width * (place + 1)), plain(band.upper)) for place, band in enumerate(bands[:-1]))
    return Gauge(fields, marks, None if value is None or not bands else number(_place(bands, value, width)))


def _place(bands, value, width):
    """Where `value` lies: in proportion inside its band. A band begins where the one before it ends."""
    start = Decimal(0)
    for place, band in enumerate(bands):
        end = band.upper if band.upper is not None else band.lower * OPEN_END
        if value <= end or place == len(bands) - 1:
            share = (min(max(value, start), end) - start) / (end - start)
            return width * (place + share)
        start = end
    return Decimal(100)
