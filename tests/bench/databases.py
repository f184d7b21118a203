"""Databases of the bench's own: made once, copied for every measurement, dropped at the end."""

import os
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432")


class Sqlite:
    """Files in a folder."""

    name = "SQLite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def version(self):
        return f"SQLite {sqlite3.sqlite_version}"

    def create(self, name, like=None):
        self.drop(name)
        if like:
            shutil.copyfile(self._file(like), self._file(name))
            os.sync()
        return f"sqlite:///{self._file(name)}"

    def drop(self, name):
        for tail in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.remove(f"{self._file(name)}{tail}")

    def clear(self):
        """Nothing is left outside of the folder."""

    def _file(self, name):
        return self.folder / f"{name}.sqlite3"


class Postgres:
    """Databases called ogmp_bench_<process>_<name> on the server of BENCH_DATABASE_URL."""

    name = "PostgreSQL"

    def __init__(self, folder):
        self._made = set()
        self._run("SELECT 1")

    def version(self):
        return f"PostgreSQL {self._run('SHOW server_version').split()[0]}"

    def create(self, name, like=None):
        self.drop(name)
        self._run(f"CREATE DATABASE {self._name(name)}" + (f" TEMPLATE {self._name(like)}" if like else ""))
        self._made.add(name)
        self._run("CHECKPOINT")
        return f"{SERVER.rstrip('/')}/{self._name(name)}"

    def drop(self, name):
        self._run(f"DROP DATABASE IF EXISTS {self._name(name)} WITH (FORCE)")
        self._made.discard(name)

    def clear(self):
        for name in list(self._made):
            self.drop(name)

    def _name(self, name):
        return f"ogmp_bench_{os.getpid()}_{name}"

    def _run(self, sql):
        with psycopg.connect(f"{SERVER.rstrip('/')}/postgres", autocommit=True, connect_timeout=3) as connection:
            cursor = connection.execute(sql)
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


@contextmanager
def kinds_in(folder, names=("PostgreSQL", "SQLite")):
    """The kinds of database there are; a line on standard output names one that cannot be reached."""
    kinds = []
    for kind in (Postgres, Sqlite):
        if kind.name not in names:
            continue
        try:
            kinds.append(kind(folder))
        except psycopg.OperationalError as problem:
            reason = str(problem).strip().splitlines()[0]
            print(f"\n{kind.name}: skipped, no server at {SERVER.rpartition('@')[2]} ({reason})", flush=True)
    try:
        yield kinds
    finally:
        for kind in kinds:
            kind.clear()
