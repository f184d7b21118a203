from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from foundation.accounts.services import AlreadyHasAccount, invite


class Command(BaseCommand):
    help = "เชิญคนหนึ่งคนให้เปิดบัญชี และพิมพ์ลิงก์คำเชิญ | Invite one person and print the link"

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="ชื่อ-นามสกุล | full name")
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--staff", action="store_true", help="ฝ่ายเลขานุการ | secretariat staff")
        kind.add_argument("--superuser", action="store_true", help="ผู้ดูแลระบบ | administrator")

    def handle(self, *, email, name, staff, superuser, **options):
        try:
            validate_email(email)
            invitation = invite(email, name, by=None, is_staff=staff, is_superuser=superuser)
        except ValidationError as problem:
            raise CommandError(f"อีเมลไม่ถูกรูปแบบ: {email} | not an e-mail address") from problem
        except AlreadyHasAccount as problem:
            raise CommandError(str(problem)) from problem
        until = f"{timezone.localtime(invitation.expires_at):%Y-%m-%d %H:%M}"
        self.stdout.write(f"ลิงก์คำเชิญ ใช้ได้ครั้งเดียวถึง {until} | single-use link, good until then:\n{invitation.link}")
