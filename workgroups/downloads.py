"""The roster as a file: CSV that a spreadsheet opens as Thai, without anybody's contact data."""

import csv
import io

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workgroups.exports import neutral
from workgroups.queries import HELD, VACANT

BOM = "\ufeff"


def roster_csv(group, seats, on):
    """The roster of `group` on the day `on` as text for UTF-8 with a mark: a row a holder, or a seat without one.

    Days are ISO 8601; words are in the language of the page; cells that a spreadsheet would take for a formula begin
    with an apostrophe.
    """
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(_heads())
    for seat in seats:
        for holder in seat.holders or [None]:
            writer.writerow([neutral(cell) for cell in _cells(group, seat, holder, on)])
    return text.getvalue()


def _heads():
    return [
        _("ลำดับ"),
        _("ตำแหน่ง"),
        _("บทบาท"),
        _("วิธีได้มา"),
        _("ระดับหน่วยงาน"),
        _("หน่วยงาน"),
        _("สถานะ"),
        _("ชื่อ"),
        _("ลักษณะ"),
        _("ตั้งแต่วันที่"),
        _("ถึงวันที่"),
        _("รายชื่อ ณ วันที่"),
        _("ข้อมูล ณ วันที่"),
        _("แหล่งที่มา"),
    ]


def _cells(group, seat, holder, on):
    post = seat.post
    return [
        seat.number,
        _named(post, "title"),
        _named(post, "role") if post.role_th else post.role_label,
        post.get_filled_by_display(),
        seat.tier_label,
        _named(seat.agency, "name") if seat.agency else "",
        _state(seat),
        _named(holder.person, "full_name") if holder else "",
        holder.kind_label if holder else "",
        holder.start if holder else (seat.vacancy.start if seat.vacancy else ""),
        holder.end if holder else (seat.vacancy.end if seat.vacancy else ""),
        on.isoformat(),
        post.as_of or group.as_of,
        post.source or group.source,
    ]


def _named(obj, name):
    """The field `name` in the language of the page, Thai where there is no other."""
    english = getattr(obj, f"{name}_en") if get_language() == "en" else ""
    return english or getattr(obj, f"{name}_th")


def _state(seat):
    if seat.state == VACANT:
        return _("ตำแหน่งว่าง")
    return _("มีผู้ดำรงตำแหน่ง") if seat.state == HELD else _("ไม่ปรากฏชื่อในเอกสาร")
