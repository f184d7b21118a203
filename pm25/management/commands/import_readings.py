from django.core.management.base import BaseCommand, CommandError

from pm25.importers import ADAPTERS
from pm25.importers.problems import ImportProblem
from pm25.services import adapter_named, describe, import_origin


class Command(BaseCommand):
    help = (
        "นำเข้าค่าที่ตรวจวัดจากไฟล์หรือที่อยู่ของแหล่งข้อมูล | Import readings from files, or from addresses of the source. "
        "Prints new= unchanged= revised= rejected=, counting readings of all parameters. "
        "Exit codes: 0 all taken, 1 at least one file was not, 2 wrong use of the command."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", choices=sorted(ADAPTERS), help="ตัวอ่านข้อมูล | the adapter")
        parser.add_argument("origin", nargs="+", help="ไฟล์หรือที่อยู่ | file or address")
        parser.add_argument("--dry-run", action="store_true", help="ลองโดยไม่บันทึก | try it and keep nothing")

    def handle(self, *, source, origin, dry_run, **options):
        adapter = adapter_named(source)
        failed = [one for one in origin if not self.take(adapter, one, dry_run, named=len(origin) > 1)]
        if failed:
            raise CommandError(
                f"นำเข้าไม่สำเร็จ {len(failed)} จาก {len(origin)} รายการ | {len(failed)} of {len(origin)} not imported"
            )

    def take(self, adapter, origin, dry_run, *, named):
        try:
            run = import_origin(adapter, origin, dry_run=dry_run)
        except ImportProblem as problem:
            self.stderr.write(f"{origin}: {problem} [{problem.code}]")
            return False
        line = describe(run)
        self.stdout.write(f"{origin}: {line}" if named else line)
        if dry_run:
            self.stderr.write("ลองเท่านั้น ไม่ได้บันทึก | dry run, nothing was kept")
        return True
