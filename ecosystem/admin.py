"""The ecosystem for the secretariat: frame, instrument, rounds. Assessments are read here and moved by their pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Assessment, Component, Descriptor, DiscussionPoint, Instrument, Principle, Round
from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin

TOLD = [(None, {"fields": ["key", "order", "name_th", "name_en", "text_th", "text_en"]}), SOURCE]


@admin.register(Principle)
class PrincipleAdmin(SecretariatAdmin):
    list_display = ["name_th", "name_en", "order"]
    search_fields = ["name_th", "name_en"]
    fieldsets = TOLD


@admin.register(Component)
class ComponentAdmin(SecretariatAdmin):
    list_display = ["name_th", "name_en", "order"]
    search_fields = ["name_th", "name_en"]
    fieldsets = TOLD


@admin.register(DiscussionPoint)
class DiscussionPointAdmin(SecretariatAdmin):
    list_display = ["text_th", "order"]
    search_fields = ["text_th", "text_en"]
    fieldsets = [(None, {"fields": ["order", "text_th", "text_en"]}), SOURCE]


class DescriptorInline(ThaiInline, admin.StackedInline):
    model = Descriptor
    fields = ["component", "level", "text_th", "text_en"]


@admin.register(Instrument)
class InstrumentAdmin(SecretariatAdmin):
    """A version that a round uses is read only: a change is a new version."""

    list_display = ["version", "as_of", "note_th"]
    search_fields = ["note_th"]
    fields = ["version", "as_of", "note_th"]
    inlines = [DescriptorInline]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj is not None and obj.is_used)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.is_used)


@admin.register(Round)
class RoundAdmin(SecretariatAdmin):
    list_display = ["title_th", "fiscal_year", "opens", "due", "closes", "is_demo"]
    list_filter = ["fiscal_year"]
    search_fields = ["title_th", "title_en"]
    fields = ["title_th", "title_en", "fiscal_year", "instrument", "opens", "due", "closes"]


@admin.register(Assessment)
class AssessmentAdmin(SecretariatAdmin):
    """Read only: answers, reviews and states have one write path, the pages of the assessment."""

    list_display = ["group", "round", "status", "submitted_by", "published_on"]
    list_filter = ["status", "round"]
    list_select_related = ["group", "round", "submitted_by"]
    search_fields = ["group__search_text"]
    search_help_text = _("ค้นด้วยชื่อคณะทำงาน")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
