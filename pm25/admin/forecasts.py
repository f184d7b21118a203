"""Forecasts, to be read only: what was said is never changed."""

from django.contrib import admin

from foundation.audit.admin import AuditedAdmin
from pm25.models import Forecast


@admin.register(Forecast)
class ForecastAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["issued_at", "valid_for", "province", "district", "value", "level", "source"]
    list_filter = ["source", "valid_for", "province"]
    date_hierarchy = "valid_for"
    show_full_result_count = False

    def get_queryset(self, request):
        """Without the provinces' shapes: about 10 kB a row."""
        shapes = [f"province__{name}" for name in ("outline", "zoomed")]
        return super().get_queryset(request).select_related("province", "district", "source").defer(*shapes)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
