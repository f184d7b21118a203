from celery import shared_task

from foundation.notices import services


@shared_task(max_retries=3, default_retry_delay=30)
def send_due():
    services.send_due()
