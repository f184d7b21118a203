"""Form fields that take dates as people write them, and say back which weekday was understood.

In the admin: `formfield_overrides = THAI_DATE_FIELDS`.
"""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates import date_words, datetime_words, parse_date, parse_datetime, parse_time


class ThaiDateInput(forms.TextInput):
    """A text input for a date. It keeps what was typed, and under it says the date that was read, with its weekday."""

    template_name = "thai/date_input.html"

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "text", "autocomplete": "off", "maxlength": 60, **(attrs or {})})

    def format_value(self, value):
        return self.words(value) if isinstance(value, datetime.date) else value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["echo"] = self._echo(value)
        field_id = widget["attrs"].get("id")
        if widget["echo"] and field_id:
            widget["echo_id"] = f"{field_id}_echo"
            described_by = (widget["attrs"].get("aria-describedby"), widget["echo_id"])
            widget["attrs"]["aria-describedby"] = " ".join(filter(None, described_by))
        return context

    def words(self, value):
        """How the input shows a stored value."""
        return date_words(value)

    def read(self, text):
        """What the input's text means."""
        return parse_date(text)

    def _echo(self, value):
        if not value:
            return ""
        try:
            return date_words(value if isinstance(value, datetime.date) else self.read(str(value)), "full")
        except ValidationError:
            return ""


class ThaiDateTimeInput(ThaiDateInput):
    """A text input for a date and a local time."""

    def words(self, value):
        return datetime_words(value) if isinstance(value, datetime.datetime) else date_words(value)

    def read(self, text):
        return parse_datetime(text)


class ThaiDateField(forms.DateField):
    """A date as `parse_date` takes it, between `earliest` and `latest`: dates, or callables that return one."""

    widget = ThaiDateInput

    def __init__(self, *, earliest=None, latest=None, help_text="", **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(help_text=help_text or _("เช่น 23 มีนาคม 2564 หรือ 23/3/2564"), **kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return timezone.localdate(value) if timezone.is_aware(value) else value.date()
        if isinstance(value, datetime.date):
            return value
        if not str(value).strip():
            return None
        return parse_date(str(value), earliest=_now(self.earliest), latest=_now(self.latest))


class ThaiDateTimeField(forms.DateTimeField):
    """A date and a local time, as `parse_datetime` takes them; the value is aware."""

    widget = ThaiDateTimeInput

    def __init__(self, *, help_text="", **kwargs):
        super().__init__(help_text=help_text or _("เช่น 23 มีนาคม 2564 09.30"), **kwargs)

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        return value if isinstance(value, datetime.datetime) else parse_datetime(str(value))


class ThaiTimeInput(forms.TextInput):
    """A text input for a time of day, shown as 09.30."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "maxlength": 20, **(attrs or {})})

    def format_value(self, value):
        return f"{value:%H.%M}" if isinstance(value, datetime.time) else value


class ThaiTimeField(forms.TimeField):
    """A time of day as `parse_time` takes it: 09.30, 9:30, ๐๙.๓๐ น."""

    widget = ThaiTimeInput

    def __init__(self, *, help_text="", **kwargs):
        super().__init__(help_text=help_text or _("เช่น 09.30"), **kwargs)

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        return value if isinstance(value, datetime.time) else parse_time(str(value))


def _now(limit):
    return limit() if callable(limit) else limit


THAI_DATE_FIELDS = {
    models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
    models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateTimeInput},
}
