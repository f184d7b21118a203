"""Recompute the audit chain and name the first entry that does not hold."""

import re

import structlog
from django.core.management.base import BaseCommand, CommandError

from foundation.audit.services import verify

logger = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "ตรวจประวัติการดำเนินการทั้งหมด จบด้วยรหัส 1 เมื่อพบรายการที่ไม่ตรง | Verify the audit chain; exit 1 if it is broken"

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            metavar="SEQ:HASH",
            help="เลขรายการและแฮชที่จดไว้ก่อนหน้า เช่น 120:9f86d081884c | a head noted down earlier",
        )

    def handle(self, *args, head=None, **options):
        result = verify(known_head=_known(head) if head else None)
        if result.broken:
            logger.error("audit.verify_fail", seq=result.broken, reason=result.reason)
            raise CommandError(
                f"BROKEN at {result.broken}: {result.reason} | ประวัติรายการที่ {result.broken} ไม่ถูกต้อง "
                f"({result.count} รายการก่อนหน้าถูกต้อง) เก็บฐานข้อมูลไว้ตามสภาพ แล้วแจ้งผู้ดูแลความมั่นคงปลอดภัย",
                returncode=1,
            )
        self.stdout.write(f"OK {result.count} entries, head {result.head} | ตรวจแล้ว {result.count} รายการ ถูกต้องทั้งหมด")


def _known(text):
    """The number and hash of `--head`."""
    found = re.fullmatch(r"([0-9]+):([0-9a-fA-F]{12,64})", text)
    if not found:
        raise CommandError("--head ต้องเป็น เลขรายการ:แฮช อย่างน้อย 12 ตัว เช่น 120:9f86d081884c", returncode=2)
    return int(found[1]), found[2].lower()
