"""Burning for the secretariat: to read, and to let the public see a photo. What is wrong is corrected on its page."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.admin import AuditedAdmin
from pm25.models import BurnRecord, FuelRequest
from pm25.services import BurnRefused, show_burn_photo


class ReadOnlyAdmin(AuditedAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("หน้าของรายการ"))
    def page(self, row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("เปิดหน้าของรายการ"))


@admin.register(BurnRecord)
class BurnRecordAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["burned_on", "district", "area_rai", "cause", "status", "photo_is_public", "is_demo"]
    list_filter = ["status", "cause", "photo_is_public", ("photo", admin.EmptyFieldListFilter), "district__province"]
    list_select_related = ["district"]
    search_fields = ["district__name_th", "place_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่ออำเภอหรือจุดที่ตั้ง")
    actions = ["show_photos", "hide_photos"]
    fields = [
        *("burned_on", "district", "place_th", ("lat", "lon"), "area_rai", "cause", "note", "status"),
        *("photo", "photo_is_public", "reported_by", "reported_at", "is_demo", "page"),
    ]
    readonly_fields = ["photo_is_public", "status", "is_demo", "page"]

    @admin.action(description=gettext_lazy("เผยแพร่ภาพของรายการที่เลือก"))
    def show_photos(self, request, queryset):
        self._show(request, queryset, shown=True)

    @admin.action(description=gettext_lazy("เลิกเผยแพร่ภาพของรายการที่เลือก"))
    def hide_photos(self, request, queryset):
        self._show(request, queryset, shown=False)

    def _show(self, request, queryset, *, shown):
        done = without = 0
        for burn in queryset:
            try:
                show_burn_photo(burn, shown=shown, by=request.user)
                done += 1
            except BurnRefused:
                without += 1
        messages.success(request, _("เปลี่ยนการเผยแพร่ภาพแล้ว %(done)s รายการ") % {"done": done})
        if without:
            messages.warning(request, _("ไม่มีภาพ %(count)s รายการ จึงไม่เปลี่ยน") % {"count": without})


@admin.register(FuelRequest)
class FuelRequestAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["planned_on", "district", "area_rai", "status", "decided_at", "done_on", "is_demo"]
    list_filter = ["status", "district__province"]
    list_select_related = ["district"]
    search_fields = ["district__name_th", "place_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่ออำเภอหรือจุดที่ตั้ง")
    fields = [
        *("planned_on", "district", "place_th", ("lat", "lon"), "area_rai", "note", "status", "reason"),
        *("decided_by", "decided_at", "done_on", "reported_by", "reported_at", "is_demo", "page"),
    ]
    readonly_fields = ["status", "reason", "decided_by", "decided_at", "done_on", "is_demo", "page"]
