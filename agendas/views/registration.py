"""The door: a code on the wall, and the page it leads to."""

import io

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from qrcode.image.svg import SvgPathFillImage

from agendas.doors import DoorClosed, door_link, read_door
from agendas.forms.room import RegisterSeatForm
from agendas.services.attendance import register_guest, register_oneself
from agendas.views.scopes import GET_POST, on_form, prepared_meeting, sent


@never_cache
@login_required
@require_safe
def room_code(request, host, slug):
    """The code to project or to print."""
    meeting = prepared_meeting(request, host, slug)
    context = {"meeting": meeting, "link": door_link(meeting), "is_open": meeting.is_coming or meeting.minutes_open}
    return render(request, "agendas/room/room_code.html", context)


@never_cache
@login_required
@require_safe
def room_code_picture(request, host, slug):
    """The code as an SVG."""
    meeting = prepared_meeting(request, host, slug)
    picture = qrcode.make(door_link(meeting), image_factory=SvgPathFillImage, border=4)
    out = io.BytesIO()
    picture.save(out)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@never_cache
@require_http_methods(GET_POST)
def register(request, token):
    """Somebody in the room picks their seat or types a name; the clerk confirms it."""
    try:
        meeting = read_door(token)
    except DoorClosed:
        raise Http404 from None
    seats = list(meeting.attendances.seats().filter(registered_at__isnull=True, status="expected").order_by("order"))
    form = RegisterSeatForm(sent(request), seats=seats)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            _register(meeting, form.cleaned_data)
            messages.success(request, _("ลงทะเบียนแล้ว รอเลขานุการยืนยัน"))
            return redirect(f"{request.path}?done=1")
    context = {"meeting": meeting, "form": form, "done": request.GET.get("done") == "1" and request.method == "GET"}
    response = render(request, "agendas/room/register.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _register(meeting, told):
    if told["seat"]:
        row = get_object_or_404(meeting.attendances.seats(), pk=told["seat"])
        register_oneself(row, name=told["name"])
    else:
        register_guest(meeting, name=told["name"], agency_name=told["agency_name"])
