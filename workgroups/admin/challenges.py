"""Policy challenges of the policy lab and the levels of officials that take part."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.models import Challenge, ChallengeAgency, PolicyLevel


class ChallengeAgencyInline(ThaiInline, admin.StackedInline):
    model = ChallengeAgency
    fields = ["order", "agency", "role", "task_th", "task_en"]
    autocomplete_fields = ["agency"]


@admin.register(Challenge)
class ChallengeAdmin(SecretariatAdmin):
    list_display = ["name_th", "year_be", "order", "group", "stage"]
    list_filter = ["year_be", "stage", "levels"]
    list_select_related = ["group"]
    search_fields = ["search_text"]
    search_help_text = _("ค้นด้วยชื่อหรือเป้าหมาย")
    autocomplete_fields = ["group"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [ChallengeAgencyInline]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "slug", "year_be", "order", "group"]}),
        (_("เป้าหมายและกำหนดส่งผล"), {"fields": ["goal_th", "goal_en", "due_month", "due_note_th", "stage"]}),
        (_("การขับเคลื่อน"), {"fields": ["levels", "levels_note_th", "outputs_th", "note_th"]}),
        SOURCE,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Four levels: boxes to tick, without the hint for a list box."""
        if db_field.name == "levels":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(PolicyLevel)
class PolicyLevelAdmin(SecretariatAdmin):
    list_display = ["name_th", "name_en", "who_th", "order"]
    search_fields = ["name_th", "name_en"]
    fieldsets = [(None, {"fields": ["key", "order", "name_th", "name_en", "who_th", "who_en"]}), SOURCE]
