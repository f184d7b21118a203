"""Legal limits and bands. They come from reference files; a change made here holds until those are loaded again."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from foundation.thai.admin import ThaiDatesAdmin
from foundation.thai.forms import THAI_DATE_FIELDS
from pm25.models import Band, BandScale, Standard
from pm25.services import recompute_days_above

FROM_FILES = _("ค่าชุดนี้โหลดจากแฟ้มอ้างอิงของระบบ ถ้าแก้ที่นี่ แจ้งผู้ดูแลระบบให้แก้แฟ้มด้วย")
FORM_FIELDS = {**THAI_DATE_FIELDS, models.URLField: {"assume_scheme": "https"}}


@admin.register(Standard)
class StandardAdmin(AuditedAdmin, admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["parameter", "averaging", "value", "unit", "valid_from", "valid_to"]
    list_filter = ["parameter", "averaging"]
    fieldsets = [
        (None, {"fields": ["parameter", "averaging", ("value", "unit")], "description": FROM_FILES}),
        (_("ช่วงเวลาที่ใช้"), {"fields": [("valid_from", "valid_to")]}),
        (_("แหล่งที่มา"), {"fields": ["source_th", "source_url"]}),
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.changed_data:
            recompute_days_above()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        recompute_days_above()


class BandInline(ThaiDatesAdmin, admin.StackedInline):
    model = Band
    extra = 0
    fields = [
        ("level", "colour", "colour_name_th"),
        ("name_th", "name_en"),
        ("lower", "upper"),
        ("advice_general_th", "advice_general_en"),
        ("advice_risk_th", "advice_risk_en"),
        ("advice_school_th", "advice_school_en"),
    ]


@admin.register(BandScale)
class BandScaleAdmin(AuditedAdmin, admin.ModelAdmin):
    formfield_overrides = FORM_FIELDS
    list_display = ["name_th", "parameter", "valid_from", "valid_to"]
    inlines = [BandInline]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "parameter"], "description": FROM_FILES}),
        (_("ช่วงเวลาที่ใช้"), {"fields": [("valid_from", "valid_to")]}),
        (_("แหล่งที่มา"), {"fields": ["source_th", "source_url", "advice_source_th", "advice_as_of"]}),
    ]
