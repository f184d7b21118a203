"""A province's burn register from a file: what its lines say first, then all of it or nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from places.models import District
from pm25.forms.burning import RegisterForm
from pm25.importers.burn_register import COLUMNS, REQUIRED, read_register
from pm25.models import BurnRecord
from pm25.services import import_burns
from pm25.views.burning import GET_POST, own_provinces
from workgroups.imports import pending
from workgroups.imports.archives import FileRefused
from workgroups.imports.files import read_sheet

SHOWN = 50


@login_required
@require_http_methods(GET_POST)
def burning_import(request):
    """A register: the upload, what its lines say, and after the confirmation all of it or nothing."""
    provinces = own_provinces(request)
    if "ticket" in request.POST:
        return _import_confirmed(request, provinces)
    form = RegisterForm(request.POST or None, request.FILES or None)
    context = {"form": form, "columns": COLUMNS, "required": REQUIRED, "causes": BurnRecord.Cause.labels}
    if request.method == "POST" and form.is_valid():
        context |= _preview(request, form, provinces)
    return render(request, "pm25/burning_import.html", context)


def _preview(request, form, provinces):
    upload = form.cleaned_data["file"]
    content = upload.read()
    try:
        register = _register(content, provinces)
    except FileRefused as refusal:
        form.add_error("file", refusal)
        return {}
    found = {"register": register, "file_name": upload.name, "burns": register.burns[:SHOWN]}
    if not register.problems:
        found["ticket"] = pending.keep(
            content, user=request.user, model=BurnRecord, file_name=upload.name, encoding="auto"
        )
    return found


def _import_confirmed(request, provinces):
    ticket = request.POST["ticket"]
    found = pending.opened(ticket, user=request.user, model=BurnRecord)
    if found is None:
        messages.error(request, _("ไฟล์ที่ตรวจไว้หมดอายุหรือนำเข้าไปแล้ว เลือกไฟล์อีกครั้ง"))
        return redirect("pm25:burning_import")
    content, file_name, _encoding = found
    register = _register(content, provinces)
    if register.problems:
        messages.error(request, _("ข้อมูลในระบบเปลี่ยนไปหลังตรวจทาน จึงยังไม่ได้นำเข้าแม้แต่แถวเดียว เลือกไฟล์อีกครั้ง"))
        return redirect("pm25:burning_import")
    counts = import_burns(register.burns, by=request.user, file_name=file_name)
    pending.forget(ticket)
    messages.success(request, _("นำเข้าแล้ว เพิ่มใหม่ %(new)s ไม่เปลี่ยน %(unchanged)s") % counts)
    return redirect("pm25:burning_records")


def _register(content, provinces):
    return read_register(read_sheet(content), District.objects.with_province().filter(province__in=provinces))
