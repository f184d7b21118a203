from django.core.management.base import BaseCommand, CommandError

from portal.server import Server, ServerProblem


class Command(BaseCommand):
    help = "เปิดเว็บไซต์และงานตามเวลาในเครื่องเดียว ไม่ต้องมี Redis | Serve the site and its scheduled work, without Redis"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, *, host, port, workers, **options):
        try:
            Server(host=host, port=port, workers=workers, stdout=self.stdout).run()
        except ServerProblem as problem:
            raise CommandError(str(problem)) from problem
