"""What the steps of a meeting ask for on the secretariat's pages."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.forms.meetings import last_day
from foundation.thai.forms import ThaiDateField, ThaiTimeField
from workgroups.admin.forms import TaskForm


class ReasonTask(TaskForm):
    reason = forms.CharField(label=_("เหตุผล"), max_length=300, error_messages={"required": _("ใส่เหตุผล")})


class RescheduleTask(ReasonTask):
    date = ThaiDateField(label=_("วันประชุมใหม่"), earliest=timezone.localdate, latest=last_day)
    starts = ThaiTimeField(label=_("เริ่มเวลา"), required=False)
    ends = ThaiTimeField(label=_("ถึงเวลา"), required=False)
    field_order = ["date", "starts", "ends", "reason"]
