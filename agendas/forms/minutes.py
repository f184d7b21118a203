"""Minutes as they go round, are corrected and adopted; meetings of the past."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.forms.fields import MeetingLook
from agendas.forms.resolutions import GroupField
from agendas.models import Adoption, AgendaItem, Correction, Meeting
from foundation.thai.forms import ThaiDateField, ThaiTimeField
from workgroups.models import Workgroup


class TextForm(forms.Form):
    """The text of one item, and the version that its writer had opened."""

    version = forms.IntegerField(min_value=1)
    minutes_th = forms.CharField(max_length=50000, required=False, strip=False)


class ClosingForm(MeetingLook, forms.ModelForm):
    """The facts that end the minutes: hours, who presided, wrote and checked."""

    class Meta:
        model = Meeting
        fields = ["opened_at", "closed_at", "presided_by", "presided_by_post", "recorded_by", "recorded_by_post"]
        fields += ["checked_by", "checked_by_post"]
        field_classes = {"opened_at": ThaiTimeField, "closed_at": ThaiTimeField}

    def clean(self):
        told = super().clean()
        if told.get("opened_at") and told.get("closed_at") and told["closed_at"] <= told["opened_at"]:
            self.add_error("closed_at", _("เวลาเลิกประชุมต้องหลังเวลาเริ่ม"))
        return told

    def _post_clean(self):
        """The service checks the meeting as a whole."""


class ConclusionForm(MeetingLook, forms.Form):
    summary_th = forms.CharField(
        label=_("สรุปผลการหารือ"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("ใส่สรุปผลการหารือก่อน")},
    )
    opinion_th = forms.CharField(
        label=_("ความเห็น"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class CirculationForm(MeetingLook, forms.Form):
    corrections_by = ThaiDateField(
        label=_("ขอแก้ไขร่างรายงานภายในวันที่"),
        earliest=timezone.localdate,
        error_messages={"required": _("ใส่วันสุดท้ายที่ขอแก้ไขได้")},
    )


class AnswerForm(MeetingLook, forms.Form):
    ANSWERS = [(each.value, each.label) for each in Correction.Status if each != Correction.Status.RECEIVED]

    status = forms.ChoiceField(label=_("ผล"), choices=ANSWERS)
    answer_th = forms.CharField(label=_("คำตอบ"), max_length=500, required=False)


class AdoptionForm(MeetingLook, forms.Form):
    method = forms.ChoiceField(
        label=_("วิธีรับรอง"),
        choices=Adoption.Method,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกวิธีรับรองรายงาน")},
    )
    on = ThaiDateField(label=_("วันที่รับรอง"), latest=timezone.localdate, error_messages={"required": _("ใส่วันที่รับรอง")})
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("รับรองในวาระ"),
        required=False,
        empty_label=_("เลือกวาระของการประชุมครั้งต่อมา"),
        help_text=_("เฉพาะเมื่อรับรองในการประชุมครั้งต่อมา"),
    )
    with_changes = forms.BooleanField(label=_("โดยมีการแก้ไข"), required=False)
    evidence_th = forms.CharField(
        label=_("หลักฐาน"),
        max_length=300,
        required=False,
        help_text=_("การเวียนรับรองต้องมี เช่น เลขที่หนังสือเวียนและผลการตอบรับ"),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        items = meeting.adopted_by.standing().filter(section__meeting__status__in=Meeting.TAKEN_PLACE)
        self.fields["item"].queryset = items.select_related("section__meeting")
        self.fields["item"].widget.attrs["lang"] = "th"
        self.fields["item"].label_from_instance = lambda item: f"{item.meeting.label} · {item}"


class PastForm(MeetingLook, forms.Form):
    """A meeting of the past, as its papers tell it."""

    STATUSES = [
        (Meeting.Status.ADOPTED.value, _("มีรายงานการประชุมที่รับรองแล้ว (ส่งไฟล์สแกน)")),
        (Meeting.Status.HELD.value, _("ประชุมแล้ว แต่ไม่มีรายงานการประชุม")),
        (Meeting.Status.CONCLUDED.value, _("สรุปผลแล้ว (ประชุมหารือ หรือติดตามสถานการณ์)")),
        (Meeting.Status.CANCELLED.value, _("ยกเลิกการประชุม")),
    ]

    host_group = GroupField(
        Workgroup.objects.none(), label=_("คณะทำงาน"), error_messages={"required": _("เลือกคณะทำงาน")}
    )
    kind = forms.ChoiceField(label=_("ประเภท"), choices=Meeting.Kind)
    number = forms.IntegerField(label=_("ครั้งที่"), required=False, min_value=1, max_value=999)
    year_be = forms.IntegerField(
        label=_("ปี พ.ศ."), required=False, min_value=2480, max_value=2700, help_text=_("เช่น 2564")
    )
    date = ThaiDateField(label=_("วันที่ประชุม"), latest=timezone.localdate, error_messages={"required": _("ใส่วันที่ประชุม")})
    starts = ThaiTimeField(label=_("เริ่มเวลา"), required=False)
    title_th = forms.CharField(label=_("เรื่องที่ประชุม"), max_length=600, required=False)
    venue_th = forms.CharField(label=_("สถานที่"), max_length=300, required=False)
    status = forms.ChoiceField(label=_("สถานะสุดท้าย"), choices=STATUSES, widget=forms.RadioSelect)
    adopted_on = ThaiDateField(label=_("วันที่รับรอง"), required=False, latest=timezone.localdate)
    scan = forms.FileField(
        label=_("ไฟล์สแกนรายงานการประชุม"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_("PDF, PNG หรือ JPG ไม่เกิน 20 MB"),
    )
    minutes_missing_th = forms.CharField(
        label=_("เหตุที่ไม่มีรายงานการประชุม"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    summary_th = forms.CharField(
        label=_("สรุปผลการหารือ"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.CharField(label=_("แหล่งที่มา"), max_length=300, required=False)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host_group"].queryset = groups
        self.fields["host_group"].widget.attrs["lang"] = "th"

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class ScanForm(MeetingLook, forms.Form):
    scan = forms.FileField(
        label=_("ไฟล์สแกนรายงานการประชุม"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_("PDF, PNG หรือ JPG ไม่เกิน 20 MB"),
        error_messages={"required": _("เลือกไฟล์"), "empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
