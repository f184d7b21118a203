"""The words for what was done. An app names its own actions when it is ready, as `app.verb`."""

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "add": _("สร้าง"),
    "change": _("แก้ไข"),
    "delete": _("ลบ"),
    "import": _("นำเข้า"),
    "export": _("ดาวน์โหลดเป็นไฟล์"),
    "load": _("โหลดข้อมูลตั้งต้น"),
    "merge": _("รวมรายการ"),
    "publish": _("เผยแพร่"),
    "withdraw": _("ถอน"),
}


def name_actions(words: dict):
    """Add words, in a lazy translation, for the actions of an app; call it in `AppConfig.ready`."""
    _WORDS.update(words)


def action_words(action: str) -> str:
    """What people read for `action`; its code where no app has named it."""
    return str(_WORDS.get(action) or _WORDS.get(action.rpartition(".")[2]) or action)
