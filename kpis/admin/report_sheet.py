"""The sheet of reports: one line for a target and a round; it makes drafts, which officers still hand in themselves."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.imports.columns import Amount
from kpis.models import IndicatorVersion, Report, Round, Target
from kpis.services.refusals import KpiRefused
from kpis.services.reports import save_draft, start_report
from workgroups.imports.columns import Choice, Column, Text
from workgroups.imports.rows import SheetResource

KEY = ["year", "indicator", "province", "round"]


class ReportResource(SheetResource):
    year = Column(
        "target__cycle__year_be", "ปีงบประมาณ", Text(), required=True, readonly=True, hint=gettext_lazy("เช่น 2569")
    )
    indicator = Column("target__indicator__code", "รหัสตัวชี้วัด", Text(), required=True, readonly=True)
    province = Column(
        "target__province__slug", "รหัสจังหวัด", Text(), required=True, readonly=True, hint=gettext_lazy("เช่น lampang")
    )
    round = Column(
        "round__kind", "รอบ", Choice(Round.Kind), required=True, readonly=True, hint=gettext_lazy("เช่น รอบ 12 เดือน")
    )
    value = Column("value", "ผลการดำเนินงาน", Amount(), hint=gettext_lazy("เว้นว่างเมื่อไม่มีค่า ไม่ใส่ 0 แทน"))
    numerator = Column("numerator", "ตัวตั้ง", Amount(), hint=gettext_lazy("เฉพาะตัวชี้วัดร้อยละ"))
    denominator = Column("denominator", "ตัวหาร", Amount())
    difference = Column("difference_th", "เหตุที่ต่างจากค่าที่คำนวณ", Text())
    narrative = Column("narrative_th", "ผลการดำเนินงานโดยสรุป", Text())
    obstacle = Column("obstacle_th", "ปัญหาและอุปสรรค", Text())
    status = Column(
        "status", "สถานะ", Choice(Report.Status), readonly=True, hint=gettext_lazy("แสดงเมื่อส่งออก ไม่อ่านเมื่อนำเข้า")
    )

    class Meta(SheetResource.Meta):
        model = Report
        fields = [*KEY, "value", "numerator", "denominator", "difference", "narrative", "obstacle", "status"]

    related = ["target__cycle", "target__indicator", "target__province", "target__version", "round"]

    def row_key(self, row):
        return tuple(self._cell(name, row) for name in KEY)

    def find_row(self, row):
        """The report of the line; one that is not there yet is made ready, and written only with the line itself."""
        year, code, slug = (self._cell(name, row) for name in KEY[:3])
        targets = Target.objects.agreed().filter(cycle__is_demo=False, indicator__code=code, province__slug=slug)
        target = targets.filter(cycle__year_be=year).select_related("cycle").first() if year.isdigit() else None
        if target is None:
            raise ValidationError(_("ไม่พบค่าเป้าหมายที่เห็นชอบแล้วของตัวชี้วัด ปี และจังหวัดนี้"))
        kind = self.fields["round"].widget.clean(self._cell("round", row))
        round_ = Round.objects.filter(cycle=target.cycle, kind=kind).first()
        if round_ is None:
            raise ValidationError(_("รอบการประเมินของปีนี้ไม่มีรอบที่ระบุ"))
        return self.get_queryset().filter(target=target, round=round_).first() or start_report(target, round_)

    def save_instance(self, instance, is_create, row, user=None, **kwargs):
        """By the service: the windows and the states of reports hold for a file too."""
        names = ["value", "numerator", "denominator", "difference_th", "narrative_th", "obstacle_th"]
        typed = {name: getattr(instance, name) for name in names}
        if instance.target.version.aggregation == IndicatorVersion.Aggregation.RATIO:
            typed.pop("value")
        try:
            save_draft(instance, by=user, is_assessable=True, **typed)
        except KpiRefused as refused:
            raise ValidationError(refused.reasons) from refused

    def _cell(self, name, row):
        return str(row.get(self.fields[name].column_name) or "").strip()
