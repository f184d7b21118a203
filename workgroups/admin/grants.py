"""Rights in the portal: given and ended by the services, never rewritten."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import date_words
from workgroups import services
from workgroups.admin.forms import EndForm
from workgroups.admin.pages import SecretariatAdmin
from workgroups.admin.tasks import Preview, run_task
from workgroups.models import Grant


class InForceFilter(admin.SimpleListFilter):
    title = gettext_lazy("มีผลวันนี้")
    parameter_name = "now"

    def lookups(self, request, model_admin):
        return [("yes", _("มีผล")), ("no", _("ไม่มีผล"))]

    def queryset(self, request, queryset):
        current = Grant.objects.current().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "no" else queryset


@admin.register(Grant)
class GrantAdmin(SecretariatAdmin):
    tasks = ["end_button"]
    list_display = ["user", "role", "group", "starts", "ends"]
    list_filter = [InForceFilter, "role", ("group", admin.RelatedOnlyFieldListFilter)]
    linked_lookups = ["ends"]  # the start page's list of rights that end soon
    list_select_related = ["user", "group"]
    search_fields = ["user__name", "user__email", "group__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อผู้ใช้ อีเมล หรือชื่อคณะ")
    autocomplete_fields = ["user", "group"]
    fieldsets = [
        (
            None,
            {
                "fields": ["user", "role", "group", "starts", "ends"],
                "description": gettext_lazy(
                    "การมีตำแหน่งในคณะไม่ได้ให้สิทธิในระบบ สิทธิต้องให้ที่นี่ และเมื่อให้แล้วแก้ไม่ได้ นอกจากกำหนดวันสิ้นสุด"
                ),
            },
        )
    ]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_task_permission(self, request, obj):
        """Ending a right is the one thing that may be done to it."""
        return request.user.has_perm("workgroups.change_grant")

    def get_urls(self):
        end = path("<int:object_id>/end/", self.admin_site.admin_view(self.end), name="workgroups_grant_end")
        return [end, *super().get_urls()]

    def save_model(self, request, obj, form, change):
        if change:
            raise PermissionDenied
        grant = services.give_grant(
            user=obj.user, role=obj.role, group=obj.group, starts=obj.starts, ends=obj.ends, by=request.user
        )
        obj.pk = grant.pk

    def end_button(self, grant):
        return self.task_url("end", grant), _("สิ้นสุดสิทธิ")

    def end(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=EndForm,
            title=_("สิ้นสุดสิทธิ"),
            button=_("สิ้นสุดสิทธิ"),
            act=lambda grant, data: services.end_grant(grant, on=data["on"], by=request.user),
            preview=lambda grant, data: Preview(
                [_("วันสุดท้ายที่มีสิทธิคือ %(date)s") % {"date": date_words(data["on"], "full")}]
            ),
            done=lambda grant, data: _("บันทึกวันสิ้นสุดของสิทธิแล้ว"),
        )
