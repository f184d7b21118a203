"""Registers that the secretariat reads here: what was decided is changed by the task pages and never deleted."""

from django.contrib import admin

from foundation.thai.admin import ThaiDatesAdmin
from workgroups.admin.pages import SecretariatAdmin


class RegisterAdmin(SecretariatAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_task_permission(self, request, obj):
        """Steps are services that refuse what is out of turn; whoever may change such rows elsewhere may take them."""
        return super().has_change_permission(request, obj)


class RegisterInline(ThaiDatesAdmin, admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
