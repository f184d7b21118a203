"""Sources: their terms and their schedule."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from pm25.models import Source


@admin.register(Source)
class SourceAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["name_th", "slug", "kind", "schedule", "redistribution_allowed"]
    list_filter = ["kind", "schedule"]
    search_fields = ["name_th", "name_en", "slug"]
    search_help_text = _("ค้นด้วยชื่อหรือรหัส")
    readonly_fields = ["slug", "kind"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "slug", "kind", "url"]}),
        (
            _("เงื่อนไขการใช้"),
            {"fields": ["licence", "attribution_th", "attribution_en", "redistribution_allowed"]},
        ),
        (
            _("การดึงข้อมูล"),
            {
                "fields": ["schedule", "adapters"],
                "description": _("ที่อยู่ที่ดึงข้อมูลกำหนดในการตั้งค่าของเครื่องแม่ข่าย แก้ที่นี่ไม่ได้"),
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
