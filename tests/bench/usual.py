"""What one would do with Django or pandas instead, on the same kind of file; rates by row, of samples."""

from datetime import UTC, datetime
from pathlib import Path

from tests.bench.children import Child
from tests.bench.data import STATIONS, make_file
from tests.bench.databases import kinds_in
from tests.bench.report import Measured, table

FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) // 3600
WAYS = {
    "bulk_create(update_conflicts=True), csv module": ("with_bulk_create", 1),
    "django-import-export, use_bulk": ("with_import_export", 10),
    "pandas read_csv, to_sql and a merge": ("with_pandas", 1),
}


def run(folder, *, rows):
    """Yield lines of Markdown."""
    hours = max(24, rows // STATIONS)
    made = make_file(Path(folder, "sample.csv"), first=FIRST, hours=hours, bad=0, doubled=0)
    short = make_file(Path(folder, "short.csv"), first=FIRST, hours=max(2, hours // 10), bad=0, doubled=0)
    yield (
        f"{made.lines:,} clean lines (django-import-export: {short.lines:,}). Ours checks every value, keeps what it"
        " refuses and\nall corrections, and computes the daily means; the others only store the rows in a plain table."
    )
    with kinds_in(folder) as kinds:
        for kind in kinds:
            with Child(kind.create("base"), folder) as child:
                child.call("prepare")
                ours = made.lines / child.call("import_file", path=str(made.path))["seconds"]
            yield f"\n### {kind.name}: rows a second of the usual ways\n"
            yield from table(_measured(kind, folder, made, short, ours), unit="rows a second, of ours")
            yield f"\nOurs: {ours:,.0f} rows a second, rollups and quality checks included."


def _measured(kind, folder, made, short, ours):
    for name, (step, share) in WAYS.items():
        file = made if share == 1 else short
        with Child(kind.create("work", like="base"), folder) as child:
            answer = child.call("usual", way=step, path=str(file.path))
        if "skipped" in answer:
            yield Measured(f"{name}: {answer['skipped']}", [0.0])
            continue
        if answer["rows"] != len(file.clean):
            raise SystemExit(f"bench: {name} stored {answer['rows']} rows of {len(file.clean)}")
        yield Measured(name, [file.lines / answer["seconds"] / ours], seconds=[answer["seconds"]])
    kind.drop("work")
