"""Cycles, targets and reports: states change by the buttons of the site's services only."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.admin.report_sheet import ReportResource
from kpis.admin.target_sheet import TargetResource
from kpis.models import Cycle, Owner, Report, Round, Target, TargetLevel
from kpis.services.cycles import close_cycle, open_cycle
from kpis.services.refusals import KpiRefused
from kpis.services.targets import agree_target
from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.admin.spreadsheets import SpreadsheetAdmin


def run_each(model_admin, request, queryset, service, done):
    """Call `service` for each row; what is refused is told with its name, the others are done."""
    count = 0
    for row in queryset:
        try:
            service(row, by=request.user)
        except KpiRefused as refused:
            messages.error(request, f"{row}: {' '.join(refused.reasons)}")
        else:
            count += 1
    if count:
        messages.success(request, done % {"n": count})


class RoundInline(ThaiInline, admin.TabularInline):
    model = Round
    fields = ["kind", "until", "open_from", "due", "closes"]


@admin.register(Cycle)
class CycleAdmin(SecretariatAdmin):
    list_display = ["year_be", "status", "is_demo", "as_of"]
    list_filter = ["status", "is_demo"]
    readonly_fields = ["status", "checked_at"]
    filter_horizontal = ["indicators"]
    inlines = [RoundInline]
    actions = ["open_cycles", "close_cycles"]
    fieldsets = [
        (None, {"fields": ["year_be", "status", "indicators", "note_th", "checked_at"]}),
        SOURCE,
    ]

    @admin.action(description=gettext_lazy("เปิดรอบการประเมิน และกำหนดชุดสถานีของปี"), permissions=["change"])
    def open_cycles(self, request, queryset):
        run_each(self, request, queryset, open_cycle, _("เปิดแล้ว %(n)s รอบ"))

    @admin.action(description=gettext_lazy("ปิดรอบการประเมิน"), permissions=["change"])
    def close_cycles(self, request, queryset):
        run_each(self, request, queryset, close_cycle, _("ปิดแล้ว %(n)s รอบ"))


class LevelInline(ThaiInline, admin.TabularInline):
    model = TargetLevel
    fields = readonly_fields = ["level", "threshold", "upper", "text_th"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class OwnerInline(ThaiInline, admin.TabularInline):
    model = Owner
    fields = readonly_fields = ["agency", "role", "weight"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Target)
class TargetAdmin(SpreadsheetAdmin, SecretariatAdmin):
    """Targets are written by a sheet with a preview; one that was agreed changes by a resolution only."""

    resource_classes = [TargetResource]
    list_display = ["indicator", "province", "group", "cycle", "status", "is_assessable", "is_demo"]
    list_filter = ["cycle", "status", "is_assessable", "is_demo"]
    list_select_related = ["indicator", "province", "group", "cycle"]
    search_fields = ["indicator__search_text", "province__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อตัวชี้วัดหรือจังหวัด")
    filter_horizontal = ["activities"]
    raw_id_fields = ["resolution"]
    inlines = [LevelInline, OwnerInline]
    actions = ["agree"]
    readonly_fields = [
        *("cycle", "version", "province", "group", "scheme", "status", "agreed_on", "baseline_value"),
        *("baseline_year_be", "baseline_source_th", "is_assessable", "not_assessable_th", "assessable_from_be"),
    ]
    fields = [*readonly_fields, "resolution", "activities", "note_th"]

    def has_add_permission(self, request):
        """A sheet adds them, and needs the permission; there is no empty form."""
        return super().has_add_permission(request) and "/add/" not in request.path

    @admin.action(description=gettext_lazy("เห็นชอบค่าเป้าหมายที่เลือก"), permissions=["change"])
    def agree(self, request, queryset):
        run_each(self, request, queryset, agree_target, _("เห็นชอบแล้ว %(n)s รายการ"))


@admin.register(Report)
class ReportAdmin(SpreadsheetAdmin, SecretariatAdmin):
    """Reports to look through, and drafts by a sheet; every step is taken on the report's own page."""

    resource_classes = [ReportResource]
    list_display = ["target", "round", "status", "revision", "value", "is_demo"]
    list_filter = ["status", "round", "is_demo"]
    list_select_related = ["target__indicator", "target__province", "target__group", "round__cycle"]
    search_fields = ["target__indicator__search_text", "target__province__search_text"]
    fields = readonly_fields = [
        *("target", "round", "status", "revision", "value", "numerator", "denominator", "is_assessable"),
        *("not_assessable_th", "difference_th", "narrative_th", "obstacle_th", "weather_th", "reported_by"),
        *("submitted_at", "published_at"),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and "/add/" not in request.path

    def has_delete_permission(self, request, obj=None):
        return False

    def view_on_site(self, obj):
        return obj.get_absolute_url()
