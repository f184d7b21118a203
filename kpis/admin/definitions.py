"""What is measured and how it is scored. What targets cite can be read and not changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kpis.models import Indicator, IndicatorVersion, SchemeBand, SchemeLevel, ScoringScheme
from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin


class Cited:
    """A mixin: an object that a target cites is read-only."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj is not None and obj.targets.exists())

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.targets.exists())


class LevelInline(ThaiInline, admin.TabularInline):
    model = SchemeLevel
    fields = ["code", "score", "name_th", "name_en"]


class BandInline(ThaiInline, admin.TabularInline):
    model = SchemeBand
    fields = ["key", "least", "name_th", "name_en", "tone"]


@admin.register(ScoringScheme)
class ScoringSchemeAdmin(Cited, SecretariatAdmin):
    list_display = ["name_th", "code", "version", "kind", "cap"]
    list_filter = ["kind"]
    search_fields = ["name_th", "code"]
    inlines = [LevelInline, BandInline]
    fieldsets = [
        (None, {"fields": ["code", "version", "name_th", "name_en", "kind"]}),
        (_("การคิดคะแนน"), {"fields": ["interpolation", "below_min", "cap", "rounding", "digits", "note_th"]}),
        SOURCE,
    ]


@admin.register(Indicator)
class IndicatorAdmin(SecretariatAdmin):
    list_display = ["name_th", "code", "order", "stage", "is_joint", "is_demo"]
    list_filter = ["stage", "is_joint", "is_demo"]
    search_fields = ["search_text"]
    fields = ["name_th", "name_en", "code", "order", "short_th", "short_en", "stage", "is_joint"]


@admin.register(IndicatorVersion)
class IndicatorVersionAdmin(Cited, SecretariatAdmin):
    """A definition may be mended until a target cites it; after that a new one is added."""

    list_display = ["indicator", "number", "direction", "unit_th", "measure"]
    list_filter = ["direction", "measure"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__search_text"]
    autocomplete_fields = ["indicator"]
    fieldsets = [
        (None, {"fields": ["indicator", "number", "change_th", "breaks_series"]}),
        (_("นิยาม"), {"fields": ["definition_th", "definition_en", "formula_th", "formula_en", "rationale_th"]}),
        (
            _("ค่า"),
            {"fields": ["unit_th", "unit_en", "decimals", "direction", "aggregation", "measure", "min_completeness"]},
        ),
        (_("แหล่งข้อมูลและหลักฐาน"), {"fields": ["data_source_th", "evidence_th"]}),
        SOURCE,
    ]
