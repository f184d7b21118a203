"""What a resolution must say to stand: each outcome has its own facts, and no others."""

from django.utils.translation import gettext as _

from agendas.models import Meeting, Resolution
from agendas.services.moves import need

Outcome = Resolution.Outcome
OVER = (Meeting.Status.ADOPTED, Meeting.Status.CONCLUDED, Meeting.Status.CANCELLED)


def check(resolution, actions):
    """Bring the facts of a resolution in line with its outcome; MeetingRefused says what is missing."""
    resolution.text_th = resolution.text_th.replace("\x00", "").strip()
    need(resolution.text_th, _("ใส่ข้อความมติ"))
    _deferral(resolution)
    _referral(resolution)
    if actions and resolution.outcome != Outcome.ASSIGNED:
        resolution.is_assigned = True
    need(actions or not resolution.assigns, _("มติมอบหมายต้องมีงานอย่างน้อยหนึ่งงาน พร้อมผู้รับผิดชอบและกำหนดแล้วเสร็จ"))
    need(
        resolution.outcome != Outcome.APPROVED_WITH_CHANGES or resolution.observation_th.strip(),
        _("เห็นชอบโดยมีข้อสังเกต ต้องใส่ข้อสังเกตของที่ประชุม"),
    )
    _votes(resolution)
    _correction(resolution)
    resolution.full_clean(exclude=["item", "meeting"])


def _deferral(resolution):
    if resolution.outcome != Outcome.DEFERRED:
        resolution.deferred_to, resolution.deferred_next = None, False
        return
    to = resolution.deferred_to
    need(to or resolution.deferred_next, _("เลือกว่าเลื่อนไปพิจารณาในการประชุมใด หรือครั้งต่อไป"))
    if to is None:
        return
    resolution.deferred_next = False
    meeting = resolution.meeting
    need(to.pk != meeting.pk, _("เลื่อนไปการประชุมเดียวกันไม่ได้"))
    need(to.host_group_id == meeting.host_group_id, _("เลื่อนได้เฉพาะไปการประชุมของคณะเดียวกัน เรื่องของคณะอื่นให้ส่งเรื่อง"))
    need(to.decides and to.date >= meeting.date and to.status not in OVER, _("เลือกการประชุมที่มีมติได้และยังไม่ผ่านไป"))


def _referral(resolution):
    if resolution.outcome != Outcome.REFERRED:
        resolution.referred_to = None
        return
    to = resolution.referred_to
    need(to is not None, _("เลือกคณะทำงานที่ส่งเรื่องให้"))
    need(to.pk != resolution.meeting.host_group_id, _("ส่งเรื่องให้คณะเดียวกันไม่ได้ ใช้มอบหมายหรือเลื่อนการพิจารณา"))
    need(to.status == to.Status.ACTIVE, _("คณะทำงานที่ส่งเรื่องให้สิ้นสุดแล้ว เลือกคณะอื่น"))


def _votes(resolution):
    votes = (resolution.votes_for, resolution.votes_against, resolution.votes_abstained)
    if any(vote is not None for vote in votes):
        present = resolution.meeting.attendances.in_the_room().count()
        need(
            sum(vote or 0 for vote in votes) <= present + 1,  # one more: the chair's casting vote
            _("จำนวนเสียงรวมมากกว่าผู้มาประชุม %(count)s คน ตรวจจำนวนเสียงหรือการเข้าประชุม") % {"count": present},
        )


def _correction(resolution):
    old = resolution.corrects
    if old is None:
        return
    need(old.is_final, _("มติที่ยังไม่เป็นที่สุดแก้ไขได้โดยตรง ไม่ต้องออกมติใหม่"))
    need(old.meeting.host_group_id == resolution.meeting.host_group_id, _("แก้ไขได้เฉพาะมติของคณะเดียวกัน"))
