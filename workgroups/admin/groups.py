"""Committees and working groups: names, duties, orders, and the seats they are made of."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import DASH, date_words
from workgroups import services
from workgroups.admin.forms import ConfirmForm, EndForm
from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.admin.tasks import Preview, run_task
from workgroups.models import AppointmentOrder, Duty, Membership, Post, Workgroup, WorkgroupAlias


class SeatInline(ThaiInline, admin.TabularInline):
    """The seats in order with who sits there today; a seat is changed on its own page."""

    model = Post
    fields = readonly_fields = ["seat", "role_name", "agency", "holder", "end"]
    can_delete = False

    def get_queryset(self, request):
        today = Membership.objects.as_of(timezone.localdate()).select_related("person")
        seats = super().get_queryset(request).select_related("group", "agency")
        return seats.prefetch_related(Prefetch("memberships", today, to_attr="holders"))

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("ตำแหน่ง"))
    def seat(self, post):
        return format_html('<a href="{}">{}</a>', reverse("admin:workgroups_post_change", args=[post.pk]), post)

    @admin.display(description=gettext_lazy("บทบาท"))
    def role_name(self, post):
        return post.role_label

    @admin.display(description=gettext_lazy("ผู้ดำรงตำแหน่งวันนี้"))
    def holder(self, post):
        return ", ".join(term.person.full_name_th for term in post.holders) or post.get_filled_by_display()


class DutyInline(ThaiInline, admin.StackedInline):
    model = Duty
    fields = ["order", "text_th", "text_en"]


class AliasInline(ThaiInline, admin.StackedInline):
    model = WorkgroupAlias
    fields = ["name_th", "name_en", "source"]


class OrderInline(ThaiInline, admin.StackedInline):
    model = AppointmentOrder
    fields = [("number", "date"), "title_th", "signatory", "is_public"]


@admin.register(Workgroup)
class WorkgroupAdmin(SecretariatAdmin):
    tasks = ["seat_button", "end_button", "reopen_button"]
    list_display = ["name_th", "kind", "number", "province", "state", "as_of"]
    list_filter = ["kind", "status", ("province", admin.RelatedOnlyFieldListFilter), "is_demo"]
    linked_lookups = ["as_of"]  # the start page's list of old rosters
    list_select_related = ["province"]
    search_fields = ["search_text", "aliases__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อ ชื่อย่อ หรือชื่ออื่นที่เอกสารใช้")
    autocomplete_fields = ["parent", "secretariat", "origin_group"]
    prepopulated_fields = {"slug": ["short_en"]}
    readonly_fields = ["status", "ended_on"]
    inlines = [SeatInline, DutyInline, OrderInline, AliasInline]
    fieldsets = [
        (None, {"fields": ["name_th", "name_en", "kind", "number", "ad_hoc", "slug", "status", "ended_on"]}),
        (gettext_lazy("ชื่อสั้นและชื่อเต็ม"), {"fields": ["short_th", "short_en", "official_th", "abbr_th", "abbr_en"]}),
        (gettext_lazy("สังกัดและพื้นที่"), {"fields": ["parent", "province", "secretariat", "started_on"]}),
        (gettext_lazy("ภารกิจ"), {"fields": ["mandate_th", "mandate_en", "note_th"]}),
        (
            gettext_lazy("มติที่มา"),
            {
                "fields": [
                    "origin_group",
                    "origin_number",
                    "origin_date",
                    "origin_text_th",
                    "origin_purpose_th",
                    "origin_note_th",
                ]
            },
        ),
        SOURCE,
    ]

    def get_search_results(self, request, queryset, search_term):
        """Another name may match twice."""
        queryset, _may_repeat = super().get_search_results(request, queryset, search_term)
        return queryset, bool(search_term)

    @admin.display(description=gettext_lazy("สถานะ"), ordering="status")
    def state(self, group):
        active = group.status == Workgroup.Status.ACTIVE
        chips = [("ok" if active else "mute", group.get_status_display())]
        if group.is_demo:
            chips.append(("demo", _("ข้อมูลสาธิต")))
        return format_html_join(" ", '<span class="chip {}">{}</span>', chips)

    def get_urls(self):
        own = [
            path("<int:object_id>/end/", self.admin_site.admin_view(self.end), name="workgroups_workgroup_end"),
            path(
                "<int:object_id>/reopen/", self.admin_site.admin_view(self.reopen), name="workgroups_workgroup_reopen"
            ),
        ]
        return own + super().get_urls()

    def seat_button(self, group):
        return f"{reverse('admin:workgroups_post_add')}?group={group.pk}", _("เพิ่มตำแหน่ง")

    def end_button(self, group):
        return self._move_button("end", group, Workgroup.Status.ENDED, _("สิ้นสุดการปฏิบัติงาน"))

    def reopen_button(self, group):
        return self._move_button("reopen", group, Workgroup.Status.ACTIVE, _("เปิดปฏิบัติงานอีกครั้ง"))

    def end(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=EndForm,
            title=_("สิ้นสุดการปฏิบัติงานของคณะ"),
            intro=_("คณะยังอยู่ในระบบพร้อมรายชื่อและประวัติทั้งหมด และเปิดปฏิบัติงานอีกครั้งได้"),
            button=_("สิ้นสุดการปฏิบัติงาน"),
            act=lambda group, data: services.end_group(group, on=data["on"], by=request.user),
            preview=lambda group, data: Preview([_("วันสุดท้ายคือ %(date)s") % {"date": date_words(data["on"], "full")}]),
            done=lambda group, data: _("บันทึกว่าคณะสิ้นสุดการปฏิบัติงานแล้ว"),
        )

    def reopen(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=ConfirmForm,
            title=_("เปิดปฏิบัติงานอีกครั้ง"),
            button=_("เปิดปฏิบัติงานอีกครั้ง"),
            act=lambda group, data: services.reopen_group(group, by=request.user),
            preview=lambda group, data: Preview([_("คณะกลับมาปฏิบัติงาน และวันสิ้นสุดเดิมถูกลบ")]),
            done=lambda group, data: _("คณะกลับมาปฏิบัติงานแล้ว"),
        )

    def _move_button(self, name, group, status, words):
        return (self.task_url(name, group), words) if status in Workgroup.MOVES[group.status] else None


@admin.register(AppointmentOrder)
class AppointmentOrderAdmin(SecretariatAdmin):
    list_display = ["number", "date", "title_th", "group", "amended", "is_public"]
    list_filter = ["is_public", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "amends"]
    search_fields = ["number", "title_th", "group__search_text"]
    search_help_text = gettext_lazy("ค้นด้วยเลขที่คำสั่ง เรื่อง หรือชื่อคณะ")
    autocomplete_fields = ["group", "amends"]
    fieldsets = [
        (None, {"fields": ["group", "number", "date", "title_th", "title_en", "signatory", "amends", "is_public"]}),
        SOURCE,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=gettext_lazy("แก้ไขเพิ่มเติมคำสั่ง"))
    def amended(self, order):
        return order.amends.number if order.amends else DASH
