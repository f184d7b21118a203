"""Good practices: judged by buttons that call the service."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import FrameItem, GoodPractice
from plans.services import PlanRefused, judge_practice
from workgroups.admin.pages import SOURCE, SecretariatAdmin

Status = GoodPractice.Status


class ReasonForm(ActionForm):
    reason = forms.CharField(label=gettext_lazy("เหตุผลที่ไม่เผยแพร่"), max_length=500, required=False)


@admin.register(GoodPractice)
class GoodPracticeAdmin(SecretariatAdmin):
    list_display = ["name_th", "year_be", "prize_th", "agency_th", "status", "group", "is_demo"]
    list_filter = ["status", "year_be", "is_demo"]
    list_select_related = ["group"]
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อผลงานหรือหน่วยงาน")
    autocomplete_fields = ["agency", "group"]
    readonly_fields = ["status", "status_reason_th", "is_demo"]
    actions = ["publish", "decline"]
    action_form = ReasonForm
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "year_be", "prize_th", "approaches"]}),
        (gettext_lazy("เจ้าของผลงาน"), {"fields": ["agency_th", "agency_en", "agency", "group"]}),
        (gettext_lazy("เนื้อหา"), {"fields": ["summary_th", "concept_th"]}),
        (gettext_lazy("การเผยแพร่"), {"fields": ["status", "status_reason_th", "is_demo"]}),
        SOURCE,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "approaches":
            kwargs["queryset"] = FrameItem.objects.of(FrameItem.Kind.APPROACH)
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.action(description=gettext_lazy("เผยแพร่ผลงานที่เลือก"))
    def publish(self, request, queryset):
        self._judge(request, queryset, Status.PUBLISHED)

    @admin.action(description=gettext_lazy("ไม่เผยแพร่ผลงานที่เลือก (ใส่เหตุผล)"))
    def decline(self, request, queryset):
        self._judge(request, queryset, Status.DECLINED)

    def _judge(self, request, queryset, status):
        done = 0
        for practice in queryset:
            try:
                judge_practice(practice, by=request.user, status=status, reason=request.POST.get("reason", "")[:500])
                done += 1
            except PlanRefused as refusal:
                messages.warning(request, f"{practice}: {refusal}")
        if done:
            messages.success(request, _("เปลี่ยนสถานะแล้ว %(done)s ผลงาน") % {"done": done})
