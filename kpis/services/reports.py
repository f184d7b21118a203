"""Reports: written by an officer, checked by the province, accepted by OPDC, published by the secretariat."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file
from kpis import emails
from kpis.locks import lock_of
from kpis.models import Evidence, IndicatorVersion, MachineValue, Report, ReviewComment
from kpis.permissions import can_accept, can_approve, can_publish, can_report, can_return
from kpis.services.moves import locked, move, write_score
from kpis.services.refusals import KpiRefused, need

TYPED = [
    *("value", "numerator", "denominator", "is_assessable", "not_assessable_th", "assessable_from_be"),
    *("difference_th", "narrative_th", "obstacle_th", "weather_th"),
]
FINAL = (Report.Status.ACCEPTED, Report.Status.PUBLISHED)


@transaction.atomic
def start_report(target, round_):
    """The one report of a target and round; made as a draft with the machine's newest value beside it."""
    report, _is_new = Report.objects.get_or_create(
        target=target,
        round=round_,
        defaults={"is_demo": target.is_demo, "machine": newest_machine(target, round_)},
    )
    return report


@transaction.atomic
def save_draft(report, *, by, upload=None, caption_th="", **typed):
    """Keep what the officer typed, complete or not."""
    report = locked(report)
    _need_open(report, by)
    if upload:
        add_evidence(report, by=by, upload=upload, caption_th=caption_th)
    before = snapshot(report)
    _type(report, typed)
    report.reported_by, report.saved_at = by, timezone.now()
    report.save()
    record("kpis.save", report, by=by, before=before, after=snapshot(report))
    return report


@transaction.atomic
def submit_report(report, *, by, key=None, upload=None, caption_th="", **typed):
    """Hand the report in: checked, scored, and with the province's secretaries told.

    `key` is made by the form: the same one sent twice by the same person is handed in once.
    """
    report = locked(report)
    if key is not None and report.form_key == key and report.reported_by_id == by.pk:
        return report
    _need_open(report, by)
    if upload:
        add_evidence(report, by=by, upload=upload, caption_th=caption_th)
    before = snapshot(report)
    _type(report, typed)
    _check(report)
    report.revision += 1
    now = timezone.now()
    report.reported_by, report.saved_at, report.submitted_at, report.form_key = by, now, now, key
    if report.corrected_machine_id:  # the officer has seen the corrected value and answered it
        report.machine, report.corrected_machine = report.corrected_machine, None
    write_score(report)
    move(report, Report.Status.SUBMITTED, by=by, before=before)
    emails.tell_submitted(report)
    return report


@transaction.atomic
def return_report(report, *, by, comments=(), reason_th=""):
    """Send it back to its officer. `comments` are `(field, text)` of ReviewComment.Field; something must be said."""
    report = locked(report)
    said = [(field, text.strip()) for field, text in comments if text.strip()]
    need(can_return(by, report), _("ส่งกลับได้โดยผู้ตรวจของขั้นนี้ และต้องไม่ใช่ผู้รายงานเอง"))
    need(said or reason_th.strip(), reason_th=_("บอกว่าต้องแก้อะไร อย่างน้อยหนึ่งข้อ"))
    need(report.status not in FINAL or reason_th.strip(), reason_th=_("บอกเหตุผลที่เปิดให้แก้ไขผลที่รับรองแล้ว"))
    before = snapshot(report)
    for field, text in said:
        ReviewComment.objects.create(
            report=report, revision=report.revision, field=field, text_th=text, by=by, is_demo=report.is_demo
        )
    move(report, Report.Status.RETURNED, by=by, before=before, reason_th=reason_th.strip())
    emails.tell_returned(report)
    return report


@transaction.atomic
def approve_report(report, *, by, approver_name, approver_post, reference_th="", upload=None):
    """Record that หัวหน้าสำนักงานจังหวัด or the governor approved: who, and on what paper."""
    report = locked(report)
    need(can_approve(by, report), _("บันทึกการเห็นชอบได้โดยเลขานุการของจังหวัด และต้องไม่ใช่ผู้รายงานเอง"))
    need(approver_name.strip(), approver_name=_("ใส่ชื่อผู้เห็นชอบ"))
    need(approver_post.strip(), approver_post=_("ใส่ตำแหน่งผู้เห็นชอบ เช่น หัวหน้าสำนักงานจังหวัด"))
    need(reference_th.strip() or upload, reference_th=_("ใส่เลขที่หนังสือที่เห็นชอบ หรือแนบไฟล์หลักฐาน"))
    before = snapshot(report)
    evidence = store_file(upload, by=by, label=_("หลักฐานการเห็นชอบ")) if upload else None
    move(
        report,
        Report.Status.APPROVED,
        by=by,
        before=before,
        approver_name=approver_name.strip(),
        approver_post=approver_post.strip(),
        reference_th=reference_th.strip(),
        evidence=evidence,
    )
    emails.tell_approved(report)
    return report


@transaction.atomic
def accept_report(report, *, by, reason_th=""):
    """OPDC accepts the result."""
    report = locked(report)
    need(can_accept(by, report), _("รับรองผลได้โดยผู้ทวนสอบของสำนักงาน ก.พ.ร. ที่ไม่ได้รายงานหรือเห็นชอบเรื่องนี้"))
    need(
        report.corrected_machine_id is None,
        _("ค่าที่ตรวจวัดได้ถูกปรับแก้หลังจากรายงาน ส่งกลับให้ผู้รายงานยืนยันค่าใหม่ก่อน"),
    )
    return move(report, Report.Status.ACCEPTED, by=by, before=snapshot(report), reason_th=reason_th.strip())


@transaction.atomic
def publish_report(report, *, by):
    """Show the accepted result to the public, in place of an earlier one."""
    report = locked(report)
    need(can_publish(by, report), _("เผยแพร่ได้โดยสำนักงาน ก.พ.ร."))
    before = snapshot(report)
    report.published_score, report.published_at = report.score, timezone.now()
    move(report, Report.Status.PUBLISHED, by=by, before=before)
    emails.tell_published(report)
    return report


@transaction.atomic
def add_evidence(report, *, by, upload, caption_th=""):
    """Take a file in with a report that is being written."""
    report = locked(report)
    _need_open(report, by)
    stored = store_file(upload, by=by, label=caption_th)
    row = Evidence.objects.create(report=report, file=stored, caption_th=caption_th.strip())
    record("kpis.save", report, by=by, after={"evidence": str(row)})
    return row


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Take back a file while the report is with its officer; the stored file itself stays."""
    report = locked(evidence.report)
    _need_open(report, by)
    record("kpis.save", report, by=by, before={"evidence": str(evidence)})
    evidence.delete()
    return report


def newest_machine(target, round_):
    """The newest MachineValue of a target and round, or None."""
    return MachineValue.objects.filter(target=target, round=round_).order_by("-computed_at", "-pk").first()


def _need_open(report, by):
    need(can_report(by, report.target), _("รายงานได้โดยเจ้าหน้าที่หรือเลขานุการของจังหวัดนี้"))
    lock = lock_of(report, timezone.localdate())
    if lock:
        raise KpiRefused(str(lock))


def _type(report, typed):
    unknown = sorted(set(typed) - set(TYPED))
    if unknown:
        raise ValueError(f"not typed in a report: {unknown}")
    for name, value in typed.items():
        setattr(report, name, value)
    if report.is_assessable:
        report.not_assessable_th, report.assessable_from_be = "", None
    else:
        report.value = report.numerator = report.denominator = None
        need(
            report.not_assessable_th.strip(),
            not_assessable_th=_("บอกเหตุที่ยังประเมินไม่ได้ เพราะจะแสดงแทนคะแนน"),
        )
    if report.target.version.aggregation == IndicatorVersion.Aggregation.RATIO:
        report.value = _ratio(report)
    if report.value is not None:
        _check_places(report)


def _ratio(report):
    if report.numerator is None or report.denominator is None:
        return None
    need(report.denominator != 0, denominator=_("ตัวหารเป็น 0 จึงคิดร้อยละไม่ได้ ให้เลือกยังประเมินไม่ได้พร้อมเหตุผล"))
    step = Decimal(1).scaleb(-report.target.version.decimals)
    return (report.numerator * 100 / report.denominator).quantize(step, rounding=ROUND_HALF_UP)


def _check_places(report):
    places = report.target.version.decimals
    exact = report.value == report.value.quantize(Decimal(1).scaleb(-places))
    need(exact, value=_("ตัวชี้วัดนี้ใช้ทศนิยมไม่เกิน %(places)s ตำแหน่ง") % {"places": places})


def _check(report):
    """What must be there before the report is handed in."""
    version, fields = report.target.version, {}
    may_score = report.is_assessable and report.target.is_assessable
    if may_score and report.value is None:
        ratio = version.aggregation == IndicatorVersion.Aggregation.RATIO
        fields["numerator" if ratio else "value"] = _("กรอกผลการดำเนินงานเป็นตัวเลข หรือเลือกยังประเมินไม่ได้พร้อมเหตุผล")
    if may_score and version.is_measured and not report.difference_th.strip() and _needs_explaining(report):
        fields["difference_th"] = _("ค่าที่กรอกต่างจากค่าที่คำนวณจากการตรวจวัด บอกเหตุที่ต่าง")
    if version.evidence_th and may_score and not report.evidence.exists():
        fields["evidence"] = _("แนบหลักฐาน: %(what)s") % {"what": version.evidence_th}
    if _falls_back(report) and not report.difference_th.strip():
        fields["difference_th"] = _("ผลสะสมลดลงจากรอบก่อน บอกเหตุผล หรือกรอกผลสะสมตั้งแต่ต้นปี")
    if fields:
        raise KpiRefused(fields=fields)


def _needs_explaining(report):
    machine = report.corrected_machine or report.machine
    return report.value is not None and (machine is None or machine.value != report.value)


def _falls_back(report):
    """A total of the year so far is less than the one of an earlier round."""
    if report.target.version.aggregation != IndicatorVersion.Aggregation.SUM or report.value is None:
        return False
    earlier = Report.objects.filter(target=report.target, round__until__lt=report.round.until, value__isnull=False)
    last = earlier.order_by("-round__until").values_list("value", flat=True).first()
    return last is not None and report.value < last
