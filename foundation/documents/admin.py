from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from foundation.documents.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(AuditedAdmin, admin.ModelAdmin):
    """What people handed in, to be read only: a file belongs to the page where it was sent."""

    list_display = ["name", "label", "content_type", "size_words", "uploaded_by", "created_at"]
    list_filter = ["content_type", "created_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "label", "=sha256"]
    search_help_text = _("ค้นด้วยชื่อไฟล์ คำอธิบาย หรือ SHA-256")
    fields = ["file_link", "label", "content_type", "size_words", "sha256", "uploaded_by", "created_at"]
    readonly_fields = ["file_link", "size_words"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("ขนาด"), ordering="size")
    def size_words(self, stored):
        return filesizeformat(stored.size)

    @admin.display(description=_("ไฟล์"))
    def file_link(self, stored):
        return format_html('<a href="{}">{}</a>', stored.get_absolute_url(), stored.name)
