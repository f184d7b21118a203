"""The sheet of targets: one line for an indicator, a year and a province, with the value of each level."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.imports.columns import Amount
from kpis.models import Cycle, Indicator, ScoringScheme, Target
from kpis.services.refusals import KpiRefused
from kpis.services.targets import set_target
from places.models import Province
from workgroups.imports.columns import Column, Number, Reference, Text
from workgroups.imports.rows import SheetResource
from workgroups.models import Agency

LEVELS = 5  # columns for the values of levels, from the lowest score up
KEY = ["year", "indicator", "province"]


class Threshold(Column):
    """The value of one level of a stored target, the lowest score first."""

    def __init__(self, place):
        hint = gettext_lazy("ค่าที่ต้องถึงของระดับที่ %(place)s เรียงจากคะแนนต่ำไปสูง") if place == 1 else ""
        heading = f"ค่าระดับที่ {place}"
        super().__init__(None, heading, Amount(), hint=hint % {"place": place} if hint else "")
        self.place = place

    def get_value(self, obj):
        rows = sorted(obj.levels.all(), key=lambda row: row.level.score) if obj.pk else []
        return rows[self.place - 1].threshold if len(rows) >= self.place else None

    def save(self, obj, row, is_m2m=False, **kwargs):
        """The service writes levels: see `save_instance`."""


class TargetResource(SheetResource):
    year = Column(
        "cycle",
        "ปีงบประมาณ",
        Reference(code="year_be"),
        required=True,
        hint=gettext_lazy("เช่น 2569 รอบการประเมินต้องมีในระบบแล้ว"),
    )
    indicator = Column(
        "indicator", "รหัสตัวชี้วัด", Reference(code="code"), required=True, hint=gettext_lazy("รหัสในที่อยู่เว็บของตัวชี้วัด")
    )
    province = Column(
        "province", "รหัสจังหวัด", Reference(code="slug"), required=True, hint=gettext_lazy("เช่น lampang หรือชื่อจังหวัด")
    )
    scheme = Column(
        "scheme", "รหัสเกณฑ์", Reference(code="code"), required=True, hint=gettext_lazy("เช่น levels ใช้ฉบับล่าสุด")
    )
    baseline = Column("baseline_value", "ข้อมูลพื้นฐาน", Amount())
    baseline_year = Column("baseline_year_be", "ปีฐาน", Number(), hint=gettext_lazy("พ.ศ. เช่น 2568"))
    baseline_source = Column("baseline_source_th", "ที่มาของข้อมูลพื้นฐาน", Text())
    level_1, level_2, level_3, level_4, level_5 = (Threshold(place) for place in range(1, LEVELS + 1))
    lead = Column(
        "lead_agency",
        "รหัสหน่วยงานเจ้าภาพ",
        Reference(code="slug"),
        required=True,
        hint=gettext_lazy("รหัสของหน่วยงานในทะเบียนหน่วยงาน"),
    )
    weight = Column("lead_weight", "น้ำหนัก", Amount())
    why_not = Column("not_assessable_th", "เหตุที่ยังประเมินไม่ได้", Text(), hint=gettext_lazy("เว้นว่างเมื่อประเมินได้"))

    class Meta(SheetResource.Meta):
        model = Target
        fields = [
            *(*KEY, "scheme", "baseline", "baseline_year", "baseline_source"),
            *(f"level_{place}" for place in range(1, LEVELS + 1)),
            *("lead", "weight", "why_not"),
        ]
        skip_unchanged = False

    related = ["cycle", "indicator", "province", "scheme"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._found = {}
        finders = {
            "year": lambda text: (
                Cycle.objects.filter(year_be=int(text), is_demo=False).first() if text.isdigit() else None
            ),
            "indicator": lambda text: Indicator.objects.filter(code=text).first(),
            "province": lambda text: (
                Province.objects.light().filter(slug=text).first()
                or Province.objects.light().filter(name_th=text.removeprefix("จังหวัด")).first()
            ),
            "scheme": lambda text: ScoringScheme.objects.filter(code=text).order_by("-version").first(),
            "lead": lambda text: Agency.objects.filter(slug=text).first(),
        }
        for name, find in finders.items():
            self.fields[name].widget.find = self._once(name, find)

    def filter_export(self, queryset, **kwargs):
        return super().filter_export(queryset, **kwargs).prefetch_related("levels__level", "owners__agency")

    def row_key(self, row):
        return tuple((row.get(self.fields[name].column_name) or "").strip() for name in KEY)

    def find_row(self, row):
        try:
            cycle, indicator, province = (self._read(name, row) for name in KEY)
        except ValueError:  # the cell is named when the row itself is read
            return None
        return self.get_queryset().filter(cycle=cycle, indicator=indicator, province=province).first()

    def import_instance(self, instance, row, **kwargs):
        super().import_instance(instance, row, **kwargs)
        self._read_levels(row)
        instance.is_assessable = not instance.not_assessable_th
        instance.version = instance.indicator.versions.order_by("-number").first()
        if instance.version is None:
            raise ValidationError({"indicator": _("ตัวชี้วัดนี้ยังไม่มีนิยาม เพิ่มนิยามก่อน")})

    def save_instance(self, instance, is_create, row, user=None, **kwargs):
        """By the service, which refuses thresholds that run the wrong way and targets that were agreed."""
        codes = instance.scheme.levels.order_by("score").values_list("code", flat=True)
        values = self._read_levels(row)
        levels = [(code, value) for code, value in zip(codes, values, strict=False) if value is not None]
        names = ["baseline_value", "baseline_year_be", "baseline_source_th", "is_assessable", "not_assessable_th"]
        try:
            saved = set_target(
                by=user,
                cycle=instance.cycle,
                version=instance.version,
                scheme=instance.scheme,
                province=instance.province,
                levels=levels,
                owners=[(self._read("lead", row), "lead", self._read("weight", row))],
                **{name: getattr(instance, name) for name in names},
            )
        except KpiRefused as refused:
            raise ValidationError(refused.reasons) from refused
        instance.pk = saved.pk

    def _read_levels(self, row):
        """The values of the levels in order; what is no number is named with its column."""
        values, wrong = [], {}
        for name in (f"level_{place}" for place in range(1, LEVELS + 1)):
            try:
                values.append(self._read(name, row))
            except ValueError as problem:
                wrong[self.fields[name].column_name] = str(problem)
        if wrong:
            raise ValidationError([f"{heading}: {words}" for heading, words in wrong.items()])
        return values

    def _read(self, name, row):
        field = self.fields[name]
        return field.widget.clean((row.get(field.column_name) or "").strip(), row=row)

    def _once(self, name, find):
        """A finder of the text of a cell that asks the database once."""

        def found(text, row):
            if (name, text) not in self._found:
                self._found[name, text] = find(text)
            return self._found[name, text]

        return found
