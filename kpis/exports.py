"""A cycle as a workbook: targets, reports, scores, owners, one sheet each, with Thai headings."""

import tablib
from django.utils.translation import gettext as _

from foundation.audit.services import record
from kpis.models import Cycle, Owner, Report, Target
from workgroups.exports import neutralised


def cycle_workbook(cycle: Cycle, *, by) -> bytes:
    """The XLSX file of `cycle`, published or not: for those who oversee it. Who took it is in the audit chain."""
    sheets = [_targets(cycle), _reports(cycle), _owners(cycle)]
    book = tablib.Databook([neutralised(sheet) for sheet in sheets])
    record("export", Report, by=by, after={"cycle": cycle.slug, "rows": sum(len(sheet) for sheet in sheets)})
    return book.export("xlsx")


def _targets(cycle):
    levels = sorted({row.code for scheme in _schemes(cycle) for row in scheme.levels.all()}, key=_by_number)
    heads = [
        *(_("รหัสตัวชี้วัด"), _("ตัวชี้วัด"), _("นิยามฉบับที่"), _("รหัสจังหวัด"), _("จังหวัดหรือคณะทำงาน"), _("หน่วย"), _("ทิศทาง")),
        *(_("ข้อมูลพื้นฐาน"), _("ปีฐาน พ.ศ."), *(_("ระดับ %(code)s") % {"code": code} for code in levels)),
        *(_("สถานะ"), _("ประเมินได้"), _("เหตุที่ยังประเมินไม่ได้")),
    ]
    rows = []
    for target in Target.objects.filter(cycle=cycle).with_all():
        values = {row.level.code: _range(row) for row in target.levels.all()}
        rows.append(
            [
                *(target.indicator.code, target.indicator.name_th, target.version.number, target.place.slug),
                *(target.place.name_th, target.version.unit_th, target.version.get_direction_display()),
                *(_cell(target.baseline_value), target.baseline_year_be or ""),
                *(values.get(code, "") for code in levels),
                *(
                    target.get_status_display(),
                    _("ได้") if target.is_assessable else _("ไม่ได้"),
                    target.not_assessable_th,
                ),
            ]
        )
    return tablib.Dataset(*rows, headers=heads, title="targets")


def _reports(cycle):
    heads = [
        *(_("รหัสตัวชี้วัด"), _("ตัวชี้วัด"), _("จังหวัดหรือคณะทำงาน"), _("รอบ"), _("สถานะ"), _("ส่งครั้งที่"), _("ผลการดำเนินงาน")),
        *(_("ค่าที่คำนวณ"), _("คะแนน"), _("คำอธิบายคะแนน"), _("เหตุที่ต่างจากค่าที่คำนวณ"), _("ผลการดำเนินงานโดยสรุป")),
    ]
    rows = []
    for report in Report.objects.filter(target__cycle=cycle).with_all():
        score, target = report.score, report.target
        rows.append(
            [
                *(
                    target.indicator.code,
                    target.indicator.name_th,
                    target.place.name_th,
                    report.round.get_kind_display(),
                ),
                *(report.get_status_display(), report.revision, _cell(report.value)),
                *(_cell(report.machine and report.machine.value), _cell(score and score.points)),
                *(score.explanation_th if score else "", report.difference_th, report.narrative_th),
            ]
        )
    return tablib.Dataset(*rows, headers=heads, title="reports")


def _owners(cycle):
    heads = [_("รหัสตัวชี้วัด"), _("จังหวัดหรือคณะทำงาน"), _("หน่วยงาน"), _("บทบาท"), _("น้ำหนัก")]
    owners = Owner.objects.filter(target__cycle=cycle).select_related(
        "agency", "target__indicator", "target__province", "target__group"
    )
    rows = [
        [
            *(owner.target.indicator.code, owner.target.place.name_th, owner.agency.name_th),
            *(owner.get_role_display(), _cell(owner.weight)),
        ]
        for owner in owners
    ]
    return tablib.Dataset(*rows, headers=heads, title="owners")


def _schemes(cycle):
    return {target.scheme for target in cycle.targets.select_related("scheme").prefetch_related("scheme__levels")}


def _range(row):
    return _cell(row.threshold) if row.upper is None else f"{row.threshold.normalize():f}–{row.upper.normalize():f}"


def _cell(value):
    """A number without zeros at its end; an empty cell for none, never 0."""
    return "" if value is None else value.normalize() + 0


def _by_number(code):
    return (not code.isdigit(), int(code) if code.isdigit() else 0, code)
