from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.accounts.services import load_demo_accounts
from pm25.services import load_demo_burning, load_samples
from workgroups.services import load_demo_workgroups


class Command(BaseCommand):
    help = "โหลดบัญชีสาธิต ข้อมูลสาธิต และค่าตัวอย่าง | Load demonstration accounts, demonstration data and sample readings"

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("ใช้ได้เฉพาะเมื่อ DEMO=1 เพราะบัญชีสาธิตมีรหัสผ่านที่ทุกคนรู้ | Works only with DEMO=1")
        load_demo_accounts(self.stdout)
        load_demo_workgroups(self.stdout)
        load_samples(self.stdout)
        load_demo_burning(self.stdout)
