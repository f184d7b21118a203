from django.core.management.base import BaseCommand

from foundation.notices.services import send_due


class Command(BaseCommand):
    help = "ส่งจดหมายแจ้งที่ถึงกำหนด | Send the notices that are due"

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=100, help="จำนวนฉบับมากที่สุด | letters at most")

    def handle(self, *, limit, verbosity, **options):
        sent = send_due(limit)
        if verbosity:
            self.stdout.write(f"sent={sent}")
