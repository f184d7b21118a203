"""Small drawings of values against targets: geometry in per cent, so that they stretch without a script."""

from dataclasses import dataclass
from decimal import Decimal

from kpis.scoring import Direction

EDGE = Decimal(2)  # per cent left free on both sides
STEPS = [Decimal(step) for step in ("1", "2", "2.5", "5", "10")]


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high`, drawn small to great from the left."""

    low: Decimal
    high: Decimal

    def at(self, value) -> str:
        """Where `value` stands, in per cent of the width."""
        if self.high == self.low:
            return "50%"
        share = (Decimal(value) - self.low) / (self.high - self.low)
        return f"{EDGE + share * (100 - 2 * EDGE):.2f}%"

    @property
    def ticks(self):
        """At most six round numbers and their places."""
        step = _step(self.high - self.low)
        first = (self.low / step).to_integral_value(rounding="ROUND_CEILING") * step
        found = []
        while first <= self.high:
            found.append((first, self.at(first)))
            first += step
        return found


def scale_of(values) -> Scale | None:
    """A scale over `values` that begins at 0 where none is below it, and ends at a round number; None without any."""
    values = [value for value in values if value is not None]
    if not values:
        return None
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    step = _step(high - low) if high > low else Decimal(1)
    return Scale(
        (low / step).to_integral_value(rounding="ROUND_FLOOR") * step,
        (high / step).to_integral_value(rounding="ROUND_CEILING") * step or step,
    )


def target_bar(target, value):
    """The levels of one target, its baseline and its value on one line; None where there is nothing to draw."""
    levels = list(target.levels.all())
    ends = [row.threshold for row in levels] + [row.upper for row in levels if row.upper is not None]
    scale = scale_of([*ends, target.baseline_value, value])
    if scale is None or not levels:
        return None
    marks = [{"x": scale.at(row.threshold), "label": row.level.code} for row in levels]
    marks += [{"x": scale.at(row.upper), "label": row.level.code} for row in levels if row.upper is not None]
    return {
        "marks": marks,
        "baseline": None if target.baseline_value is None else scale.at(target.baseline_value),
        "value": None if value is None else scale.at(value),
        "ticks": scale.ticks,
        "better": better_side(target.version.direction),
    }


def better_side(direction):
    """left, right or middle."""
    return {Direction.DOWN: "left", Direction.UP: "right", Direction.IN_RANGE: "middle"}[Direction(direction)]


def _step(width):
    """A round step that cuts `width` into at most five."""
    if width <= 0:
        return Decimal(1)
    rough = width / 5
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in STEPS if step * power >= rough)


def dumbbells(targets, results):
    """One line for each target: from its baseline to its newest value, with the best level as the goal.

    `results` is {target id: [Result, newest first]}. None where there is nothing to draw.
    """
    drawn = [_ends(target, results.get(target.pk, [])) for target in targets]
    values = [value for ends in drawn for value in (ends["old"], ends["new"], ends["goal"])]
    scale = scale_of(values)
    if scale is None:
        return None
    lines = []
    for target, ends in zip(targets, drawn, strict=True):
        places = {name: None if value is None else scale.at(value) for name, value in ends.items()}
        lines.append({"target": target, "change": change(target, ends["old"], ends["new"]), **places})
    return {"ticks": scale.ticks, "lines": lines}


def change(target, old, new):
    """(difference, whether it is better, None where it is neither) from the baseline to a value; None without both."""
    if old is None or new is None:
        return None
    difference = new - old
    sign = {Direction.UP: 1, Direction.DOWN: -1}.get(Direction(target.version.direction))
    return difference, None if sign is None or not difference else difference * sign > 0


def _ends(target, results):
    levels = list(target.levels.all())
    newest = next((row.value for row in results if row.value is not None), None)
    goal = max(levels, key=lambda row: row.level.score).threshold if levels else None
    return {"old": target.baseline_value, "new": newest, "goal": goal}
