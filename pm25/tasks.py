"""The doorbell of the imports; the ledger is the queue."""

from celery import shared_task

from pm25 import services


@shared_task(max_retries=3, default_retry_delay=30)
def import_due():
    services.import_due()
