"""What groups settled for their meetings; the same can be done on each group's own page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agendas.models import MeetingRules, SectionTemplate
from agendas.services.rules import FIELDS, set_rules
from foundation.thai.dates import DASH
from workgroups.admin.pages import SecretariatAdmin


@admin.register(MeetingRules)
class MeetingRulesAdmin(SecretariatAdmin):
    list_display = ["group", "notice_days", "quorum_of", "quorum_in", "correction_days", "thai_numerals"]
    list_select_related = ["group"]
    search_fields = ["group__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อคณะ")
    autocomplete_fields = ["group"]
    fields = ["group", *FIELDS, "emblem_name"]
    readonly_fields = ["emblem_name"]

    def get_readonly_fields(self, request, obj=None):
        return ["group", *self.readonly_fields] if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        saved = set_rules(obj.group, by=request.user, **{name: getattr(obj, name) for name in FIELDS})
        obj.pk = saved.pk

    @admin.display(description=gettext_lazy("ตราของหน่วยงาน"))
    def emblem_name(self, rules):
        if not rules.pk:
            return DASH
        page = format_html('<a href="{}">{}</a>', reverse("agendas:rules", args=[rules.group.slug]), _("เปลี่ยนตรา"))
        return format_html("{} · {}", rules.emblem.name, page) if rules.emblem else page


@admin.register(SectionTemplate)
class SectionTemplateAdmin(SecretariatAdmin):
    list_display = ["group", "order", "kind", "title_th", "title_en"]
    list_display_links = ["title_th"]
    list_select_related = ["group"]
    list_filter = ["kind", ("group", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title_th", "group__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยหัวข้อหรือชื่อคณะ")
    autocomplete_fields = ["group"]
    fields = ["group", "order", "kind", "title_th", "title_en"]
