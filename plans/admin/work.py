"""Plans, activities, obstacles and texts: to be read and found; what moves them stands on their own pages."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.admin import AuditedAdmin
from plans.models import Activity, Milestone, NetworkPartner, Obstacle, Plan, RoadMap, Situation, Update


class ReadOnlyAdmin(AuditedAdmin, admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("หน้าบนเว็บไซต์"))
    def page(self, row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("เปิดหน้าที่แก้ไขได้"))


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["title_th", "group", "fiscal_year", "status", "approved_on", "is_demo", "page"]
    list_filter = ["status", "fiscal_year", "is_demo"]
    list_select_related = ["group"]
    search_fields = ["title_th", "group__name_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อแผนหรือคณะทำงาน")


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["title_th", "plan", "number", "kind", "lead", "starts", "ends", "override", "page"]
    list_filter = ["kind", "plan__fiscal_year"]
    list_select_related = ["plan__group", "lead"]
    search_fields = ["title_th", "lead__name_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อกิจกรรมหรือหน่วยงาน")


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    list_display = ["title_th", "activity", "due", "done_on", "checked_on"]
    list_select_related = ["activity"]
    search_fields = ["title_th"]


@admin.register(Update)
class UpdateAdmin(ReadOnlyAdmin):
    list_display = ["at", "activity", "kind", "milestone", "actual", "evidence_is_public", "is_demo"]
    list_filter = ["kind", "evidence_is_public", "is_demo"]
    list_select_related = ["activity", "milestone"]
    search_fields = ["text_th", "activity__title_th"]


@admin.register(Obstacle)
class ObstacleAdmin(ReadOnlyAdmin):
    list_display = ["title_th", "group", "kind", "status", "raised_on", "referred_to", "is_demo", "page"]
    list_filter = ["status", "kind", "is_demo"]
    list_select_related = ["group", "referred_to"]
    search_fields = ["title_th", "group__name_th"]


@admin.register(Situation)
class SituationAdmin(ReadOnlyAdmin):
    list_display = ["agenda", "group", "number", "published_on", "is_demo", "page"]
    list_filter = ["agenda", "is_demo"]
    list_select_related = ["agenda", "group"]
    search_fields = ["group__name_th"]


@admin.register(NetworkPartner)
class NetworkPartnerAdmin(ReadOnlyAdmin):
    list_display = ["name_th", "group", "kind", "since", "ended_on", "is_demo"]
    list_filter = ["kind", "is_demo"]
    list_select_related = ["group"]
    search_fields = ["search_text", "group__name_th"]


@admin.register(RoadMap)
class RoadMapAdmin(ReadOnlyAdmin):
    list_display = ["agenda", "group", "theme", "is_demo", "page"]
    list_filter = ["agenda", "is_demo"]
    list_select_related = ["agenda", "group", "theme"]
    search_fields = ["group__name_th"]
