"""Resolutions: typed as drafts, confirmed by the chair, final with the minutes."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Dissent, Meeting, PublicSummary, Referral, Resolution
from agendas.services.assignments import assign_all, discard_actions
from agendas.services.minutes import need_open_minutes, open_item
from agendas.services.moves import locked, need
from agendas.services.refusals import Conflict
from agendas.services.resolution_rules import check
from foundation.audit.services import record, snapshot

TYPED = ["outcome", "is_assigned", "text_th", "text_en", "observation_th", "deferred_to", "deferred_next"]
TYPED += ["referred_to", "votes_for", "votes_against", "votes_abstained", "corrects"]
# What may still be put right after the chair has confirmed, when the chair confirms that too
WORDING = {"text_th", "text_en", "observation_th"}


@transaction.atomic
def add_resolution(item, *, by, outcome, text_th, actions=(), **facts):
    """One more point of an item, as a draft: `facts` of TYPED, `actions` as `assign_action` takes them."""
    item = open_item(item)
    meeting = item.meeting
    _need_resolutions(meeting)
    resolution = Resolution(item=item, meeting=meeting, outcome=outcome, text_th=text_th, created_by=by)
    resolution.number = (meeting.resolutions.aggregate(last=Max("number"))["last"] or 0) + 1
    resolution.point = (item.resolutions.aggregate(last=Max("point"))["last"] or 0) + 1
    _take(resolution, facts, actions)
    resolution.save()
    assign_all(actions, by=by, resolution=resolution)
    record("agendas.resolve", resolution, by=by, after=snapshot(resolution))
    return resolution


@transaction.atomic
def change_resolution(resolution, *, by, version, actions=None, confirmed=None, **facts):
    """Change a draft; `actions`, where given, take the place of those typed before. Raises Conflict as minutes do.

    Of a point that the chair has confirmed only the wording changes, and only with `confirmed`: a dict of
    `confirmed_by`, `confirmed_on` and `confirmed_evidence_th` of the chair's new word.
    """
    resolution = _open(resolution)
    if resolution.version != version:
        raise Conflict(_("มีผู้บันทึกมตินี้หลังจากที่คุณเปิดไว้ เทียบสองข้อความแล้วบันทึกอีกครั้ง"), resolution.text_th, resolution.version)
    before = snapshot(resolution)
    if resolution.is_decided:
        _reconfirm(resolution, facts, actions, confirmed)
    if actions is not None:
        discard_actions(resolution.actions.all(), by=by)
    typed = actions if actions is not None else list(resolution.actions.all())
    _take(resolution, facts, typed)
    resolution.version += 1
    resolution.save()
    assign_all(actions or (), by=by, resolution=resolution)
    record("agendas.resolve", resolution, by=by, before=before, after=snapshot(resolution))
    return resolution


@transaction.atomic
def drop_resolution(resolution, *, by):
    """Take a draft away; drafts of the same item that follow it move up."""
    resolution = _open(resolution)
    need(not resolution.is_decided, _("ประธานยืนยันมตินี้แล้ว ลบไม่ได้"))
    discard_actions(resolution.actions.all(), by=by)
    item, point, before = resolution.item, resolution.point, snapshot(resolution)
    record("agendas.resolve", resolution, by=by, before=before)
    resolution.dissents.all().delete()
    resolution.delete()
    later = list(item.resolutions.filter(point__gt=point).order_by("point"))
    if not any(each.is_decided for each in later):
        for each in later:
            each.point -= 1
            each.save(update_fields=["point"])


@transaction.atomic
def confirm_resolutions(meeting, *, by, confirmed_by, on, evidence_th, resolutions, today=None):
    """Note that the chair confirmed these drafts, when, and what shows it: work starts, matters are sent on."""
    meeting = locked(meeting)
    need_open_minutes(meeting)
    need_confirmation(meeting, confirmed_by, on, evidence_th, today or timezone.localdate())
    rows = list(Resolution.objects.select_for_update().filter(pk__in=[row.pk for row in resolutions], meeting=meeting))
    need(rows, _("เลือกมติที่ประธานยืนยันอย่างน้อยหนึ่งข้อ"))
    need(len(rows) == len(set(resolutions)), _("มีมติที่ถูกลบไปแล้วหรือไม่ใช่ของการประชุมนี้ เปิดหน้านี้ใหม่"))
    for resolution in rows:
        before = snapshot(resolution)
        need(not resolution.is_decided, _("มติที่ %(number)s ยืนยันไปแล้ว") % {"number": resolution.number})
        check(resolution, list(resolution.actions.all()))
        resolution.status = Resolution.Status.CONFIRMED
        resolution.confirmed_by, resolution.confirmed_on = confirmed_by.strip(), on
        resolution.confirmed_evidence_th = evidence_th.strip()
        resolution.version += 1
        resolution.save()
        if resolution.outcome == Resolution.Outcome.REFERRED:
            _send_on(resolution, by=by, on=on)
        record("agendas.resolve", resolution, by=by, before=before, after=snapshot(resolution))
    return rows


@transaction.atomic
def add_dissent(resolution, *, by, name, reason_th):
    """ความเห็นแย้ง: who disagreed and why."""
    resolution = _open(resolution)
    dissent = Dissent(resolution=resolution, name=name.strip(), reason_th=reason_th.strip())
    dissent.full_clean()
    dissent.save()
    record("agendas.resolve", dissent, by=by, after=snapshot(dissent))
    return dissent


@transaction.atomic
def drop_dissent(dissent, *, by):
    _open(dissent.resolution)
    record("agendas.resolve", dissent, by=by, before=snapshot(dissent))
    dissent.delete()


@transaction.atomic
def set_summary(resolution, *, by, text_th, text_en="", districts=()):
    """What the public is told in plain words, and where; also of a final resolution, whose own words stay."""
    resolution = Resolution.objects.select_for_update().select_related("item").get(pk=resolution.pk)
    need(resolution.item.is_public, _("เรื่องนี้ไม่เปิดเผย จึงไม่มีสรุปสำหรับประชาชน"))
    summary = PublicSummary.objects.filter(resolution=resolution).first()
    before = snapshot(summary) if summary else {}
    if not text_th.strip():
        need(not text_en.strip(), _("ใส่สรุปภาษาไทยก่อนภาษาอังกฤษ"))
        if summary:
            record("agendas.resolve", summary, by=by, before=before)
            summary.delete()
        return None
    summary = summary or PublicSummary(resolution=resolution)
    summary.text_th, summary.text_en = text_th.strip(), text_en.strip()
    summary.full_clean()
    summary.save()
    summary.districts.set(districts)
    record("agendas.resolve", summary, by=by, before=before, after=snapshot(summary))
    return summary


def need_confirmation(meeting, confirmed_by, on, evidence_th, today):
    """Whether what shows the chair's word is complete and of a day that can be."""
    need((confirmed_by or "").strip(), _("ใส่ชื่อประธานผู้ยืนยัน"))
    need((evidence_th or "").strip(), _("ใส่หลักฐานการยืนยัน เช่น ลงนามในร่างมติ หรือแจ้งทางอีเมลวันที่ใด"))
    need(on is not None and meeting.date <= on <= today, _("วันที่ยืนยันต้องไม่ก่อนวันประชุมและไม่เกินวันนี้"))


def _take(resolution, facts, actions):
    unknown = set(facts) - set(TYPED)
    if unknown:
        raise TypeError(f"not a fact of a resolution: {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(resolution, name, value)
    check(resolution, actions)


def _open(resolution):
    resolution = Resolution.objects.select_related("item__section").get(pk=resolution.pk)
    meeting = locked(Meeting(pk=resolution.meeting_id))
    resolution = Resolution.objects.select_for_update(of=["self"]).select_related("item").get(pk=resolution.pk)
    resolution.meeting = meeting
    need(not resolution.is_final, _("มตินี้เป็นที่สุดแล้ว แก้ไขด้วยมติใหม่ในการประชุมครั้งต่อไป"))
    need_open_minutes(meeting)
    return resolution


def _need_resolutions(meeting):
    need(meeting.decides, _("การประชุมประเภทนี้ไม่มีมติ ใช้สรุปผลการหารือหรือข้อสั่งการของประธาน"))


def _reconfirm(resolution, facts, actions, confirmed):
    kept = all(getattr(resolution, name) == value for name, value in facts.items() if name not in WORDING)
    need(
        kept and actions is None,
        _("ประธานยืนยันมตินี้แล้ว แก้ได้เฉพาะถ้อยคำ หากเปลี่ยนผลหรืองานให้บันทึกเป็นมติข้อใหม่"),
    )
    need(confirmed, _("ประธานยืนยันมตินี้แล้ว การแก้ถ้อยคำต้องระบุผู้ยืนยัน วันที่ และหลักฐานการยืนยันใหม่"))
    told = (confirmed["confirmed_by"], confirmed["confirmed_on"], confirmed["confirmed_evidence_th"])
    need_confirmation(resolution.meeting, *told, timezone.localdate())
    resolution.confirmed_by, resolution.confirmed_on, resolution.confirmed_evidence_th = told


def _send_on(resolution, *, by, on):
    referral = Referral.objects.create(resolution=resolution, to_group=resolution.referred_to, sent_on=on)
    record("agendas.refer", referral, by=by, after=snapshot(referral))
