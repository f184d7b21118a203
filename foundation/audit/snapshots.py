"""What an object holds, as plain values for the audit chain. Personal fields appear by name, never by value."""

import datetime
import hashlib
from itertools import chain

from django.db import models

HIDDEN = "•"

_ALWAYS_HIDDEN = {"password", "secret", "token", "key_hash"}
_LONGEST = 5000
_NOT_STORABLE = {0: None} | dict.fromkeys(range(0xD800, 0xE000))  # neither database takes NUL or half a surrogate pair


class Hidden(str):
    """Stands for a value that must not be kept; two of them are equal only if their values were."""

    def __new__(cls, value):
        hidden = super().__new__(cls, HIDDEN)
        hidden.digest = hashlib.sha256(str(value).encode()).digest()
        return hidden

    def __eq__(self, other):
        return isinstance(other, Hidden) and self.digest == other.digest

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.digest)


def snapshot(obj) -> dict:
    """The concrete fields of `obj` by name, as values that JSON takes; dates in ISO 8601, moments in UTC.

    A relation is `{"id": …, "text": …}`, so that the entry still reads well when the other row has changed or gone.
    Fields named in `personal_fields` of the model, passwords and secrets are `Hidden`; fields named in
    `unaudited_fields` and moments that are set by themselves on every save are left out.
    """
    skipped = set(getattr(obj, "unaudited_fields", ()))
    return {
        field.name: _field_value(obj, field)
        for field in obj._meta.concrete_fields
        if not field.primary_key and field.name not in skipped and not getattr(field, "auto_now", False)
    }


def personal_fields(model) -> set:
    """The names of the fields of `model` whose values the chain never holds."""
    return _ALWAYS_HIDDEN | set(getattr(model, "personal_fields", ()))


def label(obj) -> str:
    """What the chain calls `obj`: its text, or its kind and number where the text would tell a personal value."""
    text = str(obj).translate(_NOT_STORABLE)
    for name in getattr(obj, "personal_fields", ()):
        value = str(getattr(obj, name, "") or "")
        if value and value.casefold() in text.casefold():
            return f"{obj._meta.verbose_name} {obj.pk}"
    return text[:300]


def plain(value):
    """`value` as JSON takes it on both databases; fractions as text, so that every reader hashes the same."""
    if value is None or isinstance(value, bool | int | Hidden):
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, models.Model):
        return {"id": str(value.pk), "text": label(value)}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    return _short(str(value).translate(_NOT_STORABLE))


class Rows(dict):
    """The rows of another table that belong to an object: `{key: {"text": …, "fields": snapshot}}`."""


def related_rows(rows) -> Rows:
    """The `rows` (objects) as part of the snapshot of the object that they belong to."""
    return Rows({str(row.pk): {"text": label(row), "fields": snapshot(row)} for row in rows})


def differing(before, after) -> tuple[dict, dict]:
    """The parts of two snapshots that are not the same in both; of rows, only those that differ."""
    old, new = {}, {}
    for name in dict.fromkeys(chain(before, after)):
        first, second = before.get(name), after.get(name)
        if isinstance(first or second, Rows):
            first, second = _differing_rows(first or {}, second or {})
        if first != second:
            old |= {name: first} if name in before else {}
            new |= {name: second} if name in after else {}
    return old, new


def _differing_rows(before, after):
    old, new = {}, {}
    for key in dict.fromkeys(chain(before, after)):
        first, second = before.get(key), after.get(key)
        if first and second:
            was, now = differing(first["fields"], second["fields"])
            if was or now:
                old[key], new[key] = first | {"fields": was}, second | {"fields": now}
        elif first:
            old[key] = first
        else:
            new[key] = second
    return old, new


def _field_value(obj, field):
    value = field.value_from_object(obj)
    if field.name in personal_fields(obj):
        return Hidden(value) if value not in (None, "") else ""
    if field.is_relation and value is not None:
        return plain(getattr(obj, field.name)) or str(value)
    return plain(value)


def _short(text):
    """A long text cut, with a digest, so that a change beyond the cut shows too."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… [sha256 {hashlib.sha256(text.encode()).hexdigest()}]"
