"""Stations: what the source says of them, and what the secretariat decides."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.admin import AuditedAdmin
from foundation.thai.admin import ThaiDatesAdmin
from pm25.models import Series, Station, StationPosition
from pm25.services import StationMoveRefused, move_station, recompute_station_provinces


class ReadOnlyInline(ThaiDatesAdmin, admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class PositionInline(ReadOnlyInline):
    model = StationPosition
    fields = readonly_fields = ["valid_from", "lat", "lon", "as_sent", "suspect", "reason", "source"]


class SeriesInline(ReadOnlyInline):
    model = Series
    fields = readonly_fields = ["parameter", "averaging", "unit"]


@admin.register(Station)
class StationAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["code", "name_th", "province", "source", "status", "is_reference"]
    list_display_links = ["code", "name_th"]
    list_filter = ["status", "source", "is_reference", ("province", admin.EmptyFieldListFilter)]
    search_fields = ["search_text", "code", "source_station_id"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อ รหัส หรือที่ตั้ง")
    autocomplete_fields = ["province", "district"]
    readonly_fields = [
        *("source", "source_station_id", "code", "status", "is_reference", "type", "lat", "lon", "described_at")
    ]
    inlines = [PositionInline, SeriesInline]
    actions = ["publish", "hold_back", "close"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "code", "status"]}),
        (
            gettext_lazy("ที่ตั้ง"),
            {
                "fields": [("area_th", "area_en"), ("province", "district"), ("lat", "lon")],
                "description": gettext_lazy(
                    "สถานีที่รอตรวจเพราะแหล่งข้อมูลไม่ระบุจังหวัด หรือตำแหน่งไม่อยู่ในจังหวัด ให้ใส่จังหวัดแล้วใช้คำสั่ง เผยแพร่ ในหน้ารายการ"
                ),
            },
        ),
        (
            gettext_lazy("จากแหล่งข้อมูล"),
            {"fields": ["source", "source_station_id", "type", "is_reference", "described_at"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_places()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "province" in form.changed_data:
            recompute_station_provinces({form.initial.get("province"), obj.province_id})

    @admin.action(description=gettext_lazy("เผยแพร่"), permissions=["change"])
    def publish(self, request, queryset):
        self._move(request, queryset, Station.Status.PUBLIC)

    @admin.action(description=gettext_lazy("กลับไปรอตรวจ"), permissions=["change"])
    def hold_back(self, request, queryset):
        self._move(request, queryset, Station.Status.PENDING)

    @admin.action(description=gettext_lazy("ปิดสถานี"), permissions=["change"])
    def close(self, request, queryset):
        self._move(request, queryset, Station.Status.CLOSED)

    @transaction.atomic
    def _move(self, request, queryset, status):
        moved = 0
        for station in queryset:
            try:
                move_station(station, status, by=request.user)
                moved += 1
            except StationMoveRefused as refusal:
                messages.warning(request, _("เปลี่ยนสถานะไม่ได้ %(what)s") % {"what": refusal})
        if moved:
            messages.success(request, _("เปลี่ยนสถานะแล้ว %(count)s สถานี") % {"count": moved})
