"""The roster of the day taken into a meeting, replies, and who came."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.emails import send_invitations
from agendas.models import Attendance, ElectronicRecord, Meeting
from agendas.services.moves import locked, need
from foundation.audit.services import record, snapshot
from workgroups.queries import roster

TAKEN = ["status", "absent_reason", "channel", "identified_by", "arrived_at", "left_at", "name", "post_title"]
TAKEN += ["agency_name", "substitute_name", "substitute_post", "email", "name_is_public"]
MOST_UNCONFIRMED = 100


def take_in_roster(meeting):
    """A row for every seat that the group has on the day of the meeting, with its holder's name of that day.

    Rows that people have not touched follow the roster; a reply or a recorded presence is never overwritten. A seat
    that is gone on the new day loses its row if nothing was recorded on it.
    """
    if meeting.host_group_id is None:
        return
    rows = {row.post_id: row for row in meeting.attendances.filter(post__isnull=False)}
    for place, seat in enumerate(roster(meeting.host_group, meeting.date), 1):
        row = rows.pop(seat.post.pk, None) or Attendance(meeting=meeting, post=seat.post)
        row.order = place
        if row.status == Attendance.Status.EXPECTED:
            _follow(row, seat)
        row.save()
    for row in rows.values():
        if row.status == Attendance.Status.EXPECTED and not row.reply and row.registered_at is None:
            row.delete()


@transaction.atomic
def refresh_roster(meeting, *, by):
    """Take the roster in again: somebody left the seat between the invitation and the meeting."""
    meeting = locked(meeting)
    need(not meeting.has_taken_place, _("ประชุมแล้ว รายชื่อผู้เข้าประชุมเป็นไปตามที่บันทึกไว้"))
    take_in_roster(meeting)
    record("agendas.attend", meeting, by=by)
    if meeting.is_coming:
        send_invitations(meeting)
    return meeting


@transaction.atomic
def record_attendance(attendance, *, by, **facts):
    """Write who came and how: `facts` are of TAKEN. After the minutes are adopted nothing changes any more."""
    attendance = _open(attendance)
    before, address = snapshot(attendance), attendance.email
    for name in TAKEN:
        if name in facts:
            setattr(attendance, name, facts[name])
    _straighten(attendance)
    if attendance.email != address:
        attendance.key = uuid.uuid4()  # links that went to the old address are of no use any more
    attendance.confirmed_by = by
    attendance.full_clean()
    attendance.save()
    after = snapshot(attendance)
    if after != before:
        record("agendas.attend", attendance, by=by, before=before, after=after)
    return attendance


@transaction.atomic
def mark_rest_absent(meeting, *, by, reason):
    """Write the seats that are still open down as absent, all for the same reason."""
    meeting = locked(meeting)
    _need_open(meeting)
    need(reason.strip(), _("ใส่เหตุที่ไม่มาประชุม เช่น ไม่แจ้งเหตุ"))
    waiting = meeting.attendances.seats().filter(status=Attendance.Status.EXPECTED, registered_at__isnull=True)
    rows = [
        record_attendance(row, by=by, status=Attendance.Status.ABSENT, absent_reason=reason.strip()) for row in waiting
    ]
    need(rows, _("บันทึกการเข้าประชุมครบทุกตำแหน่งแล้ว"))
    return rows


@transaction.atomic
def add_guest(meeting, *, by, name, post_title="", agency_name="", name_is_public=True, **facts):
    """ผู้เข้าร่วมประชุม: somebody outside the group; counts for no quorum."""
    meeting = locked(meeting)
    _need_open(meeting)
    last = meeting.attendances.order_by("-order").values_list("order", flat=True).first() or 0
    guest = Attendance(
        meeting=meeting,
        is_member=False,
        order=last + 1,
        name=name,
        post_title=post_title,
        agency_name=agency_name,
        name_is_public=name_is_public,
        **facts,
    )
    guest.full_clean()
    guest.save()
    record("agendas.attend", guest, by=by, after=snapshot(guest))
    return guest


@transaction.atomic
def remove_guest(guest, *, by):
    """Take away a guest who was noted by mistake, or one who registered and is not in the room."""
    guest = _open(guest)
    need(not guest.is_member, _("ตำแหน่งในคณะทำงานตัดออกไม่ได้ บันทึกว่าไม่มาประชุมแทน"))
    record("agendas.attend", guest, by=by, before=snapshot(guest))
    guest.delete()


@transaction.atomic
def register_oneself(attendance, *, name="", now=None):
    """Somebody says at the door, by the code on the wall, that they are here; it counts once the clerk confirms.

    Another name than the holder's is a substitute's. The first word counts: a second one changes nothing.
    """
    attendance = _open(attendance)
    _need_door(attendance.meeting, now)
    if attendance.registered_at is None and attendance.status == Attendance.Status.EXPECTED:
        attendance.registered_at = now or timezone.now()
        name = name.strip()[:200]
        if name and not attendance.name:  # a seat whose holder the documents do not name
            attendance.name = name
        elif name and name != attendance.name:
            attendance.substitute_name = name
        attendance.save(update_fields=["registered_at", "name", "substitute_name"])
        record("agendas.attend", attendance, after={"registered_at": attendance.registered_at})
    return attendance


@transaction.atomic
def register_guest(meeting, *, name, agency_name="", now=None):
    """Somebody without a seat says at the door that they are here; not shown to the public unless they agree."""
    meeting = locked(meeting)
    _need_door(meeting, now)
    unconfirmed = meeting.attendances.filter(is_member=False, confirmed_by__isnull=True).count()
    need(unconfirmed < MOST_UNCONFIRMED, _("มีผู้ลงทะเบียนรอยืนยันจำนวนมาก แจ้งเลขานุการที่หน้าห้องประชุม"))
    same = meeting.attendances.filter(is_member=False, name=name.strip(), agency_name=agency_name.strip()).first()
    if same:
        return same
    facts = {"agency_name": agency_name.strip(), "registered_at": now or timezone.now(), "name_is_public": False}
    return add_guest(meeting, by=None, name=name.strip(), **facts)


@transaction.atomic
def confirm_registration(attendance, *, by):
    """The clerk has seen that they are here: present, or a substitute where another name was given."""
    attendance = _open(attendance)
    need(attendance.registered_at is not None, _("รายนี้ไม่ได้ลงทะเบียนด้วยตนเอง บันทึกการเข้าประชุมโดยตรง"))
    need(attendance.status == Attendance.Status.EXPECTED, _("บันทึกการเข้าประชุมของรายนี้แล้ว"))
    stood_in = attendance.is_member and attendance.substitute_name
    status = Attendance.Status.SUBSTITUTE if stood_in else Attendance.Status.PRESENT
    arrived_at = timezone.localtime(attendance.registered_at).time().replace(second=0, microsecond=0)
    return record_attendance(attendance, by=by, status=status, arrived_at=arrived_at)


@transaction.atomic
def decline_registration(attendance, *, by):
    """They are not here: a seat waits again, a guest goes."""
    attendance = _open(attendance)
    need(attendance.registered_at is not None and attendance.confirmed_by_id is None, _("รายนี้ยืนยันแล้วหรือไม่ได้ลงทะเบียน"))
    if not attendance.is_member:
        remove_guest(attendance, by=by)
        return None
    before = snapshot(attendance)
    attendance.registered_at = None
    if attendance.reply != Attendance.Reply.SUBSTITUTE:
        attendance.substitute_name = ""
    attendance.save(update_fields=["registered_at", "substitute_name"])
    record("agendas.attend", attendance, by=by, before=before, after=snapshot(attendance))
    return attendance


@transaction.atomic
def keep_electronic_record(meeting, *, by, **facts):
    """What the electronic-meetings decree asks to be kept; until the meeting has ended."""
    meeting = locked(meeting)
    _need_open(meeting)
    kept = ElectronicRecord.objects.filter(meeting=meeting).first()
    before = snapshot(kept) if kept else {}
    kept = kept or ElectronicRecord(meeting=meeting)
    for name, value in facts.items():
        setattr(kept, name, value)
    need(kept.kept_until is None or kept.kept_until >= meeting.date, _("วันสุดท้ายที่เก็บต้องไม่ก่อนวันประชุม"))
    kept.full_clean()
    kept.save()
    record("agendas.attend", kept, by=by, before=before, after=snapshot(kept))
    return kept


def _follow(row, seat):
    holder = seat.holders[0] if seat.holders else None
    name = holder.person.name_th if holder else ""
    if row.pk and row.name and row.name != name:  # another person's reply is not this one's
        row.reply, row.replied_at, row.email = Attendance.Reply.NONE, None, ""
        row.substitute_name = row.substitute_post = ""
        row.key = uuid.uuid4()  # and that person's link is of no use any more
    row.person = holder.person if holder else None
    row.name = name
    row.email = row.email or (holder.person.email if holder else "")
    row.post_title = seat.post.title_th or seat.post.role_label
    row.agency_name = seat.agency.name_th if seat.agency and not seat.agency_goes_without_saying else ""


def _straighten(attendance):
    """Leave on the row only what goes with its status."""
    Status = Attendance.Status
    if attendance.status != Status.ABSENT:
        attendance.absent_reason = ""
    if attendance.came:
        electronic = attendance.channel == Attendance.Channel.ELECTRONIC
        need(not electronic or attendance.identified_by.strip(), _("ผู้ประชุมผ่านสื่ออิเล็กทรอนิกส์ต้องระบุวิธีแสดงตน"))
        if not electronic:
            attendance.identified_by = ""
    else:
        attendance.channel, attendance.identified_by = Attendance.Channel.ROOM, ""
        attendance.arrived_at = attendance.left_at = None
    if attendance.status == Status.SUBSTITUTE:
        need(attendance.is_member, _("ผู้เข้าร่วมประชุมไม่มีผู้แทน บันทึกชื่อผู้ที่มาจริง"))
        need(attendance.substitute_name.strip(), _("ใส่ชื่อผู้มาประชุมแทน"))


def _need_door(meeting, now):
    """Registration is open from the day's beginning until the meeting is closed."""
    today = timezone.localdate(now) if now else timezone.localdate()
    open_ = meeting.is_coming or (meeting.status == Meeting.Status.HELD and meeting.closed_at is None)
    need(open_ and meeting.date == today, _("ลงทะเบียนได้เฉพาะในวันประชุมก่อนเลิกประชุม"))


def _open(attendance):
    """The row as it is now, its meeting held until the transaction ends."""
    meeting = locked(Meeting(pk=attendance.meeting_id))
    _need_open(meeting)
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    attendance.meeting = meeting
    return attendance


def _need_open(meeting):
    closed = (Meeting.Status.ADOPTED, Meeting.Status.CONCLUDED, Meeting.Status.CANCELLED)
    need(meeting.status not in closed, _("การประชุมนี้สิ้นสุดแล้ว แก้รายชื่อผู้เข้าประชุมไม่ได้"))
