"""How the time of a page grows with the history: one page over two databases, asked in turn; ratios with min and max.

`make bench` runs it. Each size has a database and a process of its own; the parent alternates between them, so that
what else the machine does falls on both alike. Both show the same: the small database has a full history of Lampang
and a few days of every other province, the large one a full history of all.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

STATIONS, OF_LAMPANG = 81, {"37t", "38t", "39t", "40t", "52"}
FEW_DAYS = 3
PAGES = ["/provinces/lampang/", "/provinces/lampang/mae-mo/", "/pm25/stations/sample-37t/", "/pm25/", "/"]
ROUNDS, REQUESTS = 9, 20


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=[100_000, 1_000_000], metavar="READINGS")
    parser.add_argument("--child", type=int)
    arguments = parser.parse_args()
    if arguments.child:
        serve(arguments.child)
    else:
        compare(arguments.sizes)


def compare(sizes):
    with tempfile.TemporaryDirectory(prefix="ogmp-bench-") as folder:
        children = [start(size, Path(folder)) for size in sizes]
        counts = [json.loads(child.stdout.readline())["readings"] for child in children]
        print(f"readings: {counts[0]:,} and {counts[1]:,}; {ROUNDS} rounds of {REQUESTS} requests, in turn")
        for page in PAGES:
            times = [[ask(child, page) for child in children] for _round in range(ROUNDS)]
            ratios = sorted(large / small for small, large in times)
            median = statistics.median(ratios)
            small, large = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
            print(f"{page:<28} ratio {median:.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})   {small:.1f} and {large:.1f} ms")
        for child in children:
            child.stdin.close()
            child.wait()


def start(size, folder):
    variables = {"DEMO": "1", "VAR_DIR": str(folder / str(size)), "REDIS_URL": "", "LOG_LEVEL": "ERROR"}
    variables["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    if os.environ.get("BENCH_DATABASE_URL"):
        variables["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"].format(size=size)
    command = [sys.executable, "-m", "tests.bench.pages", "--child", str(size)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env={**os.environ, **variables}, **pipes)


def ask(child, page):
    """Seconds a request of `page` takes in `child`, the mean of a batch."""
    child.stdin.write(f"{page}\n")
    child.stdin.flush()
    answer = json.loads(child.stdout.readline())
    assert answer["status"] == 200, answer
    return answer["seconds"]


def serve(size):
    """Fill a database with about `size` readings, then time the pages named on standard input."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    from pm25.models import Reading
    from pm25.services import load_samples, samples

    silent = {"stdout": open(os.devnull, "w"), "verbosity": 0}  # noqa: SIM115
    call_command("migrate", **silent)
    call_command("load_pilot", **silent)
    fill(size, samples)
    load_samples(silent["stdout"])
    client = Client(HTTP_HOST="localhost")
    print(json.dumps({"readings": Reading.objects.count()}), flush=True)
    for line in sys.stdin:
        client.get(line.strip())
        began = time.perf_counter()
        for _request in range(REQUESTS):
            cache.clear()
            status = client.get(line.strip()).status_code
        print(json.dumps({"status": status, "seconds": (time.perf_counter() - began) / REQUESTS}), flush=True)


def fill(size, samples):
    """Make the sample source give about `size` readings: with the larger sizes of all stations, else of Lampang's."""
    everywhere = size >= STATIONS * 400 * 24
    samples.DAYS = size // ((STATIONS if everywhere else len(OF_LAMPANG)) * 24)
    generate = samples.sample.generate

    def generate_some(places, *, since, until):
        recent = until - timedelta(days=FEW_DAYS)
        for place in places:
            yield from generate([place], since=since if everywhere or place.id in OF_LAMPANG else recent, until=until)

    samples.sample.generate = generate_some


if __name__ == "__main__":
    main()
