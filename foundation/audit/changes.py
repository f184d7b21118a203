"""Entries in words: which field went from what to what, as a person of the secretariat reads it."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.actions import action_words
from foundation.audit.models import Entry
from foundation.audit.snapshots import HIDDEN
from foundation.thai.dates import date_words, datetime_words

_LONGEST = 400
_NAMES = {
    "new": gettext_lazy("เพิ่มใหม่"),
    "unchanged": gettext_lazy("ไม่เปลี่ยน"),
    "revised": gettext_lazy("ปรับแก้"),
    "changed": gettext_lazy("แก้ไข"),
    "deleted": gettext_lazy("ลบ"),
    "rejected": gettext_lazy("ไม่รับ"),
    "file": gettext_lazy("ไฟล์"),
    "rows": gettext_lazy("จำนวนแถว"),
    "written": gettext_lazy("เขียนแล้ว"),
    "shapes": gettext_lazy("รูปร่างบนแผนที่"),
    "stations": gettext_lazy("สถานีตรวจวัดคุณภาพอากาศ"),
    "readings": gettext_lazy("ค่าที่ตรวจวัดได้"),
    "reason": gettext_lazy("เหตุผล"),
}


@dataclass(frozen=True)
class Change:
    """One field; `before` or `after` is "" where there was nothing; `hidden` if the values are personal."""

    field: str
    before: str
    after: str
    hidden: bool


@dataclass(frozen=True)
class Story:
    """One entry in words."""

    entry: Entry
    action: str
    object_type: str
    changes: list[Change]


def story(entry: Entry) -> Story:
    """`entry` in the language of the page."""
    model = _model(entry.object_type)
    return Story(
        entry=entry,
        action=action_words(entry.action),
        object_type=str(model._meta.verbose_name) if model else entry.object_type,
        changes=_changes(model, entry.before or {}, entry.after or {}),
    )


def type_words(object_type: str) -> str:
    """The name of a kind of object, such as `workgroups.post`."""
    model = _model(object_type)
    return str(model._meta.verbose_name) if model else object_type


def _model(object_type):
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def _changes(model, before, after):
    changes = []
    for name in dict.fromkeys([*before, *after]):
        rows = _rows_model(model, name)
        if rows:
            changes.extend(_row_changes(rows, before.get(name) or {}, after.get(name) or {}))
        else:
            changes.append(_change(model, name, before.get(name), after.get(name)))
    return [change for change in changes if change.hidden or change.before or change.after]


def _change(model, name, before, after, prefix=""):
    field = _field(model, name)
    return Change(
        field=f"{prefix}{_name(field, name)}",
        before=_words(field, before),
        after=_words(field, after),
        hidden=HIDDEN in (before, after),
    )


def _row_changes(model, before, after):
    """The rows of an inline table: added, changed and removed ones, each field on a line of its own."""
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        kind = action_words("add" if old is None else "delete" if new is None else "change")
        prefix = f"{kind}{model._meta.verbose_name} “{(new or old)['text']}”: "
        old, new = (old or {}).get("fields", {}), (new or {}).get("fields", {})
        for name in dict.fromkeys([*old, *new]):
            yield _change(model, name, old.get(name), new.get(name), prefix)


def _rows_model(model, name):
    """The model whose rows stand under `name`, where that is the name back of a relation."""
    if model is None:
        return None
    return next((back.related_model for back in model._meta.related_objects if back.get_accessor_name() == name), None)


def _field(model, name):
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _name(field, name):
    if field is not None and hasattr(field, "verbose_name"):
        return str(field.verbose_name)
    return str(_NAMES.get(name, name))


def _words(field, value):
    """A stored value as the page says it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, dict):
        return value["text"] if "text" in value else "; ".join(f"{key}: {_words(None, v)}" for key, v in value.items())
    if isinstance(value, list):
        return ", ".join(_words(None, item) for item in value)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    return _moment(field, str(value)) or _shortened(str(value))


def _moment(field, text):
    """The words of a date or a moment; "" for all else."""
    try:
        if isinstance(field, models.DateTimeField):
            return datetime_words(datetime.datetime.fromisoformat(text))
        if isinstance(field, models.DateField):
            return date_words(datetime.date.fromisoformat(text))
    except ValueError:
        pass
    return ""


def _shortened(text):
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
