"""A column of exact numbers."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from foundation.thai.numerals import to_arabic
from kpis.fields import DIGITS, PLACES
from kpis.numbers import MINUS
from workgroups.exports import as_written


class Amount(Widget):
    """A Decimal as people type it: ๑,๒๐๐.๕ and −3 are numbers; an empty cell is no value, never 0."""

    def clean(self, value, row=None, **kwargs):
        text = to_arabic(as_written(str(value or ""))).replace(",", "").replace(MINUS, "-").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as problem:
            raise ValueError(_("อ่าน “%(text)s” เป็นตัวเลขไม่ได้ กรอกเช่น 34 หรือ 12.5") % {"text": value}) from problem
        if not number.is_finite() or abs(number) >= Decimal(10) ** (DIGITS - PLACES):
            raise ValueError(_("ตัวเลข “%(text)s” ใหญ่เกินไป") % {"text": value})
        if number != number.quantize(Decimal(1).scaleb(-PLACES)):
            raise ValueError(_("ใช้ทศนิยมไม่เกิน %(places)s ตำแหน่ง") % {"places": PLACES})
        return number

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.normalize() + 0
