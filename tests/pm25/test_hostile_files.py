"""Two thousand files that no source should ever send: each is taken or refused as a whole, quickly, in little memory.

`make fuzz` prints the table: adapter, files, taken, refused, rows taken, slowest (CPU seconds), highest growth in MB.
"""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction

from pm25.flags import ERROR_MASK
from pm25.importers import ADAPTERS
from pm25.importers.parsed import KEPT_REJECTS
from pm25.importers.problems import ImportProblem
from pm25.models import ImportRun, Reject, Revision
from pm25.services import import_origin
from tests.pm25.factories import ProvinceFactory
from tests.pm25.hostile.files import hostile_files, valid_files
from tests.pm25.measured import load_reference

FILES = os.environ.get("HOSTILE_FILES")
TENTH = 200  # files, unless HOSTILE_FILES asks for another number
AGAIN = 4  # every fourth file that was taken is sent a second time
SECONDS = 2
MEGABYTES = 160  # above a process with Django in it, which has about 95: together 256
ROWS = ("pm25_reading", "pm25_hotspot", "pm25_forecast")
TABLES = [model._meta.db_table for model in apps.get_app_config("pm25").get_models() if model is not ImportRun]
SUMS = ("SUM(value_thousandths)", "SUM(flags)", "SUM(run_id)")


@dataclass
class Tally:
    name: str
    files: int = 0
    taken: int = 0
    refused: int = 0
    rows: int = 0
    slowest: float = 0
    peak: float = 0
    codes: dict = field(default_factory=dict)

    def __str__(self):
        codes = ", ".join(f"{code} {count}" for code, count in sorted(self.codes.items(), key=lambda one: -one[1]))
        counts = (
            f"{self.files:>5} {self.taken:>6} {self.refused:>8} {self.rows:>7} {self.slowest:>8.2f} {self.peak:>6.0f}"
        )
        return f"{self.name:<17} {counts}  {codes}"


@pytest.fixture(scope="module")
def tallies():
    """Filled by each adapter's test, printed at the end where the table is asked for."""
    rows = []
    yield rows
    if rows and os.environ.get("HOSTILE_TABLE"):
        total = Tally(
            "total", *(sum(getattr(row, name) for row in rows) for name in ("files", "taken", "refused", "rows"))
        )
        total.slowest, total.peak = (max(getattr(row, name) for row in rows) for name in ("slowest", "peak"))
        heads = f"{'adapter':<17} files  taken  refused    rows  seconds     MB  refused because"
        print("", heads, *rows, total, sep="\n")  # noqa: T201 - the table that was asked for


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    ProvinceFactory(lampang=True)
    with time_machine.travel("2026-11-20T10:00:00+07:00", tick=False):
        yield


@pytest.mark.parametrize("number", range(len(ADAPTERS)), ids=list(ADAPTERS))
def test_hostile_file_is_taken_or_refused_as_a_whole(number, tmp_path, tallies):
    adapter = list(ADAPTERS.values())[number]
    for _, name, content in valid_files().get(adapter.NAME, []):
        import_origin(adapter, str(_file(tmp_path, name, content)))
    files = int(FILES or TENTH)
    share = files // len(ADAPTERS) + (number < files % len(ADAPTERS))
    tally, faults = Tally(adapter.NAME), []

    for what, name, content in hostile_files(adapter.NAME, share):
        fault = _try(adapter, _file(tmp_path, name, content), tally)
        faults += [f"{what} ({name}): {fault}"] if fault else []

    tallies.append(tally)
    assert faults == []
    assert tally.files == share


def _file(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def _try(adapter, path, tally):
    """Import a file twice and undo it; what went wrong, or ""."""
    with transaction.atomic():
        before = _state()
        _forget_peak()
        resident, begun = _memory("VmRSS"), time.process_time()
        run, problem = _import(adapter, path)
        seconds, growth = time.process_time() - begun, _memory("VmHWM") - resident
        fault = problem if run is None and problem.startswith("broke: ") else ""
        if run is None:
            tally.refused += 1
            tally.codes[problem] = tally.codes.get(problem, 0) + 1
            fault = fault or _differing(before, _state())
        else:
            tally.taken += 1
            tally.rows += run.new
            fault = _miscounted(run, before, _state())
            if tally.taken % AGAIN == 0:
                fault = fault or _written_again(adapter, path)
        transaction.set_rollback(True)
    path.unlink()
    tally.files += 1
    tally.slowest, tally.peak = max(tally.slowest, seconds), max(tally.peak, growth)
    slow = f"{seconds:.1f} s" if seconds > SECONDS else ""
    large = f"{growth:.0f} MB" if growth > MEGABYTES else ""
    return fault or slow or large


def _import(adapter, path):
    """The run, or None and why: the problem's code, or "broke" with the error behind it."""
    try:
        return import_origin(adapter, str(path)), ""
    except ImportProblem as problem:
        return None, f"broke: {problem.__cause__!r}" if problem.code == "internal" else problem.code
    except Exception as error:
        return None, f"broke: {error!r}"


def _state():
    """How many rows each table has, and sums that show a changed reading."""
    counts = [f"(SELECT COUNT(*) FROM {table})" for table in TABLES]  # noqa: S608 - names of our own
    sums = [f"(SELECT {one} FROM pm25_reading)" for one in SUMS]  # noqa: S608 - names of our own
    usable = f"(r.flags & {ERROR_MASK}) = 0 AND r.value_thousandths IS NOT NULL"
    days = [
        "(SELECT COALESCE(SUM(hours), 0) FROM pm25_dailymean)",
        f"(SELECT COUNT(*) FROM pm25_reading r JOIN pm25_series s ON s.id = r.series_id"  # noqa: S608
        f" WHERE s.averaging = 'PT1H' AND {usable})",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([*counts, *sums, *days]))
        return dict(zip([*TABLES, *SUMS, "hours of days", "usable hours"], cursor.fetchone(), strict=True))


def _differing(before, after):
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    return f"partly written: {changed}" if changed else ""


def _miscounted(run, before, after):
    added = {name: after[name] - before[name] for name in TABLES}
    rows = sum(added[name] for name in ROWS)
    rejects = min(run.rejected, KEPT_REJECTS)
    if rows != run.new or added[Reject._meta.db_table] != rejects:
        return f"counted {run.new} new, {run.rejected} rejected; there are {rows} and {added}"
    if added[Revision._meta.db_table] > run.revised:
        return f"counted {run.revised} revised; there are {added}"
    if after["hours of days"] != after["usable hours"]:
        return f"days hold {after['hours of days']} hours of {after['usable hours']}"
    return ""


def _written_again(adapter, path):
    """A second import of the same file writes nothing but its rejects."""
    before = _state()
    run, problem = _import(adapter, path)
    if run is None or run.new or run.revised:
        return f"again: {problem} {run and (run.new, run.revised)}"
    after = _state() | {Reject._meta.db_table: before[Reject._meta.db_table]}
    return _differing(before, after)


def _forget_peak():
    """Let the kernel measure this process's highest memory anew."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        """Not Linux: the peak of the whole run is taken."""


def _memory(name):
    """VmRSS (resident now) or VmHWM (highest) of this process in MB."""
    try:
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
        return int(line.split()[1]) / 1024
    except OSError:
        return getrusage(RUSAGE_SELF).ru_maxrss / 1024
