"""The score of a value: the one function that pages, downloads, documents and the API use. Pure, exact, no floats.

The rule: levels give scores to thresholds. A value at a threshold has that level's score; between two levels the score
lies on the straight line between them (or stays at the lower one); beyond the best level it stays at that level's
score; short of the lowest it is 0, or lies on the line from the baseline, which is worth 0. Nothing is above the cap.
Rounded once, at the end. A level of a range has a lower and an upper threshold, and the worse side counts.
"""

from dataclasses import asdict, dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from itertools import pairwise

ZERO = Decimal(0)
EXACT_DIGITS = 60  # so many that a quotient of stored numbers cannot fall on the wrong side of a half
ROUNDINGS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    IN_RANGE = "in_range"


class Case(StrEnum):
    """Which part of the rule gave the score."""

    NOTHING = "nothing"
    SHORT = "short"
    FROM_BASELINE = "from_baseline"
    AT = "at"
    BETWEEN = "between"
    STEP = "step"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Level:
    """`score` for a value that reaches `threshold`; of a range, for one between `threshold` and `upper`."""

    code: str
    score: Decimal
    threshold: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True)
class BandRule:
    """The band of scores from `least` up."""

    key: str
    least: Decimal


@dataclass(frozen=True)
class Rule:
    """How one target is scored. `levels` and `bands` may stand in any order; `baseline` is the value worth 0."""

    direction: Direction
    levels: tuple[Level, ...]
    is_linear: bool = True
    baseline: Decimal | None = None
    cap: Decimal = Decimal(100)
    rounding: str = "half_up"
    digits: int = 2
    bands: tuple[BandRule, ...] = ()

    def as_inputs(self) -> dict:
        """All of it as JSON, numbers as text."""
        return _plain(asdict(self))

    @classmethod
    def from_inputs(cls, inputs: dict) -> "Rule":
        known = dict(inputs)
        known["direction"] = Direction(known["direction"])
        known["levels"] = tuple(
            Level(row["code"], *(_decimal(row[name]) for name in ("score", "threshold", "upper")))
            for row in known["levels"]
        )
        known["bands"] = tuple(BandRule(row["key"], Decimal(row["least"])) for row in known["bands"])
        known["cap"], known["baseline"] = Decimal(known["cap"]), _decimal(known["baseline"])
        return cls(**known)


@dataclass(frozen=True)
class Scored:
    """`points` is None where there is nothing to score, `reason` then says why. `lower` and `upper` are the levels on
    both sides of the value, the lower-scored first; `side` is the side of a range that counted."""

    value: Decimal | None
    points: Decimal | None
    case: Case
    rule: Rule
    band: str = ""
    lower: Level | None = None
    upper: Level | None = None
    side: Direction | None = None
    is_capped: bool = False
    reason: str = ""


@dataclass(frozen=True)
class _Found:
    points: Decimal
    case: Case
    lower: Level | None = None
    upper: Level | None = None
    side: Direction | None = field(default=None, compare=False)


def score(value: Decimal | None, rule: Rule, *, reason: str = "") -> Scored:
    """The score of `value`. Without a value, or one that is no number, nothing is scored and `reason` says why."""
    if value is None or not value.is_finite():
        return Scored(None, None, Case.NOTHING, rule, reason=reason)
    with localcontext() as context:
        context.prec = EXACT_DIGITS
        found = _find(value, rule)
        points = min(found.points, rule.cap)
        rounded = points.quantize(Decimal(1).scaleb(-rule.digits), rounding=ROUNDINGS[rule.rounding])
    return Scored(
        value=value,
        points=rounded,
        case=found.case,
        rule=rule,
        band=_band(rounded, rule),
        lower=found.lower,
        upper=found.upper,
        side=found.side,
        is_capped=found.points > rule.cap,
    )


def faults(direction: Direction, levels) -> list[str]:
    """What is wrong with the thresholds, as words of `targets.FAULTS`; [] where a score can be found."""
    levels = sorted(levels, key=lambda level: level.score)
    if not levels:
        return ["none"]
    found = set()
    for worse, better in pairwise(levels):
        if worse.score == better.score:
            found.add("same_score")
        if not _improves(direction, worse, better):
            found.add(direction.value)
    if direction == Direction.IN_RANGE:
        if any(level.upper is None for level in levels):
            return ["no_upper"]
        if any(level.upper < level.threshold for level in levels):
            found.add("inside_out")
    elif any(level.upper is not None for level in levels):
        found.add("upper_of_no_range")
    return sorted(found)


def _improves(direction, worse, better):
    if direction == Direction.UP:
        return better.threshold > worse.threshold
    if direction == Direction.DOWN:
        return better.threshold < worse.threshold
    uppers = worse.upper is None or better.upper is None or better.upper < worse.upper
    return better.threshold > worse.threshold and uppers


def _find(value, rule):
    if rule.direction != Direction.IN_RANGE:
        return _on_a_line(value, rule, rule.levels, rule.direction)
    low = _on_a_line(value, rule, rule.levels, Direction.UP)
    tops = [replace(level, threshold=level.upper) for level in rule.levels]
    high = _on_a_line(value, rule, tops, Direction.DOWN)
    of_high = high.points < low.points or (high.points == low.points and high.case == Case.AT)
    worse, side = (high, Direction.DOWN) if of_high else (low, Direction.UP)
    return replace(worse, side=side)


def _on_a_line(value, rule, levels, direction):
    """Where `value` lies among `levels`, which get better in `direction`."""
    sign = -1 if direction == Direction.DOWN else 1
    levels = sorted(levels, key=lambda level: level.score)
    reached = [level for level in levels if sign * value >= sign * level.threshold]
    if not reached:
        return _short(value, rule, levels[0], sign)
    lower = reached[-1]
    if value == lower.threshold:
        return _Found(lower.score, Case.AT, lower)
    if lower is levels[-1]:
        return _Found(lower.score, Case.BEYOND, lower)
    upper = levels[len(reached)]
    if not rule.is_linear:
        return _Found(lower.score, Case.STEP, lower, upper)
    points = _between(value, lower.threshold, lower.score, upper.threshold, upper.score)
    return _Found(points, Case.BETWEEN, lower, upper)


def _short(value, rule, lowest, sign):
    """Short of the lowest level: on the line from the baseline where there is one and it is worse than that level."""
    base = rule.baseline
    if base is None or sign * base >= sign * lowest.threshold or sign * value <= sign * base:
        return _Found(ZERO, Case.SHORT, None, lowest)
    points = _between(value, base, ZERO, lowest.threshold, lowest.score)
    return _Found(points, Case.FROM_BASELINE, None, lowest)


def _between(value, start, start_score, end, end_score):
    return start_score + (end_score - start_score) * (value - start) / (end - start)


def _band(points, rule):
    bands = sorted(rule.bands, key=lambda band: band.least)
    return next((band.key for band in reversed(bands) if points >= band.least), "")


def _decimal(text):
    return None if text is None else Decimal(text)


def _plain(value):
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal | StrEnum):
        return str(value)
    return value
