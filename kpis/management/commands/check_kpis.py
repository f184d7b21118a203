from django.core.management.base import BaseCommand

from kpis.services.air import refresh_cycles
from kpis.services.reminders import remind_due


class Command(BaseCommand):
    help = (
        "คำนวณตัวชี้วัดจากค่าที่ตรวจวัด หารายงานที่ค่าถูกปรับแก้ และเตือนรายงานที่ถึงกำหนด"
        " | Compute the indicators of the air, mark corrected ones, remind of reports that are due"
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="คำนวณใหม่แม้ไม่มีการนำเข้า | even if nothing was imported")

    def handle(self, **options):
        new, marked = refresh_cycles(force=options["all"])
        reminded = remind_due()
        if options["verbosity"] and (new or marked or reminded):
            self.stdout.write(f"new={new} marked={marked} reminded={reminded}")
