"""Numbers as sources write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm25.flags import Flag
from pm25.importers.values import NotFinite, Refused, Sent, read_value


@pytest.mark.parametrize("sent", [None, "", " ", "-", "N/A", "n/a", "null", "\u00a0"])
def test_missing_marks_are_no_value(sent):
    assert read_value(sent, "pm25") is None


@pytest.mark.parametrize(
    ("sent", "thousandths", "raw"),
    [
        ("12.9", 12900, None),
        (" 12.9 ", 12900, None),
        ("๑๒.๕", 12500, "๑๒.๕"),
        ("0", 0, None),
        ("5.60", 5600, None),
        ("2.34567", 2346, "2.34567"),
        (Decimal("16"), 16000, None),
        ("+7", 7000, None),
    ],
)
def test_numbers_are_read(sent, thousandths, raw):
    assert read_value(sent, "pm25") == Sent(thousandths, 0, raw, str(sent))


@pytest.mark.parametrize(
    ("sent", "parameter", "flag"),
    [
        ("-1", "pm25", Flag.SENTINEL),
        ("-1", "temp", 0),
        ("-999", "temp", Flag.SENTINEL),
        ("999.9", "pm10", Flag.SENTINEL),
        ("-0.4", "pm25", Flag.NEGATIVE_NOISE),
        ("-0.4", "temp", 0),
        ("-40", "pm25", Flag.BELOW_MIN),
        ("1000", "pm25", 0),
        ("1000.1", "pm25", Flag.ABOVE_MAX),
        ("1200", "pm10", 0),
        ("0", "pm25", 0),
    ],
)
def test_values_are_marked(sent, parameter, flag):
    assert read_value(sent, parameter).flags == flag


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("1,234.5", "comma"),
        ("12,5", "comma"),
        ("<2", "qualifier"),
        ("NaN", "not_finite"),
        (NotFinite("Infinity"), "not_finite"),
        ("1e400", "not_a_number"),
        (Decimal("1e400"), "out_of_range"),
        (Decimal("99999999"), "out_of_range"),
        ("twelve", "not_a_number"),
        ("1 234", "not_a_number"),
        (True, "not_a_number"),
        ({"v": 1}, "not_a_number"),
    ],
)
def test_what_nobody_can_be_sure_of_is_refused(sent, reason):
    with pytest.raises(Refused) as refusal:
        read_value(sent, "pm25")

    assert refusal.value.reason == reason


@given(st.one_of(st.text(), st.decimals(), st.booleans(), st.none()), st.sampled_from(["pm25", "temp", "x"]))
def test_anything_is_missing_a_value_or_refused(sent, parameter):
    try:
        value = read_value(
            sent if not isinstance(sent, Decimal) or sent.is_finite() else NotFinite(str(sent)), parameter
        )
    except Refused:
        return

    assert value is None or abs(value.thousandths) < 2**31


@given(st.decimals(min_value=-9, max_value=990, places=1, allow_nan=False))
def test_one_decimal_is_stored_as_it_is(number):
    value = read_value(str(number), "pm25")

    assert value.thousandths == int(number * 1000) or value.flags == Flag.SENTINEL
