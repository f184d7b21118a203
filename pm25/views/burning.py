"""Burning in the open: what the public sees of it, and what officers record of their own province."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.documents.services import UploadRefused
from foundation.documents.views import serve
from foundation.thai.dates.names import BE_OFFSET
from places.models import Province
from pm25.charts import burning_map, month_bars
from pm25.forms.burning import BurnCorrectionForm, BurnForm, ReasonForm
from pm25.models import BurnRecord
from pm25.permissions import burning_provinces, can_report_burning, can_see_burn_photo
from pm25.queries.burning import burning_year, burning_years, province_tallies, public_photos
from pm25.services import BurnRefused, correct_burn, move_burn, record_burn
from pm25.views.burning_worker import form_shell

GET_POST = ["GET", "HEAD", "POST"]
PAGE = 100


@require_safe
def burning(request):
    """`?year=2569&province=lampang&district=mae-mo`: what is not known is taken as all."""
    years = burning_years()
    asked = {str(year + BE_OFFSET): year for year in years}
    year = asked.get(request.GET.get("year"), timezone.localdate().year)
    provinces = Province.objects.light().filter(districts__isnull=False).distinct()
    province = _named(provinces, request.GET.get("province"))
    district = _named(province.districts.all(), request.GET.get("district")) if province else None
    found = burning_year(year, province=province, district=district)
    context = {
        "found": found,
        "years": years,
        "province": province,
        "district": district,
        "provinces": provinces,
        "chart": month_bars([tally.count for tally in found.months.values()]),
        "items": [] if province else _country(found),
        "photos": public_photos(year, province=province, district=district),
        "can_report": can_report_burning(request.user),
    }
    return render(request, "pm25/burning.html", context)


@login_required
@require_http_methods(GET_POST)
def burning_report(request):
    """The form in the field. Asked for JSON, it answers 201 with the form's key, or 422 with what is wrong."""
    form = BurnForm(request.POST or None, request.FILES or None, provinces=own_provinces(request))
    status = 200
    if request.method == "POST":
        burn, new = _reported(form, request.user) if form.is_valid() else (None, False)
        if burn is not None:
            return _confirmed(request, burn, form.cleaned_data["key"], new=new)
        status = 422
    if request.method == "POST" and not request.accepts("text/html"):
        return JsonResponse({"errors": form.errors}, status=status)
    return form_shell(request, "pm25/burning_report.html", {"form": form}, status=status)


@login_required
@require_safe
def burning_records(request):
    """The newest records of the provinces that the user serves; `?before=<record>` goes on."""
    own_provinces(request)
    burns = BurnRecord.objects.visible_to(request.user).with_places().order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 12:
        burns = burns.filter(pk__lt=int(before))
    burns = list(burns[: PAGE + 1])
    older = burns[PAGE - 1].pk if len(burns) > PAGE else None
    return render(request, "pm25/burning_records.html", {"burns": burns[:PAGE], "older": older})


@login_required
@require_safe
def burning_record(request, pk):
    context = {"burn": _own_burn(request, pk), "form": ReasonForm()}
    return render(request, "pm25/burning_record.html", context)


@login_required
@require_http_methods(GET_POST)
def burning_correct(request, pk):
    burn = _own_burn(request, pk)
    if burn.status == BurnRecord.Status.WITHDRAWN:
        raise Http404
    form = BurnCorrectionForm(
        request.POST or None, request.FILES or None, instance=burn, provinces=own_provinces(request)
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            correct_burn(burn, by=request.user, reason=told["reason"], photo=told["photo"], **form.facts())
        except UploadRefused as refusal:
            form.add_error("photo", refusal)
        except BurnRefused:
            form.add_error(None, _("มีผู้ยกเลิกรายการนี้แล้ว คืนรายการก่อนแก้ไข"))
        else:
            messages.success(request, _("แก้ไขแล้ว ข้อมูลเดิมและเหตุผลอยู่ในประวัติการดำเนินการ"))
            return redirect(burn)
    status = 422 if form.errors else 200
    return render(request, "pm25/burning_correct.html", {"burn": burn, "form": form}, status=status)


@login_required
@require_POST
def burning_withdraw(request, pk):
    """Withdraw a record, or take a withdrawn one back in."""
    burn, form = _own_burn(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "pm25/burning_record.html", {"burn": burn, "form": form}, status=422)
    status = BurnRecord.MOVES[burn.status][0]
    try:
        move_burn(burn, status, by=request.user, reason=form.cleaned_data["reason"])
    except BurnRefused:
        messages.error(request, _("มีผู้เปลี่ยนสถานะของรายการนี้ไปแล้ว ตรวจสถานะล่าสุดด้านล่าง"))
    else:
        messages.success(request, _("บันทึกแล้ว สถานะของรายการ: %(status)s") % {"status": status.label})
    return redirect(burn)


@require_safe
def burning_photo(request, pk):
    burn = get_object_or_404(BurnRecord.objects.select_related("photo"), pk=pk, photo__isnull=False)
    if not can_see_burn_photo(request.user, burn):
        raise Http404
    return serve(request, burn.photo, as_attachment=False)


def _reported(form, user):
    """The record that the form makes and whether it is new; (None, False) with the refusal on the form."""
    told = form.cleaned_data
    try:
        return record_burn(by=user, key=told["key"], photo=told["photo"], **form.facts())
    except UploadRefused as refusal:
        form.add_error("photo", refusal)
    except BurnRefused:
        form.add_error(None, _("แบบนี้ถูกส่งโดยผู้อื่นแล้ว เปิดแบบใหม่แล้วกรอกอีกครั้ง"))
    return None, False


def _confirmed(request, burn, key, *, new):
    if new:
        messages.success(request, _("บันทึกการเผาในที่โล่งแล้ว"))
    else:
        messages.info(request, _("แบบนี้ส่งมาแล้ว จึงไม่บันทึกซ้ำ หากข้อมูลต่างจากที่ตั้งใจ ให้กด “แก้ไขรายการ”"))
    if request.accepts("text/html"):
        return redirect(burn)
    return JsonResponse({"key": str(key), "url": burn.get_absolute_url()}, status=201 if new else 200)


def _named(rows, slug):
    """The row of `slug`, whatever signs that holds, or None."""
    return next((row for row in rows if row.slug == slug), None)


def _country(found):
    """The map's items: every province, in the class of what burnt there."""
    burnt = burning_map(province_tallies(found))
    drawn = {item["province"].pk for item in burnt}
    others = Province.objects.light().exclude(pk__in=drawn)
    return [*burnt, *({"province": row, "css_class": "b0", "href": f"?province={row.slug}"} for row in others)]


def own_provinces(request):
    """The provinces that the user serves; 404 for who serves none."""
    provinces = burning_provinces(request.user)
    if not provinces.exists():
        raise Http404
    return provinces


def _own_burn(request, pk):
    burns = BurnRecord.objects.visible_to(request.user).with_places().select_related("photo", "reported_by")
    return get_object_or_404(burns, pk=pk)
