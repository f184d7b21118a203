"""The admin under audit: every change of the secretariat is in the chain, with what was before and what is after."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms.models import _get_foreign_key
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit import queries
from foundation.audit.actions import action_words
from foundation.audit.changes import story, type_words
from foundation.audit.models import Entry
from foundation.audit.requests import current_request_id
from foundation.audit.services import record
from foundation.audit.snapshots import differing, label, plain, related_rows, snapshot
from foundation.thai.admin import ThaiDatesAdmin

HISTORY_PAGE = 50
PLAIN_LOOKUPS = {"exact", "isnull", "in", "id", "gt", "gte", "lt", "lte"}


class DeclaredLookups:
    """A mixin for ModelAdmin: a list is filtered only by what it declares, in `list_filter` or `linked_lookups`.

    Django allows any field of the model in the query string of a list, which would let whoever may open the list read a
    hidden field, a password's hash or a secret link, sign by sign.
    """

    linked_lookups = ()

    def lookup_allowed(self, lookup, value, request):
        name, *path = lookup.split("__")
        return name in self._declared(request) and set(path) <= PLAIN_LOOKUPS

    def _declared(self, request):
        filters = [entry[0] if isinstance(entry, list | tuple) else entry for entry in self.get_list_filter(request)]
        fields = {name.split("__")[0] for name in filters if isinstance(name, str)}
        own = {entry.parameter_name for entry in filters if hasattr(entry, "parameter_name")}
        return fields | own | set(self.linked_lookups)


class AuditedAdmin(DeclaredLookups, ThaiDatesAdmin):
    """A mixin for ModelAdmin, in front of it: one entry for each add, change and delete, inlines and m2m included.

    A `save_model` that hands over to a service which records for itself does not call `super().save_model()`; then
    nothing is recorded here. There is no bulk delete. `history_view` reads the chain instead of Django's own log.
    """

    object_history_template = "audit/object_history.html"

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.get(pk=obj.pk) if change else None
        obj._audit_before = self._state(request, stored) if stored else {}
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        key, name, before = obj.pk, label(obj), self._state(request, obj)
        super().delete_model(request, obj)
        obj.pk = key
        record("delete", obj, by=request.user, before=before, object_label=name)

    def log_addition(self, request, obj, message):
        self._record("add", request, obj)

    def log_change(self, request, obj, message):
        self._record("change", request, obj)

    def log_deletions(self, request, queryset):
        """`delete_model` records, after the rows are gone."""

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(queries.history(obj), HISTORY_PAGE).get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": _("ประวัติการดำเนินการ"),
            "subtitle": str(obj),
            "stories": [story(entry) for entry in page],
            "page": page,
            "page_var": PAGE_VAR,
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    def _record(self, action, request, obj):
        before = obj.__dict__.pop("_audit_before", None)
        if before is None:
            if not queries.recorded_by_request(obj, current_request_id()):
                record(action, obj, by=request.user)
            return
        before, after = differing(before, self._state(request, obj))
        if action == "add":
            record(action, obj, by=request.user, after=after)
        elif before or after:
            record(action, obj, by=request.user, before=before, after=after)

    def _state(self, request, obj):
        """The snapshot of `obj` with its many-to-many relations and the rows of its inlines, as stored now."""
        state = snapshot(obj)
        for field in obj._meta.many_to_many:
            state[field.name] = [plain(other) for other in getattr(obj, field.name).order_by("pk")]
        for inline in self.get_inlines(request, obj):
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            rows = inline.model._base_manager.filter(**{key.name: obj}).order_by("pk")
            state[key.remote_field.get_accessor_name()] = related_rows(rows)
        return state


class ActionFilter(admin.SimpleListFilter):
    title = gettext_lazy("การดำเนินการ")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        codes = Entry.objects.order_by("action").values_list("action", flat=True).distinct()
        return [(code, action_words(code)) for code in codes]

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else queryset


class ObjectTypeFilter(admin.SimpleListFilter):
    title = gettext_lazy("ประเภทข้อมูล")
    parameter_name = "object_type"

    def lookups(self, request, model_admin):
        kinds = Entry.objects.exclude(object_type="").order_by("object_type").values_list("object_type", flat=True)
        return [(kind, type_words(kind)) for kind in kinds.distinct()]

    def queryset(self, request, queryset):
        return queryset.filter(object_type=self.value()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(DeclaredLookups, ThaiDatesAdmin, admin.ModelAdmin):
    """The chain, to be read only."""

    list_display = ["seq", "at", "actor_label", "action_name", "type_name", "object_label"]
    list_filter = [ActionFilter, ObjectTypeFilter]
    search_fields = ["actor_label", "object_label", "=object_id", "=request_id"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อผู้ดำเนินการ ชื่อรายการ เลขรายการ หรือรหัสคำขอ")
    show_full_result_count = False
    list_per_page = 50
    fields = [
        "seq",
        "at",
        "actor_label",
        "action_name",
        "type_name",
        "object_link",
        "change_table",
        "request_id",
        "prev_hash",
        "hash",
    ]
    readonly_fields = ["action_name", "type_name", "object_link", "change_table"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        """An entry has no history: it is one."""
        return redirect("admin:audit_entry_change", object_id)

    @admin.display(description=gettext_lazy("การดำเนินการ"), ordering="action")
    def action_name(self, entry):
        return action_words(entry.action)

    @admin.display(description=gettext_lazy("ประเภทข้อมูล"), ordering="object_type")
    def type_name(self, entry):
        return type_words(entry.object_type)

    @admin.display(description=gettext_lazy("รายการ"))
    def object_link(self, entry):
        """The object's name, with the way to its history where the admin shows such objects."""
        try:
            url = reverse(f"admin:{entry.object_type.replace('.', '_')}_history", args=[entry.object_id])
        except NoReverseMatch:
            return entry.object_label
        return format_html('<a href="{}">{}</a>', url, entry.object_label) if entry.object_id else entry.object_label

    @admin.display(description=gettext_lazy("สิ่งที่เปลี่ยน"))
    def change_table(self, entry):
        return render_to_string("audit/_changes.html", {"story": story(entry)})
