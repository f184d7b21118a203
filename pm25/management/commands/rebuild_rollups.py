from django.core.management.base import BaseCommand

from pm25.services import rebuild_flags, rebuild_rollups


class Command(BaseCommand):
    help = "คำนวณค่าเฉลี่ยรายวันและค่าล่าสุดใหม่ทั้งหมด | Compute daily means, province days and latest values anew"

    def add_arguments(self, parser):
        parser.add_argument(
            "--flags",
            action="store_true",
            help="ตรวจคุณภาพของทุกชั่วโมงใหม่ก่อน เมื่อกฎการตรวจเปลี่ยน | judge every hour anew first, after a rule changed",
        )

    def handle(self, *, flags, **options):
        if flags:
            rebuild_flags(self.stdout)
        rebuild_rollups(self.stdout)
