"""The report of one indicator: what an officer fills in, and what those who check it do with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.documents.services import UploadRefused
from foundation.documents.views import serve
from kpis import permissions
from kpis.charts import target_bar
from kpis.explanations import explain
from kpis.forms.reports import ApproveForm, NoteForm, ReportForm, ReturnForm
from kpis.locks import closes, lock_of
from kpis.models import Evidence, Report, Round, Target
from kpis.queries.reports import earlier_results, tasks_of
from kpis.scoring import score
from kpis.services import reports as services
from kpis.services.refusals import KpiRefused

GET_POST = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_safe
def reports(request):
    """What the groups and provinces of the user have to report, what waits first."""
    tasks = tasks_of(request.user, timezone.localdate())
    context = {
        "waiting": [task for task in tasks if task.is_waiting],
        "others": [task for task in tasks if not task.is_waiting],
        "can_oversee": permissions.can_oversee(request.user),
    }
    return render(request, "kpis/reports.html", context)


@never_cache
@login_required
@require_http_methods(GET_POST)
def report(request, target, kind):
    """One report. A POST hands it in; asked for JSON, it answers 201 with the form's key, or 422 with what is wrong."""
    found = _report(request.user, target, kind)
    form = ReportForm(request.POST or None, request.FILES or None, report=found)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _handed_in(form, found, request.user):
            return _answered(request, found, form.cleaned_data["key"])
        status = 422
        if not request.accepts("text/html"):
            return JsonResponse({"errors": form.errors}, status=status)
    return render(request, "kpis/report.html", _page(request.user, found, form), status=status)


@login_required
@require_POST
def report_save(request, target, kind):
    """Keep a draft on the server, complete or not."""
    found = _report(request.user, target, kind)
    form = ReportForm(request.POST, request.FILES, report=found)
    if form.is_valid() and _kept(form, found, request.user):
        return _answered(request, found, form.cleaned_data["key"], word=_("บันทึกร่างแล้ว ยังไม่ได้ส่ง"))
    if not request.accepts("text/html"):
        return JsonResponse({"errors": form.errors}, status=422)
    return render(request, "kpis/report.html", _page(request.user, found, form), status=422)


@login_required
@require_POST
def report_return(request, target, kind):
    form = ReturnForm(request.POST)
    found = _saved(request.user, target, kind)
    if form.is_valid():
        told = {"comments": form.comments(), "reason_th": form.cleaned_data["reason_th"]}
        if _done(form, services.return_report, found, by=request.user, **told):
            messages.success(request, _("ส่งกลับให้แก้ไขแล้ว ผู้รายงานได้รับแจ้งพร้อมความเห็น"))
            return redirect(found)
    return _again(request, found, returning=form)


@login_required
@require_POST
def report_approve(request, target, kind):
    form = ApproveForm(request.POST, request.FILES)
    found = _saved(request.user, target, kind)
    if form.is_valid():
        told = dict(form.cleaned_data)
        if _done(form, services.approve_report, found, by=request.user, upload=told.pop("file"), **told):
            messages.success(request, _("บันทึกการเห็นชอบของจังหวัดแล้ว รอสำนักงาน ก.พ.ร. รับรองผล"))
            return redirect(found)
    return _again(request, found, approving=form)


@login_required
@require_POST
def report_accept(request, target, kind):
    form = NoteForm(request.POST)
    found = _saved(request.user, target, kind)
    if form.is_valid() and _done(form, services.accept_report, found, by=request.user, **form.cleaned_data):
        messages.success(request, _("รับรองผลแล้ว รอเผยแพร่"))
        return redirect(found)
    return _again(request, found, accepting=form)


@login_required
@require_POST
def report_publish(request, target, kind):
    form = NoteForm({})
    found = _saved(request.user, target, kind)
    if form.is_valid() and _done(form, services.publish_report, found, by=request.user):
        messages.success(request, _("เผยแพร่ผลแล้ว ประชาชนเห็นคะแนนพร้อมคำอธิบาย"))
        return redirect(found)
    return _again(request, found, publishing=form)


@require_safe
def report_evidence(request, pk):
    """A file of a report: for who may read the report, and for everybody what is published and marked so."""
    evidence = get_object_or_404(Evidence.objects.select_related("file"), pk=pk)
    may_read = Report.objects.open_to(request.user).filter(pk=evidence.report_id).exists()
    published = evidence.is_public and Report.objects.published().filter(pk=evidence.report_id).exists()
    if not may_read and not published:
        raise Http404
    return serve(request, evidence.file, as_attachment=False)


@login_required
@require_POST
def report_evidence_remove(request, pk):
    evidence = get_object_or_404(Evidence.objects.select_related("report__target", "report__round"), pk=pk)
    found = _saved(request.user, evidence.report.target_id, evidence.report.round.kind)
    try:
        services.remove_evidence(evidence, by=request.user)
    except KpiRefused as refused:
        messages.error(request, " ".join(refused.reasons))
    else:
        messages.success(request, _("นำหลักฐานออกแล้ว"))
    return redirect(found)


def _report(user, target_pk, kind):
    """The report that `user` may read before publication, saved or not yet; 404 for other people's."""
    targets = Target.objects.with_all().prefetch_related("exceptions", "owners__agency")
    target = get_object_or_404(targets.agreed(), pk=target_pk)
    round_ = get_object_or_404(Round.objects.select_related("cycle"), cycle=target.cycle_id, kind=kind)
    if not (permissions.can_report(user, target) or permissions.can_oversee(user)):
        raise Http404
    found = Report.objects.filter(target=target, round=round_)
    found = found.select_related("machine", "corrected_machine", "score", "published_score", "reported_by").first()
    found = found or Report(target=target, round=round_, machine=services.newest_machine(target, round_))
    found.target, found.round = target, round_
    return found


def _saved(user, target_pk, kind):
    found = _report(user, target_pk, kind)
    if found.pk is None:
        raise Http404
    return found


def _page(user, found, form=None, *, returning=None, approving=None, accepting=None, publishing=None):
    target, is_saved = found.target, found.pk is not None
    lock = lock_of(found, timezone.localdate())
    may_write = permissions.can_report(user, target)
    comments = list(found.comments.select_related("by").filter(revision=found.revision)) if is_saved else []
    may = _may(user, found) if is_saved else {}
    return {
        "report": found,
        "target": target,
        "form": form if may_write and lock is None else None,
        "lock": lock if may_write else None,
        "closes": closes(found),
        "levels": target.levels.all(),
        "machine": found.corrected_machine or found.machine,
        "preview": _preview(found),
        "bar": target_bar(target, found.value if found.value is not None else None),
        "earlier": earlier_results(target, found.round),
        "comments": comments,
        "whole_comments": [row for row in comments if not row.field],
        "events": list(found.events.select_related("by", "evidence")) if is_saved else [],
        "evidence": list(found.evidence.select_related("file")) if is_saved else [],
        "returning": may.get("return") and (returning or ReturnForm()),
        "approving": may.get("approve") and (approving or ApproveForm()),
        "accepting": may.get("accept") and (accepting or NoteForm()),
        "publishing": may.get("publish") and (publishing or NoteForm()),
    }


def _may(user, found):
    """What `user` may do with a report now, by the word of its service."""
    status, moves = Report.Status, Report.MOVES[found.status]
    return {
        "return": status.RETURNED in moves and permissions.can_return(user, found),
        "approve": status.APPROVED in moves and permissions.can_approve(user, found),
        "accept": status.ACCEPTED in moves and permissions.can_accept(user, found),
        "publish": status.PUBLISHED in moves and permissions.can_publish(user, found),
    }


def _preview(found):
    """What the value now in the report would score, in words; nothing is kept."""
    machine = found.corrected_machine or found.machine
    value = found.value if found.value is not None or machine is None else machine.value
    if value is None:
        return ""
    version = found.target.version
    return explain(score(value, found.target.rule()), unit=version.unit_th, decimals=version.decimals)


def _handed_in(form, found, user):
    told = form.cleaned_data
    extra = {"key": told["key"], "upload": told["photo"], "caption_th": told["caption_th"]}
    return _written(form, found, services.submit_report, user, **extra)


def _kept(form, found, user):
    told = form.cleaned_data
    extra = {"upload": told["photo"], "caption_th": told["caption_th"]}
    return _written(form, found, services.save_draft, user, **extra)


def _written(form, found, service, user, **extra):
    """Whether the service took it; what it refuses stands on the form."""
    try:
        row = found if found.pk else services.start_report(found.target, found.round)
        service(row, by=user, **form.typed(), **extra)
    except UploadRefused as refusal:
        form.add_error("photo", refusal)
    except KpiRefused as refused:
        _say(form, refused)
    else:
        return True
    return False


def _done(form, service, found, **told):
    try:
        service(found, **told)
    except UploadRefused as refusal:
        form.add_error("file", refusal)
    except KpiRefused as refused:
        _say(form, refused)
    else:
        return True
    return False


def _say(form, refused):
    """Each reason at its field, the others above the form."""
    for name, reason in refused.fields.items():
        form.add_error(
            {"evidence": "photo"}.get(name, name) if name in form.fields or name == "evidence" else None, reason
        )
    for reason in refused.reasons[: len(refused.reasons) - len(refused.fields)]:
        form.add_error(None, reason)


def _again(request, found, **forms):
    page = _page(request.user, found, ReportForm(report=found), **forms)
    return render(request, "kpis/report.html", page, status=422)


def _answered(request, found, key, word=""):
    messages.success(request, word or _("ส่งรายงานแล้ว เลขานุการของจังหวัดได้รับแจ้ง"))
    if request.accepts("text/html"):
        return redirect(found)
    return JsonResponse({"key": str(key), "url": found.get_absolute_url()}, status=201)
