"""The value axis: round numbers from 0, at most five lines."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

STEPS = tuple(Decimal(step) for step in (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500))
MOST_STEPS = 4


@dataclass(frozen=True)
class Axis:
    """From 0 to `top`, with a line at every one of `ticks`."""

    top: Decimal
    ticks: tuple[Decimal, ...]

    def depth(self, value, pixels) -> Decimal:
        """How far below the top edge `value` lies on an axis of `pixels`; what is outside is drawn at the edge."""
        inside = min(max(value, Decimal(0)), self.top)
        return (1 - inside / self.top) * pixels


def axis_for(highest) -> Axis:
    """The smallest axis of round steps that holds `highest`."""
    for step in STEPS:
        steps = max(1, int((highest / step).to_integral_value(ROUND_CEILING)))
        if steps <= MOST_STEPS or step == STEPS[-1]:
            break
    return Axis(top=steps * step, ticks=tuple(step * count for count in range(steps + 1)))


def number(value) -> str:
    """A length for an SVG attribute: two places, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def plain(value) -> str:
    """A value as a label: 15, 37.5."""
    return f"{value.normalize():f}"
