"""What every writer here does: take the row for itself, notice a second writer, check, save."""

from django.conf import settings
from django.utils.translation import gettext as _

from plans.services.refusals import Conflict


def locked(row):
    """The row as stored now, kept from other writers to the end of the transaction."""
    return type(row).objects.select_for_update().get(pk=row.pk)


def same_version(row, version):
    """Raise Conflict when `row` was saved since the form of `version` was opened; None where nobody says."""
    if version is not None and version != row.version:
        words = _("มีผู้อื่นบันทึกระหว่างที่คุณแก้ไข ข้อความที่คุณพิมพ์ยังอยู่ในแบบนี้ เปิดหน้าเดิมในอีกแท็บเพื่อเทียบ แล้วกดบันทึกอีกครั้ง")
        raise Conflict(words, row.version)


def put(row, facts):
    """Set `facts`, check every rule of the model and save, with a higher version where there is one."""
    for name, value in facts.items():
        setattr(row, name, value)
    if hasattr(row, "version") and row.pk:
        row.version += 1
    row.full_clean()
    row.save()
    return row


def demo_of(group):
    """Whether what is typed for `group` is demonstration data: all of it on a demonstration machine."""
    return settings.DEMO or group.is_demo
