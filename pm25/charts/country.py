"""A year of the country as a calendar: in each cell the number of provinces above the limit."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

STEPS = (1, 5, 15, 30)  # provinces; from how many a cell takes the next tint


@dataclass(frozen=True)
class CountryCell:
    """One day. `over` is None where nothing is known."""

    date: date | None
    over: int | None
    counted: int
    css_class: str

    @property
    def label(self):
        return "–" if self.css_class == "gap" else "" if self.over is None else str(self.over)


@dataclass(frozen=True)
class CountryMonth:
    number: int
    days: tuple[CountryCell, ...]

    @property
    def first_day(self):
        return self.days[0].date

    @property
    def known(self):
        return [day for day in self.days if day.over is not None]

    @property
    def bad(self):
        """Days with at least one province above the limit."""
        return sum(day.over > 0 for day in self.known)

    @property
    def worst(self):
        """The day with the most provinces above the limit; None where no day had any."""
        day = max(self.known, key=lambda day: day.over, default=None)
        return day if day and day.over else None


@dataclass(frozen=True)
class CountryYear:
    number: int
    months: tuple[CountryMonth, ...]

    @property
    def columns(self):
        return range(1, 32)

    @property
    def known(self):
        return sum(len(month.known) for month in self.months)

    @property
    def bad(self):
        return sum(month.bad for month in self.months)


def country_year(days, year, *, today) -> CountryYear:
    """Lay out the common `year`; `days` maps a date to (provinces above, provinces with a mean)."""
    months = range(1, 13)
    return CountryYear(
        year,
        tuple(CountryMonth(m, tuple(_cell(days, year, m, day, today) for day in range(1, 32))) for m in months),
    )


def _cell(days, year, month, day, today):
    if day > monthrange(year, month)[1]:
        return CountryCell(None, None, 0, "no")
    when = date(year, month, day)
    if when not in days:
        return CountryCell(when, None, 0, "today" if when == today else "ahead" if when > today else "gap")
    over, counted = days[when]
    return CountryCell(when, over, counted, f"n{sum(over >= step for step in STEPS)}")
