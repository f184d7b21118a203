"""What members ask for: a matter on the agenda, a correction of draft minutes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Correction, Meeting, Proposal
from agendas.services.moves import locked, need
from foundation.audit.services import record, snapshot

# What one seat or person may have waiting at one meeting
MOST = 20


@transaction.atomic
def submit_proposal(meeting, *, title_th, brief_th="", attendance=None, by=None, today=None):
    """Ask for a matter on the agenda, until the day for papers and while the agenda is open. Sent twice it is one."""
    meeting = locked(meeting)
    today = today or timezone.localdate()
    need(may_propose(meeting, today), _("ปิดรับเรื่องเข้าวาระแล้ว ติดต่อเลขานุการเพื่อเสนอเป็นวาระเพิ่มเติม"))
    need(title_th.strip(), _("ใส่ชื่อเรื่องที่เสนอ"))
    name = _name(attendance, by)
    waiting = Proposal.objects.filter(
        meeting=meeting, attendance=attendance, proposed_by=name, status=Proposal.Status.RECEIVED
    )
    same = waiting.filter(title_th=title_th.strip()).first()
    if same is not None:
        return same
    need(waiting.count() < MOST, _("มีเรื่องที่รอพิจารณามากแล้ว รอเลขานุการตอบก่อน"))
    proposal = Proposal(
        meeting=meeting, attendance=attendance, proposed_by=name, title_th=title_th.strip(), brief_th=brief_th.strip()
    )
    proposal.full_clean()
    proposal.save()
    record("agendas.arrange", proposal, by=by, after=snapshot(proposal))
    return proposal


@transaction.atomic
def ask_correction(meeting, *, text_th, item=None, attendance=None, by=None, today=None):
    """Ask to have draft minutes changed, of one item or as a whole, until the last day. Sent twice it is one."""
    meeting = locked(meeting)
    today = today or timezone.localdate()
    need(may_correct(meeting, today), _("หมดเวลาขอแก้ไขร่างรายงานแล้ว ขอแก้ไขได้ในการประชุมที่รับรองรายงาน"))
    need(text_th.strip(), _("ใส่ข้อความที่ขอแก้"))
    need(item is None or item.section.meeting_id == meeting.pk, _("เลือกเรื่องของการประชุมนี้"))
    name = _name(attendance, by)
    waiting = Correction.objects.filter(
        meeting=meeting, attendance=attendance, asked_by=name, status=Correction.Status.RECEIVED
    )
    same = waiting.filter(item=item, text_th=text_th.strip()).first()
    if same is not None:
        return same
    need(waiting.count() < MOST, _("มีคำขอที่รอพิจารณามากแล้ว รอเลขานุการตอบก่อน"))
    correction = Correction(meeting=meeting, item=item, attendance=attendance, asked_by=name, text_th=text_th.strip())
    correction.full_clean()
    correction.save()
    record("agendas.correct", correction, by=by, after=snapshot(correction))
    return correction


def may_propose(meeting, today):
    """Whether a matter may be proposed for `meeting` on the day `today`."""
    last = meeting.papers_by or meeting.date
    return meeting.status == Meeting.Status.CALLED and meeting.decides and today <= last


def may_correct(meeting, today):
    """Whether corrections of the draft minutes are taken on the day `today`."""
    last = meeting.corrections_by
    return meeting.status == Meeting.Status.MINUTES_CIRCULATED and (last is None or today <= last)


def _name(attendance, by):
    return str(attendance if attendance is not None else by)[:200]
