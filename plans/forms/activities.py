"""Activities, milestones, reports, checks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models import Action
from places.models import District
from plans.forms.fields import (
    Boxes,
    Dressed,
    ResolutionField,
    above,
    amount,
    date,
    key_field,
    version_field,
    words,
)
from plans.models import Activity, FrameItem, Milestone
from workgroups.models import Agency

Kind = FrameItem.Kind
SERVED = {
    "measures": Kind.MEASURE,
    "special_items": Kind.SPECIAL,
    "approaches": Kind.APPROACH,
    "agendas": Kind.AGENDA,
    "labels": Kind.AEIOU,
}
FILES = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"


class ActionField(forms.ModelChoiceField):
    def label_from_instance(self, action):
        return action.title_th[:120]


class AgencyField(forms.ModelChoiceField):
    """An agency: those of the province first."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Agency.objects.none(), error_messages={"required": _("เลือกหน่วยงาน")}, **kwargs)


class ActivityForm(Dressed, forms.ModelForm):
    measures = Boxes(
        label=_("มาตรการ"), queryset=FrameItem.objects.none(), error_messages={"required": _("เลือกมาตรการอย่างน้อยหนึ่งข้อ")}
    )
    special_items = Boxes(label=_("แผนเฉพาะกิจ ข้อที่"), queryset=FrameItem.objects.none(), required=False)
    approaches = Boxes(label=_("แนวทางดำเนินการ"), queryset=FrameItem.objects.none(), required=False)
    agendas = Boxes(label=_("วาระของจังหวัด"), queryset=FrameItem.objects.none(), required=False)
    labels = Boxes(label=_("ภารกิจ AEIOU"), queryset=FrameItem.objects.none(), required=False)
    districts = Boxes(
        label=_("อำเภอ"), queryset=District.objects.none(), required=False, help_text=_("ไม่เลือก = ทั้งจังหวัด")
    )
    resolution = ResolutionField(label=_("มาจากมติ"), required=False)
    action = ActionField(
        label=_("มาจากงานที่มอบหมาย"), queryset=Action.objects.none(), required=False, empty_label=_("ไม่เลือก")
    )
    lead = AgencyField(label=_("หน่วยงานรับผิดชอบหลัก"))
    supporting = forms.ModelMultipleChoiceField(
        label=_("หน่วยงานสนับสนุน"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("เลือกได้หลายหน่วยงาน"),
    )
    starts = date(_("เริ่ม"))
    ends = date(_("สิ้นสุด"))
    budget = amount(_("งบประมาณ (บาท)"), digits=14, help_text=_("เว้นว่างเมื่อยังไม่ทราบ ใส่ 0 เมื่อไม่ใช้งบประมาณ"))
    planned = amount(_("จำนวนตามแผน"), help_text=_("เช่น ตรวจจับ 20 ครั้ง หรือมอบรางวัล 13 หมู่บ้าน"))
    version = version_field()
    reason = words(_("เหตุผลที่แก้ไข"), length=500, rows=2, help_text=_("แผนเห็นชอบแล้ว เหตุผลเก็บไว้ในประวัติการดำเนินการ"))

    class Meta:
        model = Activity
        fields = [
            *("kind", "title_th", "title_en", "detail_th", "resolution", "action", "origin_note_th", "lead"),
            *("starts", "ends", "budget", "budget_source_th", "output_th", "planned", "unit_th"),
        ]
        error_messages = {"title_th": {"required": _("ใส่ชื่อกิจกรรม")}, "output_th": {"required": _("ใส่ผลผลิต")}}
        widgets = {"detail_th": forms.Textarea(attrs={"rows": 4})}

    field_order = [
        *("title_th", "kind", "output_th", "planned", "unit_th", "starts", "ends", "lead", "supporting", "districts"),
        *("resolution", "action", "origin_note_th", "measures", "special_items", "approaches", "agendas", "labels"),
        *("budget", "budget_source_th", "detail_th", "title_en", "reason", "version"),
    ]

    def __init__(self, *args, plan, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.instance.plan = plan, plan
        first, last = plan.span
        for name in ("starts", "ends"):
            self.fields[name].earliest, self.fields[name].latest = first, last
        self._offer(user)
        if self.instance.pk:
            self._begin()
        if plan.is_open:
            del self.fields["reason"]

    def _offer(self, user):
        group, agencies = self.plan.group, Agency.objects.filter(successor__isnull=True)
        self.fields["resolution"].offer(user, above(group))
        actions = Action.objects.visible_to(user).filter(group=group)
        self.fields["action"].queryset = actions.order_by("-due_on", "pk")
        near = agencies.filter(province=group.province_id) if group.province_id else agencies.none()
        self.fields["lead"].queryset = self.fields["supporting"].queryset = agencies
        self.fields["lead"].choices = [
            ("", _("เลือกหน่วยงาน")),
            (_("ในจังหวัด"), [(row.pk, row.name) for row in near]),
            (_("หน่วยงานอื่น"), [(row.pk, row.name) for row in agencies.exclude(pk__in=near)]),
        ]
        self.fields["districts"].queryset = District.objects.filter(province=group.province_id).order_by("sort_key")
        for name, kind in SERVED.items():
            self.fields[name].queryset = FrameItem.objects.of(kind)

    def _begin(self):
        self.fields["version"].initial = self.instance.version
        served = list(self.instance.serves.all())
        for name, kind in SERVED.items():
            self.initial[name] = [item.pk for item in served if item.kind == kind]
        for name in ("supporting", "districts"):
            self.initial[name] = list(getattr(self.instance, name).values_list("pk", flat=True))

    def facts(self):
        """What the services take."""
        told = self.cleaned_data
        serves = [item for name in SERVED for item in told[name]]
        return {name: told[name] for name in [*self._meta.fields, "supporting", "districts"]} | {"serves": serves}


class MilestoneForm(Dressed, forms.ModelForm):
    due = date(_("กำหนดแล้วเสร็จ"))
    reason = words(_("เหตุผลที่แก้ไข"), length=500, rows=2, help_text=_("แผนเห็นชอบแล้ว เหตุผลเก็บไว้ในประวัติการดำเนินการ"))

    class Meta:
        model = Milestone
        fields = ["title_th", "due"]
        error_messages = {"title_th": {"required": _("ใส่สิ่งที่จะแล้วเสร็จ")}}

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.activity = activity
        self.fields["due"].earliest, self.fields["due"].latest = activity.starts, activity.ends
        if activity.plan.is_open:
            del self.fields["reason"]

    def facts(self):
        return {name: self.cleaned_data.get(name, "") for name in ("title_th", "due", "reason")}


class ReportForm(Dressed, forms.Form):
    """What was done, on a phone: one text is enough. `is_late`: then the reason is asked for."""

    key = key_field()
    text_th = words(_("ทำอะไรไปแล้ว"), length=5000, rows=4)
    milestone = forms.ModelChoiceField(
        label=_("หลักหมายที่แล้วเสร็จ"),
        queryset=Milestone.objects.none(),
        required=False,
        empty_label=_("ยังไม่มีหลักหมายที่แล้วเสร็จ"),
        help_text=_("ผู้อื่นในคณะทำงานจะเป็นผู้ตรวจสอบ"),
    )
    done_on = date(_("แล้วเสร็จเมื่อ"), required=False, latest=timezone.localdate, help_text=_("เว้นว่าง = วันนี้"))
    actual = amount(_("จำนวนที่ทำได้สะสม"))
    spent = amount(_("เบิกจ่ายสะสม (บาท)"), digits=14)
    late_reason_th = words(
        _("เหตุที่ล่าช้า"), length=500, rows=2, required=False, help_text=_("แสดงต่อสาธารณะข้างจำนวนวันที่ล่าช้า")
    )
    upload = forms.FileField(
        label=_("หลักฐาน"),
        required=False,
        widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=_("PDF ภาพ Word หรือ Excel ไม่ถ่ายติดใบหน้าหรือข้อมูลส่วนบุคคล"),
        error_messages={"empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
    evidence_is_public = forms.BooleanField(label=_("เผยแพร่หลักฐานนี้ได้ (ตรวจแล้วว่าไม่มีข้อมูลส่วนบุคคล)"), required=False)

    def __init__(self, *args, activity, is_late, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["milestone"].queryset = activity.milestones.filter(done_on__isnull=True)
        if not activity.milestones.filter(done_on__isnull=True).exists():
            del self.fields["milestone"], self.fields["done_on"]
        if activity.planned is None and not activity.unit_th:
            del self.fields["actual"]
        elif activity.unit_th:
            self.fields["actual"].help_text = _("นับเป็น %(unit)s") % {"unit": activity.unit_th}
        if not is_late:
            del self.fields["late_reason_th"]
        elif not activity.late_reason_th:
            self.fields["late_reason_th"].required = True


class CheckForm(Dressed, forms.Form):
    """What one saw for oneself."""

    verdict = forms.ChoiceField(
        label=_("ผลการตรวจสอบ"),
        choices=[("checked", _("แล้วเสร็จจริง")), ("sent_back", _("ยังไม่แล้วเสร็จ ส่งกลับให้แก้ไข"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกผลการตรวจสอบ")},
    )
    text_th = words(_("สิ่งที่เห็น หรือเหตุผลที่ส่งกลับ"), length=2000)


class StatusForm(Dressed, forms.Form):
    status = forms.ChoiceField(
        label=_("สถานะ"),
        choices=[("", _("ตามหลักหมาย")), *((status.value, status.label) for status in Activity.OVERRIDES)],
        required=False,
    )
    reason = words(_("เหตุผล"), length=500, rows=2, help_text=_("แสดงต่อสาธารณะข้างสถานะ"))
