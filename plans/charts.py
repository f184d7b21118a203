"""Bars of a timeline in per cent of a fiscal year, for SVG without a box of its own."""

import datetime
from dataclasses import dataclass, field

from foundation.thai.fiscal import fiscal_year_span
from pm25.charts.axis import number


@dataclass(frozen=True)
class Mark:
    """A milestone: `css_class` is checked, done, late or open."""

    x: str
    css_class: str


@dataclass(frozen=True)
class Bar:
    x: str
    width: str
    css_class: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class YearAxis:
    """The fiscal year `year` (พ.ศ.); `months` are (x, first day), `today` the place of the day or None."""

    year: int
    months: list
    today: str | None

    def bar(self, activity, milestones, standing, today) -> Bar:
        start, end = self._share(activity.starts), self._share(activity.ends + datetime.timedelta(days=1))
        marks = [Mark(number(self._share(row.due)), _mark(row, today)) for row in milestones]
        css_class = "late" if standing.is_late else standing.status.value.replace("_", "-")
        return Bar(number(start), number(max(end - start, 0.6)), css_class, marks)

    def _share(self, day):
        first, last = fiscal_year_span(self.year)
        days = (last - first).days + 1
        return min(100, max(0, (day - first).days * 100 / days))


def year_axis(year, today) -> YearAxis:
    first, last = fiscal_year_span(year)
    days = [datetime.date(first.year + (month < 10), month, 1) for month in (10, 11, 12, *range(1, 10))]
    axis = YearAxis(year, [], None)
    months = [(number(axis._share(day)), day) for day in days]
    return YearAxis(year, months, number(axis._share(today)) if first <= today <= last else None)


def _mark(milestone, today):
    if milestone.is_checked:
        return "checked"
    if milestone.is_done:
        return "done"
    return "late" if milestone.due < today else "open"
