"""A year as a calendar of days: one row a month, one column a day of the month."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.translation import gettext_lazy as _

TENTH = Decimal("0.1")
CLASSES = {"measured": "", "missing": "gap", "today": "today", "ahead": "ahead", "no_day": "no"}
LABELS = {"missing": "–", "today": _("วันนี้")}


@dataclass(frozen=True)
class Day:
    """One cell. `state` is "measured", "missing", "today" (not over yet), "ahead" or "no_day" (31 June)."""

    date: date | None
    state: str
    value: Decimal | None = None
    band: object = None
    over: bool = False

    @property
    def css_class(self):
        """q1 … q5 where the day has a value, with `today` on that day; else gap, ahead or no."""
        colour = f"q{self.band.level if self.band else 0}" if self.value is not None else ""
        return f"{colour} {CLASSES[self.state]}".strip()

    @property
    def label(self):
        """The value in the room of one cell: 48.3, 102. Whole numbers only where no limit is near."""
        if self.value is None:
            return LABELS.get(self.state, "")
        return f"{self.value:.1f}" if self.value < 100 else f"{self.value:.0f}"


@dataclass(frozen=True)
class Month:
    number: int
    days: tuple[Day, ...]
    over: int

    @property
    def first_day(self):
        return self.days[0].date

    @cached_property
    def measured(self):
        return [day for day in self.days if day.value is not None]

    @property
    def missing(self):
        return sum(day.state == "missing" for day in self.days)

    @cached_property
    def highest(self):
        return max((day.value for day in self.measured), default=None)

    @cached_property
    def mean(self):
        """The mean of the month's days, rounded once to 0.1."""
        values = [day.value for day in self.measured]
        return (sum(values) / len(values)).quantize(TENTH, rounding=ROUND_HALF_UP) if values else None


@dataclass(frozen=True)
class Year:
    number: int
    months: tuple[Month, ...]

    @property
    def first_day(self):
        return self.months[0].first_day

    @property
    def begun(self):
        """The months that have begun."""
        return [month for month in self.months if month.days[0].state != "ahead"]

    @property
    def over(self):
        return sum(month.over for month in self.months)

    @property
    def measured(self):
        return sum(len(month.measured) for month in self.months)

    @property
    def missing(self):
        return sum(month.missing for month in self.months)

    @property
    def columns(self):
        return range(1, 32)


def year_calendar(days, year, *, today) -> Year:
    """Lay out the common year `year`.

    `days` maps a date to a row with `value` (Decimal), `band` and `over` (whether above the limit of that day);
    `today` is the local day.
    """
    months = []
    for number in range(1, 13):
        cells = tuple(_day(days, year, number, day, today) for day in range(1, 32))
        months.append(Month(number, cells, sum(cell.over for cell in cells)))
    return Year(year, tuple(months))


def _day(days, year, month, day, today):
    if day > calendar.monthrange(year, month)[1]:
        return Day(None, "no_day")
    when = date(year, month, day)
    row = days.get(when)
    if row is None:
        return Day(when, "today" if when == today else "ahead" if when > today else "missing")
    return Day(when, "today" if when == today else "measured", row.value, row.band, bool(row.over))
