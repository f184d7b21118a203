"""People, and making one row of two that are the same person."""

from django.contrib import admin
from django.db.models import Count
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import DASH, date_words
from workgroups import services
from workgroups.admin.forms import MergeForm
from workgroups.admin.inlines import ThaiInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.admin.spreadsheets import SpreadsheetAdmin
from workgroups.admin.tasks import Preview, run_task
from workgroups.imports.people import PersonResource
from workgroups.models import Membership, Person


class TermInline(ThaiInline, admin.TabularInline):
    """Where the person sits or sat; terms are changed at the seat."""

    model = Membership
    fields = readonly_fields = ["group", "post", "kind", "start", "end"]
    can_delete = False
    show_change_link = True
    verbose_name_plural = gettext_lazy("ตำแหน่งในคณะทำงาน")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("post__group", "person")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("คณะทำงาน"))
    def group(self, membership):
        return membership.post.group


@admin.register(Person)
class PersonAdmin(SpreadsheetAdmin, SecretariatAdmin):
    resource_classes = [PersonResource]
    tasks = ["merge_button"]
    list_display = ["full_name", "name_en", "terms", "as_of"]
    list_filter = [("memberships", admin.EmptyFieldListFilter)]
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อหรือนามสกุล ภาษาไทยหรืออังกฤษ")
    inlines = [TermInline]
    fieldsets = [
        (None, {"fields": ["title_th", "name_th", "title_en", "name_en"]}),
        (
            gettext_lazy("ช่องทางติดต่อ"),
            {
                "fields": ["phone", "email"],
                "description": gettext_lazy("ใช้ภายในฝ่ายเลขานุการเท่านั้น ไม่แสดงบนหน้าเว็บ และไม่อยู่ในไฟล์ที่ส่งออก"),
            },
        ),
        SOURCE,
    ]

    def get_queryset(self, request):
        """Merged rows are out of every list; their own page and history can still be read."""
        queryset = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name in ("workgroups_person_change", "workgroups_person_history"):
            return queryset
        return queryset.current().annotate(term_count=Count("memberships")).order_by("sort_key")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def get_urls(self):
        merge = path("<int:object_id>/merge/", self.admin_site.admin_view(self.merge), name="workgroups_person_merge")
        return [merge, *super().get_urls()]

    @admin.display(description=gettext_lazy("ชื่อ-นามสกุล"), ordering="sort_key")
    def full_name(self, person):
        return person.full_name_th

    @admin.display(description=gettext_lazy("จำนวนตำแหน่ง"), ordering="term_count")
    def terms(self, person):
        return person.term_count

    def merge_button(self, person):
        return self.task_url("merge", person), _("รวมกับรายการที่ซ้ำ")

    def merge(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=MergeForm,
            title=_("รวมรายการที่ซ้ำ"),
            intro=_("ใช้เมื่อคนเดียวกันมีสองรายการ เก็บรายการที่เปิดอยู่ไว้ แล้วเลือกรายการที่ซ้ำ เมื่อรวมแล้วแยกกลับไม่ได้"),
            button=_("รวมรายการ"),
            act=lambda person, data: services.merge_persons(person, data["other"], by=request.user),
            preview=_merged,
            done=lambda person, data: _("รวม %(name)s เข้ากับรายการนี้แล้ว") % {"name": data["other"].full_name_th},
        )


def _merged(person, data):
    """The terms that will move."""
    other = data["other"]
    terms = other.memberships.select_related("post__group")
    sentence = _(
        "เก็บ %(keep)s (รหัส %(keep_id)s) รวม %(gone)s (รหัส %(gone_id)s) เข้ามา ย้ายการดำรงตำแหน่ง %(count)s รายการ"
    ) % {
        "keep": person.full_name_th,
        "keep_id": person.pk,
        "gone": other.full_name_th,
        "gone_id": other.pk,
        "count": len(terms),
    }
    rows = [[term.post.group, term.post, *_days(term)] for term in terms]
    headings = [_("คณะทำงาน"), _("ตำแหน่ง"), _("ตั้งแต่วันที่"), _("ถึงวันที่")]
    return Preview(sentences=[sentence], headings=headings if rows else [], rows=rows)


def _days(term):
    return [date_words(day, "short") if day else DASH for day in (term.start, term.end)]
