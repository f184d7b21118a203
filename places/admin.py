"""Places for the secretariat: read mostly, since names, codes and shapes come from reference files."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from places.forms import AliasesForm
from places.models import District, Lake, ProblemArea, Province, ProvinceGroup

FROM_FILES = _("ชื่อ รหัส และรูปร่างมาจากแฟ้มอ้างอิง แก้ที่นี่ไม่ได้ ถ้าพบที่ผิด แจ้งผู้ดูแลระบบ")


class ReferenceAdmin(AuditedAdmin, admin.ModelAdmin):
    """Rows that come and go with the reference files alone."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Province)
class ProvinceAdmin(ReferenceAdmin):
    form = AliasesForm
    list_display = ["name_th", "name_en", "code", "region", "as_of"]
    list_filter = ["region"]
    list_per_page = 100
    search_fields = ["search_text", "code"]
    search_help_text = _("ค้นด้วยชื่อ ชื่อเรียกอื่น หรือรหัส")
    readonly_fields = [
        *("name_th", "name_en", "code", "iso", "slug", "region", "lat", "lon", "source", "as_of", "shape_version")
    ]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "aliases"]}),
        (_("รหัสและที่ตั้ง"), {"fields": ["code", "iso", "slug", "region", "lat", "lon"], "description": FROM_FILES}),
        (_("แหล่งที่มา"), {"fields": ["source", "as_of", "shape_version"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).light()


@admin.register(District)
class DistrictAdmin(ReferenceAdmin):
    form = AliasesForm
    list_display = ["name_th", "name_en", "province", "code", "has_position"]
    list_filter = [("lat", admin.EmptyFieldListFilter), "province__region"]
    list_per_page = 100
    search_fields = ["search_text", "code", "province__name_th"]
    search_help_text = _("ค้นด้วยชื่ออำเภอ จังหวัด หรือรหัส")
    readonly_fields = ["name_th", "name_en", "province", "code", "slug", "source", "as_of"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "province", "aliases"]}),
        (_("ตำแหน่งที่ว่าการอำเภอ"), {"fields": ["lat", "lon", "position_source"]}),
        (_("รหัสและแหล่งที่มา"), {"fields": ["code", "slug", "source", "as_of"], "description": FROM_FILES}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_province()

    @admin.display(description=_("มีตำแหน่ง"), boolean=True, ordering="lat")
    def has_position(self, district):
        return district.is_placed


@admin.register(ProblemArea)
class ProblemAreaAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["name_th", "order", "as_of", "source"]
    search_fields = ["search_text"]
    autocomplete_fields = ["provinces", "districts"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "order", "slug", "provinces", "districts", "note"]}),
        (_("แหล่งที่มา"), {"fields": ["source", "as_of"]}),
    ]


@admin.register(ProvinceGroup)
class ProvinceGroupAdmin(AuditedAdmin, admin.ModelAdmin):
    list_display = ["name_th", "kind", "centre", "as_of"]
    list_filter = ["kind"]
    list_select_related = ["centre"]
    search_fields = ["search_text", "provinces__name_th"]
    autocomplete_fields = ["provinces", "centre"]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "kind", "slug", "provinces", "centre", "note"]}),
        (_("แหล่งที่มา"), {"fields": ["source", "as_of"]}),
    ]


@admin.register(Lake)
class LakeAdmin(ReferenceAdmin):
    list_display = ["name_th", "name_en"]
    fields = ["name_th", "name_en"]

    def has_change_permission(self, request, obj=None):
        return False
