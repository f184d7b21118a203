"""One bar a season, the newest on top, each under its own words."""

from dataclasses import dataclass
from decimal import Decimal

from pm25.charts.axis import axis_for, number

ROW, WORDS, BAR = 46, 20, 14  # px: a row, the line of its words, the height of its bar


@dataclass(frozen=True)
class SeasonBar:
    """`width` in per cent; `y` and `bar_y` in px. `css_class` tells the newest season from those before it."""

    stretch: object
    width: str
    y: int
    bar_y: int
    css_class: str
    is_running: bool


@dataclass(frozen=True)
class SeasonBars:
    bars: tuple[SeasonBar, ...]
    height: int
    bar_height: int = BAR


def season_bars(stretches, *, today) -> SeasonBars:
    """Draw the `mean` of each stretch, the newest first, on one axis from 0; one without a mean has no bar.

    `today` tells whether the newest season is still running.
    """
    means = [row.mean for row in stretches if row.mean is not None]
    top = axis_for(max([*means, Decimal(1)])).top
    bars = tuple(
        SeasonBar(
            stretch=row,
            width=number(max(row.mean, Decimal(0)) / top * 100) if row.mean is not None else "0",
            y=place * ROW + WORDS - 4,
            bar_y=place * ROW + WORDS + 3,
            css_class="now" if place == 0 else "before",
            is_running=row.last.year == today.year and today.month <= 5,
        )
        for place, row in enumerate(stretches)
    )
    return SeasonBars(bars, len(bars) * ROW)
