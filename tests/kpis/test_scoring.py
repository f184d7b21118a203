"""The score: by examples, by properties, and against a second implementation in fractions."""

import ast
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.explanations import explain
from kpis.scoring import BandRule, Case, Direction, Level, Rule, faults, score
from tests.kpis import fractions_score

BANDS = (
    BandRule("low", Decimal(0)),
    BandRule("fair", Decimal(60)),
    BandRule("good", Decimal(75)),
    BandRule("top", Decimal(90)),
)


def levels(*rows):
    return tuple(
        Level(str(code), Decimal(points), Decimal(threshold), None if upper is None else Decimal(upper))
        for code, points, threshold, upper in (row if len(row) == 4 else (*row, None) for row in rows)
    )


DAYS = Rule(Direction.DOWN, levels((50, 50, "60"), (75, 75, "40"), (100, 100, "30")), bands=BANDS)


def test_a_falling_indicator_between_two_levels_in_words():
    found = score(Decimal(34), DAYS)

    assert (found.points, found.case, found.band) == (Decimal("90.00"), Case.BETWEEN, "top")
    assert explain(found, unit="วัน", decimals=0) == (
        "ค่าจริง 34\u00a0วัน อยู่ระหว่างระดับ 75 (40\u00a0วัน) กับ 100 (30\u00a0วัน) จึงได้ 90.00"
    )


@pytest.mark.parametrize(
    ("value", "points", "case"),
    [
        ("60", "50.00", Case.AT),
        ("40", "75.00", Case.AT),
        ("30", "100.00", Case.AT),
        ("0", "100.00", Case.BEYOND),
        ("60.0001", "0.00", Case.SHORT),
        ("366", "0.00", Case.SHORT),
        ("50", "62.50", Case.BETWEEN),
    ],
)
def test_days_above_the_standard(value, points, case):
    found = score(Decimal(value), DAYS)

    assert (found.points, found.case) == (Decimal(points), case)


def test_no_value_gives_no_score_but_the_reason_and_never_zero():
    found = score(None, DAYS, reason="สถานีเริ่มวัดกลางปี")

    assert (found.points, found.value, found.band, found.case) == (None, None, "", Case.NOTHING)
    assert explain(found, unit="วัน", decimals=0) == "ไม่คิดคะแนน เพราะสถานีเริ่มวัดกลางปี"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_gives_no_score(value):
    assert score(Decimal(value), DAYS).points is None


def test_a_target_of_zero_is_a_target():
    rule = Rule(Direction.DOWN, levels((50, 50, "10"), (75, 75, "5"), (100, 100, "0")))

    assert score(Decimal(0), rule).points == Decimal("100.00")
    assert score(Decimal("2.5"), rule).points == Decimal("87.50")


def test_an_outcome_better_than_the_best_level_is_not_worth_more_than_it():
    rising = Rule(Direction.UP, levels((50, 50, "70"), (75, 75, "80"), (100, 100, "90")))

    assert score(Decimal(1000), rising).points == Decimal("100.00")


def test_the_cap_is_a_ceiling_and_no_floor():
    capped = Rule(Direction.UP, levels((1, 1, "10"), (5, 5, "50")), cap=Decimal(4))

    assert score(Decimal(20), capped).points == Decimal("2.00")
    found = score(Decimal(50), capped)
    assert (found.points, found.is_capped) == (Decimal("4.00"), True)
    assert explain(found, unit="", decimals=0) == "ค่าจริง 50 เท่ากับระดับ 5 (50) พอดี จึงได้ 4.00 (ไม่เกินเพดาน 4 คะแนน)"


def test_short_of_the_lowest_level_lies_on_the_line_from_the_baseline():
    rule = Rule(Direction.DOWN, levels((50, 50, "40"), (100, 100, "30")), baseline=Decimal(60))

    assert [score(Decimal(days), rule).points for days in (60, 50, 40, 61)] == [
        Decimal("0.00"),
        Decimal("25.00"),
        Decimal("50.00"),
        Decimal("0.00"),
    ]
    assert explain(score(Decimal(50), rule), unit="วัน", decimals=0) == (
        "ค่าจริง 50\u00a0วัน อยู่ระหว่างข้อมูลพื้นฐาน (60\u00a0วัน) กับระดับ 50 (40\u00a0วัน) จึงได้ 25.00"
    )


def test_a_baseline_that_is_better_than_the_lowest_level_gives_nothing_away():
    rule = Rule(Direction.DOWN, levels((50, 50, "40"), (100, 100, "30")), baseline=Decimal(35))

    assert score(Decimal(45), rule).points == Decimal("0.00")


def test_steps_stay_at_the_level_that_was_reached():
    rule = Rule(Direction.UP, levels((1, 1, "1"), (2, 2, "2"), (3, 3, "3")), is_linear=False, cap=Decimal(5))

    assert score(Decimal("2.9"), rule).points == Decimal("2.00")
    assert explain(score(Decimal("2.9"), rule), unit="ขั้น", decimals=0) == (
        "ค่าจริง 2.9\u00a0ขั้น ถึงระดับ 2 (2\u00a0ขั้น) แต่ยังไม่ถึงระดับ 3 (3\u00a0ขั้น) จึงได้ 2.00"
    )


def test_of_a_range_the_worse_side_counts():
    rule = Rule(Direction.IN_RANGE, levels((50, 50, "10", "90"), (100, 100, "40", "60")))

    assert [score(Decimal(value), rule).points for value in (9, 10, 25, 40, 50, 60, 75, 90, 91)] == [
        Decimal(text) for text in ("0.00", "50.00", "75.00", "100.00", "100.00", "100.00", "75.00", "50.00", "0.00")
    ]
    assert explain(score(Decimal(75), rule), unit="%", decimals=0) == (
        "ค่าจริง 75\u00a0% อยู่ระหว่างระดับ 50 (90\u00a0%) กับ 100 (60\u00a0%) จึงได้ 75.00"
    )


@pytest.mark.parametrize(("rounding", "expected"), [("half_up", "62.51"), ("half_even", "62.50"), ("down", "62.50")])
def test_a_half_is_rounded_as_the_scheme_says(rounding, expected):
    rule = Rule(Direction.UP, levels((50, 50, "0"), (100, 100, "100")), rounding=rounding)

    assert score(Decimal("25.01"), rule).points == Decimal(expected)


def test_a_quotient_without_an_end_does_not_fall_on_the_wrong_side_of_a_half():
    rule = Rule(Direction.UP, levels((0, 0, "0"), (100, 100, "99999999999.9999")), digits=2)

    assert score(Decimal("49999.9999"), rule).points == Decimal("0.00")
    assert score(Decimal("5000000.0000"), rule).points == Decimal("0.01")


def test_the_inputs_give_the_rule_back():
    rule = Rule(
        Direction.IN_RANGE, levels((50, 50, "10", "90"), (100, 100, "40", "60")), baseline=Decimal("1.5"), bands=BANDS
    )

    assert Rule.from_inputs(rule.as_inputs()) == rule


@pytest.mark.parametrize(
    ("direction", "rows", "expected"),
    [
        ("up", [(50, 50, "1"), (75, 75, "2")], []),
        ("up", [(50, 50, "2"), (75, 75, "1")], ["up"]),
        ("up", [(50, 50, "2"), (75, 75, "2")], ["up"]),
        ("down", [(50, 50, "2"), (75, 75, "1")], []),
        ("down", [(50, 50, "1"), (75, 75, "2")], ["down"]),
        ("in_range", [(50, 50, "1", "9"), (75, 75, "2", "8")], []),
        ("in_range", [(50, 50, "1", "9"), (75, 75, "2", "9")], ["in_range"]),
        ("in_range", [(50, 50, "1"), (75, 75, "2")], ["no_upper"]),
        ("in_range", [(50, 50, "9", "1")], ["inside_out"]),
        ("up", [(50, 50, "1", "9")], ["upper_of_no_range"]),
        ("up", [], ["none"]),
    ],
)
def test_thresholds_must_improve_in_the_direction_of_the_indicator(direction, rows, expected):
    assert faults(Direction(direction), levels(*rows)) == expected


numbers = st.decimals(min_value=-1000, max_value=100_000, places=4, allow_nan=False, allow_infinity=False)


@st.composite
def rules(draw, direction=None):
    direction = Direction(draw(st.sampled_from(list(Direction))) if direction is None else direction)
    count = draw(st.integers(1, 5))
    thresholds = sorted(draw(st.lists(numbers, min_size=2 * count, max_size=2 * count, unique=True)))
    scores = sorted(draw(st.lists(st.decimals(0, 100, places=2), min_size=count, max_size=count, unique=True)))
    firsts = thresholds[:count] if direction != Direction.DOWN else thresholds[:count][::-1]
    uppers = thresholds[count:][::-1] if direction == Direction.IN_RANGE else [None] * count
    made = tuple(Level(str(n), *row) for n, row in enumerate(zip(scores, firsts, uppers, strict=True)))
    return Rule(
        direction,
        made,
        is_linear=draw(st.booleans()),
        baseline=draw(st.none() | numbers),
        cap=draw(st.decimals(1, 120, places=2)),
        rounding=draw(st.sampled_from(["half_up", "half_even", "down"])),
        digits=draw(st.integers(0, 2)),
    )


@given(rules("up"), numbers, numbers)
def test_a_greater_value_of_a_rising_indicator_never_scores_less(rule, one, other):
    low, high = sorted([one, other])

    assert score(low, rule).points <= score(high, rule).points


@given(rules("down"), numbers, numbers)
def test_a_smaller_value_of_a_falling_indicator_never_scores_less(rule, one, other):
    low, high = sorted([one, other])

    assert score(high, rule).points <= score(low, rule).points


@given(rules("in_range"), numbers, numbers)
def test_a_value_nearer_to_the_best_range_never_scores_less(rule, one, other):
    best = max(rule.levels, key=lambda level: level.score)
    assume((one <= best.threshold) == (other <= best.threshold))
    nearer, farther = sorted([one, other], key=lambda value: abs(value - best.threshold))
    assume(nearer <= best.threshold or nearer >= best.upper or farther >= best.upper)
    if one > best.threshold:
        nearer, farther = sorted([one, other])

    assert score(farther, rule).points <= score(nearer, rule).points


@given(rules(), st.data())
def test_a_threshold_gives_the_score_of_its_level_or_the_cap(rule, data):
    level = data.draw(st.sampled_from(rule.levels))
    found = score(data.draw(st.sampled_from([level.threshold, level.upper or level.threshold])), rule)

    step = Decimal(1).scaleb(-rule.digits)
    exact = min(level.score, rule.cap)
    assert abs(found.points - exact) <= (step if rule.rounding == "down" else step / 2)
    assert found.case == Case.AT


@given(rules(), numbers)
def test_no_score_is_above_the_cap_or_below_zero(rule, value):
    found = score(value, rule)

    assert (
        0 <= found.points <= max(rule.cap, rule.cap.quantize(Decimal(1).scaleb(-rule.digits), rounding="ROUND_CEILING"))
    )
    assert -found.points.as_tuple().exponent == rule.digits


def random_case(rng):
    direction = rng.choice(["up", "down", "in_range"])
    count = rng.randint(1, 5)
    spread = rng.choice([10**3, 10**6, 10**9])
    drawn = sorted(rng.sample(range(-spread, spread), 2 * count))
    thresholds = [Decimal(number).scaleb(-4) for number in drawn]
    scores = sorted(Decimal(number).scaleb(-2) for number in rng.sample(range(10_001), count))
    firsts = thresholds[:count][::-1] if direction == "down" else thresholds[:count]
    uppers = thresholds[count:][::-1] if direction == "in_range" else [None] * count
    picked = rng.choice([*thresholds, Decimal(rng.randint(-spread, spread)).scaleb(-4), Decimal(0)])
    rule = Rule(
        Direction(direction),
        tuple(Level(str(n), *row) for n, row in enumerate(zip(scores, firsts, uppers, strict=True))),
        is_linear=rng.random() < 0.7,
        baseline=rng.choice([None, Decimal(rng.randint(-spread, spread)).scaleb(-4)]),
        cap=Decimal(rng.randint(1, 12_000)).scaleb(-2),
        rounding=rng.choice(["half_up", "half_even", "down"]),
        digits=rng.randint(0, 2),
    )
    return picked, rule


def test_ten_thousand_random_cases_agree_with_the_second_implementation():
    rng = random.Random(2569)  # noqa: S311
    differing = []
    for _ in range(10_000):
        value, rule = random_case(rng)
        made = [(Fraction(row.score), Fraction(row.threshold), Fraction(row.upper or 0)) for row in rule.levels]
        expected = fractions_score.points(
            Fraction(value),
            str(rule.direction),
            made,
            linear=rule.is_linear,
            baseline=None if rule.baseline is None else Fraction(rule.baseline),
            cap=Fraction(rule.cap),
            rounding=rule.rounding,
            digits=rule.digits,
        )
        if score(value, rule).points != Decimal(expected).scaleb(-rule.digits):
            differing.append((value, rule))

    assert differing == []


def test_the_second_implementation_shares_nothing_with_the_portal():
    tree = ast.parse(Path(fractions_score.__file__).read_text(encoding="utf-8"))
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]

    assert sorted(imported) == ["fractions", "math"]
