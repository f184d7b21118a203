"""Geometry of the charts, computed on the server: pure functions, small dataclasses, no database and no request.

Lengths along x are per cent of the drawing's width, so that a chart stretches without a script while its text keeps its
size; lengths along y are CSS pixels. All are strings ready for SVG attributes. Concentrations are Decimal in µg/m³.
"""

from pm25.charts.axis import plain
from pm25.charts.burning import bar_chart, burning_map, hotspot_map, month_bars
from pm25.charts.distribution import Distribution, Share, distribution
from pm25.charts.gauge import Gauge, gauge
from pm25.charts.hours import HoursChart, hours_chart
from pm25.charts.map import air_class, map_items
from pm25.charts.seasons import SeasonBars, season_bars
from pm25.charts.year import Year, year_calendar

__all__ = [
    "Distribution",
    "Gauge",
    "HoursChart",
    "SeasonBars",
    "Share",
    "Year",
    "air_class",
    "bar_chart",
    "burning_map",
    "distribution",
    "gauge",
    "hotspot_map",
    "hours_chart",
    "map_items",
    "month_bars",
    "plain",
    "season_bars",
    "year_calendar",
]
