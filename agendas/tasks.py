"""The doorbell of the reminders; the outbox is the queue."""

from celery import shared_task

from agendas.services import reminders


@shared_task(max_retries=3, default_retry_delay=60)
def send_reminders():
    reminders.send_reminders()
