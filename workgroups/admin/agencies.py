"""Agencies: their names in time, and which agency took over from which."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import DASH, date_words
from workgroups import services
from workgroups.admin.forms import RenameForm, SucceedForm
from workgroups.admin.inlines import PeriodInline
from workgroups.admin.pages import SOURCE, SecretariatAdmin
from workgroups.admin.spreadsheets import SpreadsheetAdmin
from workgroups.admin.tasks import Preview, run_task
from workgroups.imports.agencies import AgencyResource
from workgroups.models import Agency, AgencyName


class AgencyNameInline(PeriodInline, admin.StackedInline):
    model = AgencyName
    fields = ["name_th", "name_en", ("valid_from", "valid_to"), "source"]
    verbose_name_plural = gettext_lazy("ชื่อเดิมตามช่วงเวลา")


@admin.register(Agency)
class AgencyAdmin(SpreadsheetAdmin, SecretariatAdmin):
    resource_classes = [AgencyResource]
    tasks = ["rename_button", "succeed_button"]
    list_display = ["name_th", "abbr_th", "tier", "province", "parent", "successor_since"]
    list_filter = ["tier", ("province", admin.RelatedOnlyFieldListFilter), ("successor", admin.EmptyFieldListFilter)]
    list_select_related = ["province", "parent", "successor"]
    search_fields = ["search_text", "names__name_th"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อ ชื่อย่อ ชื่อเดิม หรือชื่อภาษาอังกฤษ")
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name_en"]}
    readonly_fields = ["successor", "succeeded_on"]
    inlines = [AgencyNameInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name_th", "name_en", "abbr_th", "abbr_en", "slug"],
                "description": gettext_lazy("แก้คำที่พิมพ์ผิดได้ที่นี่ ถ้าหน่วยงานเปลี่ยนชื่อ ให้ใช้ปุ่มเปลี่ยนชื่อ ชื่อเดิมจะถูกเก็บไว้พร้อมวันที่"),
            },
        ),
        (gettext_lazy("ระดับและสังกัด"), {"fields": ["tier", "parent", "province", "successor", "succeeded_on"]}),
        SOURCE,
    ]

    def get_search_results(self, request, queryset, search_term):
        """An earlier name may match twice."""
        queryset, _may_repeat = super().get_search_results(request, queryset, search_term)
        return queryset, bool(search_term)

    def get_urls(self):
        own = [
            path("<int:object_id>/rename/", self.admin_site.admin_view(self.rename), name="workgroups_agency_rename"),
            path(
                "<int:object_id>/succeed/", self.admin_site.admin_view(self.succeed), name="workgroups_agency_succeed"
            ),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("หน่วยงานที่รับช่วงต่อ"))
    def successor_since(self, agency):
        if agency.successor is None:
            return DASH
        return _("%(name)s ตั้งแต่ %(date)s") % {
            "name": agency.successor,
            "date": date_words(agency.succeeded_on, "short"),
        }

    def rename_button(self, agency):
        return self.task_url("rename", agency), _("เปลี่ยนชื่อ")

    def succeed_button(self, agency):
        return None if agency.successor_id else (self.task_url("succeed", agency), _("บันทึกหน่วยงานที่รับช่วงต่อ"))

    def rename(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=RenameForm,
            title=_("เปลี่ยนชื่อหน่วยงาน"),
            intro=_("ชื่อเดิมยังแสดงในเอกสารและรายชื่อของช่วงเวลาที่ใช้ชื่อนั้น"),
            button=_("เปลี่ยนชื่อ"),
            act=lambda agency, data: services.rename_agency(agency, by=request.user, **data),
            preview=_renamed,
            done=lambda agency, data: _("เปลี่ยนชื่อเป็น %(name)s แล้ว") % {"name": data["name_th"]},
        )

    def succeed(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=SucceedForm,
            title=_("บันทึกหน่วยงานที่รับช่วงต่อ"),
            intro=_("ที่นั่งยังอยู่กับหน่วยงานเดิม ตั้งแต่วันที่ที่ระบุ รายชื่อจะแสดงหน่วยงานที่รับช่วงต่อแทน"),
            button=_("บันทึกการรับช่วงต่อ"),
            act=lambda agency, data: services.succeed_agency(agency, data["successor"], data["on"], by=request.user),
            preview=_succeeded,
            done=lambda agency, data: _("%(name)s รับช่วงต่อแล้ว") % {"name": data["successor"]},
        )


def _renamed(agency, data):
    return Preview(
        sentences=[
            _("ตั้งแต่ %(date)s หน่วยงานนี้ชื่อ %(new)s ก่อนหน้านั้นชื่อ %(old)s")
            % {"date": date_words(data["on"]), "new": data["name_th"], "old": agency.name_th}
        ]
    )


def _succeeded(agency, data):
    """The seats that will show the successor from the day on."""
    seats = agency.posts.overlapping(data["on"], None).select_related("group")
    sentence = _("ตั้งแต่ %(date)s %(new)s รับช่วงต่อจาก %(old)s และแสดงแทนใน %(count)s ที่นั่ง") % {
        "date": date_words(data["on"]),
        "new": data["successor"],
        "old": agency,
        "count": len(seats),
    }
    rows = [[seat.group, seat.order, seat.title_th or seat.role_label] for seat in seats]
    headings = [_("คณะทำงาน"), _("ลำดับ"), _("ตำแหน่ง")]
    return Preview(sentences=[sentence], headings=headings if rows else [], rows=rows)
