"""Import and export buttons of a list: upload, see what each line would change, confirm; all of it or nothing."""

import tablib
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import SelectableFieldsExportForm

from foundation.audit.services import record
from workgroups.exports import CsvFile, XlsxFile
from workgroups.imports import pending
from workgroups.imports.archives import FileRefused
from workgroups.imports.files import AUTO, MAX_BYTES, THAI, UTF8, read_sheet

SHOWN = 200


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("ไฟล์"),
        help_text=gettext_lazy("CSV หรือ Excel (.xlsx) ไม่เกิน 5 MB และ 5,000 แถว ไฟล์ Excel อ่านเฉพาะแผ่นงานแรก"),
        error_messages={"required": gettext_lazy("เลือกไฟล์"), "empty": gettext_lazy("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("การเข้ารหัสตัวอักษร"),
        choices=[
            (AUTO, gettext_lazy("ตรวจให้อัตโนมัติ")),
            (UTF8, "UTF-8"),
            (THAI, gettext_lazy("TIS-620 (Windows-874) จากโปรแกรมรุ่นเก่า")),
        ],
        help_text=gettext_lazy("เลือกเองเมื่ออักษรไทยในหน้าตรวจทานอ่านไม่ออก"),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 5 MB แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์"))
        return upload


class ColumnsForm(SelectableFieldsExportForm):
    """Which columns, in which kind of file; it needs no script."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.fields["format"].label = _("รูปแบบไฟล์")
        self.fields["format"].choices = [(str(index), kind().get_title()) for index, kind in enumerate(formats)]
        self.fields["format"].initial = len(formats) - 1

    @property
    def media(self):
        return forms.Media()

    def column_boxes(self):
        return [box for box in self.visible_fields() if getattr(box.field, "is_selectable_field", False)]

    def _get_field_label(self, resource, field_name):
        return resource.fields[field_name].column_name


class SpreadsheetAdmin(ImportExportMixin):
    """A mixin for ModelAdmin, in front of it. The sheet is the one resource of `resource_classes`."""

    formats = [CsvFile, XlsxFile]
    to_encoding = "utf-8-sig"
    export_form_class = ColumnsForm
    import_template_name = "admin/import_export/import.html"

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_import_template"
        template = path("import/template/", self.admin_site.admin_view(self.import_template), name=name)
        return [template, *super().get_urls()]

    def import_action(self, request):
        """The upload, and after it what the file would change or which of its lines are wrong."""
        self._require_import(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        context = {"form": form}
        if request.method == "POST" and form.is_valid():
            upload, encoding = form.cleaned_data["file"], form.cleaned_data["encoding"]
            content = upload.read()
            result = self._read_into(form, content, encoding, user=request.user, file_name=upload.name, dry_run=True)
            if result is not None:
                context |= _shown(result)
                if not result.has_problems():
                    context["ticket"] = pending.keep(
                        content, user=request.user, model=self.model, file_name=upload.name, encoding=encoding
                    )
                context["file_name"] = upload.name
        return self._import_page(request, context)

    @method_decorator(require_POST)
    def process_import(self, request):
        """The confirmed file, read again and written in one transaction."""
        self._require_import(request)
        ticket = request.POST.get("ticket", "")
        found = pending.opened(ticket, user=request.user, model=self.model)
        if found is None:
            messages.error(request, _("ไฟล์ที่ตรวจไว้หมดอายุหรือนำเข้าไปแล้ว เลือกไฟล์อีกครั้ง"))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")
        content, file_name, encoding = found
        form = UploadForm()
        form.cleaned_data = {}
        result = self._read_into(form, content, encoding, user=request.user, file_name=file_name, dry_run=False)
        if result is None or result.has_problems():
            messages.error(request, _("ข้อมูลในระบบเปลี่ยนไปหลังตรวจทาน จึงยังไม่ได้นำเข้าแม้แต่แถวเดียว ตรวจบรรทัดด้านล่าง"))
            return self._import_page(
                request, {"form": form, "file_name": file_name, **(_shown(result) if result else {})}
            )
        pending.forget(ticket)
        messages.success(request, _("นำเข้าแล้ว เพิ่มใหม่ %(new)s แก้ไข %(changed)s ไม่เปลี่ยน %(unchanged)s") % result.counts())
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def import_template(self, request):
        """An empty file with the headings."""
        self._require_import(request)
        headings = [column.column_name for column in self._resource().columns()]
        response = HttpResponse(
            CsvFile().export_data(tablib.Dataset(headers=headings)).encode(self.to_encoding), content_type="text/csv"
        )
        response["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}-template.csv"'
        return response

    def get_export_filename(self, request, queryset, file_format):
        return f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"

    def get_export_data(self, file_format, request, queryset, **kwargs):
        """The file; who took how many rows is in the audit chain."""
        content = super().get_export_data(file_format, request, queryset, **kwargs)
        name = self.get_export_filename(request, queryset, file_format)
        record("export", self.model, by=request.user, after={"file": name, "rows": queryset.count()})
        return content

    def _require_import(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _resource(self):
        return self.resource_classes[0]()

    def _read_into(self, form, content, encoding, *, user, file_name, dry_run):
        """The result of reading a file, or None with the refusal on the form."""
        resource = self._resource()
        try:
            dataset = resource.dataset(read_sheet(content, encoding))
        except FileRefused as refusal:
            form.add_error("file", forms.ValidationError(refusal.messages))
            return None
        return resource.import_data(
            dataset, dry_run=dry_run, rollback_on_validation_errors=True, user=user, file_name=file_name
        )

    def _import_page(self, request, context):
        context = {
            **self.admin_site.each_context(request),
            "title": _("นำเข้าจากไฟล์"),
            "subtitle": self.opts.verbose_name_plural,
            "opts": self.opts,
            "media": self.media,
            "columns": self._resource().columns(),
            "template_url": f"admin:{self.opts.app_label}_{self.opts.model_name}_import_template",
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.import_template_name, context)


def _shown(result):
    """What a page shows of a result: every bad line, and the first of the lines that change something."""
    changing = [(line, row) for line, row in sorted(result.good_lines, key=lambda pair: pair[0]) if not row.is_skip()]
    return {
        "result": result,
        "counts": result.counts(),
        "bad_lines": sorted(result.bad_lines),
        "base_errors": result.base_errors,
        "changing": changing[:SHOWN],
        "more": max(0, len(changing) - SHOWN),
    }
