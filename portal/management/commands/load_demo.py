from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agendas.services.demonstration import load_demo_agendas
from ecosystem.services import load_demo_ecosystem
from foundation.accounts.services import load_demo_accounts
from kpis.services import load_demo_kpis
from plans.services import load_demo_plans
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
        load_demo_agendas(self.stdout)
        load_demo_plans(self.stdout)
        load_demo_ecosystem(self.stdout)
        load_demo_kpis(self.stdout)
