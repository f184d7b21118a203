"""The Celery application: the doorbell of the background work; the rows in the database are the queue."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("ogmp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
