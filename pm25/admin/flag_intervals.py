"""Hours out of use: the secretariat sets them and lifts them, each with a reason that the public reads."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.admin import AuditedAdmin
from pm25.models import FlagInterval, Series
from pm25.services import FlagRefused, hold_out, lift
from workgroups.admin.forms import TaskForm
from workgroups.admin.pages import SecretariatAdmin
from workgroups.admin.tasks import Preview, run_task


class LiftForm(TaskForm):
    reason = forms.CharField(
        label=gettext_lazy("เหตุที่ยกเลิก"),
        max_length=500,
        help_text=gettext_lazy("ประชาชนอ่านข้อความนี้ในหน้าสถานี เช่น เปลี่ยนหัววัดแล้ว ค่าตรวจสอบแล้วถูกต้อง"),
    )


@admin.register(FlagInterval)
class FlagIntervalAdmin(SecretariatAdmin):
    list_display = ["station", "series", "code", "level", "begins", "ends", "lifted_at"]
    list_filter = ["level", "code", ("lifted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["station", "series__station"]
    search_fields = ["station__search_text", "station__code"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อหรือรหัสสถานี")
    autocomplete_fields = ["station", "series"]
    tasks = ["lift_task"]
    fields = ["station", "series", "level", "code", "reason", ("begins", "ends")]
    kept = ["at", "by", "lifted_at", "lifted_reason", "lifted_by"]

    def get_fields(self, request, obj=None):
        return [*self.fields, *(self.kept if obj else [])]

    def has_change_permission(self, request, obj=None):
        """What was set stays as it was set: it is lifted, and set anew."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_task_permission(self, request, obj):
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        made = hold_out(
            **{name: getattr(obj, name) for name in ("station", "series", "code", "level", "reason", "begins", "ends")},
            by=request.user,
        )
        obj.pk, obj.begins, obj.ends = made.pk, made.begins, made.ends

    def get_urls(self):
        return [
            path("<path:object_id>/lift/", self.admin_site.admin_view(self.lift_view), name="pm25_flaginterval_lift"),
            *super().get_urls(),
        ]

    def lift_task(self, interval):
        return None if interval.is_lifted else (self.task_url("lift", interval), _("ยกเลิกช่วงนี้"))

    def lift_view(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=LiftForm,
            title=_("ยกเลิกช่วงที่ไม่ใช้ค่า"),
            button=_("ยกเลิกช่วงนี้"),
            act=lambda interval, data: _lift(interval, data["reason"], request.user),
            preview=lambda interval, data: Preview([_("ค่าที่ไม่มีช่วงอื่นครอบคลุมจะกลับมาใช้ และคำนวณค่าเฉลี่ยใหม่ทันที")]),
            done=lambda interval, data: _("ยกเลิกแล้ว"),
        )


def _lift(interval, reason, by):
    try:
        lift(interval, reason=reason, by=by)
    except FlagRefused as refusal:
        raise ValidationError(str(refusal)) from refusal


@admin.register(Series)
class SeriesAdmin(AuditedAdmin, admin.ModelAdmin):
    """To be found when an interval is set; not to be changed."""

    list_display = ["station", "parameter", "averaging", "unit"]
    list_select_related = ["station"]
    search_fields = ["station__code", "station__search_text", "parameter"]
    search_help_text = gettext_lazy("ค้นด้วยรหัสสถานีและสิ่งที่วัด เช่น 37t pm25")
    show_full_result_count = False

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
