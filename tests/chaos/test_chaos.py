"""A small run of `make chaos` on the database of the tests."""

import sqlite3

import pytest
from django.db import connection

from tests.chaos.__main__ import is_good, run

SMALL = ["--windows=12", "--kills=4", "--whole=1", "--seed=2569"]


@pytest.fixture
def database(transactional_db, tmp_path):
    """The address of a database with all tables that other processes can reach."""
    if connection.vendor == "postgresql":
        there = connection.settings_dict
        return f"postgres://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT'] or 5432}/{there['NAME']}"
    connection.ensure_connection()
    with sqlite3.connect(tmp_path / "chaos.sqlite3") as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{tmp_path / 'chaos.sqlite3'}"


def test_nothing_is_lost_doubled_or_half_done_by_kills(database):
    counted = run(database, SMALL)

    assert is_good(counted), counted
    assert (counted["windows"], counted["kills of the import"] + counted["kills of the worker"]) == (12, 4)
