"""Registers of resolutions, directives, actions and referrals of all groups, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agendas.admin.reading import RegisterAdmin, RegisterInline
from agendas.models import Action, ActionUpdate, Directive, DueChange, Referral, Resolution


class HostAdmin(RegisterAdmin):
    """Rows of a meeting: their group in the list and in the filter."""

    @admin.display(description=_("ผู้จัดประชุม"))
    def host(self, row):
        return row.meeting.host


class ActionInline(RegisterInline):
    model = Action
    fk_name = "resolution"
    fields = readonly_fields = ["title_th", "owner_post", "owner_agency", "due_on", "status"]
    show_change_link = True


@admin.register(Resolution)
class ResolutionAdmin(HostAdmin):
    list_display = ["meeting", "number", "outcome", "status", "confirmed_on", "words"]
    list_filter = [
        *("status", "outcome", "is_assigned", "meeting__year_be"),
        ("meeting__host_group", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["meeting__host_group", "meeting__host_agency"]
    search_fields = ["text_th", "item__title_th", "meeting__host_group__search_text"]
    search_help_text = _("ค้นด้วยข้อความมติ เรื่อง หรือชื่อคณะ")
    inlines = [ActionInline]
    fields = [
        *("meeting", "item", ("number", "point"), "outcome", "is_assigned", "status", "text_th", "text_en"),
        *("observation_th", "deferred_to", "deferred_next", ("votes_for", "votes_against", "votes_abstained")),
        *("confirmed_by", "confirmed_on", "confirmed_evidence_th", "corrects", "created_by"),
    ]

    @admin.display(description=_("ข้อความมติ"))
    def words(self, resolution):
        return resolution.text[:120]


@admin.register(Directive)
class DirectiveAdmin(HostAdmin):
    list_display = ["meeting", "number", "status", "given_by", "confirmed_on", "__str__"]
    list_filter = ["status", ("meeting__host_group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["meeting__host_group", "meeting__host_agency"]
    search_fields = ["text_th", "given_by", "meeting__host_group__search_text"]
    search_help_text = _("ค้นด้วยข้อสั่งการ ผู้สั่งการ หรือชื่อคณะ")
    fields = ["meeting", "item", "number", "text_th", "given_by", "status", "confirmed_on", "created_at"]


class UpdateInline(RegisterInline):
    model = ActionUpdate
    fields = readonly_fields = ["at", "by", "status", "text_th", "percent", "evidence"]


class DueChangeInline(RegisterInline):
    model = DueChange
    fields = readonly_fields = ["at", "by", "old_due", "new_due", "reason_th"]


@admin.register(Action)
class ActionAdmin(RegisterAdmin):
    list_display = ["title_th", "group", "owner_name", "due_on", "status", "is_demo"]
    list_filter = ["status", "is_demo", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "owner_post__group", "owner_agency"]
    search_fields = ["title_th", "owner_post__title_th", "owner_agency__search_text", "group__search_text"]
    search_help_text = _("ค้นด้วยงาน ผู้รับผิดชอบ หรือชื่อคณะ")
    linked_lookups = ["due_on"]
    inlines = [UpdateInline, DueChangeInline]
    fields = [
        *("title_th", "group", "resolution", "directive", "owner_post", "owner_agency", "supporters"),
        *("due_on", "status", "done_on", "closed_by", "created_at", "is_demo"),
    ]

    @admin.display(description=_("ผู้รับผิดชอบ"))
    def owner_name(self, action):
        return action.owner


@admin.register(Referral)
class ReferralAdmin(RegisterAdmin):
    list_display = ["resolution", "to_group", "status", "sent_on", "replied_on"]
    list_filter = ["status", ("to_group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["resolution__meeting__host_group", "resolution__meeting__host_agency", "to_group"]
    search_fields = ["resolution__text_th", "resolution__item__title_th", "to_group__search_text"]
    search_help_text = _("ค้นด้วยเรื่อง ข้อความมติ หรือชื่อคณะ")
    fields = ["resolution", "to_group", "status", "item", "sent_on", "reply_th", "replied_on"]
