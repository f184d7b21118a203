"""The score once more, written from the text of the rule in fractions, sharing nothing with the portal.

The rule: levels give scores to thresholds. A value at a threshold has that level's score; between two levels the score
lies on the straight line between them (or stays at the lower one); beyond the best level it stays at that level's
score; short of the lowest it is 0, or lies on the line from the baseline, which is worth 0. Nothing is above the cap.
Rounded once, at the end. A level of a range has a lower and an upper threshold, and the worse side counts.
"""

from fractions import Fraction
from math import floor


def points(value, direction, levels, *, linear, baseline, cap, rounding, digits):
    """`levels` are (score, threshold, upper) as Fractions; the score as a whole number of 10^-digits."""
    if direction == "in_range":
        lower = curve([(score, threshold) for score, threshold, _ in levels], linear, baseline)
        upper = curve([(score, -top) for score, _, top in levels], linear, None if baseline is None else -baseline)
        raw = min(lower(value), upper(-value))
    elif direction == "down":
        raw = curve([(s, -t) for s, t, _ in levels], linear, None if baseline is None else -baseline)(-value)
    else:
        raw = curve([(s, t) for s, t, _ in levels], linear, baseline)(value)
    return whole(min(raw, cap) * 10**digits, rounding)


def curve(levels, linear, baseline):
    """The score as a function that never falls, of thresholds that rise with their scores."""
    points = sorted((threshold, score) for score, threshold in levels)
    start = baseline if baseline is not None and baseline < points[0][0] else None

    def at(value):
        if start is not None and start < value < points[0][0]:
            return points[0][1] * (value - start) / (points[0][0] - start)
        result = Fraction(0)
        for index, (threshold, score) in enumerate(points):
            if value < threshold:
                break
            result = score
            if linear and index + 1 < len(points) and value < points[index + 1][0]:
                width = points[index + 1][0] - threshold
                result = score + (value - threshold) / width * (points[index + 1][1] - score)
        return result

    return at


def whole(number, rounding):
    """Scores are never negative."""
    below = floor(number)
    rest = number - below
    if rounding == "down" or rest < Fraction(1, 2):
        return below
    if rest > Fraction(1, 2) or rounding == "half_up":
        return below + 1
    return below if below % 2 == 0 else below + 1
