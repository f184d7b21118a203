"""Measured values: exact decimals in Python, whole thousandths of the unit in the database."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

THOUSANDTH = Decimal("0.001")
TENTH = Decimal("0.1")
LARGEST = Decimal(2**31 - 1) / 1000


def half_up(value: Decimal, step: Decimal = TENTH) -> Decimal:
    """Round `value` once to a multiple of `step` (0.1 or 0.001); a half goes away from zero."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def to_thousandths(value) -> int:
    """The integer that stores `value` (Decimal, int, float or text); ValidationError outside the column's range."""
    try:
        decimal = value if isinstance(value, Decimal) else Decimal(str(value))
        if not decimal.is_finite() or abs(decimal) > LARGEST:
            raise ValidationError(_("กรอกตัวเลขระหว่าง −2,147,483.647 ถึง 2,147,483.647"), code="range")
        return int(half_up(decimal, THOUSANDTH).scaleb(3))
    except InvalidOperation as error:
        raise ValidationError(_("กรอกเป็นตัวเลข เช่น 37.5"), code="invalid") from error


def from_thousandths(stored) -> Decimal:
    """The value that a stored integer (or an average of such) stands for."""
    if isinstance(stored, int):
        return Decimal(stored).scaleb(-3)
    return half_up(Decimal(str(stored)).scaleb(-3), THOUSANDTH)


class ThousandthsField(models.Field):
    """A Decimal of three places within ±2,147,483.647, kept as a 4-byte integer of thousandths.

    Rounded half up once on the way in, so that Python, PostgreSQL and SQLite agree at a legal limit. Raw SQL sees
    thousandths: 37.5 µg/m³ is 37500.
    """

    description = _("ค่าที่วัดได้ เก็บเป็นจำนวนเต็มของหนึ่งในพัน")

    def db_type(self, connection):
        return "integer"

    def from_db_value(self, value, expression, connection):
        return None if value is None else from_thousandths(value)

    def to_python(self, value):
        return None if value in (None, "") else from_thousandths(to_thousandths(value))

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else to_thousandths(value)

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": forms.DecimalField, "decimal_places": 3, **kwargs})
