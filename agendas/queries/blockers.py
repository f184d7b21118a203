"""What keeps minutes from being circulated or adopted, in sentences that say what to do."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agendas.models import AgendaItem, Attendance, Correction, Directive, Resolution, SectionKind
from agendas.queries.agenda import labelled, sections_of
from agendas.queries.attendance import quorum

DECIDED_ON = (SectionKind.FOR_CONSIDERATION, SectionKind.ADOPT_MINUTES)


def blockers(meeting) -> list[str]:
    """Sentences; empty where nothing is left to do. Nothing is decided by closing: what is missing is only named."""
    if not meeting.decides:
        return []
    return [*_people(meeting), *_items(meeting), *_drafts(meeting), *_corrections(meeting)]


def undecided(meeting):
    """Standing items that the meeting had to decide and that have no resolution, with their labels."""
    counted = AgendaItem.objects.annotate(points=Count("resolutions"))
    for section in labelled(sections_of(meeting, counted)):
        if section.kind in DECIDED_ON:
            yield from (item for item in section.listed if not item.points)


def _people(meeting):
    if not meeting.presided_by:
        yield _("ใส่ชื่อประธานในที่ประชุม")
    if not meeting.recorded_by:
        yield _("ใส่ชื่อผู้จดรายงานการประชุม")
    open_seats = meeting.attendances.seats().filter(status=Attendance.Status.EXPECTED).count()
    if open_seats:
        yield ngettext("บันทึกการเข้าประชุมอีก %(count)s ตำแหน่ง", "บันทึกการเข้าประชุมอีก %(count)s ตำแหน่ง", open_seats) % {
            "count": open_seats
        }
    waiting = meeting.attendances.filter(registered_at__isnull=False, confirmed_by__isnull=True).count()
    if waiting:
        yield ngettext(
            "ยืนยันหรือตัดการลงทะเบียนด้วยตนเองอีก %(count)s ราย",
            "ยืนยันหรือตัดการลงทะเบียนด้วยตนเองอีก %(count)s ราย",
            waiting,
        ) % {"count": waiting}
    if not quorum(meeting).is_met and not meeting.no_quorum_reason:
        yield _("ไม่ครบองค์ประชุม ระบุเหตุที่พิจารณาเมื่อไม่ครบองค์ประชุม")


def _items(meeting):
    for item in undecided(meeting):
        yield _("วาระ %(label)s “%(title)s” ยังไม่มีมติ") % {"label": item.label, "title": item.title}


def _drafts(meeting):
    drafts = meeting.resolutions.filter(status=Resolution.Status.DRAFT).count()
    if drafts:
        yield ngettext("มติที่ประธานยังไม่ได้ยืนยันมี %(count)s ข้อ", "มติที่ประธานยังไม่ได้ยืนยันมี %(count)s ข้อ", drafts) % {
            "count": drafts
        }
    orders = meeting.directives.filter(status=Directive.Status.DRAFT).count()
    if orders:
        yield ngettext("ข้อสั่งการที่ประธานยังไม่ได้ยืนยันมี %(count)s ข้อ", "ข้อสั่งการที่ประธานยังไม่ได้ยืนยันมี %(count)s ข้อ", orders) % {
            "count": orders
        }


def _corrections(meeting):
    waiting = meeting.corrections.filter(Q(status=Correction.Status.RECEIVED)).count()
    if waiting:
        yield ngettext(
            "คำขอแก้ไขร่างรายงานที่ยังไม่ตอบมี %(count)s เรื่อง", "คำขอแก้ไขร่างรายงานที่ยังไม่ตอบมี %(count)s เรื่อง", waiting
        ) % {"count": waiting}
