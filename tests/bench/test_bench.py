"""The bench's own checks at a tiny size: what is stored is what was made, and nothing is measured."""

import io

import pytest
from django.conf import settings as configured
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from places.services import load_places
from pm25.services import load_pm25_reference
from tests.bench import steps
from tests.bench.__main__ import renew
from tests.bench.data import CODES, REASONS, make_file

FIRST, HOURS = 473_000, 60  # hours since 1970


@pytest.fixture
def series(db):
    silent = io.StringIO()
    load_places(silent)
    load_pm25_reference(silent)
    return steps.make_stations()["series"]


def made_in(folder, name, **options):
    made = make_file(folder / f"{name}.csv", first=FIRST, hours=HOURS, **options)
    made.clean.write_parquet(folder / f"{name}.parquet")
    return made


def test_file_is_made_alike_twice_and_says_what_is_wrong_with_it(tmp_path):
    made, again = made_in(tmp_path, "one"), made_in(tmp_path, "two")

    lines = made.path.read_bytes().splitlines()
    assert made.path.read_bytes() == again.path.read_bytes()
    assert len(lines) == made.lines + 1
    assert len(made.clean) + made.doubled + len(made.bad) == made.lines
    assert {reason for _, reason in made.bad} == set(REASONS)
    assert b"ppb" in lines[next(line for line, reason in made.bad if reason == "unit") - 1]


def test_import_again_and_changed_are_what_the_bench_says(series, tmp_path):
    dirty, changed = made_in(tmp_path, "dirty"), made_in(tmp_path, "changed", change=True)

    first = steps.import_file(str(dirty.path))
    kept = steps.kept_rejects(first["run"])
    wrong = (
        steps.differences(str(tmp_path / "dirty.parquet"), series),
        steps.wrong_days(str(tmp_path / "dirty.parquet"), series),
    )
    again = steps.import_file(str(dirty.path))
    third = steps.import_file(str(changed.path))

    assert (first["new"], first["rejected"]) == (len(dirty.clean), len(dirty.bad))
    assert kept == dirty.bad[: len(kept)]
    assert wrong == (
        {"rows": len(dirty.clean), "differences": 0},
        {"days": len(CODES) * 4, "wrong": 0},
    )
    assert (again["new"], again["revised"]) == (0, 0)
    assert (third["new"], third["revised"]) == (0, changed.changed)
    assert steps.differences(str(tmp_path / "changed.parquet"), series)["differences"] == 0


def test_limit_stores_the_same_rows(series, tmp_path, monkeypatch):
    made = made_in(tmp_path, "clean", bad=0, doubled=0)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))

    steps.limit(str(tmp_path / "clean.parquet"), series)

    stored = steps.differences(str(tmp_path / "clean.parquet"), series)
    assert stored == {"rows": len(made.clean), "differences": 0}


@pytest.fixture
def kept_connection(db):
    """A real handler closes the connection when it is done, and the test's transaction with it."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


def test_pages_are_asked_through_the_whole_handler(kept_connection, settings, monkeypatch):
    monkeypatch.setattr(steps, "handler", steps.handler.__wrapped__)
    settings.ROOT_URLCONF, settings.PAGE_CACHE_SECONDS = configured.ROOT_URLCONF, 0

    assert steps.ask("/bench/constant/", 2, kept=False)["status"] == 200
    assert steps.ask("/healthz", 1, kept=True)["status"] == 200
    assert steps.queries("/privacy/") == {"status": 200, "queries": 1}


def test_a_section_is_renewed_in_its_place(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A\n\n## One\n\nold\n\n## Two\n\nkept\n")

    renew(page, "One", "\n## One\n\nnew")
    renew(page, "Three", "\n## Three\n\nlast")

    assert page.read_text() == "# A\n\n## One\n\nnew\n\n## Two\n\nkept\n\n## Three\n\nlast\n"
