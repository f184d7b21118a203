"""What is filled in about an action: progress, a verification, another due date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.forms.replies import SeatForm
from agendas.models import Action
from foundation.thai.forms import ThaiDateField

Status = Action.Status


class ReportForm(SeatForm):
    status = forms.ChoiceField(
        label=_("สถานะ"),
        choices=[(status.value, status.label) for status in (Status.IN_PROGRESS, Status.REPORTED_DONE)],
        widget=forms.RadioSelect,
        initial=Status.IN_PROGRESS,
    )
    text_th = forms.CharField(
        label=_("ความก้าวหน้า"), max_length=5000, widget=forms.Textarea({"rows": 4}), help_text=_("ทำอะไรแล้ว เหลืออะไร")
    )
    percent = forms.IntegerField(
        label=_("ร้อยละ"), required=False, min_value=0, max_value=100, error_messages={"invalid": _("ใส่ร้อยละ 0 ถึง 100")}
    )
    evidence = forms.FileField(
        label=_("หลักฐาน"), required=False, help_text=_("PDF, Word, Excel, CSV, JPG หรือ PNG ไม่เกิน 20 MB")
    )


class VerifyForm(SeatForm):
    text_th = forms.CharField(
        label=_("ตรวจสอบอย่างไร"),
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("เช่น ลงพื้นที่ หรือดูจากหลักฐาน"),
    )


class SendBackForm(SeatForm):
    text_th = forms.CharField(label=_("ต้องแก้ไขอะไร"), max_length=5000, widget=forms.Textarea({"rows": 3}))


class DueForm(SeatForm):
    due_on = ThaiDateField(label=_("กำหนดใหม่"))
    reason_th = forms.CharField(label=_("เหตุผล"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class CloseForm(SeatForm):
    """`resolutions` are the decided ones of the group (a queryset)."""

    resolution = forms.ModelChoiceField(label=_("ยุติโดยมติ"), queryset=None)

    def __init__(self, *args, resolutions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = resolutions
