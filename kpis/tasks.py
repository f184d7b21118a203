from celery import shared_task

from kpis.services.air import refresh_cycles
from kpis.services.reminders import remind_due


@shared_task(soft_time_limit=1500, time_limit=1800)  # many provinces and years take minutes
def check_kpis():
    refresh_cycles()
    remind_due()
