"""The usual ways to load a CSV file: each stores `station, time, value` in a plain table with a unique key."""

import csv
import time
from pathlib import Path

import pandas
import tablib
from django.apps.registry import Apps
from django.db import connection, models
from django.utils.dateparse import parse_datetime
from import_export import resources


class PlainReading(models.Model):
    """As `startapp` and the tutorial would have it."""

    station_code = models.CharField(max_length=20)
    time = models.DateTimeField()
    value = models.FloatField()
    unit = models.CharField(max_length=20)

    class Meta:
        apps = Apps()  # of its own: no model of the portal, and in nobody's list of them
        app_label = "bench"
        db_table = "bench_plain"
        ordering = ["pk"]
        unique_together = [("station_code", "time")]

    def __str__(self):
        return self.station_code


class PlainResource(resources.ModelResource):
    class Meta:
        model = PlainReading
        fields = ("station_code", "time", "value", "unit")
        import_id_fields = ("station_code", "time")
        widgets = {"time": {"format": "%Y-%m-%dT%H:%M:%S%z"}}
        use_bulk = True
        batch_size = 1000


def load(way, path):
    """Seconds, and how many rows there are afterwards."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainReading)
    began = time.perf_counter()
    problem = globals()[way](Path(path))
    seconds = time.perf_counter() - began
    return problem or {"seconds": seconds, "rows": PlainReading.objects.count()}


def with_bulk_create(path):
    with path.open() as file:
        rows = [
            PlainReading(
                station_code=row["station_code"],
                time=parse_datetime(row["time"]),
                value=float(row["value"]),
                unit=row["unit"],
            )
            for row in csv.DictReader(file)
        ]
    PlainReading.objects.bulk_create(
        rows,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["station_code", "time"],
        update_fields=["value", "unit"],
    )


def with_import_export(path):
    data = tablib.Dataset().load(path.read_text(), format="csv")
    PlainResource().import_data(data, raise_errors=True)


def with_pandas(path):
    if connection.settings_dict["ENGINE"].endswith("postgresql"):
        return {"skipped": "to_sql needs SQLAlchemy there, which the project does not carry"}
    frame = pandas.read_csv(path, parse_dates=["time"])
    connection.ensure_connection()
    frame.to_sql("bench_stage", connection.connection, index=False, if_exists="replace", chunksize=10_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_plain (station_code, time, value, unit) SELECT station_code, time, value, unit"
            " FROM bench_stage WHERE true ON CONFLICT (station_code, time) DO UPDATE SET value = excluded.value"
        )
    return None
