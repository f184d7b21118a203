"""Seats and who sits on them: a new holder, a vacancy, and the terms one by one."""

import datetime

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import date_words
from workgroups import services
from workgroups.admin.forms import SeatForm, VacateForm
from workgroups.admin.inlines import PeriodInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.admin.spreadsheets import SpreadsheetAdmin
from workgroups.admin.tasks import Preview, run_task
from workgroups.imports.memberships import MembershipResource
from workgroups.models import Membership, Post, VacancyDeclaration

ONE_DAY = datetime.timedelta(days=1)


class SeatStateFilter(admin.SimpleListFilter):
    """Who sits there today: what the rosters say of a seat."""

    title = gettext_lazy("ผู้ดำรงตำแหน่งวันนี้")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("held", _("มีผู้ดำรงตำแหน่ง")), ("vacant", _("ตำแหน่งว่าง")), ("unknown", _("ไม่ปรากฏชื่อในเอกสาร"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        held = Exists(Membership.objects.as_of(today).filter(post=OuterRef("pk")))
        vacant = Exists(VacancyDeclaration.objects.as_of(today).filter(post=OuterRef("pk")))
        conditions = {"held": [held], "vacant": [vacant], "unknown": [~held, ~vacant]}
        return queryset.filter(*conditions.get(self.value(), []))


class MembershipInline(PeriodInline, admin.StackedInline):
    model = Membership
    fields = ["person", "kind", ("start", "end"), "appointed_by", "source", "source_url", "as_of"]
    autocomplete_fields = ["person", "appointed_by"]


class VacancyInline(PeriodInline, admin.StackedInline):
    model = VacancyDeclaration
    fields = [("start", "end"), "reason", "source"]


@admin.register(Post)
class PostAdmin(SecretariatAdmin):
    tasks = ["seat_button", "vacate_button"]
    list_display = ["title", "group", "role_name", "filled_by", "agency", "holder"]
    list_filter = [SeatStateFilter, "role", "filled_by", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "agency"]
    search_fields = [
        "title_th",
        "title_en",
        "group__search_text",
        "agency__search_text",
        "memberships__person__search_text",
    ]
    search_help_text = gettext_lazy("ค้นด้วยชื่อตำแหน่ง คณะ หน่วยงาน หรือชื่อผู้ดำรงตำแหน่ง")
    autocomplete_fields = ["group", "agency", "appointed_by"]
    inlines = [MembershipInline, VacancyInline]
    fieldsets = [
        (None, {"fields": ["group", "order", "title_th", "title_en", "role", "role_th", "role_en"]}),
        (gettext_lazy("วิธีได้มา"), {"fields": ["filled_by", "agency", "tier", "appointed_by", "start", "end"]}),
        SOURCE,
    ]

    def get_queryset(self, request):
        today = Membership.objects.as_of(timezone.localdate()).select_related("person")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", today, to_attr="holders"))

    def get_search_results(self, request, queryset, search_term):
        """One seat had many holders."""
        queryset, _may_repeat = super().get_search_results(request, queryset, search_term)
        return queryset, bool(search_term)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/seat/", view(self.seat), name="workgroups_post_seat"),
            path("<int:object_id>/vacate/", view(self.vacate), name="workgroups_post_vacate"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("ตำแหน่ง"), ordering="title_th")
    def title(self, post):
        return str(post)

    @admin.display(description=gettext_lazy("บทบาท"), ordering="role")
    def role_name(self, post):
        return post.role_label

    @admin.display(description=gettext_lazy("ผู้ดำรงตำแหน่งวันนี้"))
    def holder(self, post):
        return ", ".join(term.person.full_name_th for term in post.holders) or _("ไม่ปรากฏชื่อในเอกสาร")

    def seat_button(self, post):
        return self.task_url("seat", post), _("เปลี่ยนผู้ดำรงตำแหน่ง")

    def vacate_button(self, post):
        return self.task_url("vacate", post), _("ประกาศตำแหน่งว่าง")

    def seat(self, request, object_id):
        def act(post, data):
            _end_terms(post, data["start"], kind=data["kind"], by=request.user)
            services.seat_person(post=post, by=request.user, **data)

        return run_task(
            self,
            request,
            object_id,
            form_class=SeatForm,
            title=_("เปลี่ยนผู้ดำรงตำแหน่ง"),
            intro=_("ผู้ดำรงตำแหน่งเดิมสิ้นสุดในวันก่อนหน้า การประกาศว่างที่ยังเปิดอยู่สิ้นสุดด้วย"),
            button=_("บันทึกผู้ดำรงตำแหน่งใหม่"),
            act=act,
            preview=_seated,
            done=lambda post, data: _("%(name)s ดำรงตำแหน่งนี้แล้ว") % {"name": data["person"].full_name_th},
        )

    def vacate(self, request, object_id):
        def act(post, data):
            for kind in (Membership.Kind.REGULAR, Membership.Kind.ACTING):
                _end_terms(post, data["start"], kind=kind, by=request.user)
            services.declare_vacant(post=post, by=request.user, **data)

        return run_task(
            self,
            request,
            object_id,
            form_class=VacateForm,
            title=_("ประกาศตำแหน่งว่าง"),
            intro=_("ใช้เมื่อมีเหตุให้ตำแหน่งว่างจริงและทราบวันที่ ตำแหน่งที่เพียงไม่ปรากฏชื่อในเอกสารไม่ใช่ตำแหน่งว่าง"),
            button=_("ประกาศตำแหน่งว่าง"),
            act=act,
            preview=_vacated,
            done=lambda post, data: _("ประกาศตำแหน่งว่างแล้ว"),
        )


@admin.register(Membership)
class MembershipAdmin(SpreadsheetAdmin, SecretariatAdmin):
    resource_classes = [MembershipResource]
    list_display = ["name", "seat", "group", "kind", "start", "end", "as_of"]
    list_filter = ["kind", ("end", admin.EmptyFieldListFilter), ("post__group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "post__group"]
    search_fields = ["person__search_text", "post__group__search_text", "post__title_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อบุคคล ชื่อคณะ หรือชื่อตำแหน่ง")
    autocomplete_fields = ["post", "person", "appointed_by"]
    fieldsets = [(None, {"fields": ["post", "person", "kind", "start", "end", "appointed_by"]}), SOURCE]

    @admin.display(description=gettext_lazy("ชื่อ-นามสกุล"), ordering="person__sort_key")
    def name(self, membership):
        return membership.person.full_name_th

    @admin.display(description=gettext_lazy("ตำแหน่ง"), ordering="post__order")
    def seat(self, membership):
        return str(membership.post)

    @admin.display(description=gettext_lazy("คณะทำงาน"), ordering="post__group__sort_key")
    def group(self, membership):
        return membership.post.group


def _running(post, day, kinds):
    """Terms of these kinds on `post` that began before `day` and reach it."""
    terms = post.memberships.as_of(day).filter(kind__in=kinds).exclude(start=day)
    return terms.select_related("person", "post__group")


def _end_terms(post, day, *, kind, by):
    for term in _running(post, day, [kind]):
        services.end_membership(membership=term, on=day - ONE_DAY, by=by)


def _ended_words(post, day, kinds):
    return [
        _("%(name)s สิ้นสุดการดำรงตำแหน่งเมื่อ %(date)s")
        % {"name": term.person.full_name_th, "date": date_words(day - ONE_DAY)}
        for term in _running(post, day, kinds)
    ]


def _seated(post, data):
    return Preview(
        [
            *_ended_words(post, data["start"], [data["kind"]]),
            _("%(name)s เริ่มตั้งแต่ %(date)s")
            % {"name": data["person"].full_name_th, "date": date_words(data["start"], "full")},
        ]
    )


def _vacated(post, data):
    return Preview(
        [
            *_ended_words(post, data["start"], [Membership.Kind.REGULAR, Membership.Kind.ACTING]),
            _("ตำแหน่งนี้ว่างตั้งแต่ %(date)s เพราะ %(reason)s")
            % {"date": date_words(data["start"], "full"), "reason": data["reason"]},
        ]
    )
