"""Numbers as people read them: 1,284.50, a true minus, – where there is none."""

from decimal import ROUND_HALF_UP, Decimal

from foundation.thai.dates import DASH

MINUS = "\u2212"
NBSP = "\u00a0"


def shown(value: Decimal | None, decimals: int | None = None) -> str:
    """`value` with `decimals` places, rounded half up; with None as it is, without zeros at its end."""
    if value is None:
        return DASH
    if decimals is None:
        value = value.normalize()
        value = value.quantize(Decimal(1)) if value.as_tuple().exponent > 0 else value
    else:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{value:,f}"
    return text.replace("-", MINUS) if value else text.replace("-", "")


def measured(value: Decimal | None, decimals: int | None, unit: str) -> str:
    """`value` and its unit, joined; – alone without a value."""
    return DASH if value is None else f"{shown(value, decimals)}{NBSP}{unit}".strip()
