"""Values: whole thousandths in the database, exact decimals in Python, rounded once."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pm25.fields import LARGEST, from_thousandths, half_up, to_thousandths
from pm25.flags import Flag
from pm25.models import Reading
from tests.pm25.factories import ReadingFactory

NUMBERS = st.decimals(min_value=-LARGEST, max_value=LARGEST, allow_nan=False, allow_infinity=False)


@given(NUMBERS)
def test_value_is_stored_rounded_once_half_up(number):
    stored = to_thousandths(number)

    assert from_thousandths(stored) == number.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_every_stored_integer_comes_back(stored):
    assert to_thousandths(from_thousandths(stored)) == stored


@pytest.mark.parametrize(
    ("number", "tenth"),
    [("15.04", "15.0"), ("15.05", "15.1"), ("37.55", "37.6"), ("37.5499", "37.5"), ("-0.05", "-0.1"), ("0.0", "0.0")],
)
def test_rounding_to_a_tenth(number, tenth):
    assert half_up(Decimal(number)) == Decimal(tenth)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "2147483.648", "1e400", "สิบ", ""])
def test_what_does_not_fit_is_refused(number):
    with pytest.raises(ValidationError):
        to_thousandths(number)


@pytest.mark.parametrize("value", [Decimal("37.5"), Decimal("0"), Decimal("-0.4"), Decimal("2147483.647"), None])
def test_reading_keeps_its_value(db, value):
    reading = ReadingFactory(value=value)

    assert Reading.objects.get(pk=reading.pk).value == value


def test_values_compare_in_the_database(db):
    reading = ReadingFactory(value=Decimal("37.5"))

    found = Reading.objects.filter(value__gt=Decimal("37.499"), value__lte=Decimal("37.5"))

    assert list(found) == [reading]


def test_error_flag_makes_a_value_unusable(db):
    kept = ReadingFactory(value=Decimal("1500"), flags=Flag.ABOVE_MAX)
    usable = ReadingFactory(
        series=kept.series, period_end=kept.period_end + timedelta(hours=1), flags=Flag.NEGATIVE_NOISE
    )

    assert (kept.value, kept.usable) == (Decimal("1500"), None)
    assert list(Reading.objects.usable()) == [usable]
