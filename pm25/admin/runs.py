"""The ledger of imports, to be read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from foundation.thai.admin import ThaiDatesAdmin
from pm25.models import ImportRun, Reject

SHOWN_REJECTS = 100


class RejectInline(ThaiDatesAdmin, admin.TabularInline):
    model = Reject
    fields = readonly_fields = ["line", "reason", "message_th", "raw"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        """The first ones of the run; the run itself counts them all."""
        rejects = super().get_queryset(request)
        match = request.resolver_match
        if match is None or "object_id" not in match.kwargs:
            return rejects.none()
        first = rejects.filter(run_id=match.kwargs["object_id"]).order_by("line", "pk")[:SHOWN_REJECTS]
        return rejects.filter(pk__in=[row.pk for row in first])

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(ImportRun)
class ImportRunAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = [
        *("started_at", "source", "adapter", "status", "new", "unchanged", "revised", "rejected", "late", "error_code")
    ]
    list_filter = ["status", "source", "adapter"]
    list_select_related = ["source"]
    search_fields = ["origin", "sha256", "error_id", "error_code"]
    search_help_text = _("ค้นด้วยไฟล์ ที่อยู่ SHA-256 หรือเลขอ้างอิงข้อผิดพลาด")
    show_full_result_count = False
    inlines = [RejectInline]
    fieldsets = [
        (
            None,
            {"fields": ["source", "adapter", "status", "window_start", "attempts", "started_at", "finished_at", "by"]},
        ),
        (_("สิ่งที่อ่าน"), {"fields": ["origin", "size", "sha256"]}),
        (_("ผล"), {"fields": [("new", "unchanged", "revised"), ("rejected", "late", "pending_stations")]}),
        (_("ข้อผิดพลาด"), {"fields": ["message_th", "error_code", "error_id"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
