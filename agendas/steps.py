"""The steps that a meeting can take from where it stands, in words: what the button says and what will follow."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agendas.models import Meeting

S = Meeting.Status


@dataclass(frozen=True)
class Step:
    """`words` on the button; `follows` says what happens, before it does."""

    name: str
    words: str
    follows: str
    from_: tuple
    is_main: bool = False


STEPS = [
    Step(
        "fix",
        _("ยืนยันระเบียบวาระ"),
        _("เลขวาระถูกบันทึกไว้ หลังจากนี้เพิ่มได้เฉพาะวาระเพิ่มเติม และถอนเรื่องได้โดยระบุเหตุผล"),
        (S.CALLED,),
        is_main=True,
    ),
    Step(
        "reopen",
        _("เปิดแก้ระเบียบวาระ"),
        _("เลขวาระถูกลบออกและคำนวณใหม่เมื่อยืนยันอีกครั้ง เหตุผลอยู่ในประวัติการประชุม"),
        (S.AGENDA_FROZEN,),
    ),
    Step(
        "reschedule",
        pgettext_lazy("กำหนดวันใหม่", "เลื่อนการประชุม"),
        _("เลขครั้งคงเดิม วันเดิมแสดงขีดฆ่าพร้อมเหตุผล และแจ้งผู้ได้รับเชิญทุกคน"),
        (S.CALLED, S.AGENDA_FROZEN, S.POSTPONED),
    ),
    Step(
        "postpone",
        _("เลื่อนโดยยังไม่กำหนดวัน"),
        _("วันเดิมแสดงขีดฆ่าพร้อมเหตุผล ระเบียบวาระเปิดแก้ได้อีก และแจ้งผู้ได้รับเชิญทุกคน"),
        (S.CALLED, S.AGENDA_FROZEN),
    ),
    Step(
        "cancel",
        _("ยกเลิกการประชุม"),
        _("การประชุมนี้จะไม่จัดอีก เลขครั้งไม่นำไปใช้ซ้ำ หน้าเว็บยังอยู่พร้อมเหตุผล และแจ้งผู้ได้รับเชิญทุกคน"),
        (S.CALLED, S.AGENDA_FROZEN, S.POSTPONED),
    ),
    Step(
        "discard",
        _("ลบร่างการประชุม"),
        _("ร่างนี้และเอกสารที่แนบไว้จะหายไป ยังไม่มีผู้ได้รับเชิญ"),
        (S.DRAFT,),
    ),
]


def steps_of(meeting):
    """The steps from the meeting's state; calling has a page of its own."""
    return [step for step in STEPS if meeting.status in step.from_]


def step_named(name, meeting):
    """The step `name` if the meeting can take it now, else None."""
    return next((step for step in steps_of(meeting) if step.name == name), None)
