"""Hotspots, to be read only."""

from django.contrib import admin

from foundation.audit.admin import AuditedAdmin
from pm25.models import Hotspot


@admin.register(Hotspot)
class HotspotAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["at", "satellite", "province", "confidence", "power", "lat", "lon"]
    list_filter = ["satellite", "confidence", "province"]
    show_full_result_count = False

    def get_queryset(self, request):
        """Without the provinces' shapes: about 10 kB a row."""
        shapes = [f"province__{name}" for name in ("outline", "zoomed")]
        return super().get_queryset(request).select_related("province").defer(*shapes)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
