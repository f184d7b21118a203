from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.accounts.permissions import can_manage
from foundation.accounts.queries import SECOND_FACTORS
from foundation.accounts.services import disable, enable, end_sessions, remove_second_factor
from foundation.audit.admin import AuditedAdmin


@admin.register(User)
class UserAdmin(AuditedAdmin, admin.ModelAdmin):
    """Who has an account. New people are invited; a status changes by an action; no password is ever shown or set."""

    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "second_factor", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "last_login"]
    search_fields = ["email", "name"]
    search_help_text = _("ค้นด้วยอีเมลหรือชื่อ")
    fields = [
        "email",
        "name",
        "is_active",
        "is_staff",
        "is_superuser",
        "second_factor",
        "devices",
        "last_login",
        "date_joined",
    ]
    readonly_fields = ["email", "is_active", "second_factor", "devices", "last_login", "date_joined"]
    actions = ["sign_out", "close", "reopen", "reset_second_factor"]
    change_form_template = "accounts/admin/user_change_form.html"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """What somebody did stays theirs: an account is closed, not deleted."""
        return False

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj == request.user or can_manage(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser and obj != request.user:
            return fields
        return [*fields, "is_staff", "is_superuser"]

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        return super().get_queryset(request).annotate(has_factor=Exists(factors))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if {"is_staff", "is_superuser"} & set(form.changed_data):
            end_sessions(obj, by=request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With a button for each action that may be done to this account."""
        if obj is not None and obj != request.user and can_manage(request.user, obj):
            hidden = "reopen" if obj.is_active else "close"
            actions = self.get_actions(request).values()
            context["account_actions"] = [(name, label) for _call, name, label in actions if name != hidden]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("ยืนยันตัวตนสองขั้น"), boolean=True)
    def second_factor(self, user):
        return user.has_factor

    @admin.display(description=_("อุปกรณ์ที่เข้าสู่ระบบอยู่"))
    def devices(self, user):
        return user.usersession_set.count()

    @admin.action(description=_("ออกจากระบบทุกเครื่อง"), permissions=["change"])
    def sign_out(self, request, queryset):
        self._each(request, queryset, end_sessions)

    @admin.action(description=_("ปิดบัญชี"), permissions=["change"])
    def close(self, request, queryset):
        self._each(request, queryset, disable)

    @admin.action(description=_("เปิดบัญชีอีกครั้ง"), permissions=["change"])
    def reopen(self, request, queryset):
        self._each(request, queryset, enable)

    @admin.action(description=_("ยกเลิกยืนยันตัวตนสองขั้น (อุปกรณ์หาย)"), permissions=["change"])
    def reset_second_factor(self, request, queryset):
        self._each(request, queryset, remove_second_factor)

    def _each(self, request, queryset, service):
        done = 0
        for user in queryset:
            if not can_manage(request.user, user):
                messages.error(request, _("บัญชี %(name)s ต้องให้ผู้ดูแลระบบคนอื่นทำ") % {"name": user})
                continue
            service(user, by=request.user)
            done += 1
        if done:
            messages.success(request, _("ทำแล้ว %(count)d บัญชี") % {"count": done})
