"""Indicators as documents: PDF to read and keep, .docx to edit; and frozen as the paper of an agenda item."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.documents.models import StoredFile
from foundation.documents.setting.shelf import kept
from kpis.forms.freezing import FreezeForm
from kpis.models import Cycle
from kpis.papers import Line, board_address, board_paper, brief_paper, self_assessment_paper
from kpis.queries.board import board, results_of, targets_of_place
from kpis.services.freezing import freeze_paper, open_items
from kpis.services.refusals import KpiRefused
from places.models import Province

TYPES = {"pdf": StoredFile.ContentType.PDF.value, "docx": StoredFile.ContentType.DOCX.value}


@require_safe
def board_pdf(request, year, kind):
    return _answer(request, _board(year, kind)[0], "pdf")


@require_safe
def board_docx(request, year, kind):
    return _answer(request, _board(year, kind)[0], "docx")


@require_safe
def self_assessment_pdf(request, year, kind, place):
    return _answer(request, _of_place(self_assessment_paper, year, kind, place)[0], "pdf")


@require_safe
def self_assessment_docx(request, year, kind, place):
    return _answer(request, _of_place(self_assessment_paper, year, kind, place)[0], "docx")


@require_safe
def brief_pdf(request, year, kind, place):
    return _answer(request, _of_place(brief_paper, year, kind, place)[0], "pdf")


@require_safe
def brief_docx(request, year, kind, place):
    return _answer(request, _of_place(brief_paper, year, kind, place)[0], "docx")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request, year, kind):
    """`?place=lampang`: put the board, or the brief of a place, on the table of a meeting as it stands today."""
    items = open_items(request.user)
    if not items:
        raise Http404
    place = request.GET.get("place", "")
    document, targets = _of_place(brief_paper, year, kind, place) if place else _board(year, kind)
    form = FreezeForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            item = freeze_paper(form.cleaned_data["item"], document, targets, by=request.user, query=request.path)
        except KpiRefused as refused:
            form.add_error("item", " ".join(refused.reasons))
        else:
            messages.success(request, _("แนบเอกสารกับวาระแล้ว พร้อมบันทึกค่าที่อยู่บนโต๊ะวันนี้"))
            return redirect(item.section.meeting)
    context = {"form": form, "document": document, "targets": targets}
    return render(request, "kpis/freeze.html", context, status=422 if form.errors else 200)


def _board(year, kind):
    """(document, [(target, round, published score or None)]) of a whole year."""
    cycle, round_ = _round(year, kind)
    found = board(cycle, round_.kind)
    targets = [(cell.target, round_, cell.score) for cell in found.cells]
    document = board_paper(found, as_of=timezone.localdate(), query=board_address(cycle, round_))
    return document, targets


def _of_place(paper, year, kind, slug):
    cycle, round_ = _round(year, kind)
    place = get_object_or_404(Province.objects.light(), slug=slug)
    targets = [row for row in targets_of_place(place) if row.cycle_id == cycle.pk]
    if not targets:
        raise Http404
    results = results_of(targets)
    lines = [
        Line(row, next((each for each in results.get(row.pk, []) if each.round.pk == round_.pk), None))
        for row in targets
    ]
    document = paper(place, cycle, round_, lines, as_of=timezone.localdate(), query=board_address(cycle, round_))
    return document, [(line.target, round_, line.result and line.result.score) for line in lines]


def _round(year, kind):
    cycles = {cycle.slug: cycle for cycle in Cycle.objects.shown().prefetch_related("rounds")}
    if year not in cycles:
        raise Http404
    round_ = next((row for row in cycles[year].rounds.all() if row.kind == kind), None)
    if round_ is None:
        raise Http404
    return cycles[year], round_


def _answer(request, document, form):
    """The file: the same content has the same tag, so that nobody fetches it twice."""
    etag = quote_etag(f"{document.sha256}.{form}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        with translation.override("th"):
            response = HttpResponse(kept(document, form), content_type=TYPES[form])
        name = f"{document.number.replace('/', '-')}.{form}"
        response["Content-Disposition"] = content_disposition_header(form == "docx", name)
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    return response
