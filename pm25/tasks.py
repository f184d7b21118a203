"""The doorbell of the imports; the ledger is the queue."""

from celery import shared_task

from pm25 import services


@shared_task(max_retries=3, default_retry_delay=30)
def import_due():
    services.import_due()


@shared_task(soft_time_limit=1500, time_limit=1800)  # fifty megabytes take minutes
def import_uploads():
    services.import_uploads()
