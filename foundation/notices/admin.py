from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from foundation.notices.models import Notice
from foundation.notices.services import retry


@admin.register(Notice)
class NoticeAdmin(AuditedAdmin, admin.ModelAdmin):
    """The outbox, to be read only; what failed can be sent again."""

    list_display = ["subject", "to", "kind", "status", "attempts", "created_at", "sent_at", "last_error"]
    list_filter = ["status", "kind", "created_at"]
    search_fields = ["to", "subject", "=key"]
    search_help_text = _("ค้นด้วยอีเมลผู้รับหรือหัวข้อ")
    show_full_result_count = False
    actions = ["send_again"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        body = [] if obj is not None and obj.private else ["body", "calendar"]
        shown = ["subject", "to", "kind", *body, "private", "status", "attempts", "next_try_at", "last_error"]
        return [*shown, "created_at", "sent_at"]

    @admin.action(description=_("ส่งอีกครั้ง"), permissions=["view"])
    def send_again(self, request, queryset):
        done = sum(retry(notice, by=request.user) for notice in queryset)
        messages.info(request, _("นำกลับเข้าคิวแล้ว %(count)d ฉบับ") % {"count": done})
