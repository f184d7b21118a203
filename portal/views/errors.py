"""Error pages for people: what happened, what to do, and a number to tell us. No page shows a traceback."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from foundation.audit.requests import current_request_id


@requires_csrf_token
def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413, _("ไฟล์หรือข้อมูลที่ส่งใหญ่เกินไป"), _("ส่งได้ไม่เกิน 20 MB ต่อครั้ง ลดขนาดไฟล์หรือแบ่งส่งหลายครั้ง"))
    return _page(request, 400, _("คำขอนี้ไม่สมบูรณ์"), _("กลับไปหน้าก่อนแล้วลองใหม่ ถ้ายังไม่ได้ แจ้งรหัสด้านล่างให้ฝ่ายเลขานุการ"))


@requires_csrf_token
def permission_denied(request, exception=None):
    advice = _("บัญชีของคุณไม่มีสิทธิ์ทำรายการนี้ ผู้ให้สิทธิ์ได้คือฝ่ายเลขานุการ (สำนักงาน ก.พ.ร.)")
    return _page(request, 403, _("หน้านี้เปิดได้เฉพาะผู้ที่ได้รับสิทธิ์"), advice)


@requires_csrf_token
def page_not_found(request, exception=None):
    return _page(request, 404, _("ไม่พบหน้านี้"), _("ที่อยู่อาจพิมพ์ผิดหรือหน้าถูกย้าย ลองค้นหาจากชื่อจังหวัด อำเภอ หรือคณะทำงาน"))


def too_many_requests(request, exception=None):
    return _page(request, 429, _("มีการลองหลายครั้งเกินไป"), _("รอประมาณ 15 นาทีแล้วลองใหม่"))


def csrf_failure(request, reason=""):
    advice = _("หน้านี้เปิดค้างไว้นานเกินไปหรือเบราว์เซอร์ไม่ส่งคุกกี้ กลับไปหน้าก่อน โหลดใหม่ แล้วส่งอีกครั้ง")
    return _page(request, 403, _("ส่งแบบฟอร์มไม่สำเร็จ"), advice)


def server_error(request):
    """Stands alone: it must work when the database does not."""
    context = {"error_id": current_request_id()}
    return HttpResponseServerError(render_to_string("errors/server_error.html", context))


def _page(request, status, heading, advice):
    context = {"status": status, "heading": heading, "advice": advice, "error_id": current_request_id()}
    return render(request, "errors/error.html", context, status=status)
