"""The import of a dirty file held against the fastest way into the same table; then again, then with 1 % changed."""

from datetime import UTC, datetime
from pathlib import Path

from tests.bench.children import Child
from tests.bench.data import STATIONS, make_file
from tests.bench.databases import kinds_in
from tests.bench.report import Measured, table

FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) // 3600
LIMITS = {"PostgreSQL": "raw COPY of the clean file", "SQLite": "executemany of ready tuples"}
FLOORS = {
    "PostgreSQL": {"first import, rollups left out": 1.0, "first import": 0.75, "the same file again": None},
    "SQLite": {"first import, rollups left out": 0.65, "first import": None, "the same file again": None},
}
LARGEST_MB = 256


def run(folder, *, rows, rounds):
    """Yield lines of Markdown."""
    hours = round(rows / STATIONS / 1.01)
    files = Path(folder)
    dirty = make_file(files / "dirty.csv", first=FIRST, hours=hours)
    changed = make_file(files / "changed.csv", first=FIRST, hours=hours, change=True)
    dirty.clean.write_parquet(files / "dirty.parquet")
    changed.clean.write_parquet(files / "changed.parquet")
    yield (
        f"{dirty.lines:,} lines ({dirty.path.stat().st_size / 1e6:.0f} MB) in order of time, {STATIONS} stations: "
        f"{len(dirty.clean):,} readings, {len(dirty.bad):,} refused in {len({why for _, why in dirty.bad})} kinds, "
        f"{dirty.doubled:,} sent twice; {rounds} rounds, the variants in turn."
    )
    with kinds_in(folder) as kinds:
        for kind in kinds:
            yield from _of_kind(kind, folder, dirty, changed, rounds)


def _of_kind(kind, folder, dirty, changed, rounds):
    with Child(kind.create("base"), folder) as child:
        series = child.call("prepare")["series"]
    seconds = {"limit": [], "first import, rollups left out": [], "first import": [], "the same file again": []}
    seconds["1 % of the file changed"] = []
    peaks = []
    for round_ in range(rounds):
        url = kind.create("work", like="base")
        with Child(url, folder) as child:
            seconds["limit"].append(child.call("limit", clean=_clean(dirty), series=series)["seconds"])
        url = kind.create("work", like="base")
        with Child(url, folder) as child:
            bare = child.call("import_file", path=str(dirty.path), with_rollups=False)
        seconds["first import, rollups left out"].append(bare["seconds"])
        url = kind.create("work", like="base")
        first, again, third = _three_imports(url, folder, dirty, changed, series, check=round_ == 0)
        for name, answer in zip(list(seconds)[2:], (first, again, third), strict=True):
            seconds[name].append(answer["seconds"])
        peaks += [answer["peak_mb"] for answer in (bare, first, again, third)]
    kind.drop("work")
    yield f"\n### {kind.name}: import ({kind.version()}, limit: {LIMITS[kind.name]})\n"
    yield "Checked before any time: every stored reading is that of the clean file; the number of refused lines, and"
    yield "line and reason of all kept ones; the second import wrote no row; the third revised only what changed.\n"
    yield from table(_measured(kind.name, seconds, dirty), unit="rows of the file a second, of the limit's")
    yield f"\nPeak memory of the importing process, Django included: {max(peaks):.0f} MB (goal ≤ {LARGEST_MB})."


def _three_imports(url, folder, dirty, changed, series, *, check):
    """The first import, the second and the third, each in a process of its own and checked."""
    with Child(url, folder) as child:
        first = child.call("import_file", path=str(dirty.path))
    with Child(url, folder) as child:
        _same(first["new"], len(dirty.clean), "new readings")
        _same(first["rejected"], len(dirty.bad), "refused lines")
        kept = [tuple(row) for row in child.call("kept_rejects", run=first["run"])]
        _same(kept, dirty.bad[: len(kept)], "lines and reasons of what was refused")
        if check:
            _same(child.call("differences", clean=_clean(dirty), series=series)["differences"], 0, "readings")
            _same(child.call("wrong_days", clean=_clean(dirty), series=series)["wrong"], 0, "daily means")
        before = child.call("count_writes")
    with Child(url, folder) as child:
        again = child.call("import_file", path=str(dirty.path))
    with Child(url, folder) as child:
        _same((again["new"], again["revised"]), (0, 0), "readings of the second import")
        _same(child.call("writes"), before, "rows written by the second import")
    with Child(url, folder) as child:
        third = child.call("import_file", path=str(changed.path))
    with Child(url, folder) as child:
        _same((third["new"], third["revised"]), (0, changed.changed), "revised readings")
        if check:
            _same(child.call("differences", clean=_clean(changed), series=series)["differences"], 0, "revised readings")
    return first, again, third


def _measured(kind, seconds, dirty):
    """The ratios: rows of the file per second against rows of the limit's file per second, round by round."""
    share = dirty.lines / len(dirty.clean)
    limits = seconds.pop("limit")
    yield Measured(LIMITS[kind], [1.0] * len(limits), seconds=limits)
    for name, values in seconds.items():
        ratios = [limit / value * share for limit, value in zip(limits, values, strict=True)]
        yield Measured(name, ratios, seconds=values, floor=FLOORS[kind].get(name))
    pairs = zip(seconds["first import"], seconds["the same file again"], strict=True)
    ratios = [first / again for first, again in pairs]
    yield Measured("the same file again : first import", ratios, floor=1.5)


def _clean(made):
    return str(made.path.with_suffix(".parquet"))


def _same(found, wanted, what):
    if found != wanted:
        raise SystemExit(f"bench: {what}: {str(found)[:300]} instead of {str(wanted)[:300]}")
