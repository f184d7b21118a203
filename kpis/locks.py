"""Why a report cannot be written now, and who can change that. Said wherever a button is missing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.thai.dates import date_words
from kpis.models import Cycle, Report


@dataclass(frozen=True)
class Lock:
    """`reason` is what holds it, `who` what to do and who can."""

    reason: str
    who: str

    def __str__(self):
        return f"{self.reason} {self.who}"


def lock_of(report: Report, today: date) -> Lock | None:
    """What keeps `report` from being written on `today`; None where it is open."""
    if report.status not in Report.WRITABLE:
        return _by_status(report)
    if report.target.cycle.status == Cycle.Status.DRAFT:
        return Lock(_("รอบการประเมินนี้ยังไม่เปิด"), _("เปิดได้โดยสำนักงาน ก.พ.ร."))
    if not report.target.is_agreed:
        return Lock(_("ค่าเป้าหมายยังเป็นร่าง"), _("เห็นชอบค่าเป้าหมายได้โดยสำนักงาน ก.พ.ร."))
    if report.status == Report.Status.RETURNED:
        return None  # who sent it back wants it back, whatever the window
    return _by_window(report, today)


def closes(report: Report) -> date:
    """The last day on which the report can be handed in, exceptions counted."""
    until = [row.until for row in report.target.exceptions.all() if row.round_id == report.round_id]
    return max([report.round.closes, *until])


def _by_window(report, today):
    if today < report.round.open_from:
        return Lock(_("รอบนี้เปิดรายงานวันที่ %(day)s") % {"day": date_words(report.round.open_from)}, _("ระหว่างนี้ยังกรอกไม่ได้"))
    if report.target.cycle.status == Cycle.Status.CLOSED:
        return Lock(_("รอบการประเมินนี้ปิดแล้ว"), _("เปิดใหม่ได้โดยสำนักงาน ก.พ.ร."))
    if today > closes(report):
        return Lock(
            _("รอบนี้ปิดรับรายงานเมื่อวันที่ %(day)s") % {"day": date_words(closes(report))},
            _("ขอขยายเวลาพร้อมเหตุผลได้ที่สำนักงาน ก.พ.ร."),
        )
    return None


def _by_status(report):
    status = Report.Status
    return {
        status.SUBMITTED: Lock(_("ส่งรายงานแล้ว รอจังหวัดตรวจ"), _("แก้ได้เมื่อเลขานุการของจังหวัดส่งกลับ")),
        status.APPROVED: Lock(_("จังหวัดเห็นชอบแล้ว"), _("แก้ได้เมื่อผู้ทวนสอบของสำนักงาน ก.พ.ร. ส่งกลับ")),
        status.ACCEPTED: Lock(_("สำนักงาน ก.พ.ร. รับรองผลแล้ว"), _("แก้ได้เมื่อสำนักงาน ก.พ.ร. เปิดให้แก้ไข")),
        status.PUBLISHED: Lock(_("เผยแพร่ผลแล้ว"), _("แก้ได้เมื่อสำนักงาน ก.พ.ร. เปิดให้แก้ไข และผลที่แก้จะเป็นฉบับใหม่")),
    }[report.status]
