"""Writing reference facts without undoing what staff did.

Each row of a reference file has a key. `LoadedFact` remembers what was last written for it, so that on the next run
- a field that still holds what was written follows the file,
- a field that staff changed since is left alone,
- a row that staff deleted stays deleted,
- a row that staff entered before the first run is adopted, and only its empty fields are filled.
"""

import datetime

from django.db import models

from foundation.audit.services import record, snapshot
from workgroups.models import LoadedFact

EMPTY = (None, "")


class FactWriter:
    """Writes rows of reference files, each key once in a run; `written` counts the rows created or changed."""

    def __init__(self):
        self.known = {fact.key: fact for fact in LoadedFact.objects.all()}
        self.done = {}
        self.written = 0

    def put(self, key, model, find, **values):
        """Create or update the row of `key`; return it, or None when staff deleted it.

        `find` holds the natural key by which a row that staff entered is adopted. A row that hangs on one that staff
        deleted (a None among `find`) is left out as well.
        """
        if key not in self.done:
            self.done[key] = None if None in find.values() else self._put(key, model, find, find | values)
        return self.done[key]

    def _put(self, key, model, find, values):
        fact = self.known.get(key)
        if fact is not None:
            row = model._base_manager.filter(pk=fact.object_id).first()
            return self._follow(fact, row, values) if row is not None else None
        row = model._base_manager.filter(**find).first()
        row = self._create(model, values) if row is None else self._fill(row, values)
        self._remember(key, row, values)
        return row

    def _create(self, model, values):
        row = model(**values)
        row.save()
        self._record(row, None)
        return row

    def _fill(self, row, values):
        return self._set(row, {name: value for name, value in values.items() if getattr(row, name) in EMPTY})

    def _follow(self, fact, row, values):
        """Set what differs from the file, unless staff changed it since the last run."""
        untouched = {
            name: value
            for name, value in values.items()
            if name not in fact.values or _plain(getattr(row, name)) == fact.values[name]
        }
        row = self._set(row, untouched)
        if fact.values != _all_plain(values):
            self._remember(fact.key, row, values)
        return row

    def _set(self, row, values):
        changes = {name: value for name, value in values.items() if _plain(getattr(row, name)) != _plain(value)}
        if changes:
            before = snapshot(row)
            for name, value in changes.items():
                setattr(row, name, value)
            row.save()
            self._record(row, before)
        return row

    def _record(self, row, before):
        self.written += 1
        record("load", row, before=before, after=snapshot(row))

    def _remember(self, key, row, values):
        stored = {"object_type": row._meta.label_lower, "object_id": row.pk, "values": _all_plain(values)}
        self.known[key], _created = LoadedFact.objects.update_or_create(key=key, defaults=stored)


def _all_plain(values):
    return {name: _plain(value) for name, value in values.items()}


def _plain(value):
    """A value as JSON keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)
