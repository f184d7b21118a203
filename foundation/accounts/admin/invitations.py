from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.forms import InviteForm
from foundation.accounts.models import Invitation
from foundation.accounts.permissions import can_invite
from foundation.accounts.services import InvitationClosed, invite, withdraw
from foundation.audit.admin import AuditedAdmin


@admin.register(Invitation)
class InvitationAdmin(AuditedAdmin, admin.ModelAdmin):
    form = InviteForm
    list_display = ["email", "name", "state", "is_staff", "invited_by", "created_at", "expires_at"]
    list_filter = ["is_staff", "created_at"]
    list_select_related = ["invited_by"]
    search_fields = ["email", "name"]
    search_help_text = _("ค้นด้วยอีเมลหรือชื่อ")
    actions = ["withdraw_invitations"]

    def has_change_permission(self, request, obj=None):
        """A sent invitation stays as it is; to correct one, invite again: the earlier link then stops working."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        if obj is not None:
            shown = ["email", "name", "is_staff", "state", "invited_by", "created_at", "expires_at", "accepted_at"]
            return [*shown, "withdrawn_at"]
        return ["email", "name", "is_staff"] if can_invite(request.user, is_staff=True) else ["email", "name"]

    def save_model(self, request, obj, form, change):
        sent = invite(obj.email, obj.name, by=request.user, is_staff=obj.is_staff)
        obj.pk = sent.pk

    @admin.display(description=_("สถานะ"))
    def state(self, invitation):
        if invitation.accepted_at:
            return _("รับคำเชิญแล้ว")
        if invitation.withdrawn_at:
            return _("ยกเลิกแล้ว")
        return _("รอรับคำเชิญ") if invitation.is_open(timezone.now()) else _("หมดอายุ")

    @admin.action(description=_("ยกเลิกคำเชิญที่เลือก"), permissions=["add"])
    def withdraw_invitations(self, request, queryset):
        for invitation in queryset:
            try:
                withdraw(invitation, by=request.user)
            except (InvitationClosed, PermissionDenied):
                message = _("ยกเลิกคำเชิญของ %(name)s ไม่ได้ เพราะใช้หรือยกเลิกไปแล้ว หรือต้องให้ผู้ดูแลระบบทำ")
                messages.error(request, message % {"name": invitation})
