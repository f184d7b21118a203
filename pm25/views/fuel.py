"""Fuel management by fire: requests of the user's own province, and what was decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pm25.forms.burning import FuelMoveForm, FuelRequestForm
from pm25.models import FuelRequest
from pm25.permissions import can_decide_fuel
from pm25.services import FuelMoveRefused, ask_to_burn, move_fuel_request
from pm25.views.burning import GET_POST, own_provinces
from pm25.views.burning_worker import form_shell

PAGE = 100


@login_required
@require_safe
def fuel_requests(request):
    """Those planned last first, 100 to a page: `?page=2`."""
    own_provinces(request)
    rows = FuelRequest.objects.visible_to(request.user).with_places()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "pm25/fuel_requests.html", {"requests": page})


@login_required
@require_http_methods(GET_POST)
def fuel_request_new(request):
    """The form in the field. Asked for JSON, it answers 201 with the form's key, or 422 with what is wrong."""
    form = FuelRequestForm(request.POST or None, provinces=own_provinces(request))
    status = 200
    if request.method == "POST":
        wish = _asked(form, request.user) if form.is_valid() else None
        if wish is not None:
            messages.success(request, _("ส่งคำขอแล้ว สถานะ: รอพิจารณา"))
            if request.accepts("text/html"):
                return redirect(wish)
            return JsonResponse({"key": str(form.cleaned_data["key"]), "url": wish.get_absolute_url()}, status=201)
        status = 422
    if request.method == "POST" and not request.accepts("text/html"):
        return JsonResponse({"errors": form.errors}, status=status)
    return form_shell(request, "pm25/fuel_request_new.html", {"form": form}, status=status)


@login_required
@require_http_methods(GET_POST)
def fuel_request(request, pk):
    """One request; a POST is its next step."""
    rows = FuelRequest.objects.visible_to(request.user).with_places().select_related("reported_by", "decided_by")
    wish = get_object_or_404(rows, pk=pk)
    can_decide = can_decide_fuel(request.user, wish)
    form = FuelMoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["status"] != FuelRequest.Status.DONE and not can_decide:
            raise PermissionDenied
        try:
            moved = move_fuel_request(wish, by=request.user, **form.step())
        except FuelMoveRefused:
            messages.error(request, _("มีผู้พิจารณาคำขอนี้ไปแล้ว ตรวจสถานะล่าสุดด้านล่าง"))
        else:
            messages.success(request, _("บันทึกแล้ว สถานะ: %(status)s") % {"status": moved.get_status_display()})
        return redirect(wish)
    context = {"wish": wish, "form": form, "steps": _steps(wish, can_decide=can_decide)}
    return render(request, "pm25/fuel_request.html", context, status=422 if form.errors else 200)


def _steps(wish, *, can_decide):
    """The next steps that are open to the user."""
    return [step.value for step in wish.MOVES[wish.status] if can_decide or step == FuelRequest.Status.DONE]


def _asked(form, user):
    """The request that the form makes; None with the refusal on the form."""
    try:
        return ask_to_burn(by=user, key=form.cleaned_data["key"], **form.facts())[0]
    except FuelMoveRefused:
        form.add_error(None, _("แบบนี้ถูกส่งโดยผู้อื่นแล้ว เปิดแบบใหม่แล้วกรอกอีกครั้ง"))
    return None
