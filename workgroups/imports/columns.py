"""Columns of a sheet: a Thai heading, what may stand in a cell, and the same value as it is exported."""

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from foundation.thai.dates import parse_date, thai_date
from foundation.thai.numerals import to_arabic
from foundation.thai.spelling import tidy
from workgroups.exports import as_written


class Column(Field):
    """A column that is read into `attribute` and written from it; `hint` says what to fill in.

    `required` columns must be in the file; a column that is not in the file leaves what is stored untouched. With
    `exported=False` it is taken on import and never written.
    """

    def __init__(self, attribute, heading, widget, *, hint="", required=False, exported=True, readonly=False):
        super().__init__(attribute=attribute, column_name=heading, widget=widget, readonly=readonly)
        self.hint, self.required, self.exported = hint, required, exported


class Text(Widget):
    def clean(self, value, row=None, **kwargs):
        return tidy(as_written(value or ""))

    def render(self, value, obj=None, **kwargs):
        return value or ""


class Number(Widget):
    """A whole number; Thai digits are taken."""

    def clean(self, value, row=None, **kwargs):
        text = to_arabic(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            raise ValueError(_("อ่าน “%(text)s” เป็นตัวเลขไม่ได้ กรอกเป็นจำนวนเต็ม เช่น 12") % {"text": value})
        return int(text)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value


class Day(Widget):
    """A date in Buddhist or common years. It is written in words, which no spreadsheet program turns round."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        try:
            return parse_date(as_written(value))
        except ValidationError as problem:
            raise ValueError(problem.messages[0]) from problem

    def render(self, value, obj=None, **kwargs):
        return thai_date(value, "short") if value else ""


class Choice(Widget):
    """One of the choices of a field, by its Thai label, its label in the language of the page, or its key.

    Files carry Thai labels whatever the language of the page.
    """

    def __init__(self, choices, default=""):
        super().__init__()
        self.choices, self.default = choices, default

    def clean(self, value, row=None, **kwargs):
        text = tidy(value or "")
        if not text:
            return self.default
        for choice in self.choices:
            if text in (choice.value, _thai_label(choice), str(choice.label)):
                return choice.value
        labels = ", ".join(map(_thai_label, self.choices))
        raise ValueError(_("ไม่รู้จัก “%(text)s” ใช้คำใดคำหนึ่งต่อไปนี้: %(labels)s") % {"text": value, "labels": labels})

    def render(self, value, obj=None, **kwargs):
        return _thai_label(self.choices(value)) if value else ""


class Reference(Widget):
    """Another object by its code. The resource sets `find`, which gives it for a text and a row, or None."""

    find = None

    def __init__(self, *, code="slug"):
        super().__init__()
        self.code = code

    def clean(self, value, row=None, **kwargs):
        text = tidy(as_written(value or ""))
        if not text:
            return None
        found = self.find(text, row)
        if found is None:
            raise ValueError(_("ไม่พบ “%(text)s” ในระบบ ตรวจรหัส หรือเพิ่มรายการนั้นก่อน") % {"text": text})
        return found

    def render(self, value, obj=None, **kwargs):
        return getattr(value, self.code) if value is not None else ""


def _thai_label(choice):
    with translation.override("th"):
        return str(choice.label)
