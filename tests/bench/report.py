"""Ratios as a Markdown table, and what they were measured on."""

import os
import platform
import statistics
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("django", "psycopg", "polars", "numpy", "granian")


@dataclass
class Measured:
    """A line: ratios of single rounds; `floor` is the least and `ceiling` the most that the goal allows."""

    name: str
    ratios: list
    seconds: list = field(default_factory=list)
    floor: float | None = None
    ceiling: float | None = None

    def cells(self):
        low, high = min(self.ratios), max(self.ratios)
        middle = statistics.median(self.ratios)
        seconds = statistics.median(self.seconds) if self.seconds else None
        return [
            self.name,
            _number(middle),
            f"{_number(low)}–{_number(high)}",
            "" if seconds is None else f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms",
            self._goal(middle),
        ]

    def _goal(self, middle):
        if self.floor is not None:
            return f"≥ {self.floor:g} {'reached' if round(middle, 2) >= self.floor else 'missed'}"
        if self.ceiling is not None:
            return f"≤ {self.ceiling:g} {'reached' if round(middle, 2) <= self.ceiling else 'missed'}"
        return ""


def table(rows, *, unit):
    """Yield the lines of a table; `unit` says what the ratio is."""
    yield "| what | median ratio | lowest–highest | median time | goal |"
    yield "|---|---|---|---|---|"
    for row in rows:
        yield f"| {' | '.join(row.cells())} |"
    yield f"\nRatio: {unit}."


def heading(part):
    """When, on what, with which versions, and how busy the machine was."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    yield f'{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `make bench BENCH="{part}"`: {os.cpu_count()} cores, '
    yield f"{_memory():.0f} GiB, {platform.system()} {platform.machine()}, Python {platform.python_version()},"
    yield f"{versions}. Load average at the start {load}; a quiet machine has less than 1."


def _memory():
    line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return int(line.split()[1]) / 1024 / 1024


def _number(value):
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
