"""Meetings of the past, entered as they ended: nothing is invented that the sources do not say."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import (
    Adoption,
    AgendaItem,
    AgendaSection,
    Attendance,
    Meeting,
    MeetingEvent,
    MinutesVersion,
    Resolution,
)
from agendas.numbering import numbers
from agendas.queries.agenda import sections_of
from agendas.services.adoption import freeze
from agendas.services.minutes import keep_version
from agendas.services.moves import locked, need
from agendas.services.numbers import address
from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file
from foundation.thai.dates.names import BE_OFFSET

Status = Meeting.Status
FINAL = (Status.HELD, Status.ADOPTED, Status.CONCLUDED, Status.CANCELLED)


@transaction.atomic
def record_past_meeting(
    *,
    by,
    date,
    status,
    host_group=None,
    host_agency=None,
    kind=Meeting.Kind.ORDINARY,
    number=None,
    year_be=None,
    about=(),
    agenda=(),
    attendances=(),
    adopted_on=None,
    adoption=None,
    scan=None,
    minutes_missing_th="",
    today=None,
    **facts,
):
    """A meeting of the past in its final state: adopted, concluded, cancelled, or held with its minutes missing.

    `agenda` is a list of dicts of a section (`kind`, `title_th`, `title_en`, `items`), an item being a dict of its
    fields with `resolutions`, a list of dicts of theirs; `attendances` are dicts of who came, as far as it is known.
    `scan` is an uploaded file of the adopted minutes, `adoption` (`method`, `item`, `with_changes`, `evidence_th`) only
    where the sources tell how. Missing minutes are declared with a reason and never adopted. `facts` are fields of the
    meeting.
    """
    meeting = Meeting(
        host_group=host_group, host_agency=host_agency, kind=kind, number=number, year_be=year_be, date=date, **facts
    )
    meeting.status, meeting.is_past_entry = status, True
    meeting.is_demo = bool(host_group and host_group.is_demo)
    meeting.minutes_missing_th, meeting.adopted_on = minutes_missing_th.strip(), adopted_on
    _need_past(meeting, scan, today or timezone.localdate())
    meeting.slug = address(meeting)
    _refuse_invalid(meeting)
    meeting.save()
    meeting.about.set(about)
    _write_agenda(meeting, agenda, by=by)
    _write_people(meeting, attendances)
    MeetingEvent.objects.create(meeting=meeting, by=by, before="", after=status, reason=_("บันทึกย้อนหลัง"))
    record("agendas.create", meeting, by=by, after=snapshot(meeting))
    if scan is not None:
        add_scan(meeting, by=by, upload=scan)
    if status == Status.ADOPTED:
        _adopt_as_it_was(meeting, adoption, by=by)
    if status == Status.CONCLUDED:
        meeting.attendances.update(is_final=True)
    return meeting


@transaction.atomic
def add_scan(meeting, *, by, upload):
    """Keep a scanned copy of the minutes of a past meeting; every one stays."""
    meeting = locked(meeting)
    need(meeting.is_past_entry, _("ไฟล์สแกนใช้กับการประชุมที่บันทึกย้อนหลังเท่านั้น"))
    file = store_file(upload, by=by, label=_("รายงานการประชุม (สแกน)"))
    need(file.content_type in (file.ContentType.PDF, file.ContentType.PNG, file.ContentType.JPEG), _scan_types())
    version = keep_version(meeting, MinutesVersion.Stage.SCANNED, by=by, body={}, file=file)
    record("agendas.write", version, by=by, after={"sha256": version.sha256})
    return version


@transaction.atomic
def declare_minutes_missing(meeting, *, by, reason):
    """Say that a held meeting has no minutes, and why: it waits for no adoption and is not adopted."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(reason.strip(), _("ใส่เหตุที่ไม่มีรายงานการประชุม"))
    need(meeting.decides and meeting.status == Status.HELD, _("แจ้งได้เฉพาะการประชุมที่ประชุมแล้วและยังไม่เริ่มจัดทำรายงาน"))
    need(not meeting.resolutions.exists(), _("การประชุมนี้มีมติแล้ว จัดทำรายงานต่อจากมติที่บันทึกไว้"))
    meeting.minutes_missing_th = reason.strip()
    meeting.save()
    record("agendas.change", meeting, by=by, before=before, after=snapshot(meeting))
    return meeting


def _need_past(meeting, scan, today):
    Kind = Meeting.Kind
    need(meeting.status in FINAL, _("การประชุมย้อนหลังบันทึกในสถานะสุดท้ายเท่านั้น"))
    need(meeting.date < today, _("วันประชุมยังไม่ผ่านไป ใช้ “สร้างการประชุม” แทน"))
    if meeting.decides:
        need(meeting.number and meeting.year_be, _("ใส่ครั้งที่และปี พ.ศ. ตามเอกสาร"))
        near = abs(meeting.year_be - meeting.date.year - BE_OFFSET) <= 1
        need(near, _("ปี พ.ศ. ของเลขครั้งไม่ตรงกับวันประชุม ตรวจว่าไม่ได้ใส่ปีผิดหรือบวก 543 ซ้ำ"))
        need(meeting.status != Status.CONCLUDED, _("การประชุมที่มีมติสิ้นสุดด้วยการรับรองรายงาน หรือแจ้งว่าไม่มีรายงาน"))
    else:
        meeting.number = meeting.year_be = None
        need(
            meeting.status in (Status.CONCLUDED, Status.CANCELLED),
            _("การประชุมหารือและการประชุมติดตามสถานการณ์ บันทึกเป็นสรุปผลแล้วหรือยกเลิก"),
        )
    if meeting.status == Status.HELD:
        need(meeting.minutes_missing_th, _("การประชุมที่ไม่มีรายงานต้องแจ้งเหตุที่ไม่มี"))
        need(scan is None, _("มีรายงานแล้ว บันทึกเป็นรับรองแล้วพร้อมวันที่รับรอง"))
    if meeting.status == Status.ADOPTED:
        need(not meeting.minutes_missing_th, _("รายงานที่แจ้งว่าไม่มี รับรองไม่ได้"))
        need(scan is not None, _("ส่งไฟล์สแกนรายงานการประชุมที่รับรองแล้ว หรือแจ้งว่าไม่มีรายงาน"))
        known = meeting.adopted_on is not None and meeting.date <= meeting.adopted_on <= today
        need(known, _("ใส่วันที่รับรองรายงาน ไม่ก่อนวันประชุมและไม่เกินวันนี้"))
    if meeting.kind == Kind.CONSULTATION and meeting.status == Status.CONCLUDED:
        need(meeting.summary_th.strip(), _("ใส่สรุปผลการหารือก่อน"))


def _scan_types():
    return _("ไฟล์สแกนต้องเป็น PDF, PNG หรือ JPG")


def _refuse_invalid(meeting):
    try:
        meeting.full_clean()
    except ValidationError as refusal:
        need(False, *refusal.messages)


def _write_agenda(meeting, agenda, *, by):
    drafts = []
    for order, section in enumerate(agenda, 1):
        items = section.get("items", ())
        row = AgendaSection.objects.create(
            meeting=meeting, order=order, **{name: value for name, value in section.items() if name != "items"}
        )
        for place, told in enumerate(items, 1):
            facts = {name: value for name, value in told.items() if name != "resolutions"}
            item = AgendaItem(section=row, order=place, **facts)
            item.full_clean(exclude=["section"])
            item.save()
            drafts += [(item, point) for point in told.get("resolutions", ())]
    _number(meeting)
    for number, (item, told) in enumerate(drafts, 1):
        _write_resolution(meeting, item, number, told, by=by)


def _number(meeting):
    sections = sections_of(meeting)
    labels = numbers(sections)
    for section in sections:
        section.number = int(labels[section])
        section.save(update_fields=["number"])
        for item in section.listed:
            item.number_label = labels[item]
            item.save(update_fields=["number_label"])


def _write_resolution(meeting, item, number, told, *, by):
    """A point of the past: it stands as the sources tell it, on the day of the meeting unless they tell another."""
    need(meeting.decides, _("การประชุมประเภทนี้ไม่มีมติ ใช้สรุปผลการหารือหรือข้อสั่งการของประธาน"))
    resolution = Resolution(
        item=item,
        meeting=meeting,
        number=number,
        point=item.resolutions.count() + 1,
        created_by=by,
        **{"confirmed_on": meeting.date, **told},
    )
    resolution.status = Resolution.Status.CONFIRMED
    resolution.full_clean(exclude=["item", "meeting"])
    resolution.save()
    record("agendas.resolve", resolution, by=by, after=snapshot(resolution))


def _write_people(meeting, attendances):
    for order, told in enumerate(attendances, 1):
        row = Attendance(meeting=meeting, **{"order": order, "status": Attendance.Status.PRESENT, **told})
        row.full_clean(exclude=["meeting"])
        row.save()


def _adopt_as_it_was(meeting, told, *, by):
    """The adoption of the past: the scan is what was adopted. How is written down only where it is known."""
    if told is not None:
        version = meeting.minutes_versions.order_by("-number").first()
        adoption = Adoption(meeting=meeting, on=meeting.adopted_on, version=version, **told)
        adoption.full_clean(exclude=["meeting", "version"])
        adoption.save()
        record("agendas.adopt", adoption, by=by, after=snapshot(adoption))
    freeze(meeting, by=by)
