"""What an officer fills in of one indicator on a phone, and what those who check it say."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.thai.numerals import to_arabic
from kpis.fields import DIGITS, PLACES
from kpis.models import IndicatorVersion, ReviewComment

YES, NO = "yes", "no"
MINUS = "\u2212"
EVIDENCE = ".pdf,.docx,.xlsx,.csv,image/jpeg,image/png"


def text_area(rows=3):
    return forms.Textarea(attrs={"rows": rows, "class": "field"})


class ValueInput(forms.DecimalField):
    """A number as people type it: ๑,๒๐๐.๕ and −3 are numbers. No value is no value, never 0."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 24, "class": "field"}
        errors = {"invalid": _("กรอกเป็นตัวเลข เช่น 34 หรือ 12.5")}
        super().__init__(
            required=False,
            max_digits=DIGITS,
            decimal_places=PLACES,
            widget=forms.TextInput(attrs=attrs),
            error_messages=errors,
            **kwargs,
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = to_arabic(value).replace(",", "").replace(MINUS, "-").strip()
        return super().to_python(value)


class ReportForm(forms.Form):
    """One report. Whether it is complete is the service's to say, so that a draft may be half done."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    assessable = forms.ChoiceField(
        label=_("ประเมินได้หรือไม่"),
        choices=[(YES, _("ประเมินได้ กรอกผล")), (NO, _("ยังประเมินไม่ได้ บอกเหตุผล"))],
        initial=YES,
        widget=forms.Select(attrs={"class": "field"}),
    )
    value = ValueInput(label=_("ผลการดำเนินงาน"))
    numerator = ValueInput(label=_("ตัวตั้ง"))
    denominator = ValueInput(label=_("ตัวหาร"))
    not_assessable_th = forms.CharField(
        label=_("เหตุที่ยังประเมินไม่ได้"),
        max_length=500,
        required=False,
        widget=text_area(2),
        help_text=_("จะแสดงแทนคะแนน และไม่นับเป็น 0"),
    )
    assessable_from_be = forms.IntegerField(
        label=_("ประเมินได้ตั้งแต่ปีงบประมาณ พ.ศ."),
        required=False,
        min_value=2560,
        max_value=2650,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field", "maxlength": 4}),
        error_messages={
            "min_value": _("กรอกปีเป็น พ.ศ. เช่น 2570"),
            "max_value": _("กรอกปีเป็น พ.ศ. เช่น 2570"),
            "invalid": _("กรอกปีเป็น พ.ศ. เช่น 2570"),
        },
    )
    difference_th = forms.CharField(label=_("เหตุที่ต่างจากค่าที่คำนวณ"), max_length=2000, required=False, widget=text_area(2))
    narrative_th = forms.CharField(label=_("ผลการดำเนินงานโดยสรุป"), max_length=5000, required=False, widget=text_area())
    obstacle_th = forms.CharField(label=_("ปัญหาและอุปสรรค"), max_length=5000, required=False, widget=text_area(2))
    weather_th = forms.CharField(
        label=_("สภาพอากาศและหมอกควันข้ามแดน"),
        max_length=2000,
        required=False,
        widget=text_area(2),
        help_text=_("แสดงข้างคะแนนเพื่อให้อ่านผลได้ถูก ไม่เปลี่ยนคะแนน"),
    )
    photo = forms.FileField(
        label=_("หลักฐาน"),
        required=False,
        widget=forms.FileInput(attrs={"accept": EVIDENCE, "class": "field"}),
        help_text=_("ภาพ PDF Word หรือ Excel ไม่เกิน 20 MB ภาพจะถูกย่อในเครื่องก่อนส่ง"),
    )
    caption_th = forms.CharField(
        label=_("คำอธิบายหลักฐาน"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "field"})
    )

    # what takes thirty seconds first; why nothing can be assessed, last
    field_order = [
        *("key", "value", "numerator", "denominator", "difference_th", "narrative_th", "obstacle_th", "weather_th"),
        *("photo", "caption_th", "assessable", "not_assessable_th", "assessable_from_be"),
    ]
    SEVERAL = {"numerator", "denominator"}

    def __init__(self, *args, report, **kwargs):
        kwargs["initial"] = self.started(report) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        version = report.target.version
        is_ratio = version.aggregation == IndicatorVersion.Aggregation.RATIO
        for name in ["value"] if is_ratio else sorted(self.SEVERAL):
            del self.fields[name]
        if not version.is_measured and version.aggregation != IndicatorVersion.Aggregation.SUM:
            del self.fields["difference_th"]
        if version.evidence_th:
            self.fields["photo"].help_text = version.evidence_th
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    @staticmethod
    def started(report):
        """What the form begins with: what was typed, else the machine's value, there to be confirmed."""
        machine = report.corrected_machine or report.machine
        value = report.value
        if value is None and machine is not None and report.is_assessable and report.revision == 0:
            value = machine.value
        typed = ["numerator", "denominator", "not_assessable_th", "assessable_from_be", "difference_th"]
        kept = {name: getattr(report, name) for name in [*typed, "narrative_th", "obstacle_th", "weather_th"]}
        for name in ("numerator", "denominator"):
            kept[name] = plain_number(kept[name])
        return kept | {"value": plain_number(value), "assessable": YES if report.is_assessable else NO}

    def typed(self):
        """The fields of Report that were filled in."""
        told = self.cleaned_data
        names = [
            *("value", "numerator", "denominator", "not_assessable_th", "assessable_from_be", "difference_th"),
            *("narrative_th", "obstacle_th", "weather_th"),
        ]
        return {name: told[name] for name in names if name in told} | {"is_assessable": told["assessable"] == YES}


def plain_number(value):
    """A stored number as one would type it: 34 for 34.0000; None stays."""
    if value is None:
        return None
    return f"{value.normalize():f}"


class ReturnForm(forms.Form):
    """Comments by field, and what holds for all of it."""

    reason_th = forms.CharField(label=_("บอกโดยรวมว่าต้องแก้อะไร"), max_length=2000, required=False, widget=text_area(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="return_%s", **kwargs)
        for field, label in ReviewComment.Field.choices:
            if field:
                self.fields[f"comment_{field}"] = forms.CharField(
                    label=label, max_length=2000, required=False, widget=text_area(2)
                )

    def comments(self):
        marked = [(name, text) for name, text in self.cleaned_data.items() if name.startswith("comment_")]
        return [(name.removeprefix("comment_"), text) for name, text in marked]


class ApproveForm(forms.Form):
    approver_name = forms.CharField(
        label=_("ชื่อผู้เห็นชอบ"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "field"})
    )
    approver_post = forms.CharField(
        label=_("ตำแหน่ง"),
        max_length=200,
        required=False,
        initial=_("หัวหน้าสำนักงานจังหวัด"),
        widget=forms.TextInput(attrs={"class": "field"}),
    )
    reference_th = forms.CharField(
        label=_("เลขที่หนังสือหรือบันทึก"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "field"}),
    )
    file = forms.FileField(
        label=_("ไฟล์หลักฐาน"), required=False, widget=forms.FileInput(attrs={"accept": EVIDENCE, "class": "field"})
    )


class NoteForm(forms.Form):
    """A word with an acceptance."""

    reason_th = forms.CharField(label=_("หมายเหตุ"), max_length=2000, required=False, widget=text_area(2))
