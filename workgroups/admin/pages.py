"""What the admin pages of this app share: search that folds Thai, buttons to task pages, and a kind word on a race."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.audit.admin import AuditedAdmin
from foundation.thai.dates import DASH
from foundation.thai.forms import THAI_DATE_FIELDS
from foundation.thai.searching import search_text

SOURCE = (_("แหล่งที่มา"), {"fields": ["source", "source_url", "as_of"]})
FOLDED = "search_text"
FORM_FIELDS = {**THAI_DATE_FIELDS, models.URLField: {"assume_scheme": "https"}}


def without_delete(field):
    """A form field whose related object can be added and opened, not deleted."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
    return field


class SecretariatAdmin(AuditedAdmin, admin.ModelAdmin):
    """A page of the secretariat under audit. `tasks` lists the buttons of an object: methods that give (url, words)."""

    formfield_overrides = FORM_FIELDS
    list_per_page = 50
    empty_value_display = DASH
    show_full_result_count = False
    tasks = []

    def get_search_results(self, request, queryset, search_term):
        """Every word of the query in one of `search_fields`; words are folded for the columns that hold folded text."""
        for word in search_term.split():
            found = Q()
            for field in self.search_fields:
                if field.endswith(FOLDED):
                    found |= Q(**{f"{field}__contains": search_text(word)})
                else:
                    found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset, False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Beside a choice: add one and open it. Deleting another object from here is too easy a slip."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_delete(field)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        buttons = self._buttons(request, obj) if obj is not None else []
        return super().change_view(request, object_id, form_url, {"tasks": buttons, **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Two people who save the same days at once: the database refuses the second, and the page says so."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            messages.error(request, _("มีผู้บันทึกข้อมูลที่ขัดกันในเวลาเดียวกัน จึงยังไม่ได้บันทึก ตรวจข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"))
            request.method = "GET"
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_task_permission(self, request, obj):
        """Whether this person may use the task pages of `obj`."""
        return self.has_change_permission(request, obj)

    def task_url(self, name, obj):
        """The address of the task page `name` of `obj`."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[obj.pk])

    def _buttons(self, request, obj):
        if not self.has_task_permission(request, obj):
            return []
        return [button for button in (getattr(self, name)(obj) for name in self.tasks) if button]
