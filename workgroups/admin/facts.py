"""What the reference files have written: to be read only, when somebody asks why a row did not follow its file."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import DeclaredLookups
from foundation.thai.admin import ThaiDatesAdmin
from workgroups.models import LoadedFact


@admin.register(LoadedFact)
class LoadedFactAdmin(DeclaredLookups, ThaiDatesAdmin, admin.ModelAdmin):
    list_display = ["key", "object_type", "object_id", "loaded_at"]
    list_filter = ["object_type"]
    search_fields = ["key", "=object_id"]
    search_help_text = _("ค้นด้วยกุญแจในไฟล์ตั้งต้น หรือเลขรายการ")
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
