"""Does what one import or one page costs grow with the history? Two databases, asked in turn.

Both end with the same hours; the small one has the whole history of Lampang only, so that the pages show the same.
"""

from datetime import UTC, datetime
from pathlib import Path

from tests.bench.children import Child
from tests.bench.data import STATIONS, make_file
from tests.bench.databases import kinds_in
from tests.bench.report import Measured, table

LAMPANG = [1, 2, 3, 4]
BATCHES, BATCH = 3, 24  # after single hours the same by the day
PAGES = [
    "/",
    "/pm25/",
    "/provinces/",
    "/provinces/lampang/",
    "/provinces/lampang/mae-mo/",
    "/provinces/chiang-mai/",
    "/pm25/stations/bench-bm001/",
    "/pm25/stations/bench-bm150/",
    "/pm25/trends/",
    "/pm25/trends/?place=lampang",
    "/pm25/trends/?station=bench-bm001",
    "/pm25/compare/",
    "/pm25/forecasts/",
    "/pm25/hotspots/",
    "/pm25/burning/",
    "/pm25/imports/",
    "/pm25/card/lampang/",
]
QUERIES = 8


def run(folder, *, small, years, rounds, singles):
    """Yield lines of Markdown. On PostgreSQL where there is one, else on SQLite."""
    with kinds_in(folder) as kinds:
        kind = kinds[0]
        with Child(kind.create("base"), folder) as child:
            series = child.call("prepare")["series"]
        now = int(datetime.now(UTC).timestamp()) // 3600
        end = now - singles - BATCHES * BATCH
        urls = {name: kind.create(name, like="base") for name in ("small", "large")}
        yield from _histories(urls, Path(folder), series, end, small=small, hours=round(years * 365 * 24))
        with Child(urls["small"], folder) as little, Child(urls["large"], folder) as large:
            both = [little, large]
            counts = [child.call("settle")["readings"] for child in both]
            yield f"\n### {kind.name}: {counts[0]:,} and {counts[1]:,} readings, asked in turn\n"
            hours = _imports(both, Path(folder), end, singles)
            yield from table(
                [*hours, *_pages(both, rounds)], unit="time with the large history : time with the small one"
            )
            yield from _queries(large)


def _histories(urls, folder, series, end, *, small, hours):
    everything = make_file(folder / "all.csv", first=end - hours + 1, hours=hours, bad=0, doubled=0)
    everything.clean.write_parquet(folder / "all.parquet")
    lampang = make_file(folder / "lampang.csv", first=end - hours + 1, hours=hours, bad=0, doubled=0, stations=LAMPANG)
    others = [number for number in range(1, STATIONS + 1) if number not in LAMPANG]
    recent = max(48, (small - len(lampang.clean)) // len(others))
    rest = make_file(folder / "others.csv", first=end - recent + 1, hours=recent, bad=0, doubled=0, stations=others)
    for made in (lampang, rest):
        with Child(urls["small"], folder) as child:
            child.call("import_file", path=str(made.path))
    with Child(urls["large"], folder) as child:
        done = child.call("import_file", path=str(everything.path))
    size = everything.path.stat().st_size
    for made in (everything, lampang, rest):
        made.path.unlink()
    with Child(urls["large"], folder) as child:
        wrong = child.call("wrong_days", clean=str(folder / "all.parquet"), series=series)
        stored = child.call("differences", clean=str(folder / "all.parquet"), series=series)
    if wrong["wrong"] or stored["differences"]:
        raise SystemExit(f"bench: {wrong['wrong']} daily means and {stored['differences']} readings are not as made")
    yield (
        f"{done['new']:,} readings ({size / 1e6:,.0f} MB, {STATIONS} stations, {hours / 24 / 365:.1f} years) imported"
        f" in {done['seconds']:.0f} s with their rollups, {done['new'] / done['seconds']:,.0f} a second, "
        f"{done['peak_mb']:.0f} MB at most.\n{stored['rows']:,} readings and {wrong['days']:,} daily means held against"
        " an independent computation by polars: 0 differ."
    )


def _imports(both, folder, end, singles):
    """Both import the same new hours, one by one and by the day; the first of each kind is not counted."""
    begins = [end + 1 + at for at in range(singles)]
    days = [end + 1 + singles + BATCH * at for at in range(BATCHES)]
    yield _import_measured("import of 1 hour (200 readings)", both, folder, begins, 1)
    yield _import_measured("import of 24 hours (4,800 readings)", both, folder, days, BATCH)


def _import_measured(name, both, folder, begins, hours):
    ratios, seconds = [], []
    for at, first in enumerate(begins):
        made = make_file(folder / "hours.csv", first=first, hours=hours, bad=0, doubled=0)
        order = both if at % 2 else both[::-1]
        taken = {child: child.call("import_file", path=str(made.path))["seconds"] for child in order}
        if at:
            ratios.append(taken[both[1]] / taken[both[0]])
            seconds.append(taken[both[1]])
    return Measured(name, ratios, seconds=seconds, ceiling=1.1)


def _pages(both, rounds):
    for page in PAGES:
        first = [child.call("ask", path=page, requests=2, kept=False) for child in both]
        if any(answer["status"] != 200 for answer in first):
            continue
        requests = max(2, min(40, round(0.4 / first[0]["seconds"])))
        ratios, seconds = [], []
        for at in range(rounds):
            order = both if at % 2 else both[::-1]
            taken = {child: child.call("ask", path=page, requests=requests, kept=False)["seconds"] for child in order}
            ratios.append(taken[both[1]] / taken[both[0]])
            seconds.append(taken[both[1]])
        yield Measured(page, ratios, seconds=seconds, ceiling=1.1)


def _queries(child):
    counted = {page: child.call("queries", path=page) for page in PAGES}
    there = {page: answer["queries"] for page, answer in counted.items() if answer["status"] == 200}
    most = max(there.values())
    yield f"\nQueries for a page made anew: at most {most} (goal ≤ {QUERIES}); " + ", ".join(
        f"`{page}` {number}" for page, number in there.items()
    )
    absent = [page for page in PAGES if page not in there]
    if absent:
        yield "\nNot there: " + ", ".join(f"`{page}`" for page in absent)
