"""Pages held against a view that does nothing, through the same middleware in the same process."""

from datetime import UTC, datetime
from pathlib import Path

from tests.bench.children import Child
from tests.bench.data import make_file
from tests.bench.databases import kinds_in
from tests.bench.report import Measured, table

PAGES = ["/", "/pm25/", "/provinces/", "/provinces/lampang/", "/pm25/stations/bench-bm001/"]
CONSTANT = "/bench/constant/"
DAYS = 60


def run(folder, *, rounds, requests):
    """Yield lines of Markdown."""
    now = int(datetime.now(UTC).timestamp()) // 3600
    made = make_file(Path(folder, "recent.csv"), first=now - DAYS * 24 + 1, hours=DAYS * 24, bad=0, doubled=0)
    with kinds_in(folder) as kinds:
        for kind in kinds:
            with Child(kind.create("pages"), folder) as child:
                child.call("prepare")
                child.call("import_file", path=str(made.path))
                size = f"{len(made.clean):,} readings, {rounds} rounds of {requests} requests"
                yield f"\n### {kind.name}: pages ({size})\n"
                yield from table(_measured(child, rounds, requests), unit="requests a second, of the constant view's")
    yield (
        "\nRequests go through Django's WSGI handler and every middleware of the settings, without a socket, which"
        "\nwould cost both sides the same and bring the ratios nearer to 1. Kept pages are whole bodies in the process."
    )


def _measured(child, rounds, requests):
    for kept, floor in ((True, 0.8), (False, 0.05)):
        for page in PAGES:
            ratios, seconds = [], []
            child.call("ask", path=page, requests=2, kept=kept)
            for _round in range(rounds):
                constant = child.call("ask", path=CONSTANT, requests=requests * 5, kept=kept)["seconds"]
                taken = child.call("ask", path=page, requests=requests * (5 if kept else 1), kept=kept)["seconds"]
                ratios.append(constant / taken)
                seconds.append(taken)
            yield Measured(f"{page} {'kept' if kept else 'made anew'}", ratios, seconds=seconds, floor=floor)
