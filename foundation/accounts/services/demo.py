"""The accounts of a demonstration. Everybody knows their password, so they exist and sign in only with DEMO=1."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import ProtectedError

from foundation.accounts.models import DEMO_DOMAIN, User

DEMO_PASSWORD = "ogmp-demo-2569"  # noqa: S105
_ACCOUNTS = [
    ("opdc", "สำนักงาน ก.พ.ร. ฝ่ายเลขานุการ (บัญชีสาธิต)", True),
    ("secretary.lampang", "เลขานุการคณะทำงานลำปาง (บัญชีสาธิต)", False),
    ("officer.lampang", "เจ้าหน้าที่จังหวัดลำปาง (บัญชีสาธิต)", False),
    ("member.lampang", "คณะทำงานลำปาง (บัญชีสาธิต)", False),
    ("moderator.lampang", "ผู้ตรวจความคิดเห็นลำปาง (บัญชีสาธิต)", False),
    ("officer.singburi", "เจ้าหน้าที่จังหวัดสิงห์บุรี (บัญชีสาธิต)", False),
    ("reviewer.opdc", "ผู้ทวนสอบของสำนักงาน ก.พ.ร. (บัญชีสาธิต)", False),
    ("coordinator.opdc", "ผู้ประสานงานจังหวัดของสำนักงาน ก.พ.ร. (บัญชีสาธิต)", False),
]


class DemoOnly(Exception):
    """Demonstration accounts were asked for outside a demonstration."""


def demo_accounts():
    """List `(email, name)` in the order in which they are shown."""
    return [(f"{local}@{DEMO_DOMAIN}", name) for local, name, _ in _ACCOUNTS]


@transaction.atomic
def load_demo_accounts(stdout):
    """Make the accounts that are missing, with verified addresses; raises DemoOnly unless settings.DEMO."""
    if not settings.DEMO:
        raise DemoOnly("บัญชีสาธิตใช้ได้เฉพาะเมื่อ DEMO=1 | Demonstration accounts need DEMO=1")
    password = make_password(DEMO_PASSWORD)
    for local, name, is_staff in _ACCOUNTS:
        email = f"{local}@{DEMO_DOMAIN}"
        fields = {"name": name, "is_staff": is_staff, "password": password}
        user, _ = User.objects.get_or_create(email=email, defaults=fields)
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    stdout.write(f"บัญชีสาธิต | demonstration accounts: {len(_ACCOUNTS)}")


@transaction.atomic
def remove_demo_accounts():
    """Delete the demonstration accounts; one that something of worth points at is closed instead."""
    for user in User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}"):
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
