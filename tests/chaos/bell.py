"""Celery as in production, by the clock of the run, with a beat that rings several times a second."""

import os

from tests.chaos import clock

clock.keep_time()

from config.celery import app  # noqa: E402 - models keep hold of the clock, so it comes first

app.conf.broker_url = os.environ["CHAOS_BROKER_URL"]
app.conf.beat_schedule = {
    "import": {"task": "pm25.tasks.import_due", "schedule": 0.2, "options": {"expires": 2}},
}
