"""The radar of the eight components: points of an SVG, in a square of 200 by 200 around its middle."""

from dataclasses import dataclass
from math import cos, pi, sin

MIDDLE, REACH, TOP = 100, 78, 5
LETTERS = "กขคงจฉชซ"


@dataclass(frozen=True)
class Spoke:
    """One axis: `x`, `y` of its end and `key`, the letter at it that the table explains."""

    key: str
    x: str
    y: str
    label_x: str
    label_y: str


def spokes(count):
    return [Spoke(LETTERS[place], *_at(place, count, TOP), *_at(place, count, TOP * 1.14)) for place in range(count)]


def rings(count):
    """The rings of levels 1 to 5 as point lists."""
    return [shape([level] * count) for level in range(1, TOP + 1)]


def shape(levels):
    """`points` of the polygon of `levels`; a component without a level has no corner."""
    count = len(levels)
    corners = (_at(place, count, level) for place, level in enumerate(levels) if level is not None)
    return " ".join(",".join(corner) for corner in corners)


def _at(place, count, level):
    turn = 2 * pi * place / count - pi / 2
    reach = REACH * level / TOP
    return f"{MIDDLE + reach * cos(turn):.1f}", f"{MIDDLE + reach * sin(turn):.1f}"
