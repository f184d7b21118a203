"""Dates of the Buddhist era everywhere in the admin: inputs, lists, and fields that can only be read."""

import datetime

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from foundation.thai.dates import DASH, date_words, datetime_words
from foundation.thai.forms import THAI_DATE_FIELDS


class ThaiDatesAdmin:
    """A mixin for ModelAdmin and inlines, in front of them. Subclasses name date fields as usual."""

    formfield_overrides = THAI_DATE_FIELDS

    def get_list_display(self, request):
        editable = set(self.list_editable)
        return [name if name in editable else self._shown(name) for name in super().get_list_display(request)]

    def get_list_display_links(self, request, list_display):
        links = super().get_list_display_links(request, list_display)
        return [self._shown(name) for name in links] if links else links

    def get_readonly_fields(self, request, obj=None):
        return [self._shown(name) for name in super().get_readonly_fields(request, obj)]

    def get_fieldsets(self, request, obj=None):
        readonly = {name for name in super().get_readonly_fields(request, obj) if isinstance(name, str)}
        everything = obj is not None and not self.has_change_permission(request, obj)
        return [
            (title, options | {"fields": [self._placed(name, readonly, everything) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _placed(self, name, readonly, everything):
        """A field of a fieldset, or several that share a line."""
        if isinstance(name, list | tuple):
            return tuple(self._placed(part, readonly, everything) for part in name)
        return self._shown(name) if everything or name in readonly else name

    def _shown(self, name):
        """A column in place of a date field's name; any other name as it is."""
        if "_thai_columns" not in self.__dict__:
            self._thai_columns = {}
        if name not in self._thai_columns:
            self._thai_columns[name] = _column(self.model, name)
        return self._thai_columns[name]


def _column(model, name):
    try:
        field = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return name
    if not isinstance(field, models.DateField):
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def column(obj):
        return _words(getattr(obj, name))

    column.__name__ = name
    return column


def _words(value):
    if value is None:
        return DASH
    return datetime_words(value, "short") if isinstance(value, datetime.datetime) else date_words(value, "short")
