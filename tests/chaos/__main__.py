"""`make chaos`: workers are killed during imports, on SQLite and on PostgreSQL, and what is stored is counted.

Ends with 1 when anything was lost, doubled or left half done. PostgreSQL is that of TEST_DATABASE_URL; where Redis
answers at TEST_REDIS_URL its workers are Celery's, with two beats, else they are loops like that of `manage.py serve`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[2]
BROKER_DATABASE = 14  # beside those of the tests
KINDS = ("lost", "doubled", "partial")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=400)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--whole", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2569)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    numbers = [f"--{name}={getattr(asked, name)}" for name in ("windows", "kills", "whole", "seed")]
    good = True
    with tempfile.TemporaryDirectory(prefix="ogmp-chaos-") as folder:
        broker = _broker()
        for name, url in _databases(Path(folder)):
            if asked.only in (None, name):
                celery = broker if name == "postgresql" else None
                good &= _report(name, celery, run(url, numbers, broker=celery, migrate=True))
    return 0 if good else 1


def run(url, numbers, *, broker=None, migrate=False):
    """What one run on the database at `url` counted."""
    with tempfile.TemporaryDirectory(prefix="ogmp-chaos-") as folder:
        environment = os.environ | _settings(url, folder, broker)
        if migrate:
            command = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)
        command = [sys.executable, "-W", "ignore", "-m", "tests.chaos.run", *numbers, *(["--celery"] if broker else [])]
        ended = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        return json.loads(ended.stdout)


def is_good(counted):
    return not any(number for name, number in counted.items() if name.split()[0] in KINDS)


def _settings(url, folder, broker):
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "chaos-only-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "REDIS_URL": "",
        "CHAOS_BROKER_URL": broker or "",
        "CHAOS_CLOCK": str(Path(folder) / "clock"),
        "SCHEDULE_SECONDS": "3600",
        "HTTPS": "false",
        "DEMO": "false",
        "EMAIL_URL": "memorymail://",
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": folder,
    }


def _databases(folder):
    yield "sqlite", f"sqlite:///{folder / 'chaos.sqlite3'}"
    url = os.environ.get("TEST_DATABASE_URL", "")
    if not url.startswith("postgres"):
        print("PostgreSQL: left out, TEST_DATABASE_URL names none")
        return
    name = f"ogmp_chaos_{os.getpid()}"  # two runs at once do not meet
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield "postgresql", urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _broker():
    """The Redis that the run may empty; None where none answers."""
    url = os.environ.get("TEST_REDIS_URL", "")
    if not url:
        return None
    broker = f"{url.rstrip('/')}/{BROKER_DATABASE}"
    try:
        with redis.Redis.from_url(broker, socket_connect_timeout=2, socket_timeout=2) as client:
            client.flushdb()
    except redis.RedisError as problem:
        print(f"Redis: left out, {problem}")
        return None
    return broker


def _report(name, broker, counted):
    child, whole = counted["kills of the import"], counted["kills of the worker"]
    print(f"\n{name}, {'Celery: two workers, two beats' if broker else 'two workers, each its own beat'}")
    print(f"  windows {counted['windows']}, two feeds; kills {child + whole}, {whole} of whole workers")
    print(f"  tried again {counted['tried again']}, caught up {counted['caught up']}, seconds {counted['seconds']}")
    for what in ("windows", "readings", "revisions", "days", "province days", "latest", "runs"):
        row = "".join(f"{kind} {counted.get(f'{kind} {what}', 0):>4}  " for kind in KINDS)
        print(f"  {what:<14}{counted.get(what, 0):>7}  {row}")
    print(f"  {'all well' if is_good(counted) else 'NOT WELL'}")
    return is_good(counted)


if __name__ == "__main__":
    sys.exit(main())
