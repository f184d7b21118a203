from django.core.management.base import BaseCommand

from pm25.models import ImportRun
from pm25.services import describe, import_due


class Command(BaseCommand):
    help = "นำเข้าทุกรอบที่ถึงกำหนด ไม่ต้องใช้ Celery | Import everything on the schedule that is due, without Celery"

    def handle(self, **options):
        for run in import_due():
            if run.status == ImportRun.Status.DONE:
                self.stdout.write(f"{run.adapter} {run.window_start:%Y-%m-%dT%H:%MZ}: {describe(run)}")
            else:
                self.stderr.write(
                    f"{run.adapter}: {run.message_th} | {run.message_en} [{run.error_code} {run.error_id}]"
                )
