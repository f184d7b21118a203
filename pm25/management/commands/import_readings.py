import time

from django.core.management.base import BaseCommand, CommandError

from pm25.importers import ADAPTERS
from pm25.importers.parsed import KEPT_REJECTS
from pm25.importers.problems import ImportProblem
from pm25.services import adapter_named, describe, import_origin

LARGE = 20 * 1024 * 1024  # bytes: of a smaller file nobody waits for the end
SECONDS = 1.0


class Progress:
    """Says on the terminal's error line how far an import is; in a log, of large files alone."""

    def __init__(self, stderr):
        self._out, self._is_terminal = stderr, stderr.isatty()
        self._began = self._said = time.monotonic()
        self._spoke = False

    def __call__(self, done, total):
        now = time.monotonic()
        wait = SECONDS if self._is_terminal else 10 * SECONDS
        if total and (self._is_terminal or total >= LARGE) and now - self._said >= wait:
            self._said, self._spoke = now, True
            rate = done / (now - self._began) / 1e6
            self._write(f"{100 * done // total}% {done / 1e6:.0f}/{total / 1e6:.0f} MB, {rate:.1f} MB/s")

    def finish(self, run):
        if self._spoke:
            rows, seconds = run.new + run.unchanged + run.revised + run.rejected, time.monotonic() - self._began
            self._write(f"100% {rows} rows, {rows / seconds:.0f} rows/s")
            if self._is_terminal:
                self._out.write("")
        if run.rejected > KEPT_REJECTS:
            self._out.write(
                f"เก็บรายละเอียดของข้อมูลที่ไม่รับไว้ {KEPT_REJECTS} รายการแรก"
                f" จาก {run.rejected} | the first {KEPT_REJECTS} of {run.rejected} rejects are kept"
            )

    def _write(self, text):
        if self._is_terminal:
            self._out.write(f"\r{text:<60}", ending="")
            self._out.flush()
        else:
            self._out.write(text)


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
        told = Progress(self.stderr)
        try:
            run = import_origin(adapter, origin, dry_run=dry_run, progress=told)
        except ImportProblem as problem:
            self.stderr.write(f"{origin}: {problem} [{problem.code}]")
            return False
        told.finish(run)
        line = describe(run)
        self.stdout.write(f"{origin}: {line}" if named else line)
        if dry_run:
            self.stderr.write("ลองเท่านั้น ไม่ได้บันทึก | dry run, nothing was kept")
        return True
