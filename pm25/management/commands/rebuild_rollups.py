from django.core.management.base import BaseCommand

from pm25.services import rebuild_rollups


class Command(BaseCommand):
    help = "คำนวณค่าเฉลี่ยรายวันและค่าล่าสุดใหม่ทั้งหมด | Compute daily means, province days and latest values anew"

    def handle(self, **options):
        rebuild_rollups(self.stdout)
