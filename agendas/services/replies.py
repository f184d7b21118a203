"""Answers to an invitation, by the seat itself or typed in for it, and the address that letters go to."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.emails import send_invitations
from agendas.models import Attendance
from agendas.services.moves import need
from foundation.audit.services import record, snapshot

Reply = Attendance.Reply


@transaction.atomic
def answer(attendance, *, reply, note="", substitute_name="", substitute_post="", by=None, now=None):
    """Say that the seat comes, sends somebody, or does not come and why. The same answer again changes nothing.

    `by` is who typed it in; None where the holder of the personal link did.
    """
    attendance = _open(attendance)
    note, substitute_name, substitute_post = note.strip(), substitute_name.strip(), substitute_post.strip()
    need(reply in (Reply.YES, Reply.SUBSTITUTE, Reply.NO), _("เลือกคำตอบ"))
    need(reply != Reply.SUBSTITUTE or substitute_name, _("ใส่ชื่อผู้มาประชุมแทน"))
    need(reply != Reply.NO or note, _("ใส่เหตุที่ไม่มาประชุม"))
    if reply != Reply.SUBSTITUTE:
        substitute_name = substitute_post = ""
    before = snapshot(attendance)
    attendance.reply, attendance.reply_note = reply, note
    attendance.substitute_name, attendance.substitute_post = substitute_name, substitute_post
    after = snapshot(attendance)
    if after != before:
        attendance.replied_at = now or timezone.now()
        attendance.full_clean()
        attendance.save()
        record("agendas.reply", attendance, by=by, before=before, after=after)
    return attendance


@transaction.atomic
def set_address(attendance, *, by, email):
    """Write to the seat at `email` from now on. Links that went to the address before are of no use any more."""
    attendance = _open(attendance)
    email = email.strip().lower()
    if email == attendance.email:
        return attendance
    attendance.email = email
    return _renew(attendance, by=by)


@transaction.atomic
def renew_link(attendance, *, by):
    """A new link for a seat whose old one went astray; it is sent at once."""
    attendance = _open(attendance)
    need(attendance.email, _("ใส่อีเมลของตำแหน่งนี้ก่อน"))
    return _renew(attendance, by=by)


def _renew(attendance, *, by):
    before = snapshot(Attendance.objects.get(pk=attendance.pk))
    attendance.key = uuid.uuid4()
    attendance.full_clean()
    attendance.save()
    record("agendas.attend", attendance, by=by, before=before, after=snapshot(attendance))
    send_invitations(attendance.meeting)
    return attendance


def _open(attendance):
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("meeting__host_group")
    attendance = rows.get(pk=attendance.pk)
    need(attendance.meeting.is_coming, _("ตอบรับได้เฉพาะการประชุมที่เชิญแล้วและยังไม่ประชุม"))
    need(attendance.status == Attendance.Status.EXPECTED, _("บันทึกการเข้าประชุมแล้ว แก้คำตอบรับไม่ได้"))
    return attendance
