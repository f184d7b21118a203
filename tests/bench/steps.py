"""What runs in a process of its own: preparing, importing, the limit it is held against, and looking at the result."""

import io
import os
import resource
import sys
import time
from functools import cache
from pathlib import Path
from unittest import mock

import polars as pl
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from places.models import Province
from pm25.importers import ADAPTERS, rollups, store_bulk
from pm25.models import DailyMean, ImportRun, Latest, ProvinceDay, Reject, Series, Source, Station
from pm25.services import import_origin
from tests.bench import usual_ways
from tests.bench.data import CODES

PIECE = 1 << 20
HEAVY = ("pm25_reading", "pm25_revision", "pm25_dailymean", "pm25_provinceday", "pm25_latest")


# ruff: noqa: S608 - every part of the SQL is a constant of this file


def prepare():
    """The pilot's facts and 200 public stations of the source of files; returns the ids of their series, in order."""
    silent = {"stdout": io.StringIO(), "verbosity": 0}
    call_command("migrate", **silent)
    call_command("load_pilot", **silent)
    return make_stations()


def make_stations():
    source, provinces = Source.objects.get(slug=ADAPTERS["csv"].SOURCE), list(Province.objects.order_by("code"))
    now = timezone.now()
    lampang = next(province for province in provinces if province.code == "52")
    for number, code in enumerate(CODES):
        province = lampang if number < 4 else provinces[number % len(provinces)]
        station = Station(
            source=source,
            source_station_id=code,
            code=f"bench-{code}",
            name_th=f"สถานีทดสอบ {number + 1}",
            name_en=f"Bench station {number + 1}",
            province=province,
            status=Station.Status.PUBLIC,
            is_reference=True,
            lat=province.lat,
            lon=province.lon,
            described_at=now,
        )
        station.save()
        Series.objects.create(station=station, parameter="pm25", averaging="PT1H", unit="µg/m³")
    return {"series": list(Series.objects.filter(station__source=source).order_by("pk").values_list("pk", flat=True))}


def import_file(path, *, with_rollups=True):
    """Import `path` as a person does; seconds, counts and the peak of this process' memory in MB."""
    began = time.perf_counter()
    if with_rollups:
        run = import_origin(ADAPTERS["csv"], path)
    else:
        with mock.patch.object(rollups, "recompute"), mock.patch.object(store_bulk.Bulk, "finish"):
            run = import_origin(ADAPTERS["csv"], path)
    seconds = time.perf_counter() - began
    counts = {name: getattr(run, name) for name in ("new", "unchanged", "revised", "rejected")}
    return {"seconds": seconds, "peak_mb": peak_mb(), "run": run.pk, **counts}


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def limit(clean, series):
    """The same readings, already clean and with their ids, as fast as the database takes them from outside."""
    run = ImportRun.objects.create(source=Source.objects.first(), adapter="limit", started_at=timezone.now())
    load = {"postgresql": _copy, "sqlite3": _executemany}[connection.settings_dict["ENGINE"].rpartition(".")[2]]
    return {"seconds": load(pl.read_parquet(clean), pl.Series(series), run.pk)}


def _columns(frame, series, run):
    return frame.select(
        pl.from_epoch(pl.col("hour").cast(pl.Int64) * 3600).dt.strftime("%Y-%m-%d %H:%M:%S").alias("period_end"),
        series.gather(frame["station"] - 1).alias("series_id"),
        pl.lit(run).alias("run_id"),
        "value",
        pl.lit(0).alias("flags"),
    )


def _copy(frame, series, run):
    path = Path(os.environ["VAR_DIR"], "mapped.csv")
    _columns(frame, series, run).with_columns(pl.col("period_end") + "+00").write_csv(path, include_header=False)
    columns = "period_end, series_id, run_id, value_thousandths, flags"
    connection.ensure_connection()
    began = time.perf_counter()
    sql = f"COPY pm25_reading ({columns}) FROM STDIN (FORMAT csv)"
    with path.open("rb") as file, transaction.atomic(), connection.cursor() as cursor, cursor.copy(sql) as copy:
        while piece := file.read(PIECE):
            copy.write(piece)
    seconds = time.perf_counter() - began
    path.unlink()
    return seconds


def _executemany(frame, series, run):
    rows = _columns(frame, series, run).rows()
    connection.ensure_connection()
    began = time.perf_counter()
    with connection.cursor() as cursor, transaction.atomic():
        cursor.cursor.connection.executemany(
            "INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
    return time.perf_counter() - began


def differences(clean, series):
    """How many readings are not there, too many or of another value than `clean` says."""
    wanted = pl.read_parquet(clean).select(
        series=pl.col("station").replace_strict(list(range(1, len(series) + 1)), series, return_dtype=pl.Int64),
        hour=pl.col("hour").cast(pl.Int64),
        value=pl.col("value").cast(pl.Int64),
    )
    stored = _stored()
    joined = wanted.join(stored, on=["series", "hour"], how="full", suffix="_stored")
    return {
        "rows": len(stored),
        "differences": joined.filter(pl.col("value").ne_missing(pl.col("value_stored"))).height,
    }


def _stored():
    epoch = {
        "postgresql": "extract(epoch FROM period_end)::bigint",
        "sqlite3": "CAST(strftime('%s', period_end) AS integer)",
    }
    vendor = connection.settings_dict["ENGINE"].rpartition(".")[2]
    sql = f"SELECT series_id, {epoch[vendor]} / 3600, value_thousandths FROM pm25_reading"
    names = {"series": pl.Int64, "hour": pl.Int64, "value": pl.Int64}
    with connection.cursor() as cursor:
        if vendor == "sqlite3":
            rows = cursor.cursor.connection.execute(sql).fetchall()
            return pl.DataFrame(rows, schema=names, orient="row")
        text = io.BytesIO()
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
            for piece in copy:
                text.write(piece)
    text.seek(0)
    return pl.read_csv(text, has_header=False, schema=names)


def kept_rejects(run):
    """The refused lines that the ledger keeps, with their reasons."""
    return list(Reject.objects.filter(run_id=run).order_by("line", "pk").values_list("line", "reason"))


def count_writes():
    """Begin to count every row written to what readings are kept in; used before a second import."""
    with connection.cursor() as cursor:
        if connection.settings_dict["ENGINE"].endswith("sqlite3"):
            cursor.execute("CREATE TABLE bench_writes (name text)")
            for table in HEAVY:
                for verb in ("INSERT", "UPDATE", "DELETE"):
                    cursor.execute(
                        f"CREATE TRIGGER bench_{table}_{verb} AFTER {verb} ON {table}"
                        f" BEGIN INSERT INTO bench_writes VALUES ('{table}'); END"
                    )
            return 0
    return writes()


def writes():
    """How many rows were written so far to what readings are kept in."""
    with connection.cursor() as cursor:
        if connection.settings_dict["ENGINE"].endswith("sqlite3"):
            cursor.execute("SELECT COUNT(*) FROM bench_writes")
        else:
            names = " OR ".join(f"relname LIKE '{table}%%'" for table in HEAVY)
            cursor.execute(f"SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE {names}", [])
        return int(cursor.fetchone()[0] or 0)


def wrong_days(clean, series):
    """How many rows of DailyMean differ from what polars makes of `clean`; also how many there are."""
    frame = pl.read_parquet(clean).select(
        series=pl.col("station").replace_strict(list(range(1, len(series) + 1)), series, return_dtype=pl.Int64),
        day=(pl.col("hour").cast(pl.Int64) - 1 + 7) // 24,
        value=pl.col("value").cast(pl.Int64),
    )
    hours, total = pl.len().cast(pl.Int64), pl.col("value").sum()
    wanted = frame.group_by("series", "day").agg(hours=hours, total=total)
    mean = (2 * pl.col("total") + pl.col("hours")) // (2 * pl.col("hours"))
    wanted = wanted.with_columns(mean=pl.when(pl.col("hours") * 100 >= 24 * 75).then(mean))
    stored = _stored_days()
    joined = wanted.join(stored, on=["series", "day"], how="full", suffix="_stored")
    wrong = joined.filter(
        pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_stored")) for name in ("hours", "total", "mean"))
    )
    return {"days": len(stored), "wrong": wrong.height}


def _stored_days():
    with connection.cursor() as cursor:
        cursor.execute("SELECT series_id, day, hours, total_thousandths, mean_thousandths FROM pm25_dailymean")
        rows = [(series, day.toordinal() - 719163, *rest) for series, day, *rest in cursor.fetchall()]
    names = ("series", "day", "hours", "total", "mean")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")


def counts():
    return {model.__name__: model.objects.count() for model in (DailyMean, ProvinceDay, Latest)}


def settle():
    """As long after a bulk import: statistics are fresh. Returns how many readings there are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.settings_dict["ENGINE"].endswith("sqlite3") else "VACUUM ANALYZE")
        cursor.execute("SELECT COUNT(*) FROM pm25_reading")
        return {"readings": cursor.fetchone()[0]}


@cache
def handler():
    settings.ROOT_URLCONF = "tests.bench.urls"
    return WSGIHandler()


def ask(path, requests, kept):
    """Status and mean seconds of `requests` of a page; `kept` lets the page cache work."""
    settings.PAGE_CACHE_SECONDS = 3600 if kept else 0
    serve = handler()
    began = time.perf_counter()
    for _request in range(requests):
        status = _answer(serve, path)
    return {"status": status, "seconds": (time.perf_counter() - began) / requests}


def queries(path):
    """How many queries a page takes that is made anew and has been asked for before."""
    settings.PAGE_CACHE_SECONDS = 0
    _answer(handler(), path)
    with CaptureQueriesContext(connection) as captured:
        status = _answer(handler(), path)
    return {"status": status, "queries": len(captured)}


def _answer(serve, path):
    said = []
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    answer = serve(environ, lambda status, headers: said.append(int(status.partition(" ")[0])))
    for _piece in answer:
        pass
    answer.close()
    return said[0]


def usual(way, path):
    return usual_ways.load(way, path)
