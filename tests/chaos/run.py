"""One run on the database of this process: hour after hour passes, workers import, workers are killed, all is counted.

`python -m tests.chaos.run --windows 400 --kills 50 --whole 20` prints what came of it as one line of JSON.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.chaos import clock

FOLDER = tempfile.TemporaryDirectory(prefix="ogmp-chaos-")
os.environ.setdefault(clock.FILE, str(Path(FOLDER.name) / "clock"))
clock.keep_time()

import django  # noqa: E402 - models keep hold of the clock, so it comes first

django.setup()

from django.utils import timezone  # noqa: E402

from pm25.models import ImportRun  # noqa: E402
from tests.chaos import air, tally  # noqa: E402
from tests.chaos.processes import Workers, wait_for  # noqa: E402
from tests.pm25.factories import ProvinceFactory, SourceFactory, StationFactory  # noqa: E402
from tests.pm25.sources import serving  # noqa: E402

START = datetime(2026, 1, 5, 2, 20, tzinfo=UTC)
RETRY = timedelta(minutes=11)  # a beat rings every ten, and a killed import is free after ten
HISTORY_SHARE = 0.7  # of the blows: its imports are the long ones
PATIENCE = 60  # seconds


class Killer:
    """Kills the worker that next asks for what it was armed for, a random moment after it asked."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 - the same run again is the point
        self.reach = dict.fromkeys(tally.ADAPTERS, 0.1)  # seconds: about as long as an import takes
        self.workers = None
        self.armed = None
        self.struck = threading.Event()
        self.killed = {"child": 0, "whole": 0}
        self.missed = 0
        self.hit = None

    def arm(self, kind):
        self.struck.clear()
        adapter = "air4thai_history" if self.random.random() < HISTORY_SHARE else "air4thai_current"
        self.armed = kind, adapter, self.random.random()

    def asked(self, name, adapter):
        """Called by the source for each question."""
        if self.armed and self.armed[1] == adapter:
            armed, self.armed = self.armed, None
            threading.Thread(target=self._strike, args=(name, *armed), daemon=True).start()

    def _strike(self, name, kind, adapter, when):
        time.sleep(when * self.reach[adapter])
        self.hit = adapter
        if kind == "child":
            self.workers.kill_child(name)
        else:
            self.workers.kill_group(name)
        self.struck.set()

    def settle(self, kind, window):
        """Whether the blow fell on an import at work; one that came too late does not count."""
        time.sleep(0.05)
        run = ImportRun.objects.filter(adapter=self.hit, window_start=window).first()
        at_work = run is not None and run.status == ImportRun.Status.RUNNING
        self.reach[self.hit] *= 1.04 if at_work else 0.9
        self.killed[kind] += at_work
        self.missed += not at_work
        return at_work


def chaos(*, windows, kills, whole, seed, celery):
    """Let `windows` hours pass and kill `kills` imports, `whole` of them with their worker; returns the Counter."""
    clock.set_time(START)
    _prepare()
    killer = Killer(seed)
    blows = ["whole"] * whole + ["child"] * (kills - whole)
    killer.random.shuffle(blows)
    hours = dict(zip(sorted(killer.random.sample(range(1, windows - 3), kills)), blows, strict=True))
    folder = Path(FOLDER.name)
    with serving(_Answers(killer)) as server, Workers(_environment(), server.url, folder, celery=celery) as workers:
        killer.workers, owed = workers, []
        for number in range(windows):
            last = START + number * air.HOUR
            if number in hours:
                owed.append(hours[number])
            # a blow that missed its import is struck again in a later hour
            if _hour_passes(last, owed[0] if owed else None, killer, may_skip=number < windows - 3):
                owed.pop(0)
            workers.see_to()
    counted = tally.count(START, last)
    counted["windows"] //= len(tally.ADAPTERS)
    counted.update({"kills of the import": killer.killed["child"], "kills of the worker": killer.killed["whole"]})
    counted["blows too late"] = killer.missed
    return counted


def _hour_passes(now, kind, killer, *, may_skip):
    """One hour, with its beats; returns whether its blow fell."""
    clock.set_time(now)
    window = now - timedelta(minutes=20)
    if kind is None:
        _wait_until_done(window, now)
        return False
    killer.arm(kind)
    if not wait_for(lambda: killer.struck.is_set(), seconds=PATIENCE):
        raise TimeoutError(f"nobody asked for {now}")
    fell = killer.settle(kind, window)
    killer.workers.see_to()
    # The hour is over before anybody comes back to it: a later one brings it. Nothing else brings current values.
    if may_skip and killer.hit == "air4thai_history" and killer.random.random() < 0.4 and _is_done(window, 1):
        return fell
    for beats in range(1, 4):
        if wait_for(lambda: _is_done(window, 2), seconds=0.3):
            return fell
        clock.set_time(now + beats * RETRY)
        wait_for(lambda: _is_done(window, 2), seconds=5)
    _wait_until_done(window, now)
    return fell


def _is_done(window, feeds):
    return ImportRun.objects.done().filter(window_start=window).count() >= feeds


def _wait_until_done(window, now):
    if not wait_for(lambda: _is_done(window, 2), seconds=PATIENCE):
        runs = list(ImportRun.objects.filter(window_start=window).values_list("adapter", "status", "message_en"))
        logs = {path.name: path.read_text()[-500:] for path in Path(FOLDER.name).glob("*.log")}
        raise TimeoutError(f"not done: {now} {runs} {logs}")


class _Answers:
    """What the source answers, by path; each worker asks under its own name."""

    def __init__(self, killer):
        self.killer = killer

    def get(self, path, missing):
        _, name, *rest = path.split("/")
        if rest[-1] == "getNewAQI_JSON.php":
            adapter, answer = "air4thai_current", lambda path: air.current_answer(timezone.now())
        elif rest[-1] == "getHistoryData.php":
            adapter, answer = "air4thai_history", lambda path: air.history_answer(path, timezone.now())
        else:
            return missing
        self.killer.asked(name, adapter)
        return answer


def _prepare():
    SourceFactory()
    ProvinceFactory(lampang=True)
    for one in air.STATIONS:
        StationFactory(source_station_id=f"t{one}", code=f"t{one}", lat=18.28, lon=99.50)


def _environment():
    return os.environ | {"IMPORT_TRUSTED_HOSTS": "127.0.0.1", "LOG_LEVEL": "ERROR", "REDIS_URL": "", "DEMO": "false"}


def main():
    parser = argparse.ArgumentParser()
    for name in ("windows", "kills", "whole", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--celery", action="store_true")
    asked = parser.parse_args()
    began = time.monotonic()
    counted = chaos(**vars(asked))
    counted["seconds"] = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps(counted) + "\n")


if __name__ == "__main__":
    main()
