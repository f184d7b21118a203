from django.core.management.base import BaseCommand

from agendas.services.reference import load_agendas
from ecosystem.services import load_ecosystem
from kpis.services import load_kpis
from places.services import load_places
from plans.services import load_plans
from pm25.services import load_pm25_reference
from workgroups.services import load_workgroups


class Command(BaseCommand):
    help = "โหลดข้อเท็จจริงของพื้นที่นำร่องพร้อมแหล่งที่มา สั่งซ้ำได้ | Load the pilot's facts with their sources; may be run again"

    def handle(self, **options):
        load_places(self.stdout)
        load_workgroups(self.stdout)
        load_agendas(self.stdout)
        load_pm25_reference(self.stdout)
        load_plans(self.stdout)
        load_ecosystem(self.stdout)
        load_kpis(self.stdout)
