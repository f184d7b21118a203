"""Meetings brought to a point of their life through the services, as secretaries bring them there."""

import datetime

from agendas.models import Attendance, SectionKind
from agendas.services.adoption import adopt, begin_minutes, circulate
from agendas.services.agenda import add_item
from agendas.services.attendance import record_attendance
from agendas.services.meetings import call_meeting, create_meeting, fix_agenda, hold_meeting
from agendas.services.resolutions import add_resolution, confirm_resolutions
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import filled_group
from workgroups.models import Grant

DAY = datetime.date(2026, 12, 16)
CALLED_ON = datetime.date(2026, 12, 1)
CHAIR = {"confirmed_by": "นายประธาน ทดสอบ", "evidence_th": "ลงนามในร่างมติ"}


def secretary(group):
    user = UserFactory()
    Grant.objects.create(user=user, role=Grant.Role.SECRETARY, group=group, starts=datetime.date(2021, 1, 1))
    return user


def called(*, by=None, group=None, seats=5, date=DAY, items=2, today=CALLED_ON, **facts):
    """A called meeting of a group of `seats` held seats, with `items` for consideration."""
    group = group or filled_group(seats)
    by = by or secretary(group)
    meeting = create_meeting(by=by, date=date, host_group=group, recorded_by="นางเลขา ทดสอบ", **facts)
    for number in range(1, items + 1):
        section = meeting.sections.get(kind=SectionKind.FOR_CONSIDERATION)
        add_item(section, by=by, title_th=f"แผนลดฝุ่นข้อที่ {number}")
    meeting = call_meeting(meeting, by=by, today=today)
    meeting.by = by
    return meeting


def frozen(**told):
    meeting = called(**told)
    by = meeting.by
    meeting = fix_agenda(meeting, by=by)
    meeting.by = by
    return meeting


def everybody_came(meeting, *, by, but=0):
    """All seats present, the last `but` absent."""
    rows = list(meeting.attendances.seats())
    for place, row in enumerate(rows):
        away = place >= len(rows) - but
        facts = {"status": "absent", "absent_reason": "ติดราชการ"} if away else {"status": "present"}
        record_attendance(row, by=by, **facts)


def held(*, but=1, **told):
    """A held meeting: the clock must stand on or after its day."""
    meeting = frozen(**told)
    by = meeting.by
    if meeting.decides:
        everybody_came(meeting, by=by, but=but)
    meeting = hold_meeting(meeting, by=by, presided_by="นายประธาน ทดสอบ")
    meeting.by = by
    return meeting


def items_of(meeting, kind=SectionKind.FOR_CONSIDERATION):
    return list(meeting.sections.get(kind=kind).items.order_by("order"))


def decided(meeting, **facts):
    """Every item for consideration approved, and confirmed by the chair on the day."""
    rows = [
        add_resolution(item, by=meeting.by, outcome="approved", text_th="ที่ประชุมมีมติเห็นชอบ", **facts)
        for item in items_of(meeting)
    ]
    return confirm_resolutions(meeting, by=meeting.by, on=meeting.date, resolutions=rows, **CHAIR)


def drafted(**told):
    """Minutes begun, everything decided and confirmed."""
    meeting = held(**told)
    by = meeting.by
    decided(meeting)
    meeting = begin_minutes(meeting, by=by)
    meeting.by = by
    return meeting


def circulated(**told):
    meeting = drafted(**told)
    by = meeting.by
    meeting = circulate(meeting, by=by, corrections_by=meeting.date + datetime.timedelta(days=7), today=meeting.date)
    meeting.by = by
    return meeting


def adopted(**told):
    """Adopted by circulation, on the last day for corrections: the clock must have come there."""
    meeting = circulated(**told)
    by = meeting.by
    meeting = adopt(meeting, by=by, method="circulation", on=meeting.corrections_by, evidence_th="หนังสือเวียนที่ 1")
    meeting.by = by
    return meeting


def seat(meeting, place=1):
    return Attendance.objects.seats().get(meeting=meeting, order=place)
