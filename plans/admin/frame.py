"""The national frame and what is known to have happened."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from plans.models import FrameItem, RecordedEvent
from workgroups.admin.pages import SOURCE, SecretariatAdmin


@admin.register(FrameItem)
class FrameItemAdmin(SecretariatAdmin):
    list_display = ["name_th", "kind", "number", "order", "as_of"]
    list_filter = ["kind"]
    search_fields = ["search_text"]
    search_help_text = _("ค้นด้วยข้อความของข้อ")
    fieldsets = [
        (None, {"fields": ["kind", "number", "order", "key", "name_th", "name_en"]}),
        (_("คำอธิบาย"), {"fields": ["text_th", "text_en", "examples_th"]}),
        SOURCE,
    ]


@admin.register(RecordedEvent)
class RecordedEventAdmin(SecretariatAdmin):
    list_display = ["name_th", "happened_on", "precision", "province", "as_of"]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["search_text"]
    search_help_text = _("ค้นด้วยข้อความของเหตุการณ์")
    autocomplete_fields = ["province"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "key", "province", "happened_on", "precision"]}),
        (_("หมายเหตุ"), {"fields": ["note_th", "note_en"]}),
        SOURCE,
    ]
