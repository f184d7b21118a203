"""Where all reports of a year stand, for the secretariat and OPDC's reviewers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kpis.exports import cycle_workbook
from kpis.models import Cycle, Report
from kpis.permissions import can_oversee
from kpis.queries.board import pick_cycle
from kpis.queries.matrix import LATE, NONE, NOT_ASSESSABLE, SOON
from kpis.queries.matrix import matrix as read_matrix

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The word of a state as long as a cell of the matrix has room, and what it means
WORDS = {
    LATE: (_("ช้า"), _("เกินกำหนด ยังไม่ส่ง")),
    Report.Status.RETURNED: (_("แก้"), _("ส่งกลับให้แก้ไข")),
    Report.Status.SUBMITTED: (_("ส่ง"), _("ส่งแล้ว รอตรวจ")),
    Report.Status.APPROVED: (_("จว."), _("จังหวัดเห็นชอบแล้ว")),
    Report.Status.ACCEPTED: (_("รับ"), _("สำนักงาน ก.พ.ร. รับรองผลแล้ว")),
    Report.Status.PUBLISHED: (_("ผล"), _("เผยแพร่แล้ว")),
    Report.Status.DRAFT: (_("ร่าง"), _("ร่าง")),
    NONE: (_("รอ"), _("รอรายงาน")),
    SOON: ("·", _("ยังไม่เปิดรอบ")),
    NOT_ASSESSABLE: ("–", _("ยังประเมินไม่ได้")),
}


@never_cache
@login_required
@require_safe
def matrix(request):
    """`?year=2569&state=late`."""
    cycle, cycles = _asked(request)
    state = request.GET.get("state", "")
    state = state if state in WORDS else ""
    found = read_matrix(cycle, timezone.localdate(), state=state) if cycle else None
    legend = [(key, *words, found.counts[key] if found else 0) for key, words in WORDS.items()]
    context = {"cycles": cycles, "cycle": cycle, "matrix": found, "legend": legend, "state": state, "words": WORDS}
    return render(request, "kpis/matrix.html", context)


@never_cache
@login_required
@require_safe
def matrix_export(request):
    """The year's targets, reports and scores as one XLSX file."""
    cycle, _cycles = _asked(request)
    if cycle is None:
        raise Http404
    response = HttpResponse(cycle_workbook(cycle, by=request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="kpis-{cycle.slug}-{timezone.localdate()}.xlsx"'
    return response


def _asked(request):
    """The cycle that is asked for, else the newest open one; 404 for who does not oversee."""
    if not can_oversee(request.user):
        raise Http404
    cycles = list(Cycle.objects.prefetch_related("rounds"))
    asked = next((row for row in cycles if row.slug == request.GET.get("year")), None)
    opened = next((row for row in cycles if row.status == Cycle.Status.OPEN), None)
    return asked or opened or pick_cycle(cycles, ""), cycles
