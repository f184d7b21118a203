from django.core.management.base import BaseCommand

from agendas.services.reminders import send_reminders


class Command(BaseCommand):
    help = "เตือนงานและการตอบรับที่ใกล้ถึงกำหนดหรือเกินกำหนด | Remind of actions and replies that are due or late"

    def handle(self, *, verbosity, **options):
        reminded = send_reminders()
        if verbosity:
            self.stdout.write(f"reminded={reminded}")
