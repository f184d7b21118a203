"""What a source corrects: the reading changes, what it was is kept for good, and only its day is computed anew."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from pm25.flags import Flag
from pm25.models import DailyMean, Latest, ProvinceDay, Reading, Revision
from tests.pm25.factories import ImportRunFactory, SourceFactory, StationFactory
from tests.pm25.test_rollups import day_of

MIDNIGHT = datetime(2026, 3, 9, 17, tzinfo=UTC)  # 10 March, 00:00 in Thailand


@pytest.fixture
def two_days(put):
    """A station with two full days of 20."""
    StationFactory(source_station_id="37t")
    put(*day_of([20] * 48))


@pytest.fixture
def corrected(two_days, put):
    """The run that corrected the tenth hour of the first day to 44."""
    run = ImportRunFactory(source=SourceFactory())
    put(("37t", "pm25", "PT1H", MIDNIGHT + timedelta(hours=10), 44), run=run)
    return run


def test_correction_updates_the_reading_and_appends_what_it_was(corrected):
    reading, revision = Reading.objects.get(run=corrected), Revision.objects.get()

    assert (reading.value, reading.flags & ~int(Flag.STUCK)) == (Decimal(44), 0)
    assert (revision.old_value, revision.new_value, revision.run) == (Decimal(20), Decimal(44), corrected)
    assert (revision.period_end, revision.old_run != corrected) == (reading.period_end, True)
    assert revision.at >= corrected.started_at


def test_only_the_day_of_the_correction_is_computed_anew(two_days, put):
    """The other day is made wrong on purpose: who does not touch it leaves it wrong."""
    DailyMean.objects.filter(day="2026-03-11").update(hours=7)
    ProvinceDay.objects.filter(day="2026-03-11").update(mean=Decimal(99))

    put(("37t", "pm25", "PT1H", MIDNIGHT + timedelta(hours=10), 44))

    assert dict(DailyMean.objects.values_list("day__day", "hours")) == {10: 24, 11: 7}
    assert dict(ProvinceDay.objects.values_list("day__day", "mean")) == {10: Decimal(21), 11: Decimal(99)}
    assert Latest.objects.get().value == Decimal(20)


def test_correction_of_a_correction_is_kept_too(corrected, put):
    put(("37t", "pm25", "PT1H", MIDNIGHT + timedelta(hours=10), 45))

    revisions = Revision.objects.order_by("id").values_list("old_value", "new_value")
    assert list(revisions) == [(Decimal(20), Decimal(44)), (Decimal(44), Decimal(45))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pm25_revision SET old_thousandths = 1",
        "DELETE FROM pm25_revision",
        "DELETE FROM pm25_revision WHERE id = (SELECT MIN(id) FROM pm25_revision)",
    ],
)
def test_database_refuses_to_change_a_revision(corrected, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Revision.objects.get().old_value == Decimal(20)


@pytest.mark.postgresql
def test_database_refuses_to_empty_the_revisions(corrected):
    connection.check_constraints()  # what is deferred would refuse first
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE pm25_revision")


def test_database_refuses_to_replace_a_revision(corrected, on_postgresql):
    if on_postgresql:
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO pm25_revision SELECT * FROM pm25_revision")
