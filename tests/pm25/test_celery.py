"""Real beat, real worker, real Redis: a source at loopback is imported on its schedule, and caught up after a pause."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from pm25.models import ImportRun, Reading
from tests.pm25.factories import ProvinceFactory, SourceFactory, hours_ago
from tests.pm25.payloads import current, history, station
from tests.pm25.sources import serving

PATIENCE = 60  # seconds


@pytest.fixture
def environment(tmp_path):
    """The environment of processes that share this test's database and Redis."""
    database = connection.settings_dict
    place = f"{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    redis.Redis.from_url(settings.CELERY_BROKER_URL).flushdb()
    return os.environ | {
        "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{place}",
        "REDIS_URL": os.environ["TEST_REDIS_URL"],
        "VAR_DIR": str(tmp_path),
        "SCHEDULE_SECONDS": "1",
        "IMPORT_TRUSTED_HOSTS": "127.0.0.1",
    }


@contextmanager
def celery(environment, *arguments):
    """A process of Celery, ended with what it started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config.celery", *arguments], env=environment, cwd=settings.BASE_DIR
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def eventually(found):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found():
            return
        time.sleep(0.2)
    pytest.fail(f"not within {PATIENCE} seconds: {list(ImportRun.objects.values_list('status', 'message_en'))}")


def answer_of(moment, value):
    local = timezone.localtime(moment)
    return current(station(date=f"{local:%Y-%m-%d}", time=f"{local:%H:%M}", PM25=value))


def hours_of(*moments):
    return history(
        *((f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}", {"PM25": 10 + n}) for n, moment in enumerate(moments))
    )


@pytest.mark.postgresql
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_beat_and_worker_import_what_is_due_and_catch_up(environment):
    SourceFactory()
    ProvinceFactory(lampang=True)
    three, two, one = hours_ago(3), hours_ago(2), hours_ago(1)
    answers = {
        "/services/getNewAQI_JSON.php": answer_of(two, "20.5"),
        "/forweb/getHistoryData.php": hours_of(three, two),
    }
    with serving(answers) as server:
        environment["AIR4THAI_URL"] = server.url
        with celery(environment, "beat", "--loglevel", "WARNING"):
            with celery(environment, "worker", "--concurrency", "1", "--loglevel", "WARNING"):
                eventually(lambda: Reading.objects.count() == 3)
            answers["/forweb/getHistoryData.php"] = hours_of(three, two, one)
            time.sleep(2)
            stopped = Reading.objects.count()
            with celery(environment, "worker", "--concurrency", "1", "--loglevel", "WARNING"):
                eventually(lambda: Reading.objects.filter(period_end=one).exists())

    runs = ImportRun.objects.filter(adapter="air4thai_history", status=ImportRun.Status.DONE)
    windows = list(runs.order_by("window_start").values_list("window_start", flat=True))
    assert (stopped, Reading.objects.count()) == (3, 4)
    assert windows == [windows[0] + timedelta(seconds=n) for n in range(len(windows))]
