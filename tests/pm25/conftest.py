from contextlib import contextmanager

import pytest
from django.db import transaction

from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.store import store
from pm25.importers.values import read_value
from tests.pm25.factories import ImportRunFactory, SourceFactory


@pytest.fixture
def source(db):
    return SourceFactory()


@pytest.fixture
def put(db):
    """Store `(station id, parameter, averaging, period_end, sent)` rows as one import, and return its counts."""

    def _put(*rows, source=None, run=None, **options):
        run = run or ImportRunFactory(source=source or SourceFactory())
        writer = BlockWriter()
        for line, (station, parameter, averaging, end, sent) in enumerate(rows, start=1):
            writer.add(SeriesKey(station, parameter, averaging, "µg/m³"), end, read_value(str(sent), parameter), line)
        stations = [StationRow(station, rows[0][3], described=False) for station in {row[0] for row in rows}]
        return store(Parsed(stations, [writer.block], writer.rejects, writer.doubled), run, **options)

    return _put


@pytest.fixture
def transactional_rollback(db):
    """A context that undoes all it did, for each example of a property."""

    @contextmanager
    def _undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return _undone
