from django.core.management.base import BaseCommand
from django.db import transaction

from agendas.services.removal import remove_demo_agendas
from ecosystem.services import remove_demo_ecosystem
from foundation.accounts.services import remove_demo_accounts
from kpis.services import remove_demo_kpis
from plans.services import remove_demo_plans
from pm25.services import remove_demo_burning, remove_demo_uploads, remove_samples
from workgroups.services import remove_demo_workgroups


class Command(BaseCommand):
    help = "ลบบัญชีสาธิต ข้อมูลสาธิต และค่าตัวอย่างทั้งหมด | Remove everything that load_demo made"

    @transaction.atomic
    def handle(self, **options):
        remove_demo_kpis()
        remove_demo_ecosystem()
        remove_demo_plans()
        remove_demo_agendas()
        remove_samples()
        remove_demo_burning()
        remove_demo_uploads()
        remove_demo_workgroups()
        remove_demo_accounts()
        self.stdout.write("ลบข้อมูลสาธิตและข้อมูลตัวอย่างแล้ว | Demonstration data removed")
